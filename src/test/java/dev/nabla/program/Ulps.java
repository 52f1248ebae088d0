package dev.nabla.program;

/** Errors of float results in units in the last place of the exact result, and an oracle for erf in double. */
final class Ulps {
    /** From here on the exact value rounds to infinity: 2¹²⁸ − 2¹⁰³. */
    private static final double OVERFLOW = 0x1p128 - 0x1p103;

    private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;
    private static final double SERIES_LIMIT = 3;
    private static final int FRACTION_TERMS = 60;

    private Ulps() {}

    /** |actual − exact|/ulp(exact); ∞ for a NaN or an infinity on one side only. An infinite result counts as 2¹²⁸. */
    static double error(float actual, double exact) {
        if (Double.isNaN(exact) || Float.isNaN(actual)) {
            return Double.isNaN(exact) && Float.isNaN(actual) ? 0 : Double.POSITIVE_INFINITY;
        }
        double magnitude = Math.abs(exact);
        if (magnitude >= OVERFLOW && actual == (float) exact) {
            return 0;
        }
        double bounded = Float.isInfinite(actual) ? Math.copySign(0x1p128, actual) : actual;
        int exponent = Math.max(-126, Math.min(127, Math.getExponent(magnitude)));
        return Math.abs(bounded - exact) * Math.scalb(1.0, 23 - exponent);
    }

    /**
     * erf(x) = 2/√π·e^(−x²)·Σ 2ⁿx²ⁿ⁺¹/(1·3·…·(2n+1)) for |x| &lt; 3 (Abramowitz &amp; Stegun 7.1.6), else by the continued
     * fraction of erfc (7.1.14); relative error about 10⁻¹⁵.
     */
    static double erf(double x) {
        double z = x * x;
        if (Math.abs(x) < SERIES_LIMIT) {
            double term = x;
            double sum = x;
            for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
                term *= 2 * z / (2 * n + 1);
                sum += term;
            }
            return TWO_OVER_SQRT_PI * StrictMath.exp(-z) * sum;
        }
        if (!(Math.abs(x) < 7)) {
            return Double.isNaN(x) ? x : Math.signum(x);
        }
        double fraction = Math.abs(x);
        for (int k = FRACTION_TERMS; k >= 1; k--) {
            fraction = Math.abs(x) + k / 2.0 / fraction;
        }
        return Math.signum(x) * (1 - TWO_OVER_SQRT_PI / 2 * StrictMath.exp(-z) / fraction);
    }

    /** 1/(1 + e⁻ˣ). */
    static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
