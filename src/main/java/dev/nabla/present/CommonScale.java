package dev.nabla.present;

import java.util.Arrays;

/** One ± scale for many weights: a round number that nearly all of them stay under, and that does not jitter. */
public final class CommonScale {

    private static final double[] ROUND = {1, 1.5, 2, 3, 5, 7, 10};
    private static final int SAMPLES = 4096;
    /** The few largest weights may be clipped. */
    private static final double COVERED = 0.992;
    /** A scale stays while the weights fill between these shares of it. */
    private static final double LEAST_FILLED = 0.55;

    private static final double MOST_FILLED = 1.1;

    private double value;

    /** The scale; 0 before there were weights. */
    public double value() {
        return value;
    }

    /** Adapts to weights. Returns whether the scale has changed. */
    public boolean update(float[] weights) {
        double high = quantile(weights);
        if (high <= 0 || (high >= value * LEAST_FILLED && high <= value * MOST_FILLED)) {
            return false;
        }
        double power = Decades.power(Decades.floor(high));
        double chosen = power * ROUND[ROUND.length - 1];
        for (int i = ROUND.length - 1; i >= 0 && ROUND[i] * power >= high; i--) {
            chosen = ROUND[i] * power;
        }
        boolean changed = chosen != value;
        value = chosen;
        return changed;
    }

    private static double quantile(float[] weights) {
        int step = Math.max(1, weights.length / SAMPLES);
        // Not a multiple of a row, so that all pixels are met.
        step += step > 1 && step % 2 == 0 ? 1 : 0;
        float[] sizes = new float[(weights.length + step - 1) / step];
        int count = 0;
        for (int i = 0; i < weights.length; i += step) {
            float size = Math.abs(weights[i]);
            if (size > 0 && size < Float.POSITIVE_INFINITY) {
                sizes[count++] = size;
            }
        }
        if (count == 0) {
            return 0;
        }
        Arrays.sort(sizes, 0, count);
        return sizes[(int) Math.min(count - 1, count * COVERED)];
    }
}
