package dev.nabla.train;

import dev.nabla.optim.Sgd;

/**
 * A change made while training.
 *
 * @param step the number of steps done before it; it holds from the next step on
 * @param change what changes
 */
public record Event(long step, Change change) {
    /** What may change during a run. */
    public sealed interface Change permits LearningRate, Momentum, BatchSize {
        /** The settings from now on. */
        Settings apply(Settings settings);
    }

    /** Another learning rate. */
    public record LearningRate(float value) implements Change {
        @Override
        public Settings apply(Settings settings) {
            return settings.withOptimizer(settings.optimizer().withLearningRate(value));
        }
    }

    /** Another momentum. */
    public record Momentum(float value) implements Change {
        @Override
        public Settings apply(Settings settings) {
            if (settings.optimizer() instanceof Sgd sgd) {
                return settings.withOptimizer(sgd.withMomentum(value));
            }
            throw new IllegalArgumentException(
                    "Momentum: the optimizer " + settings.optimizer().label() + " has none");
        }
    }

    /** Another batch size. */
    public record BatchSize(int value) implements Change {
        @Override
        public Settings apply(Settings settings) {
            return settings.withBatchSize(value);
        }
    }
}
