package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.program.Random.Stream;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statistical sanity. All draws are fixed by the seeds here; bounds are about five standard deviations. */
class RandomStatisticsTest {
    private static final int COUNT = 1 << 18;
    private static final double SIGMAS = 5;
    private static final double AVALANCHE = 0.01;

    /** The arguments of a draw, of which each test varies one. */
    private enum Argument {
        SEED,
        STREAM,
        STEP,
        INDEX;

        /** A draw whose arguments follow from base, except that this one is changed. */
        int bits(int base, int changed) {
            int seed = this == SEED ? changed : base * 3 + 1;
            int stream = this == STREAM ? changed : base * 5 + 2;
            int step = this == STEP ? changed : base * 7 + 3;
            int index = this == INDEX ? changed : base * 11 + 4;
            return Random.of(seed, stream, step).bits(index);
        }

        /** Draws along this argument, the others fixed. */
        int along(int i) {
            return Random.of(this == SEED ? i : 12, this == STREAM ? i : Stream.DROPOUT.id(1), this == STEP ? i : 34)
                    .bits(this == INDEX ? i : 56);
        }
    }

    @ParameterizedTest
    @EnumSource
    void bits_afterFlipOfOneInputBit_flipHalfOfTheTime(Argument argument) {
        int trials = 1 << 16;
        for (int input = 0; input < 32; input++) {
            int[] flips = new int[32];
            for (int i = 0; i < trials; i++) {
                int changed = Random.mix(i + 1);
                int difference = argument.bits(i, changed) ^ argument.bits(i, changed ^ (1 << input));
                for (int output = 0; output < 32; output++) {
                    flips[output] += (difference >>> output) & 1;
                }
            }
            for (int output = 0; output < 32; output++) {
                assertThat((double) flips[output] / trials)
                        .as("input bit %d of %s, output bit %d", input, argument, output)
                        .isCloseTo(0.5, within(AVALANCHE));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytes_alongEachArgument_areUniform(Argument argument) {
        int[][] counts = new int[4][256];
        for (int i = 0; i < COUNT; i++) {
            int word = argument.along(i);
            for (int b = 0; b < 4; b++) {
                counts[b][(word >>> (8 * b)) & 255]++;
            }
        }
        for (int b = 0; b < 4; b++) {
            assertChiSquare(counts[b], COUNT, argument + " byte " + b);
        }
    }

    @ParameterizedTest
    @EnumSource
    void pairsOfNeighbors_alongEachArgument_areUniform(Argument argument) {
        int[] high = new int[256];
        int[] low = new int[256];
        int previous = argument.along(0);
        for (int i = 1; i <= COUNT; i++) {
            int word = argument.along(i);
            high[((previous >>> 28) << 4) | (word >>> 28)]++;
            low[((previous & 15) << 4) | (word & 15)]++;
            previous = word;
        }
        assertChiSquare(high, COUNT, argument + " high bits of neighbors");
        assertChiSquare(low, COUNT, argument + " low bits of neighbors");
    }

    @ParameterizedTest
    @EnumSource
    void neighbors_alongEachArgument_areUncorrelated(Argument argument) {
        for (int distance : new int[] {1, 2, 3, 16, 256, 65_536}) {
            double sum = 0;
            for (int i = 0; i < COUNT; i++) {
                sum += centered(argument.along(i)) * centered(argument.along(i + distance));
            }
            assertThat(12 * sum / COUNT)
                    .as("correlation of %s at distance %d", argument, distance)
                    .isCloseTo(0, within(SIGMAS / Math.sqrt(COUNT)));
        }
    }

    @Test
    void permutations_ofFour_areUniform() {
        int trials = 24_000;
        int[] counts = new int[256];
        for (int step = 0; step < trials; step++) {
            int[] p = Random.of(1, Stream.ORDER.id(0), step).permutation(4);
            counts[((p[0] * 4 + p[1]) * 4 + p[2]) * 4 + p[3]]++;
        }
        int[] seen = Arrays.stream(counts).filter(count -> count > 0).toArray();
        assertThat(seen).hasSize(24);
        assertChiSquare(seen, trials, "permutations of 4");
    }

    @Test
    void below_ofSmallBound_isUniform() {
        Random random = Random.of(2, Stream.GENERATOR.id(0), 0);
        int[] counts = new int[7];
        for (int i = 0; i < COUNT; i++) {
            counts[random.below(i, 7)]++;
        }
        assertChiSquare(counts, COUNT, "below 7");
    }

    @Test
    void uniform_ofManyIndices_hasItsMoments() {
        Random random = Random.of(8, Stream.INITIALIZATION.id(2), 0);
        double[] moments = moments(i -> random.uniform(i) - 0.5);
        assertThat(moments[1]).isCloseTo(0, within(deviation(1 / 12.0)));
        assertThat(moments[2]).isCloseTo(1 / 12.0, within(deviation(1 / 180.0)));
        assertThat(moments[3]).isCloseTo(0, within(deviation(1 / 448.0)));
        assertThat(moments[4]).isCloseTo(1 / 80.0, within(deviation(1 / 3600.0)));
    }

    @Test
    void normal_ofManyIndices_hasItsMoments() {
        Random random = Random.of(9, Stream.INITIALIZATION.id(3), 0);
        double[] moments = moments(random::normal);
        assertThat(moments[1]).isCloseTo(0, within(deviation(1)));
        assertThat(moments[2]).isCloseTo(1, within(deviation(2)));
        assertThat(moments[3]).isCloseTo(0, within(deviation(15)));
        assertThat(moments[4]).isCloseTo(3, within(deviation(96)));
    }

    @Test
    void normal_ofManyIndices_isDistributedNormally() {
        Random random = Random.of(10, Stream.INITIALIZATION.id(4), 0);
        int[] counts = new int[64];
        for (int i = 0; i < COUNT; i++) {
            float value = random.normal(i);
            assertThat(Math.abs(value) < 5.78f).as("normal(%d) = %s", i, value).isTrue();
            double probability = 0.5 + 0.5 * Ulps.erf(value / Math.sqrt(2));
            counts[(int) (probability * 64)]++;
        }
        assertChiSquare(counts, COUNT, "normal by quantile");
    }

    @Test
    void normal_ofNeighbors_isUncorrelated() {
        Random random = Random.of(11, Stream.INITIALIZATION.id(5), 0);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < COUNT; i++) {
            double a = random.normal(i);
            double b = random.normal(i + 1);
            sum += a * b;
            squares += (a * a - 1) * (b * b - 1);
        }
        assertThat(sum / COUNT).isCloseTo(0, within(deviation(1)));
        assertThat(squares / COUNT).isCloseTo(0, within(deviation(4)));
    }

    private static double deviation(double variance) {
        return SIGMAS * Math.sqrt(variance / COUNT);
    }

    private static double centered(int word) {
        return word * 0x1p-32;
    }

    private static double[] moments(IntToDoubleFunction draw) {
        double[] moments = new double[5];
        for (int i = 0; i < COUNT; i++) {
            double power = draw.applyAsDouble(i);
            double value = power;
            for (int k = 1; k <= 4; k++) {
                moments[k] += power / COUNT;
                power *= value;
            }
        }
        return moments;
    }

    /** Pearson's statistic lies within some deviations of its mean, the degrees of freedom: neither too far nor too near. */
    private static void assertChiSquare(int[] counts, int total, String what) {
        double expected = (double) total / counts.length;
        double statistic = 0;
        for (int count : counts) {
            statistic += (count - expected) * (count - expected) / expected;
        }
        int freedom = counts.length - 1;
        assertThat(statistic)
                .as("chi-square of %s", what)
                .isCloseTo(freedom, within(SIGMAS * Math.sqrt(2.0 * freedom)));
    }
}
