package dev.nabla.present;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the expected texts an underscore stands for the narrow no-break space. */
class NumberTextTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "999, 999", "1000, 1_000", "65280, 65_280", "1234567, 1_234_567", "-1234, −1_234"})
    void count_anyNumber_groupsThousands(long value, String expected) {
        assertThat(NumberText.count(value)).isEqualTo(spaced(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0812, 3, 0.081",
        "0.0815001, 3, 0.082",
        "0, 3, 0.000",
        "-0.0001, 3, 0.000",
        "-1.5, 2, −1.50",
        "0.999, 2, 1.00",
        "12345.04, 1, 12_345.0",
        "2.5, 0, 3",
        "NaN, 2, NaN",
        "Infinity, 2, ∞",
        "-Infinity, 2, −∞",
        "1e22, 1, 1.0e22"
    })
    void fixed_digitsAskedFor_hasThatMany(double value, int digits, String expected) {
        assertThat(NumberText.fixed(value, digits)).isEqualTo(spaced(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "0.05, 2, 0.050",
        "1.7204, 3, 1.72",
        "0.09996, 3, 0.100",
        "9.996, 3, 10.0",
        "123456, 3, 123_456",
        "0, 3, 0.00",
        "0.0001, 2, 0.00010",
        "0.000031, 2, 3.1e−5",
        "9.99e-5, 2, 1.0e−4",
        "-2500000, 2, −2.5e6"
    })
    void significant_digitsAskedFor_hasThatMany(double value, int digits, String expected) {
        assertThat(NumberText.significant(value, digits)).isEqualTo(spaced(expected));
    }

    @ParameterizedTest
    @CsvSource({"0.05, 2, 0.05", "0.5, 3, 0.5", "32, 3, 32", "100, 1, 100", "0.00001, 1, 1e−5", "0, 3, 0"})
    void brief_zerosAtTheEnd_leavesThemOut(double value, int digits, String expected) {
        assertThat(NumberText.brief(value, digits)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.974, 1, 97.4_%", "1, 1, 100.0_%", "0, 0, 0_%"})
    void percent_share_hasUnit(double share, int digits, String expected) {
        assertThat(NumberText.percent(share, digits)).isEqualTo(spaced(expected));
    }

    @ParameterizedTest
    @CsvSource({"0, 0_B", "999, 999_B", "1500, 2_kB", "9912422, 9.9_MB", "170498071, 170_MB"})
    void bytes_anySize_hasUnit(long bytes, String expected) {
        assertThat(NumberText.bytes(bytes)).isEqualTo(spaced(expected));
    }

    @Test
    void fixed_valuesOfOneSize_haveOneWidth() {
        for (int i = 0; i < 1000; i++) {
            assertThat(NumberText.fixed(i / 1000.0 * 9.99, 3)).hasSize(5);
        }
    }

    private static String spaced(String text) {
        return text.replace('_', NumberText.THIN);
    }
}
