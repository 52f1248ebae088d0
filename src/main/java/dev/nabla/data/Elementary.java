package dev.nabla.data;

/**
 * Sine, cosine, logarithm and normal deviates in double precision with the same bits on every platform: nothing but IEEE
 * 754 additions, multiplications, divisions and square roots in a fixed order. {@link Math}'s own differ between the JVM
 * and browsers.
 *
 * <p>Error below 1e-15, absolute for sine and cosine, relative to max(1, |result|) for the logarithm.
 */
final class Elementary {
    static final double PI = 3.141592653589793;

    /** Largest |x| of {@link #sin} and {@link #cos}; beyond it the reduction to [−π/4, π/4] loses digits. */
    static final double LARGEST_ANGLE = 1e5;

    private static final double TWO_OVER_PI = 0.6366197723675814;

    /*
     * π/2 = HIGH + LOW + 4e-27. HIGH has 33 significant bits, so k · HIGH is exact for |k| < 2²⁰ (W. Cody, W. Waite,
     * Software Manual for the Elementary Functions, 1980, chapter 8).
     */
    private static final double HALF_PI_HIGH = 1.5707963267341256;
    private static final double HALF_PI_LOW = 6.077100506506192e-11;

    private static final double LN_2 = 0.6931471805599453;
    private static final double SQRT_HALF = 0.7071067811865476;

    /** Highest powers of the series; the first term left out is below 1e-17 of the sum. */
    private static final int LAST_SINE_POWER = 17;

    private static final int LAST_LOG_POWER = 21;

    private static final int LAST_EXP_POWER = 14;

    /** Largest |x| of {@link #exp}. */
    static final double LARGEST_EXPONENT = 100;

    /** ln 2 = HIGH + LOW, HIGH with 32 significant bits, so that k · HIGH is exact. */
    private static final double LN_2_HIGH = 0.6931471803691238;

    private static final double LN_2_LOW = 1.9082149292705877e-10;

    private static final double TWO_TO_MINUS_32 = 1.0 / 4294967296.0;

    private Elementary() {}

    /** sin x for |x| ≤ {@link #LARGEST_ANGLE}. */
    static double sin(double x) {
        return quadrant(x, 0);
    }

    /** cos x for |x| ≤ {@link #LARGEST_ANGLE}: sin(x + π/2), the quarter turn being added exactly. */
    static double cos(double x) {
        return quadrant(x, 1);
    }

    /** sin(x + quarters · π/2). */
    private static double quadrant(double x, int quarters) {
        double k = Math.floor(x * TWO_OVER_PI + 0.5);
        double r = x - k * HALF_PI_HIGH - k * HALF_PI_LOW;
        int turn = ((int) k + quarters) & 3;
        double value = (turn & 1) == 0 ? series(r, r, 1) : series(1, r, 0);
        return turn < 2 ? value : -value;
    }

    /** first · (1 − r²/((p+1)(p+2)) · (1 − r²/((p+3)(p+4)) · …)): Taylor's sine for p = 1, cosine for p = 0. */
    private static double series(double first, double r, int power) {
        double square = r * r;
        double sum = 1;
        for (int p = LAST_SINE_POWER - 1 + power; p > power; p -= 2) {
            sum = 1 - square / (p * (p - 1)) * sum;
        }
        return first * sum;
    }

    /** The natural logarithm of a positive, finite, normal number: e · ln 2 + 2 artanh((m − 1)/(m + 1)), x = m · 2ᵉ. */
    static double log(double x) {
        double mantissa = x;
        int exponent = 0;
        while (mantissa < SQRT_HALF) {
            mantissa *= 2;
            exponent--;
        }
        while (mantissa > 2 * SQRT_HALF) {
            mantissa *= 0.5;
            exponent++;
        }
        double s = (mantissa - 1) / (mantissa + 1);
        double square = s * s;
        double sum = 0;
        for (int power = LAST_LOG_POWER; power > 0; power -= 2) {
            sum = sum * square + 1.0 / power;
        }
        return exponent * LN_2 + 2 * s * sum;
    }

    /** eˣ for |x| ≤ {@value #LARGEST_EXPONENT}: 2ᵏ · e^(x − k · ln 2), the latter by Taylor's series. Error below 1e-15, relative. */
    static double exp(double x) {
        double k = Math.floor(x / LN_2 + 0.5);
        double r = x - k * LN_2_HIGH - k * LN_2_LOW;
        double sum = 1;
        for (int power = LAST_EXP_POWER; power > 0; power--) {
            sum = 1 + r / power * sum;
        }
        double factor = k < 0 ? 0.5 : 2;
        for (int i = (int) Math.abs(k); i > 0; i--) {
            sum *= factor;
        }
        return sum;
    }

    /** A number in (0, 1) from 32 bits: (bits + ½) · 2⁻³², bits unsigned. */
    static double uniform(int bits) {
        return ((bits & 0xFFFF_FFFFL) + 0.5) * TWO_TO_MINUS_32;
    }

    /**
     * A standard normal deviate from two times 32 bits; its magnitude is at most 6.8. Source: G. Box, M. Muller, A note on
     * the generation of random normal deviates, 1958, equation 1 (the cosine half).
     */
    static double normal(int bits1, int bits2) {
        return Math.sqrt(-2 * log(uniform(bits1))) * cos(2 * PI * uniform(bits2));
    }
}
