package dev.nabla.analysis;

/**
 * What t-SNE is asked for.
 *
 * @param perplexity effective number of neighbors, above 1; at most a third of the other points is used
 * @param iterations of gradient descent, at least 1
 * @param theta how coarse the approximation is, 0 (exact) … 0.7
 * @param seed of the jitter of the first positions
 */
public record TsneSettings(float perplexity, int iterations, double theta, int seed) {
    private static final double COARSEST = 0.7;

    public TsneSettings {
        if (!(perplexity > 1 && perplexity <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("t-SNE: perplexity " + perplexity + ", expected above 1");
        }
        if (iterations < 1) {
            throw new IllegalArgumentException("t-SNE: " + iterations + " iterations, expected at least 1");
        }
        if (!(theta >= 0 && theta <= COARSEST)) {
            throw new IllegalArgumentException("t-SNE: theta " + theta + ", expected 0 to " + COARSEST);
        }
    }

    /** Perplexity 30, 750 iterations, θ ½. */
    public static TsneSettings usual(int seed) {
        return new TsneSettings(30, 750, 0.5, seed);
    }
}
