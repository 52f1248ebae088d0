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
 * counted from 0, is {@code η = learningRate / (1 + decay·t)}.
 *
 * @param learningRate positive
 * @param momentum in [0, 1)
 * @param decay not negative
 */
public record Sgd(float learningRate, float momentum, float decay) implements Optimizer {
    private static final String LEARNING_RATE = "learningRate";
    private static final String MOMENTUM = "momentum";

    public Sgd {
        Ranges.requireLearningRate("SGD", learningRate);
        Ranges.requireFraction("SGD", "momentum", momentum);
        Ranges.requireNotNegative("SGD", "decay", decay);
    }

    /** Without momentum and decay. */
    public static Sgd of(float learningRate) {
        return new Sgd(learningRate, 0, 0);
    }

    /** The same with another momentum. */
    public Sgd withMomentum(float momentum) {
        return new Sgd(learningRate, momentum, decay);
    }

    /** The same with another decay per step. */
    public Sgd withDecay(float decay) {
        return new Sgd(learningRate, momentum, decay);
    }

    @Override
    public String label() {
        return "sgd";
    }

    @Override
    public Sgd withLearningRate(float learningRate) {
        return new Sgd(learningRate, momentum, decay);
    }

    /** Rate and momentum are set for each step, so that changing them does not change the program. */
    @Override
    public void describe(ProgramBuilder program) {
        Scalar rate = program.scalar(LEARNING_RATE, 0);
        for (Parameter parameter : program.parameters()) {
            if (momentum == 0) {
                program.add(Phase.UPDATE, new UpdateOp.SgdUpdate(parameter.value(), parameter.gradient(), rate));
            } else {
                Buffer velocity = program.state("velocity", parameter);
                Scalar mu = program.scalar(MOMENTUM, 0);
                program.add(
                        Phase.UPDATE,
                        new UpdateOp.MomentumUpdate(parameter.value(), parameter.gradient(), velocity, rate, mu));
            }
        }
    }

    @Override
    public void fill(Program program, Slice slice, int index, long step) {
        for (Scalar scalar : program.scalars()) {
            if (scalar.name().equals(LEARNING_RATE)) {
                slice.set(index, scalar, (float) (learningRate / (1 + (double) decay * step)));
            } else if (scalar.name().equals(MOMENTUM)) {
                slice.set(index, scalar, momentum);
            }
        }
    }
}
