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
 * Steps that shrink with all that a parameter's gradients were: {@code s = s + g²; w −= η·g/(√s + ε)} (Duchi, Hazan and
 * Singer, Adaptive subgradient methods for online learning and stochastic optimization, 2011; ε as in PyTorch).
 *
 * @param learningRate η, positive
 * @param epsilon positive, at least the smallest normal float32
 */
public record Adagrad(float learningRate, float epsilon) implements Optimizer {
    public Adagrad {
        Ranges.requireLearningRate("Adagrad", learningRate);
        Ranges.requireEpsilon("Adagrad", epsilon);
    }

    @Override
    public OptimizerKind kind() {
        return OptimizerKind.ADAGRAD;
    }

    @Override
    public float[] values() {
        return new float[] {learningRate, epsilon};
    }

    @Override
    public void describe(ProgramBuilder program) {
        Scalar rate = program.scalar(Scalars.LEARNING_RATE, 0);
        for (Parameter parameter : program.parameters()) {
            Buffer squares = program.state("squares", parameter);
            program.add(
                    Phase.UPDATE,
                    new UpdateOp.ScaledUpdate(parameter.value(), parameter.gradient(), squares, rate, 1f, 1f, epsilon));
        }
    }

    @Override
    public void fill(Program program, Slice slice, int index, long step, double factor) {
        Scalars.set(program, slice, index, Scalars.LEARNING_RATE, factor * learningRate);
    }
}
