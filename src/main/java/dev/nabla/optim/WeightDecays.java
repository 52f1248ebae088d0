package dev.nabla.optim;

import dev.nabla.program.Parameter;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Scalar;
import dev.nabla.program.Slice;
import dev.nabla.program.UpdateOp;

/** Weight decay apart from the gradients; see {@link UpdateOp.WeightDecay}. */
final class WeightDecays {
    private WeightDecays() {}

    /** Describes it for every parameter, ahead of the updates; nothing where it is 0. */
    static void describe(ProgramBuilder program, float weightDecay) {
        if (weightDecay == 0) {
            return;
        }
        Scalar rate = program.scalar(Scalars.DECAY_RATE, 0);
        for (Parameter parameter : program.parameters()) {
            program.add(Phase.UPDATE, new UpdateOp.WeightDecay(parameter.value(), rate));
        }
    }

    /** Sets the rate of one step, η·λ. */
    static void fill(Program program, Slice slice, int index, double rate) {
        Scalars.set(program, slice, index, Scalars.DECAY_RATE, rate);
    }
}
