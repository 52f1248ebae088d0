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
 * Adam (Kingma and Ba, Adam: a method for stochastic optimization, 2015), with ε where PyTorch has it: {@code m = β₁·m +
 * (1−β₁)·g; v = β₂·v + (1−β₂)·g²; w −= η·m̂/(√v̂ + ε)}, where in step t, counted from 1, {@code m̂ = m/(1−β₁ᵗ)} and {@code
 * v̂ = v/(1−β₂ᵗ)}. The rate of step t is {@code η = learningRate / (1 + decay·(t−1))}. The first step moves every parameter
 * by about η, whatever the scale of its gradient.
 *
 * @param learningRate positive
 * @param beta1 how much of the mean stays, in [0, 1)
 * @param beta2 how much of the mean square stays, in [0, 1)
 * @param epsilon positive, at least the smallest normal float32
 * @param decay not negative
 */
public record Adam(float learningRate, float beta1, float beta2, float epsilon, float decay) implements Optimizer {
    /** The defaults of the paper. */
    public static final float BETA1 = 0.9f;

    public static final float BETA2 = 0.999f;
    public static final float EPSILON = 1e-8f;

    public Adam {
        Ranges.requireLearningRate("Adam", learningRate);
        Ranges.requireFraction("Adam", "beta1", beta1);
        Ranges.requireFraction("Adam", "beta2", beta2);
        Ranges.requireEpsilon("Adam", epsilon);
        Ranges.requireNotNegative("Adam", "decay", decay);
    }

    /** With the defaults of the paper and no decay. */
    public static Adam of(float learningRate) {
        return new Adam(learningRate, BETA1, BETA2, EPSILON, 0);
    }

    @Override
    public OptimizerKind kind() {
        return OptimizerKind.ADAM;
    }

    @Override
    public float[] values() {
        return new float[] {learningRate, beta1, beta2, epsilon, decay};
    }

    @Override
    public Adam withLearningRate(float learningRate) {
        return new Adam(learningRate, beta1, beta2, epsilon, decay);
    }

    @Override
    public void describe(ProgramBuilder program) {
        describe(program, beta1, beta2, epsilon);
    }

    static void describe(ProgramBuilder program, float beta1, float beta2, float epsilon) {
        Scalar stepSize = program.scalar(Scalars.STEP_SIZE, 0);
        Scalar rootCorrection = program.scalar(Scalars.ROOT_CORRECTION, 1);
        for (Parameter parameter : program.parameters()) {
            Buffer mean = program.state("mean", parameter);
            Buffer variance = program.state("variance", parameter);
            program.add(
                    Phase.UPDATE,
                    new UpdateOp.AdamUpdate(
                            parameter.value(),
                            parameter.gradient(),
                            mean,
                            variance,
                            stepSize,
                            rootCorrection,
                            beta1,
                            beta2,
                            epsilon));
        }
    }

    @Override
    public void fill(Program program, Slice slice, int index, long step, double factor) {
        double rate = factor * learningRate / (1 + (double) decay * step);
        fill(program, slice, index, step, rate, beta1, beta2);
    }

    /** Both corrections are computed in double and rounded once. */
    static void fill(Program program, Slice slice, int index, long step, double rate, float beta1, float beta2) {
        Scalars.set(program, slice, index, Scalars.STEP_SIZE, rate / (1 - Powers.power(beta1, step + 1)));
        Scalars.set(program, slice, index, Scalars.ROOT_CORRECTION, 1 / Math.sqrt(1 - Powers.power(beta2, step + 1)));
    }
}
