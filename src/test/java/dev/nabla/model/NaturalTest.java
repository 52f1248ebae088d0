package dev.nabla.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against {@code BigInteger}. */
class NaturalTest {
    private final Random random = new Random(1);

    @Test
    void divideToNearest_randomNumbers_isWhatTheLibraryGives() {
        for (int i = 0; i < 2000; i++) {
            String denominator = new BigInteger(1 + random.nextInt(200), random)
                    .add(BigInteger.ONE)
                    .toString();
            BigInteger quotient = new BigInteger(random.nextInt(60), random);
            BigInteger numerator = quotient.multiply(new BigInteger(denominator))
                    .add(new BigInteger(denominator).divide(BigInteger.TWO));
            BigDecimal expected =
                    new BigDecimal(numerator).divide(new BigDecimal(denominator), 0, RoundingMode.HALF_EVEN);

            assertThat(Natural.of(numerator.toString()).divideToNearest(Natural.of(denominator)))
                    .as("%s / %s", numerator, denominator)
                    .isEqualTo(expected.longValueExact());
        }
    }

    @Test
    void shiftAndScale_randomNumbers_areWhatTheLibraryGives() {
        for (int i = 0; i < 500; i++) {
            BigInteger value = new BigInteger(random.nextInt(200), random);
            Natural natural = Natural.of(value.toString());
            int bits = random.nextInt(200);
            int tens = random.nextInt(60);

            assertThat(natural.bitLength()).isEqualTo(value.bitLength());
            assertThat(natural.shiftLeft(bits))
                    .isEqualTo(Natural.of(value.shiftLeft(bits).toString()));
            assertThat(natural.timesTenTo(tens))
                    .isEqualTo(
                            Natural.of(value.multiply(BigInteger.TEN.pow(tens)).toString()));
        }
    }

    @Test
    void compareTo_wordsWithTheHighestBit_areUnsigned() {
        Natural large = Natural.of("4294967295");
        Natural small = Natural.of("2147483647");

        assertThat(large.compareTo(small)).isPositive();
        assertThat(small.compareTo(large)).isNegative();
        assertThat(large.compareTo(Natural.of("4294967295"))).isZero();
        assertThat(large.compareTo(Natural.of("4294967296"))).isNegative();
    }
}
