package dev.nabla.program;

/**
 * The constants of {@link Maths}, public so that kernels emit the same functions from the same numbers.
 *
 * <p>The polynomials are weighted minimax fits, rounded to float32 one coefficient after the other; the script that
 * made them lies beside the golden bits of the tests. A polynomial is always evaluated by Horner's rule from the highest
 * power down, {@code c₀ + x·(c₁ + x·(c₂ + …))}, each multiplication and each addition rounded.
 */
public final class Coefficients {
    /** log₂e, rounded to nearest. */
    public static final float LOG2_E = 1.442695f;

    /**
     * ln 2 = LN2_HIGH + LN2_LOW + 1.6e-12. LN2_HIGH = 355/512 has 9 significant bits, so its product with an integer below 2¹⁵ is
     * exact (W. J. Cody, W. Waite: Software Manual for the Elementary Functions, 1980).
     */
    public static final float LN2_HIGH = 0x1.63p-1f;

    public static final float LN2_LOW = -2.1219444e-4f;

    /** exp(x) = ∞ from here on (the largest finite result is exp(88.72284)). */
    public static final float EXP_UPPER = 89f;

    /** exp(x) = 0 from here down (the smallest nonzero result is exp(−103.97207)). */
    public static final float EXP_LOWER = -104f;

    /** sigmoid(−x) = 0 from here on. */
    public static final float SIGMOID_UPPER = 104f;

    /** tanh(x) = 1 from here on (and from 9.011 on). */
    public static final float TANH_UPPER = 10f;

    /** Below, tanh is a polynomial. */
    public static final float TANH_SMALL = 0.75f;

    /** erf(x) = 1 from here on (and from 3.92 on). */
    public static final float ERF_UPPER = 4f;

    /** Below, erf is a polynomial; erfc's root is expanded here. */
    public static final float ERF_SMALL = 1f;

    /** The bits of the float nearest to √½, where the interval of reduced arguments of log begins. */
    public static final int SQRT_HALF_BITS = 0x3f3504f3;

    /** Smallest normal number: 2⁻¹²⁶. */
    public static final float MIN_NORMAL = 0x1p-126f;

    /** Makes each subnormal number normal: 2²³. */
    public static final float SUBNORMAL_SCALE = 0x1p23f;

    /** The exponent of SUBNORMAL_SCALE. */
    public static final float SUBNORMAL_EXPONENT = 23f;

    /** {@code (eʳ − 1 − r)/r² ≈ Σ EXP_k·rᵏ} for |r| ≤ ½·ln 2: error 2⁻²⁸·² of eʳ. */
    public static final float EXP_0 = 0.49999994f;

    public static final float EXP_1 = 0.16666521f;
    public static final float EXP_2 = 0.041668274f;
    public static final float EXP_3 = 0.008368683f;
    public static final float EXP_4 = 0.0013820061f;

    /** {@code (eʳ − 1 − r)/r² ≈ Σ SIGMOID_k·rᵏ} for −ln 2 ≤ r ≤ ½·ln 2: error 2⁻²⁹·⁵ of eʳ. */
    public static final float SIGMOID_0 = 0.4999999f;

    public static final float SIGMOID_1 = 0.16666651f;
    public static final float SIGMOID_2 = 0.04166875f;
    public static final float SIGMOID_3 = 0.008338288f;
    public static final float SIGMOID_4 = 0.0013804319f;
    public static final float SIGMOID_5 = 0.00016633954f;

    /** {@code (log(1 + f) − f + ½f²)/f³ ≈ Σ LOG_k·fᵏ} for √½ ≤ 1 + f ≤ √2: error 2⁻²⁷·⁴ of the logarithm. */
    public static final float LOG_0 = 0.3333333f;

    public static final float LOG_1 = -0.2500082f;
    public static final float LOG_2 = 0.20001242f;
    public static final float LOG_3 = -0.16623409f;
    public static final float LOG_4 = 0.1420158f;
    public static final float LOG_5 = -0.1315961f;
    public static final float LOG_6 = 0.12762217f;
    public static final float LOG_7 = -0.07636439f;

    /** {@code (tanh(x)/x − 1)/z ≈ Σ TANH_k·zᵏ}, z = x², for |x| ≤ ¾: error 2⁻²⁹·¹ of tanh. */
    public static final float TANH_0 = -0.33333316f;

    public static final float TANH_1 = 0.1333272f;
    public static final float TANH_2 = -0.053894535f;
    public static final float TANH_3 = 0.021457793f;
    public static final float TANH_4 = -0.0076658125f;
    public static final float TANH_5 = 0.0017417567f;

    /** {@code erf(x)/x − 1 ≈ Σ ERF_k·zᵏ}, z = x², for |x| ≤ 1: error 2⁻²⁹·⁴ of erf. */
    public static final float ERF_0 = 0.12837917f;

    public static final float ERF_1 = -0.37612626f;
    public static final float ERF_2 = 0.11283579f;
    public static final float ERF_3 = -0.026853347f;
    public static final float ERF_4 = 0.005187162f;
    public static final float ERF_5 = -0.0007997853f;
    public static final float ERF_6 = 7.806903e-5f;

    /** {@code erfc(1 + v)^¼ ≈ Σ ERFC_k·vᵏ} for 0 ≤ v ≤ 3: its fourth power has the error 2⁻²⁶·⁴ of erf. */
    public static final float ERFC_0 = 0.6297695f;

    public static final float ERFC_1 = -0.41548505f;
    public static final float ERFC_2 = 0.0043183905f;
    public static final float ERFC_3 = 0.05084102f;
    public static final float ERFC_4 = -0.0038043023f;
    public static final float ERFC_5 = -0.0053974995f;
    public static final float ERFC_6 = 0.001265336f;
    public static final float ERFC_7 = 4.264976e-5f;
    public static final float ERFC_8 = -2.7711067e-5f;

    private Coefficients() {}
}
