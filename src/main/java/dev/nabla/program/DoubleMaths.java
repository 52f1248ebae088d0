package dev.nabla.program;

/**
 * Functions of float32 that compute in double and round once; for scalar code only.
 *
 * <p>They use double addition, subtraction, multiplication, division, comparison and floor, which round the same
 * everywhere, and conversion to int of values in range. The inner error is below 10⁻¹² of the result, so the float differs
 * from the correctly rounded one only when the exact value lies that close to the middle between two floats.
 */
final class DoubleMaths {
    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2 = 0.6931471805599453;
    private static final double TWO_OVER_PI = 0.6366197723675814;

    /** π/2 in three parts; the first two have 27 bits, so their products with an integer below 2²⁶ are exact. */
    private static final double HALF_PI_1 = 0x1.921fb54p0;

    private static final double HALF_PI_2 = 0x1.10b46p-30;
    private static final double HALF_PI_3 = 0x1.1a62633145c07p-54;

    /** Largest argument of sin and cos: 2²⁶. */
    private static final double CIRCLE_LIMIT = 0x1p26;

    /** Beyond ±200 the power of two overflows or vanishes as a float. */
    private static final double EXP2_LIMIT = 200;

    private DoubleMaths() {}

    static float pow(float x, float y) {
        double magnitude = exp2(y * log2(Math.abs(x)));
        boolean integer = (float) Math.floor(y) == y;
        boolean odd = integer && (float) Math.floor(y * 0.5f) != y * 0.5f;
        boolean negative = Float.floatToRawIntBits(x) < 0;
        double result = negative && odd ? -magnitude : magnitude;
        if (x < 0f && x > Float.NEGATIVE_INFINITY && !integer) {
            result = Double.NaN;
        }
        return y == 0f ? 1f : (float) result;
    }

    /** log₂x for x ≥ 0: n + log₂m, √½ ≤ m &lt; √2, by the series of artanh((m − 1)/(m + 1)). */
    private static double log2(float x) {
        if (x == 0f) {
            return Double.NEGATIVE_INFINITY;
        }
        if (!(x < Float.POSITIVE_INFINITY)) {
            return x;
        }
        boolean subnormal = x < Coefficients.MIN_NORMAL;
        float normal = subnormal ? x * Coefficients.SUBNORMAL_SCALE : x;
        int offset = Float.floatToRawIntBits(normal) - Coefficients.SQRT_HALF_BITS;
        double n = (offset >> 23) - (subnormal ? Coefficients.SUBNORMAL_EXPONENT : 0f);
        double m = Float.intBitsToFloat((offset & 0x007fffff) + Coefficients.SQRT_HALF_BITS);
        double s = (m - 1) / (m + 1);
        double z = s * s;
        double series = 1.0 / 13 + z * (1.0 / 15 + z * (1.0 / 17));
        series = 1.0 / 3 + z * (1.0 / 5 + z * (1.0 / 7 + z * (1.0 / 9 + z * (1.0 / 11 + z * series))));
        return n + 2 * LOG2_E * (s + s * z * series);
    }

    /** 2ᵖ = 2ⁿ·e^((p − n)·ln 2), by the Taylor series to the 11th power. */
    private static double exp2(double p) {
        double bounded = p > EXP2_LIMIT ? EXP2_LIMIT : p;
        bounded = bounded < -EXP2_LIMIT ? -EXP2_LIMIT : bounded;
        double n = Math.floor(bounded + 0.5);
        double r = (bounded - n) * LN2;
        double series = 1.0 / 40320 + r * (1.0 / 362880 + r * (1.0 / 3628800 + r * (1.0 / 39916800)));
        series = 1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720 + r * (1.0 / 5040 + r * series)));
        series = 1 + r * (1 + r * (1.0 / 2 + r * (1.0 / 6 + r * series)));
        int exponent = (int) n;
        int half = exponent >> 1;
        return series * Maths.powerOfTwo(half) * Maths.powerOfTwo(exponent - half);
    }

    static float sin(float x) {
        return sinOfQuadrant(x, 0);
    }

    static float cos(float x) {
        return sinOfQuadrant(x, 1);
    }

    /** sin(x + shift·π/2): x = n·π/2 + r with |r| ≤ π/4, by Cody & Waite's reduction, exact up to the third product. */
    private static float sinOfQuadrant(double x, int shift) {
        double bounded = Math.abs(x) <= CIRCLE_LIMIT ? x : Double.NaN;
        double n = Math.floor(bounded * TWO_OVER_PI + 0.5);
        double r = bounded - n * HALF_PI_1 - n * HALF_PI_2 - n * HALF_PI_3;
        int quadrant = (int) n + shift;
        double value = (quadrant & 1) == 0 ? sinSeries(r) : cosSeries(r);
        return (float) ((quadrant & 2) == 0 ? value : -value);
    }

    /** Taylor series to the 13th power. */
    private static double sinSeries(double r) {
        double z = r * r;
        double series = 1.0 / 362880 + z * (-1.0 / 39916800 + z * (1.0 / 6227020800.0));
        return r * (1 + z * (-1.0 / 6 + z * (1.0 / 120 + z * (-1.0 / 5040 + z * series))));
    }

    /** Taylor series to the 14th power. */
    private static double cosSeries(double r) {
        double z = r * r;
        double series = 1.0 / 40320 + z * (-1.0 / 3628800 + z * (1.0 / 479001600 + z * (-1.0 / 87178291200.0)));
        return 1 + z * (-1.0 / 2 + z * (1.0 / 24 + z * (-1.0 / 720 + z * series)));
    }
}
