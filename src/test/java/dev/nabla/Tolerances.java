package dev.nabla;

import static org.assertj.core.api.Assertions.fail;

import dev.nabla.analysis.GradientCheck;

/**
 * Every tolerance of the engine's tests, and the comparisons that use them. Loosening one needs a written reason.
 *
 * <p>{@code actual} agrees with {@code expected} where {@code |actual − expected| ≤ atol + rtol·|expected|}.
 */
public final class Tolerances {
    /** Half the width of a central difference. */
    public static final double GRADIENT_STEP = 1e-6;

    /** Gradients of the oracle against central differences; {@link GradientCheck} holds the same. */
    public static final Tolerance GRADIENT = new Tolerance(1e-5, 1e-3);

    /** A float32 executor against the oracle or NumPy, over tens of steps. */
    public static final Tolerance FLOAT = new Tolerance(1e-4, 1e-3);

    /** A float32 executor against NumPy over one pass of a small network: a few dozen roundings of 2⁻²⁴. */
    public static final Tolerance FLOAT_ONE_PASS = new Tolerance(2e-6, 2e-6);

    /** A float32 executor against NumPy over ten steps of a small network. */
    public static final Tolerance FLOAT_TEN_STEPS = new Tolerance(1e-5, 1e-5);

    /** The oracle against NumPy, both in float64. */
    public static final Tolerance DOUBLE = new Tolerance(1e-11, 1e-11);

    /** What the oracle hands out as float32 (losses, metrics, parameters that were read) against NumPy's float64. */
    public static final Tolerance DOUBLE_AS_FLOAT = new Tolerance(1e-9, 1e-7);

    /** float32 against a value recomputed by a person, or in closed form: a few roundings. */
    public static final Tolerance FEW_ROUNDINGS = new Tolerance(1e-7, 1e-6);

    /** Sample moments against those of a distribution; four standard errors of the samples that are drawn. */
    public static final double STANDARD_ERRORS = 4;

    /** An absolute and a relative tolerance. */
    public record Tolerance(double absolute, double relative) {
        /** Whether the two agree; NaN agrees with nothing. */
        public boolean agree(double actual, double expected) {
            return Math.abs(actual - expected) <= absolute + relative * Math.abs(expected);
        }

        /** Fails unless the two agree. */
        public void check(String what, double actual, double expected) {
            if (!agree(actual, expected)) {
                fail("%s: %s, expected %s, %s", what, actual, expected, this);
            }
        }

        /**
         * Fails unless all elements agree; names the first that does not.
         *
         * @param what the tensor with its shape and seed
         */
        public void check(String what, float[] actual, double[] expected) {
            check(what, widen(actual), expected);
        }

        /** Fails unless all elements agree; names the first that does not. */
        public void check(String what, double[] actual, double[] expected) {
            if (actual.length != expected.length) {
                fail("%s: %d elements, expected %d", what, actual.length, expected.length);
            }
            for (int i = 0; i < actual.length; i++) {
                check(what + " [" + i + "]", actual[i], expected[i]);
            }
        }
    }

    private Tolerances() {}

    /** Fails unless the two have the same bits, NaNs being equal to each other; names the first that has not. */
    public static void checkBits(String what, float[] actual, float[] expected) {
        if (actual.length != expected.length) {
            fail("%s: %d elements, expected %d", what, actual.length, expected.length);
        }
        for (int i = 0; i < actual.length; i++) {
            if (Float.floatToIntBits(actual[i]) != Float.floatToIntBits(expected[i])) {
                fail(
                        "%s [%d]: %s (%08x), expected %s (%08x)",
                        what,
                        i,
                        actual[i],
                        Float.floatToIntBits(actual[i]),
                        expected[i],
                        Float.floatToIntBits(expected[i]));
            }
        }
    }

    public static double[] widen(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }
}
