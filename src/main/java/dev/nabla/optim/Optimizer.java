package dev.nabla.optim;

import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Slice;

/** How gradients change the parameters. A description without state; the program holds what is remembered. Immutable. */
public sealed interface Optimizer permits Sgd, Nesterov, Adagrad, RmsProp, Adam, AdamW, Nadam {
    /** Which one it is: its name and its parameters. */
    OptimizerKind kind();

    /** The values of {@link OptimizerKind#parameters()}, in order. */
    float[] values();

    /** The name in descriptions of runs, such as {@code sgd}. */
    default String label() {
        return kind().label();
    }

    /** The learning rate before any schedule. */
    float learningRate();

    /** The same optimizer with another learning rate. */
    default Optimizer withLearningRate(float learningRate) {
        return with(OptimizerKind.LEARNING_RATE, learningRate);
    }

    /**
     * The same optimizer with another value of a parameter.
     *
     * @throws IllegalArgumentException if it has no such parameter, or not with that value
     */
    default Optimizer with(String parameter, float value) {
        float[] values = values();
        values[kind().position(parameter)] = value;
        return kind().of(values);
    }

    /** Describes the update of every parameter of the program. */
    void describe(ProgramBuilder program);

    /**
     * Sets the scalars of one step of a slice.
     *
     * @param index the step's index in the slice
     * @param step the step's number in the run, from 0
     * @param factor by which a schedule multiplies the learning rate
     */
    void fill(Program program, Slice slice, int index, long step, double factor);

    /** Sets the scalars of one step of a slice, without a schedule. */
    default void fill(Program program, Slice slice, int index, long step) {
        fill(program, slice, index, step, 1);
    }
}
