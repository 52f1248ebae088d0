package dev.nabla.cli;

import dev.nabla.data.Dataset;
import dev.nabla.program.Examples;
import dev.nabla.train.DataExamples;
import dev.nabla.train.TrainingSplit;
import org.jspecify.annotations.Nullable;

/** Data divided into what is learned from and what is held out to validate on; a function of the flags and the seed. */
final class TrainingSet {
    /** One example in so many is held out unless said otherwise. */
    private static final int DEFAULT_VALIDATION = 10;

    private final String source;
    private final Dataset data;
    private final Examples examples;
    private final int[] training;
    private final int[] validation;

    private TrainingSet(String source, Dataset data, int[] training, int[] validation) {
        this.source = source;
        this.data = data;
        this.examples = DataExamples.of(data);
        this.training = training;
        this.validation = validation;
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
        return new TrainingSet(source, data, split.training(), split.validation());
    }

    /** What messages call the data. */
    String source() {
        return source;
    }

    /** The SHA-256 of all inputs and labels, to know the data again: 64 hexadecimal digits. */
    String sha256() {
        return DataHash.of(examples);
    }

    /** All data. */
    Dataset data() {
        return data;
    }

    /** All data, for the engine. */
    Examples examples() {
        return examples;
    }

    /** Indices of the examples to learn from; not to be modified. */
    int[] training() {
        return training;
    }

    /** Indices of the examples to validate on; not to be modified. */
    int[] validation() {
        return validation;
    }
}
