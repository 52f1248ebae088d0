package dev.nabla.cli;

import dev.nabla.program.Examples;
import dev.nabla.train.BestWeights;
import dev.nabla.train.Evaluation;
import dev.nabla.train.NonFinite;
import dev.nabla.train.Trainer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Trains epoch by epoch, measures, reports and saves. */
final class TrainingRun {
    /** Steps between two looks at the progress bar and the stop signal, and examples that bound them. */
    private static final int STEPS = 64;

    private static final int EXAMPLES = 8192;

    /** Between two checkpoints while training; the end of a run is saved in any case. */
    private static final long SAVE_NANOS = 30_000_000_000L;

    private static final double NANOS = 1e9;

    private final Trainer trainer;
    private final TrainingSet set;
    private final @Nullable TestSet test;
    private final @Nullable CheckpointFile file;
    private final Terminal terminal;
    private final long firstStep;
    private long savedNanos = System.nanoTime();

    /**
     * @param test null for none
     * @param file null if nothing is saved
     */
    TrainingRun(
            Trainer trainer,
            TrainingSet set,
            @Nullable TestSet test,
            @Nullable CheckpointFile file,
            Terminal terminal) {
        this.trainer = trainer;
        this.firstStep = trainer.step();
        this.set = set;
        this.test = test;
        this.file = file;
        this.terminal = terminal;
    }

    /**
     * Trains until so many epochs are done in all.
     *
     * @throws CommandException if a parameter became infinite or NaN, or the run was stopped
     */
    void run(int epochs, Reporter reporter, ProgressBar progress) {
        long start = System.nanoTime();
        @Nullable EpochReport last = null;
        while (epochs() < epochs && !trainer.isExhausted()) {
            last = epoch(progress);
            progress.clear();
            reporter.epoch(last);
            if (epochs() < epochs && System.nanoTime() - savedNanos > SAVE_NANOS) {
                save();
            }
        }
        double seconds = (System.nanoTime() - start) / NANOS;
        try {
            save();
        } finally {
            reporter.end(report(last, seconds));
        }
    }

    private RunReport report(@Nullable EpochReport last, double seconds) {
        BestWeights best = trainer.best();
        boolean usesBest = best != null && best.isThere();
        if (usesBest) {
            trainer.useBest();
        }
        return new RunReport(
                CheckpointFile.weightsSha256(trainer.weights()),
                trainer.network().parameterCount(),
                seconds,
                best,
                usesBest ? validation(trainer::evaluate) : last == null ? null : last.validation(),
                usesBest ? testing() : last == null ? null : last.test(),
                set::name);
    }

    /** Number of whole epochs done: those of an endless source end with the step that completes their examples. */
    private long epochs() {
        return trainer.examplesSeen() / set.epochSize();
    }

    private EpochReport epoch(ProgressBar progress) {
        EpochReport.Meter meter = new EpochReport.Meter();
        int size = set.epochSize();
        int steps = Math.max(1, Math.min(STEPS, EXAMPLES / trainer.settings().batchSize()));
        long epoch = epochs() + 1;
        long start = System.nanoTime();
        double rate = 0;
        while (epochs() < epoch) {
            if (terminal.stop().requested()) {
                progress.clear();
                throw stopped();
            }
            // Before the step as well: a file may hold a run that has ended.
            requireFinite(progress);
            trainer.advance((int) Math.min(steps, stepsTo(epoch * size)), meter);
            requireFinite(progress);
            rate = meter.examples() / Math.max((System.nanoTime() - start) / NANOS, 1 / NANOS);
            progress.update(epoch, trainer.examplesSeen() % size / (double) size, rate);
        }
        return new EpochReport(epoch, trainer.step(), meter.meanLoss(), validation(trainer::check), testing(), rate);
    }

    private long stepsTo(long examples) {
        int batchSize = trainer.settings().batchSize();
        return (examples - trainer.examplesSeen() + batchSize - 1) / batchSize;
    }

    private void requireFinite(ProgressBar progress) {
        NonFinite end = trainer.nonFinite();
        if (end != null) {
            progress.clear();
            throw CommandException.failure("Training stopped: " + end + keptBest());
        }
    }

    /** What came before the end is not lost. */
    private String keptBest() {
        BestWeights best = trainer.best();
        if (file == null || best == null || !best.isThere()) {
            return "";
        }
        save();
        return "; " + file + " holds the best weights, those of step " + best.step();
    }

    private @Nullable Evaluation validation(BiFunction<Examples, int[], Evaluation> measure) {
        return set.validation().length == 0 ? null : measure.apply(set.validationExamples(), set.validation());
    }

    private @Nullable Evaluation testing() {
        return test == null ? null : trainer.evaluate(test.examples(), test.all());
    }

    private CommandException stopped() {
        String where = "Stopped in step " + trainer.step();
        if (file == null || trainer.step() == firstStep) {
            return CommandException.interrupted(where + ", nothing saved");
        }
        save();
        return CommandException.interrupted(where + ", saved; goes on with --resume " + file);
    }

    private void save() {
        if (file != null) {
            file.save(trainer);
            savedNanos = System.nanoTime();
        }
    }
}
