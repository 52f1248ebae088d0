package dev.nabla.analysis;

/** What {@link Pca} found: directions, largest variance first, and the projection onto them, {@code y = V·(x − μ)}. */
public final class PrincipalComponents {
    private static final float LEVELS = 255f;

    private final int width;
    private final int count;
    private final double[] mean;
    private final float[] components;
    private final double[] variances;
    private final double totalVariance;
    private final double[] offsets;

    PrincipalComponents(double[] mean, float[] components, double[] variances, double totalVariance) {
        this.width = mean.length;
        this.count = variances.length;
        this.mean = mean;
        this.components = components;
        this.variances = variances;
        this.totalVariance = totalVariance;
        this.offsets = new double[count];
        for (int c = 0; c < count; c++) {
            for (int i = 0; i < width; i++) {
                offsets[c] += components[c * width + i] * mean[i];
            }
        }
    }

    /** Number of features of an example. */
    public int width() {
        return width;
    }

    /** Number of components. */
    public int count() {
        return count;
    }

    /** The mean of feature {@code i}. */
    public double mean(int i) {
        return mean[i];
    }

    /** The components, orthonormal, one a row, [count, width]; the array itself. */
    public float[] components() {
        return components;
    }

    /** The variance of the examples along component {@code c}: its eigenvalue, with the divisor n − 1. */
    public double variance(int c) {
        return variances[c];
    }

    /** The sum of the variances of all features. */
    public double totalVariance() {
        return totalVariance;
    }

    /** The share of the whole variance along component {@code c}; 0 where nothing varies. */
    public double explained(int c) {
        return totalVariance > 0 ? variances[c] / totalVariance : 0;
    }

    /**
     * Projects examples {@code from … to − 1}; sums in double precision, rounded once.
     *
     * @param values [examples, width]
     * @param output receives rows from … to − 1 of [examples, count]
     */
    public void project(float[] values, int from, int to, float[] output) {
        double[] sums = new double[count];
        for (int r = from; r < to; r++) {
            for (int c = 0; c < count; c++) {
                sums[c] = -offsets[c];
            }
            for (int i = 0; i < width; i++) {
                add(values[r * width + i], i, sums);
            }
            store(sums, r, output);
        }
    }

    /**
     * Projects images {@code from … to − 1}, each pixel standing for {@code value / 255f}.
     *
     * @param pixels [images, width], unsigned
     * @param output receives rows from … to − 1 of [images, count]
     */
    public void projectPixels(byte[] pixels, int from, int to, float[] output) {
        double[] sums = new double[count];
        for (int r = from; r < to; r++) {
            for (int c = 0; c < count; c++) {
                sums[c] = -offsets[c];
            }
            for (int i = 0; i < width; i++) {
                add((pixels[r * width + i] & 0xff) / LEVELS, i, sums);
            }
            store(sums, r, output);
        }
    }

    private void add(float value, int i, double[] sums) {
        if (value != 0) {
            for (int c = 0; c < count; c++) {
                sums[c] += (double) components[c * width + i] * value;
            }
        }
    }

    private void store(double[] sums, int r, float[] output) {
        for (int c = 0; c < count; c++) {
            output[r * count + c] = (float) sums[c];
        }
    }
}
