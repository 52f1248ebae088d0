package dev.nabla.optim;

import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Slice;

/** How gradients change the parameters. A description without state; the program holds what is remembered. Immutable. */
public sealed interface Optimizer permits Sgd, Adam {
    /** The name in descriptions of runs, such as {@code sgd}. */
    String label();

    /** The learning rate before any schedule. */
    float learningRate();

    /** The same optimizer with another learning rate. */
    Optimizer withLearningRate(float learningRate);

    /** Describes the update of every parameter of the program. */
    void describe(ProgramBuilder program);

    /**
     * Sets the scalars of one step of a slice.
     *
     * @param index the step's index in the slice
     * @param step the step's number in the run, from 0
     */
    void fill(Program program, Slice slice, int index, long step);
}
