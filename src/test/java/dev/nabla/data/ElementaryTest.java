package dev.nabla.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ElementaryTest {
    private static final double ERROR = 1e-15;
    private static final int ROUNDS = 200_000;

    @Test
    void sinAndCos_smallAngles_areTheExactValues() {
        assertThat(Elementary.sin(0)).isZero();
        assertThat(Elementary.cos(0)).isEqualTo(1);
        assertThat(Elementary.sin(Elementary.PI / 2)).isEqualTo(1);
        assertThat(Elementary.cos(Elementary.PI)).isEqualTo(-1);
        assertThat(Elementary.sin(1e-9)).isEqualTo(1e-9);
    }

    @Test
    void sinAndCos_anyAngle_areStrictMaths() {
        Random random = new Random(1);
        for (int i = 0; i < ROUNDS; i++) {
            double largest = i % 2 == 0 ? 10 : Elementary.LARGEST_ANGLE;
            double x = (2 * random.nextDouble() - 1) * largest;
            assertClose(Elementary.sin(x), StrictMath.sin(x), ERROR, "sin", x);
            assertClose(Elementary.cos(x), StrictMath.cos(x), ERROR, "cos", x);
        }
    }

    /** Near multiples of π/4 the reduction changes and near multiples of π/2 it cancels. */
    @Test
    void sinAndCos_nearMultiplesOfQuarterPi_areStrictMaths() {
        for (int k = -1000; k <= 1000; k++) {
            for (int ulps = -2; ulps <= 2; ulps++) {
                double x = k * (Math.PI / 4) * (1 + ulps * Math.ulp(1.0));
                assertClose(Elementary.sin(x), StrictMath.sin(x), ERROR, "sin", x);
                assertClose(Elementary.cos(x), StrictMath.cos(x), ERROR, "cos", x);
            }
        }
    }

    @Test
    void log_knownNumbers_areExact() {
        assertThat(Elementary.log(1)).isZero();
        assertThat(Elementary.log(2)).isEqualTo(StrictMath.log(2));
        assertThat(Elementary.log(0.5)).isEqualTo(StrictMath.log(0.5));
    }

    @Test
    void log_anyPositiveNumber_isStrictMaths() {
        Random random = new Random(2);
        for (int i = 0; i < ROUNDS; i++) {
            double x =
                    i % 2 == 0 ? random.nextDouble() : Math.scalb(1 + random.nextDouble(), random.nextInt(-1000, 1000));
            double expected = StrictMath.log(x);
            assertClose(Elementary.log(x), expected, ERROR * Math.max(1, Math.abs(expected)), "log", x);
        }
    }

    @Test
    void exp_anyNumber_isStrictMaths() {
        Random random = new Random(3);
        assertThat(Elementary.exp(0)).isEqualTo(1);
        for (int i = 0; i < ROUNDS; i++) {
            double x = (2 * random.nextDouble() - 1) * (i % 2 == 0 ? 1 : Elementary.LARGEST_EXPONENT);
            double expected = StrictMath.exp(x);
            assertClose(Elementary.exp(x), expected, ERROR * expected, "exp", x);
        }
    }

    @Test
    void uniform_extremeBits_areInside() {
        assertThat(Elementary.uniform(0)).isEqualTo(0.5 / 4294967296.0);
        assertThat(Elementary.uniform(-1)).isEqualTo(1 - 0.5 / 4294967296.0);
        assertThat(Elementary.uniform(Integer.MIN_VALUE)).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void normal_extremeBits_areFinite() {
        assertThat(Elementary.normal(0, 0)).isEqualTo(6.76, within(0.01));
        assertThat(Elementary.normal(-1, 0)).isEqualTo(0, within(1e-4));
    }

    @Test
    void normal_manyDeviates_haveTheNormalMomentsAndQuantiles() {
        RandomBits bits = TestBits.seed(3);
        int count = 400_000;
        double[] sums = new double[5];
        int withinOne = 0;
        int withinTwo = 0;
        for (int i = 0; i < count; i++) {
            double z = Elementary.normal(bits.bits(0, 0, 2 * i), bits.bits(0, 0, 2 * i + 1));
            double power = 1;
            for (int p = 1; p <= 4; p++) {
                power *= z;
                sums[p] += power;
            }
            withinOne += Math.abs(z) < 1 ? 1 : 0;
            withinTwo += Math.abs(z) < 2 ? 1 : 0;
        }

        // Five standard errors: √(Var zᵖ / count) is 1.6e-3, 2.2e-3, 6.1e-3, 1.55e-2.
        assertThat(sums[1] / count).as("mean").isEqualTo(0, within(0.008));
        assertThat(sums[2] / count).as("variance").isEqualTo(1, within(0.011));
        assertThat(sums[3] / count).as("skewness").isEqualTo(0, within(0.031));
        assertThat(sums[4] / count).as("kurtosis").isEqualTo(3, within(0.078));
        assertThat(withinOne / (double) count).isEqualTo(0.682689, within(0.004));
        assertThat(withinTwo / (double) count).isEqualTo(0.954500, within(0.002));
    }

    private static void assertClose(double found, double expected, double error, String function, double x) {
        if (!(Math.abs(found - expected) <= error)) {
            throw new AssertionError(function + "(" + x + ") is " + found + ", expected " + expected);
        }
    }
}
