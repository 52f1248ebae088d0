package dev.nabla.data;

import java.util.Arrays;

/**
 * Examples divided into a training and a validation part: two ascending lists of example indices that together hold every
 * example once.
 *
 * <p>Stratified: of N validation examples a class with n_c of n examples gets ⌊N·n_c/n⌋ or one more. The ones left over go
 * to the largest remainders, ties to the lowest class. Numbers to be predicted count as one class.
 */
public final class Split {
    /*
     * Each example has a random 32-bit key that depends on nothing but the seed, its class and its index; a class gives
     * the examples with the smallest keys. So there is no order of drawing to get wrong, and as N grows a class only ever
     * adds examples to its part as long as its share grows.
     */
    private static final int INDEX_BITS = 31;

    private final int[] training;
    private final int[] validation;

    private Split(int[] training, int[] validation) {
        this.training = training;
        this.validation = validation;
    }

    /**
     * Divides examples so that {@code validationSize} of them are for validation.
     *
     * @param validationSize from 0 (no validation) to the number of examples
     * @throws DataException if there are fewer examples than that
     */
    public static Split of(Targets targets, int validationSize, RandomBits random) {
        int size = targets.size();
        if (validationSize < 0 || validationSize > size) {
            throw new DataException("Split: " + validationSize + " examples for validation, expected 0.." + size);
        }
        int[] classes = targets instanceof Labels labels ? labels.values() : new int[size];
        int[] counts = targets instanceof Labels labels ? labels.counts() : new int[] {size};
        int[] quotas = quotas(counts, size, validationSize);
        boolean[] chosen = new boolean[size];
        for (int c = 0; c < counts.length; c++) {
            choose(classes, c, counts[c], quotas[c], random, chosen);
        }
        return new Split(where(chosen, false, size - validationSize), where(chosen, true, validationSize));
    }

    /**
     * Divides examples so that {@code fraction} of them, rounded half up, are for validation.
     *
     * @param fraction in [0, 1]
     * @throws DataException if the fraction is out of range
     */
    public static Split byFraction(Targets targets, double fraction, RandomBits random) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new DataException("Split: fraction " + fraction + " for validation, expected 0..1");
        }
        return of(targets, (int) Math.floor(targets.size() * fraction + 0.5), random);
    }

    /** Examples to train on, ascending; not to be modified. */
    public int[] training() {
        return training;
    }

    /** Examples to validate on, ascending; not to be modified. */
    public int[] validation() {
        return validation;
    }

    /** How many examples of each class are for validation: the method of largest remainders. */
    private static int[] quotas(int[] counts, int size, int validationSize) {
        int[] quotas = new int[counts.length];
        long[] remainders = new long[counts.length];
        int left = validationSize;
        for (int c = 0; c < counts.length && size > 0; c++) {
            long share = (long) validationSize * counts[c];
            quotas[c] = (int) (share / size);
            remainders[c] = share % size;
            left -= quotas[c];
        }
        for (; left > 0; left--) {
            int largest = 0;
            for (int c = 1; c < counts.length; c++) {
                if (remainders[c] > remainders[largest]) {
                    largest = c;
                }
            }
            quotas[largest]++;
            remainders[largest] = -1;
        }
        return quotas;
    }

    /** Marks the {@code quota} examples of class c with the smallest keys; equal keys: the lower index first. */
    private static void choose(int[] classes, int c, int count, int quota, RandomBits random, boolean[] chosen) {
        long[] keys = new long[count];
        int found = 0;
        for (int i = 0; i < classes.length; i++) {
            if (classes[i] == c) {
                keys[found++] = ((random.bits(RandomBits.SPLIT, c, i) & 0xFFFF_FFFFL) << INDEX_BITS) | i;
            }
        }
        Arrays.sort(keys);
        for (int i = 0; i < quota; i++) {
            chosen[(int) (keys[i] & Integer.MAX_VALUE)] = true;
        }
    }

    private static int[] where(boolean[] chosen, boolean wanted, int count) {
        int[] indices = new int[count];
        int found = 0;
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i] == wanted) {
                indices[found++] = i;
            }
        }
        return indices;
    }
}
