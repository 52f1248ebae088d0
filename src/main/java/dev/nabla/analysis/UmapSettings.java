package dev.nabla.analysis;

/**
 * What UMAP is asked for.
 *
 * @param neighbors of each point, itself included, at least 3; at most all points are used
 * @param minimumDistance below which points count as near as can be, not negative, below 3
 * @param epochs at least 1
 * @param seed of the jitter of the first positions and of the negative samples
 */
public record UmapSettings(int neighbors, float minimumDistance, int epochs, int seed) {
    private static final float LARGEST_DISTANCE = 3;

    public UmapSettings {
        if (neighbors < 3) {
            throw new IllegalArgumentException("UMAP: " + neighbors + " neighbors, expected at least 3");
        }
        if (!(minimumDistance >= 0 && minimumDistance < LARGEST_DISTANCE)) {
            throw new IllegalArgumentException("UMAP: minimum distance " + minimumDistance + ", expected 0 to below 3");
        }
        if (epochs < 1) {
            throw new IllegalArgumentException("UMAP: " + epochs + " epochs, expected at least 1");
        }
    }

    /** 15 neighbors, minimum distance 0.1, 500 epochs: umap-learn's usual ones for up to 10,000 points. */
    public static UmapSettings usual(int seed) {
        return new UmapSettings(15, 0.1f, 500, seed);
    }
}
