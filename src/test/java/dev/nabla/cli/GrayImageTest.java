package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrayImageTest {
    private static final int SIZE = 256;

    @TempDir
    Path directory;

    private GrayImage writeAndRead(BufferedImage image, String format) throws IOException {
        Path file = directory.resolve("image." + format);
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
        return GrayImage.read(file);
    }

    @Test
    void grayPng_isReadExactly() throws IOException {
        BufferedImage image = new BufferedImage(SIZE, 1, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < SIZE; x++) {
            image.getRaster().setSample(x, 0, 0, x);
        }

        GrayImage gray = writeAndRead(image, "png");

        assertThat(gray.width()).isEqualTo(SIZE);
        assertThat(gray.height()).isEqualTo(1);
        for (int x = 0; x < SIZE; x++) {
            assertThat(gray.pixels()[x] & 255).isEqualTo(x);
        }
    }

    @Test
    void sixteenBitGrayPng_keepsItsUpperBytes() throws IOException {
        BufferedImage image = new BufferedImage(SIZE, 1, BufferedImage.TYPE_USHORT_GRAY);
        for (int x = 0; x < SIZE; x++) {
            image.getRaster().setSample(x, 0, 0, x << 8 | 0x55);
        }

        GrayImage gray = writeAndRead(image, "png");

        for (int x = 0; x < SIZE; x++) {
            assertThat(gray.pixels()[x] & 255).isEqualTo(x);
        }
    }

    @Test
    void blackAndWhitePng_isReadExactly() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY);
        image.setRGB(1, 0, 0xffffffff);

        assertThat(writeAndRead(image, "png").pixels()).containsExactly(0, 255, 0);
    }

    @Test
    void colors_becomeLuminance() throws IOException {
        BufferedImage image = new BufferedImage(5, 1, BufferedImage.TYPE_INT_RGB);
        int[] colors = {0xff0000, 0x00ff00, 0x0000ff, 0x808080, 0xffffff};
        for (int x = 0; x < colors.length; x++) {
            image.setRGB(x, 0, colors[x]);
        }

        assertThat(writeAndRead(image, "png").pixels()).containsExactly(76, 150, 29, 128, 255);
    }

    @Test
    void transparency_liesOnWhite() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00000000);
        image.setRGB(1, 0, 0x80000000);
        image.setRGB(2, 0, 0xff000000);

        assertThat(writeAndRead(image, "png").pixels()).containsExactly(255, 127, 0);
    }

    @Test
    void border_brightOrDark_isFound() {
        byte[] bright = {-1, -1, -1, -1, 0, -1, -1, -1, -1};
        byte[] dark = {0, 0, 0, 0, -1, 0, 0, 0, 0};

        assertThat(new GrayImage(3, 3, bright).hasBrightBorder()).isTrue();
        assertThat(new GrayImage(3, 3, dark).hasBrightBorder()).isFalse();
        assertThat(new GrayImage(3, 3, dark).inverted().pixels()).containsExactly(bright);
        assertThat(new GrayImage(1, 1, new byte[] {-1}).hasBrightBorder()).isTrue();
    }

    @Test
    void hugePicture_isRefusedBeforeItIsDecoded() throws IOException {
        byte[] header = "\0\0\0\0\0\0\0\0\0\0\0\rIHDR\0\1\0\0\0\1\0\0\b\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        byte[] png = new byte[33];
        System.arraycopy(header, 0, png, 0, header.length);
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, 0, png, 0, 8);
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        for (int i = 0; i < 4; i++) {
            png[29 + i] = (byte) (crc.getValue() >> (24 - 8 * i));
        }
        Path file = directory.resolve("huge.png");
        Files.write(file, png);

        assertThatThrownBy(() -> GrayImage.read(file))
                .isInstanceOf(CommandException.class)
                .hasMessage(file + ": picture of 65536×65536 pixels, expected sides of at most 16384 and at most"
                        + " 50000000 pixels");
    }
}
