package dev.nabla.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrawsTest {

    private static final int COUNT = 100_000;

    private final Draws draws = new Draws(TestBits.seed(5));

    @BeforeEach
    void start() {
        draws.start(1, 2, 0);
    }

    @Test
    void start_streamStepAndIndex_areThoseOfTheBits() {
        Draws echo = new Draws((stream, step, index) -> 1_000_000 * stream + 1_000 * step + index);
        echo.start(3, 4, 5);
        assertThat(echo.next()).isEqualTo(3_004_005);
        assertThat(echo.next()).isEqualTo(3_004_006);
        echo.start(3, (7L << 32) + 4, 5);
        assertThat(echo.next()).isEqualTo(3_004_005 + 7 * 1_024);
    }

    @Test
    void uniform_values_areEquallyLikely() {
        int[] counts = new int[10];
        for (int i = 0; i < COUNT; i++) {
            counts[draws.uniform(-3, 7) + 3]++;
        }
        for (int count : counts) {
            assertThat(count).isCloseTo(COUNT / 10, within(400));
        }
    }

    @Test
    void normal_manyValues_haveTheDeviation() {
        assertMoments(() -> draws.normal(1_000), 1_000, 3_500);
        assertMoments(() -> draws.normal(9_000), 9_000, 31_500);
        assertThat(draws.normal(0)).isZero();
    }

    @Test
    void triangular_bothHalves_haveTheDeviation() {
        assertMoments(() -> Draws.lowerTriangular(draws.next(), 500), 500, 1_250);
        assertMoments(() -> Draws.upperTriangular(draws.next(), 500), 500, 1_250);
    }

    private static void assertMoments(IntSupplier values, int deviation, int limit) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < COUNT; i++) {
            int value = values.getAsInt();
            assertThat(Math.abs(value)).isLessThanOrEqualTo(limit);
            sum += value;
            squares += (double) value * value;
        }
        assertThat(sum / COUNT).isCloseTo(0, within(deviation * 0.015));
        assertThat(Math.sqrt(squares / COUNT)).isCloseTo(deviation, within(deviation * 0.015));
    }
}
