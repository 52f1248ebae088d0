package dev.nabla.present;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleTest {

    private static final double TOLERANCE = 1e-9;

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 3e-7, 0.01, 0.999999, 1, 1.7782794, 2, 5, 9.999999, 10, 12345.678, 1e12, 1e300})
    void log10_anySize_isThatOfTheLibrary(double value) {
        assertThat(Decades.log10(value))
                .isCloseTo(Math.log10(value), within(1e-12 * Math.max(1, Math.abs(Math.log10(value)))));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-7.25, -1, -0.5, 0, 0.1, 0.499, 0.5, 1, 3.7})
    void power_anyExponent_isThatOfTheLibrary(double exponent) {
        assertThat(Decades.power(exponent) / Math.pow(10, exponent)).isCloseTo(1, within(1e-12));
    }

    @Test
    void floor_powersOfTen_areExact() {
        for (int n = -12; n <= 12; n++) {
            assertThat(Decades.floor(Decades.power(n))).isEqualTo(n);
            assertThat(Decades.floor(Decades.power(n) * 9.99)).isEqualTo(n);
        }
    }

    @Test
    void linear_pointingUp_mapsBothWays() {
        LinearScale scale = new LinearScale(0, 4, 100, 20);

        assertThat(scale.position(0)).isEqualTo(100);
        assertThat(scale.position(4)).isEqualTo(20);
        assertThat(scale.position(1)).isEqualTo(80);
        assertThat(scale.value(80)).isEqualTo(1);
    }

    @Test
    void linear_emptyDomain_staysInTheMiddle() {
        assertThat(new LinearScale(2, 2, 0, 10).position(2)).isEqualTo(5);
    }

    @Test
    void log_decades_takeEqualSpace() {
        LogScale scale = new LogScale(0.001, 1, 0, 300);

        assertThat(scale.position(0.01)).isCloseTo(100, within(TOLERANCE));
        assertThat(scale.position(0.1)).isCloseTo(200, within(TOLERANCE));
        assertThat(scale.value(100)).isCloseTo(0.01, within(TOLERANCE));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, 0.0005})
    void log_belowItsStart_standsAtTheStart(double value) {
        assertThat(new LogScale(0.001, 1, 7, 300).position(value)).isEqualTo(7);
    }

    @Test
    void log_fromZero_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogScale(0, 1, 0, 1))
                .withMessageContaining("0.0");
    }
}
