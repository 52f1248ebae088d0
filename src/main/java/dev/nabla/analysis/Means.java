package dev.nabla.analysis;

/** Means of the features of examples. */
final class Means {
    private Means() {}

    /** {@code μᵢ = Σᵣ xᵣᵢ / n}, summed in order of the examples, in double precision; values [count, width]. */
    static double[] of(float[] values, int count, int width) {
        double[] mean = new double[width];
        for (int r = 0; r < count; r++) {
            for (int i = 0; i < width; i++) {
                mean[i] += values[r * width + i];
            }
        }
        for (int i = 0; i < width; i++) {
            mean[i] /= count;
        }
        return mean;
    }
}
