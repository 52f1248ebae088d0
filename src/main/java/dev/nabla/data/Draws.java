package dev.nabla.data;

/** The successive random values of one step of a stream of {@link RandomBits}. */
final class Draws {

    /** Four bytes have a mean sum of 510 and a standard deviation of 147.8; times 443/256 that is 256. */
    private static final int FOUR_MEAN = 510;

    private static final int FOUR_SCALE = 443;

    /** Two bytes have a mean sum of 255 and a standard deviation of 104.5; times 627/256 that is 256. */
    private static final int TWO_MEAN = 255;

    private static final int TWO_SCALE = 627;

    private static final int BYTE = 0xFF;

    /** Draws a step may take; steps beyond 2³² begin after those of the step with the same low 32 bits. */
    private static final int DRAWS_BITS = 10;

    private final RandomBits bits;
    private int stream;
    private int step;
    private int index;

    Draws(RandomBits bits) {
        this.bits = bits;
    }

    /**
     * Goes to a value of a step.
     *
     * @param newStep 0 to 2⁵³
     * @param newIndex which of the step's values comes next, 0 to 1,023
     */
    void start(int newStream, long newStep, int newIndex) {
        stream = newStream;
        step = (int) newStep;
        index = ((int) (newStep >>> Integer.SIZE) << DRAWS_BITS) + newIndex;
    }

    /** Returns 32 random bits. */
    int next() {
        return bits.bits(stream, step, index++);
    }

    /** Returns one of {@code low .. high − 1}, all equally likely; {@code high − low} is at most 2¹⁵. */
    int uniform(int low, int high) {
        return low + (((next() >>> 16) * (high - low)) >> 16);
    }

    /** Returns a nearly normal value with mean 0, within 3.5 deviations; the deviation is at most 9,000. */
    int normal(int deviation) {
        int four = next();
        int sum = (four & BYTE) + ((four >>> 8) & BYTE) + ((four >>> 16) & BYTE) + (four >>> 24);
        return scaled(sum - FOUR_MEAN, FOUR_SCALE * deviation);
    }

    /** Returns a value of triangular distribution with mean 0 from the lower half of 32 random bits. */
    static int lowerTriangular(int word, int deviation) {
        return scaled((word & BYTE) + ((word >>> 8) & BYTE) - TWO_MEAN, TWO_SCALE * deviation);
    }

    /** Returns a value of triangular distribution with mean 0 from the upper half of 32 random bits. */
    static int upperTriangular(int word, int deviation) {
        return scaled(((word >>> 16) & BYTE) + (word >>> 24) - TWO_MEAN, TWO_SCALE * deviation);
    }

    private static int scaled(int value, int scale) {
        return (value * scale + (1 << 15)) >> 16;
    }
}
