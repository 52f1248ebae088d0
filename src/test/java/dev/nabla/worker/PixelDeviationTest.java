package dev.nabla.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.program.Examples;
import dev.nabla.train.BatchSource;
import dev.nabla.train.EpochSource;
import dev.nabla.train.StreamSource;
import org.junit.jupiter.api.Test;

class PixelDeviationTest {
    private static final double CLOSE = 1e-6;

    /** Pixel 0 is 0, 255, 0, 255; pixel 1 always 200; pixel 2 is 0, 0, 0, 100. */
    private static Examples four() {
        byte[] pixels = new byte[4 * Networks.PIXELS];
        for (int i = 0; i < 4; i++) {
            pixels[i * Networks.PIXELS] = (byte) (i % 2 * 255);
            pixels[i * Networks.PIXELS + 1] = (byte) 200;
        }
        pixels[3 * Networks.PIXELS + 2] = 100;
        return Examples.of(4, pixels, new int[4]);
    }

    @Test
    void of_fourExamples_isTheirStandardDeviation() {
        float[] deviation = PixelDeviation.of(new EpochSource(four(), new int[] {0, 1, 2, 3}, 1));

        assertThat(deviation).hasSize(Networks.PIXELS);
        assertThat((double) deviation[0]).isCloseTo(0.5, within(CLOSE));
        assertThat(deviation[1]).isZero();
        assertThat((double) deviation[2]).isCloseTo(100 / 255.0 * Math.sqrt(3) / 4, within(CLOSE));
    }

    @Test
    void of_someMembers_leavesTheOthersOut() {
        assertThat(PixelDeviation.of(new EpochSource(four(), new int[] {0, 2}, 1)))
                .containsOnly(0);
    }

    @Test
    void of_aStreamInItsMiddle_leavesItThere() {
        BatchSource source = new StreamSource(Networks.PIXELS, new FakeDigits().training(1));
        source.seek(12_345);

        float[] deviation = PixelDeviation.of(source);

        assertThat(source.position()).isEqualTo(12_345);
        assertThat(deviation[0]).isPositive();
    }
}
