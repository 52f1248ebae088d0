package dev.nabla.optim;

import dev.nabla.program.Buffer;
import dev.nabla.program.Parameter;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Scalar;
import dev.nabla.program.Slice;
import dev.nabla.program.UpdateOp;

/**
 * Steps divided by the root mean square of recent gradients: {@code v = fade·v + (1−fade)·g²; w −= η·g/(√v + ε)}
 * (Tieleman and Hinton, Neural networks for machine learning, lecture 6.5, 2012; ε as in PyTorch, neither centered nor
 * with momentum).
 *
 * @param learningRate η, positive
 * @param fade how much of the mean square stays, in [0, 1); PyTorch's alpha
 * @param epsilon positive, at least the smallest normal float32
 */
public record RmsProp(float learningRate, float fade, float epsilon) implements Optimizer {
    public RmsProp {
        Ranges.requireLearningRate("RMSProp", learningRate);
        Ranges.requireFraction("RMSProp", "fade", fade);
        Ranges.requireEpsilon("RMSProp", epsilon);
    }

    @Override
    public OptimizerKind kind() {
        return OptimizerKind.RMSPROP;
    }

    @Override
    public float[] values() {
        return new float[] {learningRate, fade, epsilon};
    }

    @Override
    public void describe(ProgramBuilder program) {
        Scalar rate = program.scalar(Scalars.LEARNING_RATE, 0);
        for (Parameter parameter : program.parameters()) {
            Buffer squares = program.state("squares", parameter);
            program.add(
                    Phase.UPDATE,
                    new UpdateOp.ScaledUpdate(
                            parameter.value(), parameter.gradient(), squares, rate, fade, 1f - fade, epsilon));
        }
    }

    @Override
    public void fill(Program program, Slice slice, int index, long step, double factor) {
        Scalars.set(program, slice, index, Scalars.LEARNING_RATE, factor * learningRate);
    }
}
