package dev.nabla.train;

import dev.nabla.program.Maths;

/**
 * Learning rates that grow by the same factor from step to step: {@code low·(high/low)^(i/(steps − 1))}.
 *
 * @param low of the first step, positive
 * @param high of the last step, above {@code low}
 * @param steps at least 2
 */
public record RateSweep(float low, float high, int steps) {
    /** From far too small to far too large for most networks. */
    public static final RateSweep USUAL = new RateSweep(1e-6f, 10, 200);

    public RateSweep {
        if (!(low > 0 && low < high && high <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "Learning rates from " + low + " to " + high + ", expected finite ones that grow from above 0");
        }
        if (steps < 2) {
            throw new IllegalArgumentException("Learning rates: " + steps + " steps, expected at least 2");
        }
    }

    /** The rate of step {@code i}, from 0. */
    public float rate(int i) {
        if (i == 0) {
            return low;
        }
        if (i == steps - 1) {
            return high;
        }
        float from = Maths.log(low);
        return Maths.exp(from + (Maths.log(high) - from) * i / (steps - 1));
    }
}
