package dev.nabla.train;

import dev.nabla.data.Dataset;
import dev.nabla.data.Handwriting;
import dev.nabla.data.Handwriting.Group;
import dev.nabla.data.ImageNormalizer;
import dev.nabla.data.InputShape;
import dev.nabla.data.Labels;
import dev.nabla.data.Pixels;
import dev.nabla.data.RandomBits;

/** Generated digits as sources of examples. Page and command line make them by this class, so that a seed gives the same ones. */
public final class HandwrittenDigits {
    /** What files, command line and page call the data. */
    public static final String NAME = "handwriting";

    /** The most digits to validate on; those to test on begin here, by writers after the first 10,000. */
    public static final int MAX_VALIDATION = 100_000;

    /** The most digits that fit into one array. */
    public static final int MAX_SET = Integer.MAX_VALUE / Handwriting.PIXELS;

    /** The digits to validate on are the same for all runs: accuracies can be compared. */
    private static final int VALIDATION_SEED = 0;

    private HandwrittenDigits() {}

    /** Digits to learn from, a function of the run's seed. */
    public static StreamSource.Generator training(int seed) {
        return generator(Group.TRAINING, DataRandom.training(seed));
    }

    /** Digits by writers who never write those to learn from. */
    public static StreamSource.Generator validation() {
        return generator(Group.VALIDATION, DataRandom.test(VALIDATION_SEED));
    }

    /** All digits of a generator, without end. */
    public static StreamSource stream(StreamSource.Generator digits) {
        return new StreamSource(Handwriting.PIXELS, digits);
    }

    /**
     * The digits {@code first .. first + count − 1} of a generator.
     *
     * @param count at most {@link #MAX_SET}
     */
    public static Dataset set(StreamSource.Generator digits, long first, int count) {
        if (count > MAX_SET) {
            throw new IllegalArgumentException("Handwriting: " + count + " digits in a set, expected 0.." + MAX_SET);
        }
        byte[] pixels = new byte[count * Handwriting.PIXELS];
        int[] labels = new int[count];
        digits.fill(first, count, pixels, labels, 0);
        return new Dataset(
                NAME,
                InputShape.gray(ImageNormalizer.SIDE, ImageNormalizer.SIDE),
                new Pixels(pixels),
                new Labels(labels, Labels.numbered(Handwriting.CLASSES)));
    }

    private static StreamSource.Generator generator(Group group, RandomBits random) {
        Handwriting handwriting = new Handwriting(random);
        return (first, count, pixels, labels, offset) ->
                handwriting.render(group, first, count, pixels, labels, offset);
    }
}
