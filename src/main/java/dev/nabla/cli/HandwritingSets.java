package dev.nabla.cli;

import dev.nabla.data.Dataset;
import dev.nabla.train.HandwrittenDigits;
import dev.nabla.train.StreamSource;
import org.jspecify.annotations.Nullable;

/** Handwriting by number of digits: to learn from, to validate and to test on, each by other writers. */
final class HandwritingSets {
    /** Digits to validate on unless said otherwise. */
    static final int VALIDATION = 10_000;

    /** Digits to test on. */
    private static final int TEST = 10_000;

    /** As many digits stand for an endless run's where data are checked and known again. */
    private static final int SAMPLE = 1_000;

    private HandwritingSets() {}

    /** Whether what the user named is handwriting. */
    static boolean isNamedBy(String source) {
        return source.equals(HandwrittenDigits.NAME);
    }

    /**
     * Digits to learn from, and others to validate on.
     *
     * @param validation how many to validate on
     * @param examples null for digits without end, else the first so many, the same in each epoch
     * @param batchSize of the run
     * @param seed of the run
     */
    static TrainingSet training(int validation, @Nullable Integer examples, int batchSize, int seed) {
        if (validation > HandwrittenDigits.MAX_VALIDATION) {
            throw CommandException.usage("--validation " + validation + ": " + HandwrittenDigits.NAME + " has "
                    + HandwrittenDigits.MAX_VALIDATION + " examples for validation");
        }
        if (examples != null && (examples < 1 || examples > HandwrittenDigits.MAX_SET)) {
            throw CommandException.usage("--examples " + examples + ": expected 1 to " + HandwrittenDigits.MAX_SET
                    + " of " + HandwrittenDigits.NAME + ", or no --examples for an endless source");
        }
        if (examples == null && batchSize > TrainingSet.ENDLESS_EPOCH) {
            throw CommandException.usage("--batch-size " + batchSize + ": an epoch of " + HandwrittenDigits.NAME
                    + " is " + TrainingSet.ENDLESS_EPOCH + " examples");
        }
        StreamSource.Generator digits = HandwrittenDigits.training(seed);
        Dataset first = HandwrittenDigits.set(digits, 0, examples == null ? SAMPLE : examples);
        Dataset heldOut = HandwrittenDigits.set(HandwrittenDigits.validation(), 0, validation);
        return TrainingSet.of(
                HandwrittenDigits.NAME, first, heldOut, examples == null ? HandwrittenDigits.stream(digits) : null);
    }

    /** Digits to test on: the same for all runs, and none of them for validation. */
    static Dataset test() {
        return HandwrittenDigits.set(HandwrittenDigits.validation(), HandwrittenDigits.MAX_VALIDATION, TEST);
    }
}
