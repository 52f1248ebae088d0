package dev.nabla.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FixedPointTest {

    @Test
    void squareRoot_smallValues_areExact() {
        for (int value = 0; value < 256; value++) {
            assertThat(FixedPoint.squareRoot(value)).as("√%d", value).isEqualTo((int) Math.sqrt(value));
        }
    }

    @Test
    void squareRoot_upTo2Pow30_isWithinTwoPerMilleAndOne() {
        for (int value = 256; value <= 1 << 30; value += 1 + value / 300) {
            double root = Math.sqrt(value);
            assertThat((double) FixedPoint.squareRoot(value))
                    .as("√%d", value)
                    .isBetween(0.998 * root - 1, 1.002 * root);
        }
        assertThat(FixedPoint.squareRoot(1 << 30)).isBetween(32_700, 32_800);
    }
}
