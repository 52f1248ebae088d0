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
 * Adam with Nesterov's momentum (Dozat, Incorporating Nesterov momentum into Adam, 2016, as PyTorch has it): m and v as in
 * {@link Adam}, then in step t, counted from 1, {@code w −= η·(g·(1−μₜ)/(1−μ₁·…·μₜ) + m·μₜ₊₁/(1−μ₁·…·μₜ₊₁)) / (√v̂ + ε)}
 * with the momentum {@code μₜ = β₁·(1 − ½·0.96^(0.004·t))}.
 *
 * @param learningRate η, positive
 * @param beta1 how much of the mean stays, in [0, 1)
 * @param beta2 how much of the mean square stays, in [0, 1)
 * @param epsilon positive, at least the smallest normal float32
 */
public record Nadam(float learningRate, float beta1, float beta2, float epsilon) implements Optimizer {
    /** 0.96^0.004: PyTorch's momentum decay. */
    private static final double MOMENTUM_DECAY = 0.9998367253526753;

    /** A product of momenta below this does not change 1 any more. */
    private static final double VANISHED = 0x1p-60;

    public Nadam {
        Ranges.requireLearningRate("Nadam", learningRate);
        Ranges.requireFraction("Nadam", "beta1", beta1);
        Ranges.requireFraction("Nadam", "beta2", beta2);
        Ranges.requireEpsilon("Nadam", epsilon);
    }

    @Override
    public OptimizerKind kind() {
        return OptimizerKind.NADAM;
    }

    @Override
    public float[] values() {
        return new float[] {learningRate, beta1, beta2, epsilon};
    }

    @Override
    public void describe(ProgramBuilder program) {
        Scalar gradientSize = program.scalar(Scalars.GRADIENT_SIZE, 0);
        Scalar meanSize = program.scalar(Scalars.MEAN_SIZE, 0);
        Scalar rootCorrection = program.scalar(Scalars.ROOT_CORRECTION, 1);
        for (Parameter parameter : program.parameters()) {
            Buffer mean = program.state("mean", parameter);
            Buffer variance = program.state("variance", parameter);
            program.add(
                    Phase.UPDATE,
                    new UpdateOp.NadamUpdate(
                            parameter.value(),
                            parameter.gradient(),
                            mean,
                            variance,
                            gradientSize,
                            meanSize,
                            rootCorrection,
                            beta1,
                            beta2,
                            epsilon));
        }
    }

    /** Everything is computed in double and rounded once. */
    @Override
    public void fill(Program program, Slice slice, int index, long step, double factor) {
        double rate = factor * learningRate;
        double product = 1;
        for (long t = 1; t <= step && product > VANISHED; t++) {
            product *= momentum(t);
        }
        long t = step + 1;
        product *= momentum(t);
        double next = momentum(t + 1);
        Scalars.set(program, slice, index, Scalars.GRADIENT_SIZE, rate * (1 - momentum(t)) / (1 - product));
        Scalars.set(program, slice, index, Scalars.MEAN_SIZE, rate * next / (1 - product * next));
        Scalars.set(program, slice, index, Scalars.ROOT_CORRECTION, 1 / Math.sqrt(1 - Powers.power(beta2, t)));
    }

    private double momentum(long t) {
        return beta1 * (1 - 0.5 * Powers.power(MOMENTUM_DECAY, t));
    }
}
