package dev.nabla.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {

    private static final long SEED = 5;
    private static final int CASES = 50_000;

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0",
        "1, 1",
        "-3, -3",
        "784, 784",
        "0.1, 0.1",
        "-0.25, -0.25",
        "0.00001, 0.00001",
        "0.000001, 1e-6",
        "123456790, 123456790",
        "1234500000, 1.2345e9",
        "3.4028235e38, 3.4028235e38",
        "1.17549435e-38, 1.1754944e-38",
        "1.4e-45, 1e-45",
        "8.5899346E9, 8.589935e9",
        "1e23, 1e23",
    })
    void of_float_writesShortestDecimal(float value, String text) {
        assertThat(Decimal.of(value).text()).isEqualTo(text);
        assertThat(new Decimal(text).toFloat()).isEqualTo(value);
    }

    @Test
    void of_float_anyBits_comeBack() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < CASES; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Math.abs(value) <= Float.MAX_VALUE) {
                String text = Decimal.of(value).text();
                assertThat(bits(Float.parseFloat(text))).as(text).isEqualTo(bits(value));
                assertThat(bits(new Decimal(text).toFloat())).as(text).isEqualTo(bits(value));
                assertThat(digits(text)).as(text).isLessThanOrEqualTo(digits(Float.toString(value)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void of_notFinite_isRefused(float value) {
        assertThatThrownBy(() -> Decimal.of(value)).hasMessage("JSON: " + value + ", expected a finite number");
    }

    @Test
    void toFloat_anyDecimal_isWhatTheJvmReads() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < CASES; i++) {
            String text = random.nextLong(1_000_000_000_000L) + "e" + random.nextInt(-65, 35);
            assertThat(bits(new Decimal(text).toFloat())).as(text).isEqualTo(bits(Float.parseFloat(text)));
        }
    }

    @Test
    void toFloat_halfwayBetweenTwo_isEven_andBesideIt_isNearer() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 1000; i++) {
            int bits = random.nextInt(Float.floatToIntBits(Float.MAX_VALUE));
            BigDecimal low = new BigDecimal(Float.intBitsToFloat(bits));
            BigDecimal high = new BigDecimal(Float.intBitsToFloat(bits + 1));
            BigDecimal middle = low.add(high).divide(BigDecimal.valueOf(2));
            BigDecimal little = high.subtract(low).scaleByPowerOfTen(-5);

            assertThat(bits(read(middle))).as("%s", middle).isEqualTo(bits + (bits & 1));
            assertThat(bits(read(middle.subtract(little)))).isEqualTo(bits);
            assertThat(bits(read(middle.add(little)))).isEqualTo(bits + 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.1e1, 1",
        "1E2, 100",
        "1e+2, 100",
        "1.50e-1, 0.15",
        "0.000000000000000000000000000000000000000000000000000000000001e60, 1",
        "1e39, Infinity",
        "-1e999999999999, -Infinity",
        "1e0000000000000001, 10",
        "1e-999999999999, 0",
        "0e999999999999, 0",
        "3.4028235677973367e38, Infinity",
        "3.40282356e38, 3.4028235e38",
        "7.006492321624085e-46, 0",
        "7.0064923216240862e-46, 1.4e-45",
    })
    void toFloat_reads(String text, float value) {
        assertThat(bits(new Decimal(text).toFloat())).isEqualTo(bits(value));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, -1", "999999999999999999, 999999999999999999", "-2147483648, -2147483648"})
    void toLong_integer_reads(String text, long value) {
        assertThat(new Decimal(text).toLong()).isEqualTo(value);
        assertThat(Decimal.of(value).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e3", "-0", "1000000000000000000"})
    void toLong_other_isNull(String text) {
        assertThat(new Decimal(text).toLong()).isNull();
    }

    private static int digits(String text) {
        return new BigDecimal(text).stripTrailingZeros().precision();
    }

    private static float read(BigDecimal value) {
        return new Decimal(value.toString()).toFloat();
    }

    private static int bits(float value) {
        return Float.floatToIntBits(value);
    }
}
