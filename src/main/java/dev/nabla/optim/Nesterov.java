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
 * Stochastic gradient descent with Nesterov's momentum: {@code v = momentum·v + g; w −= η·(g + momentum·v)} (Sutskever et
 * al., On the importance of initialization and momentum in deep learning, 2013, as PyTorch has it). Weight decay comes
 * first: {@code w −= η·weightDecay·w} for every parameter.
 *
 * @param learningRate η, positive
 * @param momentum in [0, 1)
 * @param weightDecay not negative
 */
public record Nesterov(float learningRate, float momentum, float weightDecay) implements Optimizer {
    public Nesterov {
        Ranges.requireLearningRate("Nesterov", learningRate);
        Ranges.requireFraction("Nesterov", "momentum", momentum);
        Ranges.requireNotNegative("Nesterov", "weight decay", weightDecay);
    }

    @Override
    public OptimizerKind kind() {
        return OptimizerKind.NESTEROV;
    }

    @Override
    public float[] values() {
        return new float[] {learningRate, momentum, weightDecay};
    }

    @Override
    public void describe(ProgramBuilder program) {
        WeightDecays.describe(program, weightDecay);
        Scalar rate = program.scalar(Scalars.LEARNING_RATE, 0);
        Scalar mu = program.scalar(Scalars.MOMENTUM, 0);
        for (Parameter parameter : program.parameters()) {
            Buffer velocity = program.state("velocity", parameter);
            program.add(
                    Phase.UPDATE,
                    new UpdateOp.NesterovUpdate(parameter.value(), parameter.gradient(), velocity, rate, mu));
        }
    }

    @Override
    public void fill(Program program, Slice slice, int index, long step, double factor) {
        double rate = factor * learningRate;
        Scalars.set(program, slice, index, Scalars.LEARNING_RATE, rate);
        Scalars.set(program, slice, index, Scalars.MOMENTUM, momentum);
        WeightDecays.fill(program, slice, index, rate * weightDecay);
    }
}
