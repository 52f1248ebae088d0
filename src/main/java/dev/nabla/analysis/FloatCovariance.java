package dev.nabla.analysis;

import java.util.Arrays;

/** The covariance of examples of numbers, whose mean is subtracted first. */
final class FloatCovariance extends CovarianceMatrix {
    /** Examples that are added at a time: each sum is loaded and stored once for all of them. */
    private static final int TOGETHER = 4;

    /** Multiplications of one part. */
    private static final long PART = 1 << 24;

    private final float[] values;
    private final double[] centered;
    private int done;

    /**
     * Prepares the sums.
     *
     * @param values [count, width]
     * @param width at most {@link #WIDEST_MATRIX}
     */
    FloatCovariance(float[] values, int count, int width) {
        super(count, width);
        this.values = values;
        this.centered = new double[TOGETHER * width];
        System.arraycopy(Means.of(values, count, width), 0, mean, 0, width);
    }

    @Override
    public double progress() {
        return (double) done / count;
    }

    @Override
    public boolean read() {
        if (done == count) {
            return false;
        }
        long rows = Math.max(TOGETHER, PART / ((long) width * width) / TOGETHER * TOGETHER);
        int end = (int) Math.min(count, done + rows);
        for (; done < end; done += Math.min(TOGETHER, count - done)) {
            center(done);
            addTogether();
        }
        if (done == count) {
            for (int i = 0; i < matrix.length; i++) {
                matrix[i] /= count - 1;
            }
            mirror();
        }
        return done < count;
    }

    /** Examples that are not there count as zeros. */
    private void center(int first) {
        Arrays.fill(centered, 0);
        int rows = Math.min(TOGETHER, count - first);
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < width; i++) {
                centered[r * width + i] = values[(first + r) * width + i] - mean[i];
            }
        }
    }

    private void addTogether() {
        double[] x = centered;
        int w = width;
        for (int i = 0; i < w; i++) {
            double f0 = x[i];
            double f1 = x[w + i];
            double f2 = x[2 * w + i];
            double f3 = x[3 * w + i];
            int row = i * w;
            for (int j = i; j < w; j++) {
                matrix[row + j] += f0 * x[j] + f1 * x[w + j] + f2 * x[2 * w + j] + f3 * x[3 * w + j];
            }
        }
    }
}
