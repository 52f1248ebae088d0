package dev.nabla.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ImageFitTest {
    private static byte[] picture(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] random(int length, int seed) {
        byte[] bytes = new byte[length];
        new java.util.Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void fit_ofTheSameSize_changesNothing() {
        byte[] image = random(28 * 28, 1);

        assertThat(ImageFit.fit(image, 28, 28, InputShape.gray(28, 28))).containsExactly(image);
    }

    @Test
    void fit_ofTwiceTheSize_averagesFourPixels() {
        byte[] image = picture(0, 10, 255, 255, 20, 31, 255, 255, 0, 0, 1, 0, 0, 0, 0, 1);

        // (0 + 10 + 20 + 31)/4 = 15.25, and 2/4 is rounded up.
        assertThat(ImageFit.fit(image, 4, 4, InputShape.gray(2, 2))).containsExactly(15, 255, 0, 1);
    }

    @Test
    void fit_ofThreePixelsIntoTwo_weighsByArea() {
        // Columns [0, 1.5) and [1.5, 3): (90 + 60/2)/1.5 = 80 and (60/2 + 30)/1.5 = 40.
        byte[] image = picture(90, 60, 30, 90, 60, 30, 90, 60, 30);

        assertThat(ImageFit.fit(image, 3, 3, InputShape.gray(2, 2))).containsExactly(80, 40, 80, 40);
    }

    @Test
    void fit_ofAWidePicture_isCenteredOnZero() {
        byte[] image = picture(8, 8, 8, 8);

        assertThat(ImageFit.fit(image, 4, 1, InputShape.gray(4, 4)))
                .containsExactly(0, 0, 0, 0, 4, 4, 4, 4, 4, 4, 4, 4, 0, 0, 0, 0);
    }

    @Test
    void fit_ofATallPicture_isTheTransposeOfAWideOne() {
        byte[] wide = random(7 * 3, 2);
        byte[] tall = new byte[wide.length];
        for (int i = 0; i < wide.length; i++) {
            tall[i % 7 * 3 + i / 7] = wide[i];
        }

        byte[] fromWide = ImageFit.fit(wide, 7, 3, InputShape.gray(5, 5));
        byte[] fromTall = ImageFit.fit(tall, 3, 7, InputShape.gray(5, 5));

        for (int i = 0; i < fromWide.length; i++) {
            assertThat(fromTall[i % 5 * 5 + i / 5]).isEqualTo(fromWide[i]);
        }
    }

    @Test
    void fit_ofASmallPicture_enlargesIt() {
        assertThat(ImageFit.fit(picture(1, 2, 3, 4), 2, 2, InputShape.gray(4, 4)))
                .containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4);
    }

    @Test
    void fit_ofOneColor_keepsTheColorForAllSizes() {
        for (int side = 1; side < 60; side++) {
            byte[] image = new byte[side * side];
            Arrays.fill(image, (byte) 201);

            assertThat(ImageFit.fit(image, side, side, InputShape.gray(9, 9)))
                    .as("side %d", side)
                    .containsOnly(201);
        }
    }

    @Test
    void fit_ofOnePixelInALongLine_doesNotOverflow() {
        byte[] image = new byte[ImageFit.MAX_SIDE];
        Arrays.fill(image, (byte) 255);

        byte[] result = ImageFit.fit(image, ImageFit.MAX_SIDE, 1, InputShape.gray(28, 28));

        // One of 585 rows of a cell, half of it above the middle: rounds to 0.
        assertThat(result).containsOnly(0);
    }

    @Test
    void fit_ofWrongSizes_isRefused() {
        InputShape shape = InputShape.gray(2, 2);
        assertThatThrownBy(() -> ImageFit.fit(new byte[0], 0, 1, shape))
                .isInstanceOf(DataException.class)
                .hasMessage("Fitting a picture: picture of 0×1 pixels, expected sides from 1 to 16384");
        assertThatThrownBy(() -> ImageFit.fit(new byte[3], 2, 2, shape))
                .isInstanceOf(DataException.class)
                .hasMessage("Picture of 2×2 pixels in 3 bytes for shape 2×2×1, expected as many bytes as pixels and 1"
                        + " channel");
        assertThatThrownBy(() -> ImageFit.fit(new byte[4], 2, 2, new InputShape(2, 2, 3)))
                .isInstanceOf(DataException.class);
    }
}
