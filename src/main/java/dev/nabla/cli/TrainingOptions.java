package dev.nabla.cli;

import dev.nabla.optim.Schedule;
import dev.nabla.train.Event;
import dev.nabla.train.RunState;
import dev.nabla.train.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that say how a network is trained; null where they are not given. */
final class TrainingOptions {
    private static final int BATCH_SIZE = 32;
    private static final int EPOCHS = 10;

    /** Unless said otherwise. */
    static final int SEED = 1;

    @Mixin
    private final OptimizerOptions optimizer = new OptimizerOptions();

    @Mixin
    private final ScheduleOptions schedule = new ScheduleOptions();

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Examples of a step (default: " + BATCH_SIZE + ").")
    @Nullable
    Integer batchSize;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = {
                "Passes over the examples, those before --resume included (default: " + EPOCHS + ");",
                "an epoch of an endless source is 60,000 examples."
            })
    int epochs = EPOCHS;

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Converters.Seed.class,
            description = "Of the first weights, the order, the split and generated data (default: " + SEED + ").")
    @Nullable
    Integer seed;

    /** The settings of a new run, without a schedule, which depends on the data. */
    Settings settings() {
        return new Settings(
                        optimizer.optimizer(), batchSize == null ? BATCH_SIZE : batchSize, seed == null ? SEED : seed)
                .withLimits(limits.limits());
    }

    /** The schedule of a new run on a set. */
    Schedule schedule(TrainingSet set) {
        long batch = Math.min(batchSize == null ? BATCH_SIZE : batchSize, set.epochSize());
        long size = set.epochSize();
        return schedule.schedule(
                set.endless() ? (epochs * size + batch - 1) / batch : epochs * ((size + batch - 1) / batch));
    }

    /** About how many steps a saved run has before it. */
    long stepsTo(TrainingSet set, RunState state) {
        int batchSize = state.settings().batchSize();
        for (Event event : state.events()) {
            batchSize = event.change() instanceof Event.BatchSize changed ? changed.value() : batchSize;
        }
        long batch = Math.min(batchSize, set.epochSize());
        return Math.max(0, epochs * (long) set.epochSize() - state.position()) / batch;
    }

    /** Checks that the flags given say the same as the settings of a file. */
    void requireSame(Settings saved, String file) {
        Agreement agreement = new Agreement(file);
        optimizer.requireSame(saved.optimizer(), agreement);
        schedule.requireSame(saved.schedule(), agreement);
        limits.requireSame(saved.limits(), agreement);
        agreement.require("--batch-size", batchSize, saved.batchSize());
        agreement.require("--seed", seed, saved.seed());
    }
}
