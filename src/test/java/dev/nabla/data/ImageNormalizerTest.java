package dev.nabla.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ImageNormalizerTest {

    private static final int SIDE = ImageNormalizer.SIDE;

    private final ImageNormalizer normalizer = new ImageNormalizer();

    @Test
    void normalize_empty_isReportedAndAllZeros() {
        byte[] output = filled(SIDE * SIDE);

        assertThat(normalizer.normalize(new byte[12], 4, 3, output, 0)).isFalse();

        assertThat(output).containsOnly(0);
        assertThat(normalizer.steps()).isEqualTo(new ImageNormalizer.Steps(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void normalize_onePixelOfFaintInk_becomesTheFullSquareInTheMiddle() {
        byte[] image = new byte[7 * 5];
        image[3 * 7 + 6] = 1;
        byte[] output = filled(SIDE * SIDE);

        assertThat(normalizer.normalize(image, 7, 5, output, 0)).isTrue();

        for (int i = 0; i < output.length; i++) {
            boolean inside = isInside(i % SIDE, 5, 25) && isInside(i / SIDE, 5, 25);
            assertThat(output[i] & 0xFF).as("pixel %d", i).isEqualTo(inside ? 255 : 0);
        }
        assertThat(normalizer.steps()).isEqualTo(new ImageNormalizer.Steps(6, 3, 1, 1, 6, 3, 1, 5, 5, 5));
    }

    @Test
    void normalize_wideBox_isPaddedAboveAndBelow() {
        byte[] image = new byte[100 * 60];
        for (int row = 10; row < 20; row++) {
            Arrays.fill(image, row * 100 + 30, row * 100 + 70, (byte) 200);
        }
        byte[] output = new byte[SIDE * SIDE];

        normalizer.normalize(image, 100, 60, output, 0);

        assertThat(normalizer.steps()).isEqualTo(new ImageNormalizer.Steps(30, 10, 40, 10, 30, -5, 40, 0, 5, 5));
        // 15 rows of padding are 7.5 output rows: row 7 is half covered, rows 8 to 11 are full, row 12 is half covered.
        byte[] inner = new byte[400];
        normalizer.copyInner(inner);
        int[] expected = {0, 0, 0, 0, 0, 0, 0, 128, 255, 255, 255, 255, 128, 0, 0, 0, 0, 0, 0, 0};
        for (int i = 0; i < inner.length; i++) {
            assertThat(inner[i] & 0xFF).as("pixel %d", i).isEqualTo(expected[i / 20]);
        }
    }

    @Test
    void normalize_oddDifferenceOfSides_putsTheSpareRowBelow() {
        byte[] image = filled(3 * 2);

        normalizer.normalize(image, 3, 2, new byte[SIDE * SIDE], 0);

        assertThat(normalizer.steps().squareTop()).isZero();
        assertThat(normalizer.steps().squareSide()).isEqualTo(3);
    }

    @Test
    void normalize_centerOfMass_comesToRestBetween14And15() {
        byte[] output = new byte[SIDE * SIDE];
        for (int seed = 0; seed < 200; seed++) {
            byte[] image = blots(seed, 31, 23);
            normalizer.normalize(image, 31, 23, output, 0);
            assertThat(centerTimes100(output, true)).as("x, seed %d", seed).isBetween(1_400, 1_500);
            assertThat(centerTimes100(output, false)).as("y, seed %d", seed).isBetween(1_400, 1_500);
        }
    }

    @Test
    void normalize_inkAtOneEnd_losesOnlyWhatLeavesTheFrame() {
        byte[] image = new byte[100 * 100];
        for (int row = 0; row < 100; row++) {
            Arrays.fill(image, row * 100, row * 100 + 5, (byte) 255);
        }
        image[50 * 100 + 99] = (byte) 255;
        byte[] output = new byte[SIDE * SIDE];

        normalizer.normalize(image, 100, 100, output, 0);

        assertThat(normalizer.steps().shiftX()).isEqualTo(14);
        assertThat(output[14 * SIDE + 14] & 0xFF).isEqualTo(255);
        assertThat(centerTimes100(output, true)).isEqualTo(1_450);
    }

    @Test
    void normalize_replicated_isTheSamePicture() {
        byte[] once = new byte[SIDE * SIDE];
        byte[] enlarged = new byte[SIDE * SIDE];
        for (int seed = 0; seed < 5; seed++) {
            // A side of 24, so that nothing is doubled, and an even difference, so that padding is symmetric.
            byte[] image = blots(seed, 24, 20);
            normalizer.normalize(image, 24, 20, once, 0);
            normalizer.normalize(replicate(image, 24, 20, 170), 24 * 170, 20 * 170, enlarged, 0);
            for (int i = 0; i < once.length; i++) {
                assertThat(enlarged[i] & 0xFF)
                        .as("seed %d, pixel %d", seed, i)
                        .isBetween((once[i] & 0xFF) - 1, (once[i] & 0xFF) + 1);
            }
        }
    }

    /** Doubles and enlarges by replication literally, and sums blocks of whole pixels. */
    @Test
    void normalize_anySize_isTheNaiveAverage() {
        byte[] output = new byte[SIDE * SIDE];
        byte[] inner = new byte[20 * 20];
        for (int width = 1; width <= 45; width += 2) {
            for (int height = 1; height <= 45; height += 3) {
                byte[] image = blots(width * 64 + height, width, height);
                normalizer.normalize(image, width, height, output, 0);
                normalizer.copyInner(inner);
                assertThat(inner).as("%d×%d", width, height).isEqualTo(naive(image, width, height));
            }
        }
    }

    private static byte[] naive(byte[] image, int width, int height) {
        int side = Math.max(width, height);
        byte[] square = new byte[side * side];
        for (int row = 0; row < height; row++) {
            int start = (row + (side - height) / 2) * side + (side - width) / 2;
            System.arraycopy(image, row * width, square, start, width);
        }
        while (side < 20) {
            square = replicate(square, side, side, 2);
            side *= 2;
        }
        long[] sums = new long[400];
        long peak = 0;
        for (int row = 0; row < side * 20; row++) {
            for (int column = 0; column < side * 20; column++) {
                int block = row / side * 20 + column / side;
                sums[block] += square[row / 20 * side + column / 20] & 0xFF;
                peak = Math.max(peak, sums[block]);
            }
        }
        byte[] inner = new byte[400];
        for (int i = 0; i < inner.length; i++) {
            inner[i] = (byte) Math.round(sums[i] * 255.0 / peak);
        }
        return inner;
    }

    @Test
    void normalize_withOffset_writesOnlyItsOwnPixels() {
        byte[] output = filled(SIDE * SIDE + 10);

        normalizer.normalize(new byte[4], 2, 2, output, 6);

        assertThat(Arrays.copyOf(output, 6)).containsOnly(-1);
        assertThat(Arrays.copyOfRange(output, 6, 6 + SIDE * SIDE)).containsOnly(0);
        assertThat(Arrays.copyOfRange(output, 6 + SIDE * SIDE, output.length)).containsOnly(-1);
    }

    @Test
    void normalize_badArguments_areNamed() {
        byte[] output = new byte[SIDE * SIDE];
        assertThatThrownBy(() -> normalizer.normalize(new byte[1], 0, 1, output, 0))
                .hasMessage("picture of 0×1 pixels, expected sides from 1 to 16384");
        assertThatThrownBy(() -> normalizer.normalize(new byte[1], 1, 16_385, output, 0))
                .hasMessage("picture of 1×16385 pixels, expected sides from 1 to 16384");
        assertThatThrownBy(() -> normalizer.normalize(new byte[5], 3, 2, output, 0))
                .hasMessage("picture of 3×2 pixels, but only 5 bytes");
        assertThatThrownBy(() -> normalizer.normalize(new byte[6], 3, 2, output, 1))
                .hasMessage("output of 784 bytes, expected 784 from offset 1");
    }

    private static boolean isInside(int value, int from, int to) {
        return value >= from && value < to;
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) -1);
        return bytes;
    }

    /** A picture with some pixels of ink, among them two opposite corners, so that the box is the whole picture. */
    private static byte[] blots(int seed, int width, int height) {
        byte[] image = new byte[width * height];
        for (int i = 0; i < image.length; i++) {
            int bits = TestBits.seed(seed).bits(0, 0, i);
            image[i] = (byte) ((bits & 3) == 0 ? bits >>> 24 : 0);
        }
        image[0] = (byte) 255;
        image[image.length - 1] = (byte) 255;
        return image;
    }

    private static byte[] replicate(byte[] image, int width, int height, int factor) {
        byte[] result = new byte[image.length * factor * factor];
        for (int row = 0; row < height * factor; row++) {
            for (int column = 0; column < width * factor; column++) {
                result[row * width * factor + column] = image[row / factor * width + column / factor];
            }
        }
        return result;
    }

    private static int centerTimes100(byte[] picture, boolean alongX) {
        int mass = 0;
        int moment = 0;
        for (int i = 0; i < picture.length; i++) {
            int value = picture[i] & 0xFF;
            mass += value;
            moment += value * (2 * (alongX ? i % SIDE : i / SIDE) + 1);
        }
        return moment * 50 / mass;
    }
}
