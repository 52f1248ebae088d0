package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The oracle's functions against {@link StrictMath}. */
class OracleMathsTest {
    /** What {@link OracleMaths} states. */
    private static final double RELATIVE = 1e-15;

    private static final int SAMPLES = 100_000;
    private static final long SEED = 17;

    private final Random random = new Random(SEED);

    @Test
    void exp_wholeRange_isWithinTheStatedError() {
        for (int i = 0; i < SAMPLES; i++) {
            double x = -700 + 1400 * random.nextDouble();
            check("exp", x, OracleMaths.exp(x), StrictMath.exp(x));
        }
    }

    @Test
    void exp_specialValues_areThose() {
        assertThat(OracleMaths.exp(0)).isEqualTo(1);
        assertThat(OracleMaths.exp(Double.NaN)).isNaN();
        assertThat(OracleMaths.exp(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(OracleMaths.exp(-1e4)).isZero();
        assertThat(OracleMaths.exp(Double.POSITIVE_INFINITY)).isInfinite();
        assertThat(OracleMaths.exp(1e4)).isInfinite();
    }

    @Test
    void log_wholeRange_isWithinTheStatedError() {
        for (int i = 0; i < SAMPLES; i++) {
            double x = Math.scalb(1 + random.nextDouble(), random.nextInt(2000) - 1000);
            check("log", x, OracleMaths.log(x), StrictMath.log(x));
        }
    }

    @Test
    void log_nearOne_isWithinTheStatedError() {
        for (int i = 0; i < SAMPLES; i++) {
            double x = 1 + (random.nextDouble() - 0.5) * Math.scalb(1.0, -random.nextInt(50));
            check("log", x, OracleMaths.log(x), StrictMath.log(x));
        }
    }

    @Test
    void tanh_allMagnitudes_isWithinTheStatedError() {
        for (int i = 0; i < SAMPLES; i++) {
            double x = (random.nextDouble() - 0.5) * Math.scalb(1.0, 6 - random.nextInt(60));
            check("tanh", x, OracleMaths.tanh(x), StrictMath.tanh(x));
        }
    }

    @Test
    void tanh_farOut_isOne() {
        assertThat(OracleMaths.tanh(1e4)).isEqualTo(1);
        assertThat(OracleMaths.tanh(-1e4)).isEqualTo(-1);
    }

    private static void check(String function, double x, double actual, double expected) {
        assertThat(Math.abs(actual - expected))
                .as("%s %s = %s, expected %s, seed %d", function, x, actual, expected, SEED)
                .isLessThanOrEqualTo(RELATIVE * Math.abs(expected));
    }
}
