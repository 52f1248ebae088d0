package dev.nabla.train;

import dev.nabla.optim.Limits;
import dev.nabla.optim.Optimizer;
import dev.nabla.optim.Schedule;

/**
 * A change made while training.
 *
 * @param step the number of steps done before it; it holds from the next step on
 * @param change what changes
 */
public record Event(long step, Change change) {
    /** The settings from now on; what begins anew counts its steps from here. */
    public Settings apply(Settings settings) {
        return change.apply(settings).begun(settings, step);
    }

    /** What may change during a run. */
    public sealed interface Change permits LearningRate, Momentum, BatchSize, Rules {
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
            Optimizer optimizer = settings.optimizer();
            if (!optimizer.kind().has("momentum")) {
                throw new IllegalArgumentException("Momentum: the optimizer " + optimizer.label() + " has none");
            }
            return settings.withOptimizer(optimizer.with("momentum", value));
        }
    }

    /** Another batch size. */
    public record BatchSize(int value) implements Change {
        @Override
        public Settings apply(Settings settings) {
            return settings.withBatchSize(value);
        }
    }

    /**
     * Other rules of learning. Another kind of optimizer begins with nothing remembered, and counts its steps from here;
     * so does a schedule that is not the same.
     */
    public record Rules(Optimizer optimizer, Schedule schedule, Limits limits) implements Change {
        @Override
        public Settings apply(Settings settings) {
            return settings.withOptimizer(optimizer).withSchedule(schedule).withLimits(limits);
        }
    }
}
