package dev.nabla.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The normalization gives MNIST's own pictures back, however large and wherever they are drawn. */
class ImageNormalizerMnistTest {

    private static final int SIDE = ImageNormalizer.SIDE;
    private static final int PIXELS = SIDE * SIDE;
    private static final int HEADER_BYTES = 16;
    private static final int PICTURES = 10_000;
    private static final int FACTOR = 10;
    private static final int CANVAS = 400;

    /**
     * Known to differ: 4530 and 9302, whose faintest rows were rounded away (boxes of 17×19, not of 20 pixels), and
     * 8688, whose center of mass is so near to a tie that rounding the pixels turned it.
     */
    private static final int KNOWN_TO_DIFFER = 3;

    @Test
    void normalize_testPicturesEnlargedAndMoved_comeBackWithinOne() throws IOException {
        byte[] file = testPictures();
        ImageNormalizer normalizer = new ImageNormalizer();
        byte[] canvas = new byte[CANVAS * CANVAS];
        byte[] output = new byte[PIXELS];
        int even = 0;
        int same = 0;
        for (int i = 0; i < PICTURES; i++) {
            int offset = HEADER_BYTES + i * PIXELS;
            enlarge(file, offset, canvas, i * 37 % 120, i * 53 % 120);
            normalizer.normalize(canvas, CANVAS, CANVAS, output, 0);
            ImageNormalizer.Steps steps = normalizer.steps();
            if ((steps.boxWidth() - steps.boxHeight()) / FACTOR % 2 == 0) {
                even++;
                same += largestDifference(file, offset, output) <= 1 ? 1 : 0;
            }
        }
        assertThat(even).as("pictures whose sides differ by an even number").isEqualTo(7_938);
        assertThat(same).as("pictures that come back").isEqualTo(even - KNOWN_TO_DIFFER);
    }

    private static byte[] testPictures() throws IOException {
        Path path = TestFiles.realData("mnist").resolve("t10k-images-idx3-ubyte.gz");
        try (InputStream stream = new GZIPInputStream(Files.newInputStream(path))) {
            return stream.readAllBytes();
        }
    }

    private static void enlarge(byte[] file, int offset, byte[] canvas, int left, int top) {
        Arrays.fill(canvas, (byte) 0);
        for (int row = 0; row < SIDE * FACTOR; row++) {
            for (int column = 0; column < SIDE * FACTOR; column++) {
                canvas[(row + top) * CANVAS + column + left] = file[offset + row / FACTOR * SIDE + column / FACTOR];
            }
        }
    }

    private static int largestDifference(byte[] file, int offset, byte[] output) {
        int largest = 0;
        for (int i = 0; i < PIXELS; i++) {
            largest = Math.max(largest, Math.abs((file[offset + i] & 0xFF) - (output[i] & 0xFF)));
        }
        return largest;
    }
}
