package dev.nabla.train;

import dev.nabla.data.Split;
import dev.nabla.data.Targets;

/**
 * Which examples of a data set a run learns from, and which are held out to validate on: stratified, a function of the
 * numbers asked for and the run's seed. Page and command line divide by this class, so that the same settings give the same
 * weights.
 */
public final class TrainingSplit {
    private final int[] training;
    private final int[] validation;

    private TrainingSplit(int[] training, int[] validation) {
        this.training = training;
        this.validation = validation;
    }

    /**
     * Divides examples.
     *
     * @param validation how many are held out; less than there are
     * @param examples how many of the others are learned from; 0 for all of them
     * @throws IllegalArgumentException if there are fewer examples than that
     */
    public static TrainingSplit of(Targets targets, int validation, int examples, int seed) {
        int left = targets.size() - validation;
        if (validation < 0 || left < 1) {
            throw new IllegalArgumentException("Training: " + validation + " examples for validation, expected 0.."
                    + (targets.size() - 1) + ", so that one is left to learn from");
        }
        if (examples < 0 || examples > left) {
            throw new IllegalArgumentException("Training: " + examples + " examples to learn from, expected 1.." + left
                    + " (of " + targets.size() + ", " + validation + " are for validation)");
        }
        Split split = Split.of(targets, validation, DataRandom.split(seed));
        int[] training = split.training();
        return new TrainingSplit(
                examples == 0 || examples == left ? training : subset(targets, training, examples, seed),
                split.validation());
    }

    private static int[] subset(Targets targets, int[] members, int count, int seed) {
        int[] chosen = Split.of(targets.select(members), count, DataRandom.subset(seed))
                .validation();
        int[] subset = new int[count];
        for (int i = 0; i < count; i++) {
            subset[i] = members[chosen[i]];
        }
        return subset;
    }

    /** Indices of the examples to learn from, ascending; not to be modified. */
    public int[] training() {
        return training;
    }

    /** Indices of the examples to validate on, ascending; not to be modified. */
    public int[] validation() {
        return validation;
    }
}
