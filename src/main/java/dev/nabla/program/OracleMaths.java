package dev.nabla.program;

/**
 * exp, log, tanh and erf in double precision for the oracle: within about 1e-15 relative, the same bits in every browser.
 */
final class OracleMaths {
    private static final double LN2_HIGH = 0x1.62e42fee00000p-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    private static final double SQRT_HALF = 0x1.6a09e667f3bcdp-1;
    private static final double SMALL = 0.35;
    private static final int TAYLOR_TERMS = 16;
    private static final int SERIES_TERMS = 14;

    private OracleMaths() {}

    /** {@code exp x} by x = k·ln 2 + r and the Taylor series of exp r; |r| ≤ 0.35. */
    static double exp(double x) {
        if (!(x > -745)) {
            return Double.isNaN(x) ? x : 0;
        }
        if (x > 709.7) {
            return Double.POSITIVE_INFINITY;
        }
        double k = Math.floor(x / (LN2_HIGH + LN2_LOW) + 0.5);
        double r = (x - k * LN2_HIGH) - k * LN2_LOW;
        double sum = 1 + r * series(r);
        int half = (int) k / 2;
        return sum * power(half) * power((int) k - half);
    }

    /** {@code log x} by x = 2ᵏ·m, m in [√½, √2), and log m = 2·artanh((m − 1)/(m + 1)); x finite, positive, normal. */
    static double log(double x) {
        long bits = Double.doubleToRawLongBits(x);
        int k = (int) (bits >>> 52) - 1022;
        double m = Double.longBitsToDouble((bits & 0xfffffffffffffL) | 0x3fe0000000000000L);
        if (m < SQRT_HALF) {
            m *= 2;
            k--;
        }
        double s = (m - 1) / (m + 1);
        double square = s * s;
        double sum = 0;
        for (int n = SERIES_TERMS; n >= 0; n--) {
            sum = sum * square + 1.0 / (2 * n + 1);
        }
        return k * LN2_HIGH + (k * LN2_LOW + 2 * s * sum);
    }

    /** {@code tanh x = −m/(2 + m)}, m = exp(−2|x|) − 1, with the sign of x; for small x, m does without the difference. */
    static double tanh(double x) {
        double r = -2 * Math.abs(x);
        double m = r > -SMALL ? r * series(r) : exp(r) - 1;
        double magnitude = -m / (2 + m);
        return x < 0 ? -magnitude : magnitude;
    }

    /** {@code erf x = 2/√π·exp(−x²)·Σ 2ⁿ·x²ⁿ⁺¹/(1·3·…·(2n + 1))}: no term of the sum is negative for x > 0. */
    static double erf(double x) {
        double magnitude = Math.abs(x);
        if (magnitude > 6) {
            return x < 0 ? -1 : 1;
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * exp(-x * x) * sum;
    }

    /** {@code (exp r − 1)/r = Σ rⁿ/(n + 1)!} for |r| ≤ 0.35. */
    private static double series(double r) {
        double sum = 1;
        for (int n = TAYLOR_TERMS; n >= 2; n--) {
            sum = 1 + sum * r / n;
        }
        return sum;
    }

    private static double power(int exponent) {
        return Double.longBitsToDouble((long) (exponent + 1023) << 52);
    }
}
