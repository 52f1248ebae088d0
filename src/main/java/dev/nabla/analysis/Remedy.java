package dev.nabla.analysis;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Initializer;
import dev.nabla.train.Event;
import org.jspecify.annotations.Nullable;

/** A change that may help, to be tried by one click. */
public sealed interface Remedy {
    /** What it is called, such as {@code Learning rate 0.01}. */
    String label();

    /** The change that a run can make on the way, or null where the network or its penalties change. */
    default Event.@Nullable Change change() {
        return null;
    }

    /** Another learning rate. */
    record LearningRate(float value) implements Remedy {
        @Override
        public String label() {
            return "Learning rate " + Figures.of(value);
        }

        @Override
        public Event.Change change() {
            return new Event.LearningRate(value);
        }
    }

    /** Another batch size. */
    record BatchSize(int value) implements Remedy {
        @Override
        public String label() {
            return "Batch size " + value;
        }

        @Override
        public Event.Change change() {
            return new Event.BatchSize(value);
        }
    }

    /** Another activation for the hidden layers, with that activation's usual initialization; begins anew. */
    record HiddenActivation(Activation activation) implements Remedy {
        @Override
        public String label() {
            return "Activation " + activation.label() + ", new weights";
        }
    }

    /** Another initialization of weights, biases 0; begins anew. */
    record Initialization(Initializer.Scheme scheme) implements Remedy {
        @Override
        public String label() {
            return "Initializer " + scheme.label() + ", new weights";
        }
    }

    /** An L2 penalty λ·Σw² on the weights of every layer. */
    record WeightPenalty(float lambda) implements Remedy {
        @Override
        public String label() {
            return "L2 penalty " + Figures.of(lambda);
        }
    }
}
