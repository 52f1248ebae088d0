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
 * Stochastic gradient descent, with momentum where it is not 0: {@code v = momentum·v + g; w −= η·v}. The rate of step t,
 * counted from 0, is {@code η = learningRate / (1 + decay·t)}. Weight decay, where it is not 0, comes first and stays out
 * of the momentum: {@code w −= η·weightDecay·w} for every parameter (Loshchilov and Hutter, Decoupled weight decay
 * regularization, 2019, algorithm 1).
 *
 * @param learningRate positive
 * @param momentum in [0, 1)
 * @param decay not negative
 * @param weightDecay not negative
 */
public record Sgd(float learningRate, float momentum, float decay, float weightDecay) implements Optimizer {
    public Sgd {
        Ranges.requireLearningRate("SGD", learningRate);
        Ranges.requireFraction("SGD", "momentum", momentum);
        Ranges.requireNotNegative("SGD", "decay", decay);
        Ranges.requireNotNegative("SGD", "weight decay", weightDecay);
    }

    /** Without weight decay. */
    public Sgd(float learningRate, float momentum, float decay) {
        this(learningRate, momentum, decay, 0);
    }

    /** Without momentum and decay. */
    public static Sgd of(float learningRate) {
        return new Sgd(learningRate, 0, 0);
    }

    /** The same with another momentum. */
    public Sgd withMomentum(float momentum) {
        return new Sgd(learningRate, momentum, decay, weightDecay);
    }

    /** The same with another decay per step. */
    public Sgd withDecay(float decay) {
        return new Sgd(learningRate, momentum, decay, weightDecay);
    }

    @Override
    public OptimizerKind kind() {
        return OptimizerKind.SGD;
    }

    @Override
    public float[] values() {
        return new float[] {learningRate, momentum, decay, weightDecay};
    }

    @Override
    public Sgd withLearningRate(float learningRate) {
        return new Sgd(learningRate, momentum, decay, weightDecay);
    }

    /** Rate and momentum are set for each step, so that changing them does not change the program. */
    @Override
    public void describe(ProgramBuilder program) {
        WeightDecays.describe(program, weightDecay);
        Scalar rate = program.scalar(Scalars.LEARNING_RATE, 0);
        for (Parameter parameter : program.parameters()) {
            if (momentum == 0) {
                program.add(Phase.UPDATE, new UpdateOp.SgdUpdate(parameter.value(), parameter.gradient(), rate));
            } else {
                Buffer velocity = program.state("velocity", parameter);
                Scalar mu = program.scalar(Scalars.MOMENTUM, 0);
                program.add(
                        Phase.UPDATE,
                        new UpdateOp.MomentumUpdate(parameter.value(), parameter.gradient(), velocity, rate, mu));
            }
        }
    }

    @Override
    public void fill(Program program, Slice slice, int index, long step, double factor) {
        double rate = factor * learningRate / (1 + (double) decay * step);
        Scalars.set(program, slice, index, Scalars.LEARNING_RATE, rate);
        Scalars.set(program, slice, index, Scalars.MOMENTUM, momentum);
        WeightDecays.fill(program, slice, index, rate * weightDecay);
    }
}
