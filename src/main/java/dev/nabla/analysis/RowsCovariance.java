package dev.nabla.analysis;

import java.util.Arrays;

/**
 * The covariance of wide examples, whose matrix would not fit: {@code C·v = Σᵣ (xᵣ − μ)·((xᵣ − μ)·v) / (n − 1)}, from the
 * examples themselves.
 */
final class RowsCovariance implements Covariance {
    /** Multiplications of one part. */
    private static final long PART = 1 << 24;

    private final float[] values;
    private final int count;
    private final int width;
    private final double[] mean;
    private final double[] centered;
    private double trace;
    private int read;
    private int multiplied;

    /** Reads examples, [count, width]. */
    RowsCovariance(float[] values, int count, int width) {
        this.values = values;
        this.count = count;
        this.width = width;
        this.mean = Means.of(values, count, width);
        this.centered = new double[width];
    }

    @Override
    public boolean read() {
        int end = (int) Math.min(count, read + Math.max(1, PART / width));
        for (; read < end; read++) {
            center(read);
            for (int i = 0; i < width; i++) {
                trace += centered[i] * centered[i] / (count - 1);
            }
        }
        return read < count;
    }

    @Override
    public double progress() {
        return (double) read / count;
    }

    @Override
    public double[] mean() {
        return mean;
    }

    @Override
    public double trace() {
        return trace;
    }

    @Override
    public boolean multiply(double[] vectors, int vectorCount, double[] products) {
        if (multiplied == 0) {
            Arrays.fill(products, 0);
        }
        int end = (int) Math.min(count, multiplied + Math.max(1, PART / ((long) width * vectorCount)));
        for (; multiplied < end; multiplied++) {
            center(multiplied);
            for (int v = 0; v < vectorCount; v++) {
                addRow(vectors, v * width, products);
            }
        }
        boolean more = multiplied < count;
        multiplied = more ? multiplied : 0;
        return more;
    }

    private void center(int r) {
        for (int i = 0; i < width; i++) {
            centered[i] = values[r * width + i] - mean[i];
        }
    }

    /** Adds the current example's {@code x·(x·v)/(n − 1)}. */
    private void addRow(double[] vectors, int from, double[] products) {
        double dot = 0;
        for (int i = 0; i < width; i++) {
            dot += centered[i] * vectors[from + i];
        }
        double factor = dot / (count - 1);
        for (int i = 0; i < width; i++) {
            products[from + i] += factor * centered[i];
        }
    }
}
