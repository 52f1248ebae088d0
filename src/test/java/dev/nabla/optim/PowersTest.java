package dev.nabla.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.Tolerances;
import org.junit.jupiter.api.Test;

class PowersTest {
    @Test
    void power_smallExponents_isExactWhereItCanBe() {
        assertThat(Powers.power(0.5, 0)).isEqualTo(1);
        assertThat(Powers.power(0.5, 1)).isEqualTo(0.5);
        assertThat(Powers.power(-3, 5)).isEqualTo(-243);
        assertThat(Powers.power(0, 3)).isEqualTo(0);
    }

    @Test
    void power_manySteps_agreesWithTheLibrary() {
        for (int n = 1; n < 100_000; n = n * 3 + 1) {
            new Tolerances.Tolerance(0, 1e-11).check("0.999^" + n, Powers.power(0.999f, n), Math.pow(0.999f, n));
        }
        assertThat(Powers.power(0.9, Long.MAX_VALUE)).isEqualTo(0);
    }
}
