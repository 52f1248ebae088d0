package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.data.ImageNormalizer;
import dev.nabla.data.InputShape;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureInputTest {
    private static final InputShape FRAME = InputShape.gray(28, 28);

    @TempDir
    Path directory;

    /** A bar in a corner, on paper that is not quite even. */
    private String corner(int side, int ink, int paper, int grain) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < side * side; i++) {
            int value = paper + i % 3 * grain;
            image.setRGB(i % side, i / side, new Color(value, value, value).getRGB());
        }
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(ink, ink, ink));
        graphics.fillRect(side / 10, side / 10, side / 20, side / 4);
        graphics.dispose();
        Path file = directory.resolve("corner.png");
        ImageIO.write(image, "png", file.toFile());
        return file.toString();
    }

    private static float[] normalized(int width, int height) {
        byte[] bar = new byte[width * height];
        java.util.Arrays.fill(bar, (byte) 255);
        byte[] pixels = new byte[28 * 28];
        new ImageNormalizer().normalize(bar, width, height, pixels, 0);
        float[] input = new float[pixels.length];
        for (int i = 0; i < input.length; i++) {
            input[i] = (pixels[i] & 255) / 255f;
        }
        return input;
    }

    @Test
    void digit_forANetworkOfDigits_isCutOutAndCentered() throws IOException {
        float[] expected = normalized(10, 50);

        for (String data : new String[] {"mnist", "handwriting"}) {
            PictureInput input = new PictureInput(FRAME, data, Choice.AUTO, Choice.AUTO);
            assertThat(input.read(corner(200, 255, 0, 0))).containsExactly(expected);
            assertThat(input.read(corner(200, 10, 230, 8))).containsExactly(expected);
        }
        assertThat(new PictureInput(FRAME, "other", Choice.AUTO, Choice.YES).read(corner(200, 0, 255, 0)))
                .containsExactly(expected);
    }

    @Test
    void picture_forAnotherNetwork_keepsItsPlace() throws IOException {
        float[] input = new PictureInput(FRAME, "fashion-mnist", Choice.AUTO, Choice.AUTO).read(corner(280, 255, 0, 0));

        // Ink in columns 28 to 41 and rows 28 to 97, a pixel being 10 wide.
        assertThat(input[3 * 28 + 3]).isEqualTo(1f);
        assertThat(input[14 * 28 + 14]).isZero();
    }

    @Test
    void picture_ofTheSizeOfTheInput_isTakenAsItIs() throws IOException {
        String file = corner(28, 255, 0, 0);

        assertThat(new PictureInput(FRAME, "mnist", Choice.AUTO, Choice.AUTO).read(file))
                .containsExactly(new PictureInput(FRAME, "mnist", Choice.NO, Choice.NO).read(file));
    }

    @Test
    void emptyPicture_forANetworkOfDigits_isRefused() throws IOException {
        String file = corner(100, 0, 0, 0);

        assertThatThrownBy(() -> new PictureInput(FRAME, "mnist", Choice.AUTO, Choice.AUTO).read(file))
                .isInstanceOf(CommandException.class)
                .hasMessage(file + ": nothing but paper, expected a digit");
    }

    @Test
    void normalization_forAnotherSize_isRefused() {
        assertThatThrownBy(() -> new PictureInput(InputShape.gray(8, 8), "mnist", Choice.AUTO, Choice.YES))
                .isInstanceOf(CommandException.class)
                .hasMessage("--normalize yes: the network takes 8×8×1, expected 28×28×1");
    }
}
