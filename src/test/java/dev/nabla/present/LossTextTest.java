package dev.nabla.present;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossTextTest {
    private static final float[] OUTPUTS = {0.2f, 0.7f, 0.1f};

    /** Sums by hand: log(1/0.7) = 0.3567, log(1/0.8) = 0.2231, log(1/0.9) = 0.1054. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            cross-entropy        ; 0   ; L = −log p₇ = 0.357
            cross-entropy        ; 0.3 ; L = −Σ y·log p = 0.677
            binary-cross-entropy ; 0   ; L = −Σ log |p + y − 1| / 3 = 0.228
            quadratic            ; 0   ; L = ½·Σ (p − y)² = 0.070
            mean-squared-error   ; 0   ; L = Σ (p − y)² / 3 = 0.047
            """)
    void of_oneExample_isFormulaAndNumber(String label, double smoothing, String text) {
        assertThat(new LossText(label, smoothing).of("7", 1, OUTPUTS).plain()).isEqualTo(text);
    }

    @Test
    void guessing_isTheLossOfEqualOutputs() {
        assertThat(new LossText("cross-entropy", 0).guessing(10)).isCloseTo(Math.log(10), within(1e-6));
        assertThat(new LossText("cross-entropy", 0.1).guessing(10)).isCloseTo(Math.log(10), within(1e-6));
        assertThat(new LossText("quadratic", 0).guessing(10)).isCloseTo(0.45, within(1e-6));
        assertThat(new LossText("mean-squared-error", 0).guessing(10)).isCloseTo(0.09, within(1e-6));
        assertThat(new LossText("binary-cross-entropy", 0).guessing(10)).isCloseTo(0.3251, within(1e-4));
    }
}
