package dev.nabla.program;

import static dev.nabla.program.Coefficients.*;

/**
 * Elementary functions of float32 whose results have the same bits on every machine and in every executor.
 *
 * <p>{@link #exp}, {@link #log}, {@link #tanh}, {@link #sigmoid} and {@link #erf} use only float32 addition,
 * subtraction, multiplication, division, comparison, select, floor, conversion to int (of values in range) and int32
 * operations. Each is one instruction of WebAssembly's fixed-width SIMD, or a choice between two computed values, so four
 * lanes give the same bits as this code:
 *
 * <ul>
 *   <li>{@code LIMIT < x ? LIMIT : x} is f32x4.pmin(x, LIMIT) and {@code x < LIMIT ? LIMIT : x} f32x4.pmax(x, LIMIT); both
 *       keep a NaN in x;
 *   <li>{@code (float) Math.floor(x)} is f32x4.floor, {@code (int) x} i32x4.trunc_sat_f32x4_s (NaN becomes 0);
 *   <li>other conditional expressions are v128.bitselect; {@code >>} is i32x4.shr_s;
 *   <li>{@code a + b * c} is always two rounded operations.
 * </ul>
 *
 * <p>{@link #pow}, {@link #sin} and {@link #cos} serve scalar code (schedules, initialization) and compute in double,
 * with operations that exist everywhere too.
 *
 * <p>Errors are in ulp: units in the last place of the exact result, of 2⁻¹⁴⁹ for a subnormal one; a correctly rounded
 * function has 0.5. They were measured over all 2³² arguments, that of pow over 6·10⁷ pairs. The sign and payload of a NaN are unspecified.
 */
public final class Maths {
    private static final int SIGN = 0x80000000;
    private static final int FRACTION_MASK = 0x007fffff;
    private static final int FRACTION_BITS = 23;
    private static final int EXPONENT_BIAS = 127;

    private Maths() {}

    /**
     * eˣ = 2ⁿ·eʳ with n = ⌊x/ln 2 + ½⌋ and |r| ≤ ½·ln 2.
     *
     * <p>Error ≤ 0.891 ulp. exp(−∞) = 0, exp(∞) = ∞, exp(±0) = 1, exp(NaN) = NaN; ∞ above 88.72284, subnormal below
     * −87.33655, 0 below −103.9721.
     */
    public static float exp(float x) {
        /*
         * Cody & Waite's reduction (Software Manual for the Elementary Functions, 1980, chapter 6): x − n·LN2_HIGH is
         * exact. Its result is kept in two parts (high − low) that meet only where eʳ − 1 is summed. 2ⁿ is applied as two
         * factors, since 2¹²⁸ is no float and since a subnormal result must be rounded once.
         */
        float bounded = EXP_UPPER < x ? EXP_UPPER : x;
        bounded = bounded < EXP_LOWER ? EXP_LOWER : bounded;
        float n = (float) Math.floor(bounded * LOG2_E + 0.5f);
        int exponent = (int) n;
        int half = exponent >> 1;
        float mantissa = 1f + expMinusOne(bounded - n * LN2_HIGH, n * LN2_LOW);
        return mantissa * powerOfTwo(half) * powerOfTwo(exponent - half);
    }

    /** eʳ − 1 ≈ high + (r²·P(r) − low) with r = high − low, |r| ≤ ½·ln 2. */
    private static float expMinusOne(float high, float low) {
        float r = high - low;
        float p = EXP_0 + r * (EXP_1 + r * (EXP_2 + r * (EXP_3 + r * EXP_4)));
        return high + (r * r * p - low);
    }

    /**
     * Natural logarithm: log x = n·ln 2 + log(1 + f) with x = 2ⁿ·(1 + f), √½ ≤ 1 + f &lt; √2.
     *
     * <p>Error ≤ 0.923 ulp, for subnormal x too. log(±0) = −∞, log(1) = +0, log(∞) = ∞, log(x &lt; 0) = log(NaN) = NaN.
     */
    public static float log(float x) {
        /*
         * log(1 + f) = f + f²·(f·P(f) − ½). The large terms n·LN2_HIGH (exact) and f (exact) are added last. The interval
         * around 1 is chosen by integer arithmetic on the bits (as in Cody & Waite 1980, chapter 5).
         */
        boolean subnormal = x < MIN_NORMAL;
        int offset = Float.floatToRawIntBits(subnormal ? x * SUBNORMAL_SCALE : x) - SQRT_HALF_BITS;
        float n = (float) (offset >> FRACTION_BITS) - (subnormal ? SUBNORMAL_EXPONENT : 0f);
        float f = Float.intBitsToFloat((offset & FRACTION_MASK) + SQRT_HALF_BITS) - 1f;
        float p = LOG_4 + f * (LOG_5 + f * (LOG_6 + f * LOG_7));
        p = LOG_0 + f * (LOG_1 + f * (LOG_2 + f * (LOG_3 + f * p)));
        float result = n * LN2_HIGH + (f + (f * f * (f * p - 0.5f) + n * LN2_LOW));
        result = x < Float.POSITIVE_INFINITY ? result : x;
        result = x == 0f ? Float.NEGATIVE_INFINITY : result;
        return x < 0f ? Float.NaN : result;
    }

    /**
     * Hyperbolic tangent: x + x·z·P(z), z = x², for |x| &lt; ¾, else ±(1 − 1/(½e²ˣ + ½)).
     *
     * <p>Error ≤ 1.054 ulp. Odd to the bit: tanh(−x) = −tanh(x), tanh(±0) = ±0, tanh(±∞) = ±1 (as beyond ±9.0109),
     * tanh(NaN) = NaN.
     */
    public static float tanh(float x) {
        /*
         * Cody & Waite 1980, chapter 13, with a polynomial in place of their rational function. ½e²ˣ = s + s·t with
         * s = 2ⁿ⁻¹; s + ½ is exact where it matters.
         */
        float a = Math.abs(x);
        a = TANH_UPPER < a ? TANH_UPPER : a;
        float z = a * a;
        float p = TANH_0 + z * (TANH_1 + z * (TANH_2 + z * (TANH_3 + z * (TANH_4 + z * TANH_5))));
        float small = a + a * z * p;

        float twice = a + a;
        float n = (float) Math.floor(twice * LOG2_E + 0.5f);
        float t = expMinusOne(twice - n * LN2_HIGH, n * LN2_LOW);
        float s = powerOfTwo((int) n - 1);
        float large = 1f - 1f / (s + 0.5f + s * t);
        return withSign(a < TANH_SMALL ? small : large, x);
    }

    /**
     * Logistic function 1/(1 + e⁻ˣ).
     *
     * <p>Error ≤ 1.330 ulp, in the subnormal tail too. In [0, 1], never NaN except sigmoid(NaN): sigmoid(−∞) = 0 (as
     * below −103.626), sigmoid(±0) = ½, sigmoid(∞) = 1 (as above 17.32868).
     */
    public static float sigmoid(float x) {
        /*
         * With a = |x| and eᵃ = 2ⁿ·(1 + t), sigmoid(−a) = s/(1 + d), s = 2⁻ⁿ, d = s + t. Since |d| is small,
         * 1/(1 + d) = 1 − d/(1 + d) loses less than a plain quotient. This needs n ≥ 1 also for small a, where the reduced
         * argument reaches −ln 2: hence a polynomial of its own.
         */
        float a = Math.abs(x);
        a = SIGMOID_UPPER < a ? SIGMOID_UPPER : a;
        float n = (float) Math.floor(a * LOG2_E + 0.5f);
        n = n < 1f ? 1f : n;
        float high = a - n * LN2_HIGH;
        float low = n * LN2_LOW;
        float r = high - low;
        float p = SIGMOID_0 + r * (SIGMOID_1 + r * (SIGMOID_2 + r * (SIGMOID_3 + r * (SIGMOID_4 + r * SIGMOID_5))));
        float t = high + (r * r * p - low);
        int exponent = (int) n;
        int half = exponent >> 1;
        float s = powerOfTwo(-half) * powerOfTwo(half - exponent);
        float d = s + t;
        float tail = (1f - d / (1f + d)) * s;
        return x < 0f ? tail : 1f - tail;
    }

    /**
     * Error function 2/√π·∫₀ˣ e^(−t²) dt: x + x·P(x²) for |x| &lt; 1, else ±(1 − Q(|x| − 1)⁴).
     *
     * <p>Error ≤ 1.413 ulp. Odd to the bit: erf(−x) = −erf(x), erf(±0) = ±0, erf(±∞) = ±1 (as beyond ±3.92),
     * erf(NaN) = NaN.
     */
    public static float erf(float x) {
        /*
         * The complement is a fourth power as in C. Hastings (Approximations for Digital Computers, 1955; Abramowitz &
         * Stegun 7.1.27), but of a polynomial, not of its reciprocal: no division and no exponential function.
         */
        float a = Math.abs(x);
        a = ERF_UPPER < a ? ERF_UPPER : a;
        float z = a * a;
        float p = ERF_0 + z * (ERF_1 + z * (ERF_2 + z * (ERF_3 + z * (ERF_4 + z * (ERF_5 + z * ERF_6)))));
        float small = a + a * p;

        float v = a - ERF_SMALL;
        float q = ERFC_4 + v * (ERFC_5 + v * (ERFC_6 + v * (ERFC_7 + v * ERFC_8)));
        q = ERFC_0 + v * (ERFC_1 + v * (ERFC_2 + v * (ERFC_3 + v * q)));
        float square = q * q;
        float large = 1f - square * square;
        return withSign(a < ERF_SMALL ? small : large, x);
    }

    /**
     * xʸ = 2^(y·log₂x), in double.
     *
     * <p>Error ≤ 0.501 ulp. The special values are those of {@link Math#pow}: pow(x, ±0) = 1, also of NaN; a negative
     * x has a power only for an integer y; pow(±1, ±∞) = NaN.
     */
    public static float pow(float x, float y) {
        return DoubleMaths.pow(x, y);
    }

    /**
     * Sine of x radians, in double.
     *
     * <p>Error ≤ 0.501 ulp for |x| ≤ 2²⁶. Beyond, where neighboring floats are more than a full turn apart, and for ±∞
     * the result is NaN. sin(±0) = ±0.
     */
    public static float sin(float x) {
        return DoubleMaths.sin(x);
    }

    /** Cosine of x radians, with the range and the error of {@link #sin}. */
    public static float cos(float x) {
        return DoubleMaths.cos(x);
    }

    /** 2ⁿ for −126 ≤ n ≤ 127. */
    static float powerOfTwo(int n) {
        return Float.intBitsToFloat((n + EXPONENT_BIAS) << FRACTION_BITS);
    }

    /** The magnitude (not negative) with the sign of x. */
    private static float withSign(float magnitude, float x) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(magnitude) | (Float.floatToRawIntBits(x) & SIGN));
    }
}
