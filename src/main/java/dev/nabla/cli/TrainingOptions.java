package dev.nabla.cli;

import dev.nabla.optim.Sgd;
import dev.nabla.train.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say how a network is trained; null where they are not given. */
final class TrainingOptions {
    private static final String OPTIMIZER = "sgd";
    private static final float LEARNING_RATE = 0.1f;
    private static final int BATCH_SIZE = 32;
    private static final int EPOCHS = 10;
    private static final int SEED = 1;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            converter = Converters.Optimizers.class,
            description = "sgd (default: " + OPTIMIZER + ").")
    @Nullable
    String optimizer;

    @Option(
            names = "--learning-rate",
            paramLabel = "NUMBER",
            converter = Converters.Positive.class,
            description = "Of step 0 (default: " + LEARNING_RATE + ").")
    @Nullable
    Float learningRate;

    @Option(
            names = "--momentum",
            paramLabel = "NUMBER",
            converter = Converters.Momentum.class,
            description = "0 to below 1 (default: 0).")
    @Nullable
    Float momentum;

    @Option(
            names = "--decay",
            paramLabel = "NUMBER",
            converter = Converters.NotNegative.class,
            description = "The rate of step t is the learning rate / (1 + NUMBER·t) (default: 0).")
    @Nullable
    Float decay;

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

    /** The settings of a new run. */
    Settings settings() {
        Sgd sgd = new Sgd(
                learningRate == null ? LEARNING_RATE : learningRate,
                momentum == null ? 0 : momentum,
                decay == null ? 0 : decay);
        return new Settings(sgd, batchSize == null ? BATCH_SIZE : batchSize, seed == null ? SEED : seed);
    }

    /** Checks that the flags given say the same as the settings of a file. */
    void requireSame(Settings saved, String file) {
        Agreement agreement = new Agreement(file);
        agreement.require("--optimizer", optimizer, saved.optimizer().label());
        agreement.require("--learning-rate", learningRate, saved.optimizer().learningRate());
        if (saved.optimizer() instanceof Sgd sgd) {
            agreement.require("--momentum", momentum, sgd.momentum());
            agreement.require("--decay", decay, sgd.decay());
        }
        agreement.require("--batch-size", batchSize, saved.batchSize());
        agreement.require("--seed", seed, saved.seed());
    }
}
