package dev.nabla.train;

import dev.nabla.optim.Optimizer;

/**
 * What a run is made with, apart from network and data.
 *
 * @param optimizer how gradients change the parameters
 * @param batchSize examples of a step, at least 1; an epoch's last batch may be smaller
 * @param seed of initialization, order and everything else that is random
 */
public record Settings(Optimizer optimizer, int batchSize, int seed) {
    public Settings {
        requireBatchSize(batchSize);
    }

    private static void requireBatchSize(int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("Training: batch size " + batchSize + ", expected at least 1");
        }
    }

    /** The same with another optimizer. */
    public Settings withOptimizer(Optimizer optimizer) {
        return new Settings(optimizer, batchSize, seed);
    }

    /** The same with another batch size. */
    public Settings withBatchSize(int batchSize) {
        return new Settings(optimizer, batchSize, seed);
    }
}
