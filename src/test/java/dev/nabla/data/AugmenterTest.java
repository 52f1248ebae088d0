package dev.nabla.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AugmenterTest {
    private static final int SIDE = 28;
    private static final InputShape SHAPE = InputShape.gray(SIDE, SIDE);

    /** A blurred disc of radius 5 around (12, 15): its mass and center can be measured. */
    private static byte[] disc() {
        byte[] image = new byte[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double distance = Math.hypot(x - 12, y - 15);
                image[y * SIDE + x] = (byte) Math.max(0, Math.min(255, 255 * (6 - distance)));
            }
        }
        return image;
    }

    private static byte[] augmented(String text, int seed, int epoch, int example) {
        byte[] result = new byte[SIDE * SIDE];
        new Augmenter(Augmentation.parse(text, "0"), SHAPE, TestBits.seed(seed))
                .augment(disc(), 0, result, 0, epoch, example);
        return result;
    }

    /** Mass, and the center's x and y. */
    private static double[] moments(byte[] image) {
        double mass = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < image.length; i++) {
            mass += image[i] & 255;
            x += (image[i] & 255) * (i % SIDE);
            y += (image[i] & 255) * (i / SIDE);
        }
        return new double[] {mass, x / mass, y / mass};
    }

    @Test
    void augment_nothing_changesNothing() {
        assertThat(augmented("", 1, 0, 0)).isEqualTo(disc());
        assertThat(Augmentation.parse("shift=0", "0").isNone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shift=2", "rotate=20", "scale=0.2", "shear=0.2", "elastic=1", "thickness=1"})
    void augment_isAFunctionOfSeedEpochAndExample(String text) {
        byte[] first = augmented(text, 1, 2, 3);

        assertThat(augmented(text, 1, 2, 3)).isEqualTo(first).isNotEqualTo(disc());
        assertThat(augmented(text, 2, 2, 3)).isNotEqualTo(first);
        assertThat(augmented(text, 1, 3, 3)).isNotEqualTo(first);
        assertThat(augmented(text, 1, 2, 4)).isNotEqualTo(first);
    }

    @Test
    void augment_inPlaceAndAtAnOffset_isTheSame() {
        String text = "shift=2,rotate=20,scale=0.2,shear=0.2,elastic=1,thickness=1";
        byte[] images = new byte[3 * SIDE * SIDE];
        System.arraycopy(disc(), 0, images, SIDE * SIDE, SIDE * SIDE);

        new Augmenter(Augmentation.parse(text, "0"), SHAPE, TestBits.seed(1))
                .augment(images, SIDE * SIDE, images, SIDE * SIDE, 5, 7);

        assertThat(Arrays.copyOfRange(images, SIDE * SIDE, 2 * SIDE * SIDE)).isEqualTo(augmented(text, 1, 5, 7));
        assertThat(images[SIDE * SIDE - 1]).isZero();
        assertThat(images[2 * SIDE * SIDE]).isZero();
    }

    @Test
    void shift_movesTheCenterWithinItsLimits_inBothDirections() {
        double least = 0;
        double largest = 0;
        for (int i = 0; i < 200; i++) {
            double[] moments = moments(augmented("shift=3", 1, 0, i));
            assertThat(moments[0]).isEqualTo(moments(disc())[0], within(600.0));
            assertThat(Math.abs(moments[2] - 15)).isLessThan(3.05);
            least = Math.min(least, moments[1] - 12);
            largest = Math.max(largest, moments[1] - 12);
        }
        assertThat(least).isBetween(-3.05, -2.5);
        assertThat(largest).isBetween(2.5, 3.05);
    }

    @Test
    void rotate_keepsMassAndDistanceFromTheMiddle() {
        double distance = Math.hypot(12 - 13.5, 15 - 13.5);
        double least = 100;
        for (int i = 0; i < 100; i++) {
            double[] moments = moments(augmented("rotate=90", 1, 0, i));
            assertThat(moments[0]).isEqualTo(moments(disc())[0], within(900.0));
            assertThat(Math.hypot(moments[1] - 13.5, moments[2] - 13.5)).isEqualTo(distance, within(0.1));
            least = Math.min(least, moments[1]);
        }
        // A quarter turn of the lower left passes the point farthest to the left.
        assertThat(least).isBetween(11.3, 11.6);
    }

    @Test
    void scale_changesTheMassByItsSquare() {
        double mass = moments(disc())[0];
        double least = 1;
        double largest = 1;
        for (int i = 0; i < 200; i++) {
            double part = moments(augmented("scale=0.2", 1, 0, i))[0] / mass;
            least = Math.min(least, part);
            largest = Math.max(largest, part);
        }
        assertThat(least).isBetween(0.62, 0.7);
        assertThat(largest).isBetween(1.36, 1.46);
    }

    /** On a ramp the brightness tells how far each pixel was displaced. */
    @Test
    void elastic_deviatesAsItSays() {
        byte[] ramp = new byte[SIDE * SIDE];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (byte) (9 * (i % SIDE));
        }
        Augmenter augmenter = new Augmenter(Augmentation.parse("elastic=1", "0"), SHAPE, TestBits.seed(1));
        byte[] result = new byte[SIDE * SIDE];
        double squares = 0;
        int count = 0;
        for (int i = 0; i < 500; i++) {
            augmenter.augment(ramp, 0, result, 0, 0, i);
            for (int y = 7; y < 21; y++) {
                for (int x = 7; x < 21; x++) {
                    double displacement = (result[y * SIDE + x] & 255) / 9.0 - x;
                    squares += displacement * displacement;
                    count++;
                }
            }
        }
        assertThat(Math.sqrt(squares / count)).isEqualTo(1, within(0.05));
    }

    @Test
    void thickness_growsAndShrinks() {
        double mass = moments(disc())[0];
        int thicker = 0;
        for (int i = 0; i < 100; i++) {
            double part = moments(augmented("thickness=1", 1, 0, i))[0] / mass;
            assertThat(part).isBetween(0.6, 1.5);
            thicker += part > 1 ? 1 : 0;
        }
        assertThat(thicker).isBetween(35, 65);
    }

    @Test
    void clean_isSpreadEvenly() {
        Augmentation augmentation = Augmentation.parse("shift=1", "0.25");
        for (int first = 0; first < 200; first++) {
            int clean = 0;
            for (int i = 0; i < 32; i++) {
                clean += augmentation.isClean(first + i) ? 1 : 0;
            }
            assertThat(clean).isEqualTo(8);
        }
        assertThat(Augmentation.parse("shift=1", "0").isClean(0)).isFalse();
        assertThat(Augmentation.parse("shift=1", "1").isClean(0)).isTrue();
    }

    @Test
    void text_isTakenBack() {
        Augmentation augmentation = Augmentation.parse("shift=2.50,thickness=0.125, elastic=1", "0.2");

        assertThat(augmentation.text()).isEqualTo("shift=2.5,elastic=1,thickness=0.125");
        assertThat(augmentation.cleanText()).isEqualTo("0.2");
        assertThat(Augmentation.parse(augmentation.text(), augmentation.cleanText()))
                .isEqualTo(augmentation);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "turn=3|Augmentation: \"turn=3\", expected name=number with one of shift, rotate, scale, shear, elastic, thickness",
                "shift|Augmentation: \"shift\", expected name=number with one of shift, rotate, scale, shear, elastic, thickness",
                "shift=1,shift=2|Augmentation: shift twice, expected once",
                "shift=101|Augmentation: shift \"101\", expected 0..100 with at most 3 decimals",
                "scale=0.95|Augmentation: scale \"0.95\", expected 0..0.9 with at most 3 decimals",
                "shift=-1|Augmentation: shift \"-1\", expected 0..100 with at most 3 decimals",
                "shift=0.0001|Augmentation: shift \"0.0001\", expected 0..100 with at most 3 decimals",
                "shift=x|Augmentation: shift \"x\", expected 0..100 with at most 3 decimals"
            })
    void parse_anythingElse_namesBoth(String text, String message) {
        assertThatThrownBy(() -> Augmentation.parse(text, "0"))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
    }

    @Test
    void shape_ofNoGrayImage_isRefused() {
        assertThatThrownBy(
                        () -> new Augmenter(Augmentation.parse("shift=1", "0"), InputShape.vector(4), TestBits.seed(1)))
                .hasMessage("Augmentation: examples of shape 4, expected gray images of at most 1024×1024 pixels");
    }

    @Test
    void augment_extremeSettings_staysInside() {
        String text = "shift=100,rotate=180,scale=0.9,shear=2,elastic=20,thickness=1";
        for (InputShape shape : new InputShape[] {InputShape.gray(1, 2), InputShape.gray(3, 50), SHAPE}) {
            byte[] image = new byte[shape.size()];
            Augmenter augmenter = new Augmenter(Augmentation.parse(text, "0"), shape, TestBits.seed(1));
            for (int i = 0; i < 500; i++) {
                Arrays.fill(image, (byte) 255);
                augmenter.augment(image, 0, image, 0, i, i);
            }
        }
    }
}
