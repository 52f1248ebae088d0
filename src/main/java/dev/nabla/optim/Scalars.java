package dev.nabla.optim;

import dev.nabla.program.Program;
import dev.nabla.program.Scalar;
import dev.nabla.program.Slice;

/** The columns that optimizers fill for each step. */
final class Scalars {
    static final String LEARNING_RATE = "learningRate";
    static final String MOMENTUM = "momentum";
    static final String DECAY_RATE = "decayRate";
    static final String STEP_SIZE = "stepSize";
    static final String GRADIENT_SIZE = "gradientSize";
    static final String MEAN_SIZE = "meanSize";
    static final String ROOT_CORRECTION = "rootCorrection";

    private Scalars() {}

    /** Sets a column to a number, rounded once, where the program has it. */
    static void set(Program program, Slice slice, int index, String name, double value) {
        Scalar scalar = program.findScalar(name);
        if (scalar != null) {
            slice.set(index, scalar, (float) value);
        }
    }
}
