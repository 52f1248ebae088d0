package dev.nabla.optim;

import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Slice;

/**
 * {@link Adam} with weight decay apart from the gradients: {@code w −= η·weightDecay·w} for every parameter, then Adam's
 * step (Loshchilov and Hutter, Decoupled weight decay regularization, 2019, algorithm 2, as PyTorch has it).
 *
 * @param learningRate η, positive
 * @param beta1 how much of the mean stays, in [0, 1)
 * @param beta2 how much of the mean square stays, in [0, 1)
 * @param epsilon positive, at least the smallest normal float32
 * @param weightDecay not negative
 */
public record AdamW(float learningRate, float beta1, float beta2, float epsilon, float weightDecay)
        implements Optimizer {
    public AdamW {
        Ranges.requireLearningRate("AdamW", learningRate);
        Ranges.requireFraction("AdamW", "beta1", beta1);
        Ranges.requireFraction("AdamW", "beta2", beta2);
        Ranges.requireEpsilon("AdamW", epsilon);
        Ranges.requireNotNegative("AdamW", "weight decay", weightDecay);
    }

    @Override
    public OptimizerKind kind() {
        return OptimizerKind.ADAMW;
    }

    @Override
    public float[] values() {
        return new float[] {learningRate, beta1, beta2, epsilon, weightDecay};
    }

    @Override
    public void describe(ProgramBuilder program) {
        WeightDecays.describe(program, weightDecay);
        Adam.describe(program, beta1, beta2, epsilon);
    }

    @Override
    public void fill(Program program, Slice slice, int index, long step, double factor) {
        double rate = factor * learningRate;
        WeightDecays.fill(program, slice, index, rate * weightDecay);
        Adam.fill(program, slice, index, step, rate, beta1, beta2);
    }
}
