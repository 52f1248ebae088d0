package dev.nabla.cli;

import dev.nabla.data.Dataset;
import dev.nabla.data.Values;
import dev.nabla.nn.Loss;
import dev.nabla.program.Examples;
import dev.nabla.train.BatchSource;
import dev.nabla.train.DataExamples;
import dev.nabla.train.EpochSource;
import dev.nabla.train.StreamSource;
import dev.nabla.train.TrainingSplit;
import org.jspecify.annotations.Nullable;

/** What is learned from and what is held out to validate on; a function of the flags and the seed. */
final class TrainingSet {
    /** Examples of what counts as an epoch where the source is endless. */
    static final int ENDLESS_EPOCH = 60_000;

    /** One example in so many is held out unless said otherwise. */
    private static final int DEFAULT_VALIDATION = 10;

    private final String source;
    private final Dataset data;
    private final Examples examples;
    private final int[] training;
    private final Examples validationExamples;
    private final int[] validation;
    private final @Nullable StreamSource stream;

    private TrainingSet(
            String source,
            Dataset data,
            int[] training,
            Dataset heldOut,
            int[] validation,
            @Nullable StreamSource stream) {
        this.source = source;
        this.data = data;
        this.examples = DataExamples.of(data);
        this.training = training;
        this.validationExamples = heldOut == data ? examples : DataExamples.of(heldOut);
        this.validation = validation;
        this.stream = stream;
    }

    /** How many examples are held out unless said otherwise. */
    static int defaultValidation(Dataset data) {
        return data.size() / DEFAULT_VALIDATION;
    }

    /**
     * Divides a data set.
     *
     * @param source what messages call the data
     * @param validation how many examples are held out
     * @param examples how many of the others are learned from; null for all
     */
    static TrainingSet of(String source, Dataset data, int validation, @Nullable Integer examples, int seed) {
        if (validation >= data.size()) {
            throw CommandException.usage("--validation " + validation + ": " + source + " has " + data.size()
                    + " examples, at least 1 is for training");
        }
        int left = data.size() - validation;
        if (examples != null && examples > left) {
            throw CommandException.usage("--examples " + examples + ": " + source + " has " + left
                    + " examples for training and " + validation + " for validation");
        }
        TrainingSplit split = TrainingSplit.of(data.targets(), validation, examples == null ? 0 : examples, seed);
        return new TrainingSet(source, data, split.training(), data, split.validation(), null);
    }

    /**
     * All of a data set to learn from, and all of another one to validate on.
     *
     * @param data the examples, or of an endless source its first ones, which stand for it
     * @param stream null if {@code data} is all there is
     */
    static TrainingSet of(String source, Dataset data, Dataset heldOut, @Nullable StreamSource stream) {
        return new TrainingSet(source, data, DataExamples.all(data), heldOut, DataExamples.all(heldOut), stream);
    }

    /** What messages call the data. */
    String source() {
        return source;
    }

    /** The SHA-256 of inputs and labels of {@link #data}, to know them again: 64 hexadecimal digits. */
    String sha256() {
        return DataHash.of(examples);
    }

    /** All data; of an endless source its first examples. */
    Dataset data() {
        return data;
    }

    /** The name of a class; of outputs that are no classes their number. */
    String name(int i) {
        return i < data.classNames().size() ? data.classNames().get(i) : Integer.toString(i);
    }

    /** {@link #data} for the engine. */
    Examples examples() {
        return examples;
    }

    /** The loss that its targets call for unless someone says otherwise. */
    Loss usualLoss() {
        return data.targets() instanceof Values values
                ? values.areAnswers() ? Loss.BINARY_CROSS_ENTROPY : Loss.MEAN_SQUARED_ERROR
                : NetworkOptions.DEFAULT_LOSS;
    }

    /** Whether every example is new. */
    boolean endless() {
        return stream != null;
    }

    /** Number of examples of an epoch. */
    int epochSize() {
        return endless() ? ENDLESS_EPOCH : training.length;
    }

    /** The batches of a run with that seed, from the beginning. */
    BatchSource batches(int seed) {
        return stream == null ? new EpochSource(examples, training, seed) : stream;
    }

    /** Indices of the examples of {@link #data} to learn from; not to be modified. */
    int[] training() {
        return training;
    }

    /** What the indices of {@link #validation} refer to. */
    Examples validationExamples() {
        return validationExamples;
    }

    /** Indices of the examples to validate on; not to be modified. */
    int[] validation() {
        return validation;
    }
}
