package dev.nabla.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1",
                "+1",
                "1.5",
                ".5",
                "5.",
                "-1.5e3",
                "1E-5",
                "0.1",
                "1e22",
                "123456789012345678",
                "9007199254740993",
                "2.2250738585072014e-280",
                "1.7976931348623157e307",
                "0.30000000000000004",
                "9007199254740992.5",
                "9007199254740991.5",
                "4.35",
                "1e23",
                "8.41e21",
                "00012",
                "1e+2",
                "1e-300"
            })
    void parse_number_isTheJvmsDouble(String text) {
        double expected = Math.abs(Double.parseDouble(text)) < 1e-290 ? 0 : Double.parseDouble(text);

        assertThat(Numbers.parse(text, '.')).isEqualTo(expected);
    }

    @Test
    void parse_randomDoubles_areTheJvms() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            double value = Math.scalb(random.nextDouble() - 0.5, random.nextInt(-900, 900));
            assertThat(Numbers.parse(Double.toString(value), '.')).isEqualTo(value);
            assertThat(Numbers.parse(Numbers.text(value), '.')).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", ".", "e5", "1e", "1e+", "1.2.3", "1,5", "0x1p3", "1f", "1 2", "NaN", "Infinity", "--1"})
    void parse_anythingElse_isNaN(String text) {
        assertThat(Numbers.parse(text, '.')).isNaN();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"1,5 1.5", "-0,25e1 -2.5", "7 7"})
    void parse_decimalComma(String text, double expected) {
        assertThat(Numbers.parse(text, ',')).isEqualTo(expected);
    }

    @Test
    void parse_tooLarge_isInfinite() {
        assertThat(Numbers.parse("-1e400", '.')).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Numbers.parse("1e99999999999", '.')).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "NaN", "-NaN", "inf", "-Inf", "+infinity", "Infinity"})
    void isNonFinite_usualWords_areFound(String text) {
        assertThat(Numbers.isNonFinite(text)).isTrue();
    }
}
