package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MathsTest {
    private static final float INFINITY = Float.POSITIVE_INFINITY;
    private static final int QUICK_STRIDE = 4_001;
    private static final double POW_ULPS = 0.501;

    @ParameterizedTest
    @EnumSource
    void function_stridedSweep_staysWithinItsError(MathsFunction function) {
        MathsFunction.Worst worst = function.sweep(QUICK_STRIDE);
        assertThat(worst.ulps()).as("%s", worst).isLessThanOrEqualTo(function.maxUlps());
    }

    @ParameterizedTest
    @EnumSource
    void function_ofNaN_isNaN(MathsFunction function) {
        assertThat(function.apply(Float.NaN)).isNaN();
        assertThat(function.apply(Float.intBitsToFloat(0xffffffff))).isNaN();
    }

    @ParameterizedTest
    @CsvSource({
        "EXP, 0, 1",
        "EXP, -0, 1",
        "EXP, Infinity, Infinity",
        "EXP, -Infinity, 0",
        "EXP, 88.72284, Infinity",
        "EXP, 1000, Infinity",
        "EXP, -103.9, 1.4E-45",
        "EXP, -103.9721, 0",
        "EXP, -1000, 0",
        "LOG, 0, -Infinity",
        "LOG, -0, -Infinity",
        "LOG, 1, 0",
        "LOG, Infinity, Infinity",
        "LOG, -1, NaN",
        "LOG, -Infinity, NaN",
        "LOG, -1.4E-45, NaN",
        "LOG, 1.4E-45, -103.27893",
        "TANH, 0, 0",
        "TANH, -0, -0",
        "TANH, Infinity, 1",
        "TANH, -Infinity, -1",
        "TANH, 1.4E-45, 1.4E-45",
        "TANH, 9.02, 1",
        "SIGMOID, 0, 0.5",
        "SIGMOID, -0, 0.5",
        "SIGMOID, Infinity, 1",
        "SIGMOID, -Infinity, 0",
        "SIGMOID, -3.4028235E38, 0",
        "SIGMOID, 3.4028235E38, 1",
        "SIGMOID, -103.62, 1.4E-45",
        "SIGMOID, -103.63, 0",
        "ERF, 0, 0",
        "ERF, -0, -0",
        "ERF, Infinity, 1",
        "ERF, -Infinity, -1",
        "ERF, 1.4E-45, 1.4E-45",
        "ERF, 3.92, 1",
        "SIN, 0, 0",
        "SIN, -0, -0",
        "SIN, Infinity, NaN",
        "SIN, 1E9, NaN",
        "COS, 0, 1",
        "COS, -0, 1",
        "COS, -Infinity, NaN",
        "COS, -1E9, NaN"
    })
    void function_ofSpecialValue_isExact(MathsFunction function, float x, float expected) {
        assertThat(function.apply(x)).isEqualTo(Float.valueOf(expected));
    }

    @ParameterizedTest
    @EnumSource(names = {"TANH", "ERF", "SIN"})
    void oddFunction_ofNegative_isNegative(MathsFunction function) {
        for (long bits = 0; bits < 0x7f800000L; bits += QUICK_STRIDE) {
            float x = Float.intBitsToFloat((int) bits);
            assertThat(function.apply(-x)).isEqualTo(Float.valueOf(-function.apply(x)));
        }
    }

    @Test
    void sigmoid_ofBothSigns_sumsToOne() {
        for (float x = 0; x < 120; x += 0.0137f) {
            assertThat(Maths.sigmoid(x) + Maths.sigmoid(-x)).isCloseTo(1f, within(0x1p-23f));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EXP", "LOG", "TANH", "SIGMOID", "ERF"})
    void increasingFunction_overSpacedArguments_neverFalls(MathsFunction function) {
        float previous = Float.NEGATIVE_INFINITY;
        for (float x = function == MathsFunction.LOG ? 0f : -120f; x < 120f; x += 0x1p-9f) {
            float value = function.apply(x);
            assertThat(value).as("%s(%s)", function, x).isGreaterThanOrEqualTo(previous);
            previous = value;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TANH", "SIGMOID", "ERF", "SIN", "COS"})
    void boundedFunction_everywhere_staysInRange(MathsFunction function) {
        float lowest = function == MathsFunction.SIGMOID ? 0f : -1f;
        for (float x = -120f; x < 120f; x += 0x1p-8f) {
            assertThat(function.apply(x)).isBetween(lowest, 1f);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.5204998778130465",
        "1, 0.8427007929497149",
        "2.999, 0.9999777698314002",
        "3.001, 0.9999780483390823",
        "3.7, 0.9999998328489421"
    })
    void erfOracle_againstPublishedDigits_agrees(double x, double expected) {
        assertThat(Ulps.erf(x)).isCloseTo(expected, within(1e-15));
        assertThat(Ulps.erf(-x)).isCloseTo(-expected, within(1e-15));
    }

    @Test
    void pow_overGridOfMagnitudes_staysWithinItsError() {
        double worst = 0;
        for (long bits = 0; bits <= 0x7f800000L; bits += 104_729) {
            float x = Float.intBitsToFloat((int) bits);
            for (float y = -4; y <= 4; y += 0.4371f) {
                worst = Math.max(worst, Ulps.error(Maths.pow(x, y), StrictMath.pow(x, y)));
            }
        }
        assertThat(worst).isLessThanOrEqualTo(POW_ULPS);
    }

    @Test
    void pow_ofBaseNearOneWithLargeExponent_staysWithinItsError() {
        double worst = 0;
        for (float x = 0.5f; x < 2f; x += 0.00373f) {
            for (float y = 0.5f; y < 1e9f; y *= 1.618f) {
                float base = 1f + (x - 1f) / y * 60f;
                worst = Math.max(worst, Ulps.error(Maths.pow(base, y), StrictMath.pow(base, y)));
                worst = Math.max(worst, Ulps.error(Maths.pow(base, -y), StrictMath.pow(base, -y)));
            }
        }
        assertThat(worst).isLessThanOrEqualTo(POW_ULPS);
    }

    @Test
    void pow_ofSpecialValues_equalsTheStandardLibrary() {
        float[] values = {
            0f,
            -0f,
            1f,
            -1f,
            0.5f,
            -0.5f,
            2f,
            -2f,
            3f,
            -3f,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            0x1p24f,
            0x1.fffffep23f,
            -0x1.fffffep23f,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            INFINITY,
            -INFINITY,
            Float.NaN
        };
        for (float x : values) {
            for (float y : values) {
                assertThat(Maths.pow(x, y)).as("pow(%s, %s)", x, y).isEqualTo(Float.valueOf((float)
                        StrictMath.pow(x, y)));
            }
        }
    }
}
