package dev.nabla.cli;

import dev.nabla.data.ImageFit;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The luminance of a picture, 0 (black) to 255, [height, width] row-major. */
final class GrayImage {
    private static final int MAX = 255;

    /** How much brighter than the border ink is at least: an eighth of the range. */
    private static final int GRAIN = 32;

    private static final int MAX_PIXELS = 50_000_000;

    private final int width;
    private final int height;
    private final byte[] pixels;

    /**
     * @param pixels [height, width]; held, not copied
     */
    GrayImage(int width, int height, byte[] pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** [height, width]; not to be modified. */
    byte[] pixels() {
        return pixels;
    }

    /** The negative: 255 minus each pixel. */
    GrayImage inverted() {
        byte[] negative = new byte[pixels.length];
        for (int i = 0; i < negative.length; i++) {
            negative[i] = (byte) (MAX - (pixels[i] & MAX));
        }
        return new GrayImage(width, height, negative);
    }

    /** Whether the outermost pixels are brighter than the middle gray, on average: dark ink on bright paper. */
    boolean hasBrightBorder() {
        return 2 * meanOfBorder() > MAX;
    }

    /** A copy of the pixels with 0 for what is hardly brighter than the border: noise, and the grain of paper. */
    byte[] withoutPaper() {
        double limit = Math.min(MAX / 2.0, meanOfBorder() + GRAIN);
        byte[] ink = pixels.clone();
        for (int i = 0; i < ink.length; i++) {
            if ((ink[i] & MAX) < limit) {
                ink[i] = 0;
            }
        }
        return ink;
    }

    private double meanOfBorder() {
        long sum = 0;
        long count = 0;
        for (int y = 0; y < height; y++) {
            boolean edge = y == 0 || y == height - 1;
            for (int x = 0; x < width; x += edge ? 1 : Math.max(1, width - 1)) {
                sum += pixels[y * width + x] & MAX;
                count++;
            }
        }
        return (double) sum / (double) count;
    }

    /**
     * Reads a picture in any format that the JDK knows; what is transparent lies on white.
     *
     * @throws CommandException if it cannot be read
     */
    static GrayImage read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw CommandException.failure(file + ": no such file");
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw CommandException.failure(file + ": no picture that can be read, expected PNG or JPEG");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                requireSize(file, reader.getWidth(0), reader.getHeight(0));
                return of(reader.read(0));
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            throw FileErrors.failure(file, "read", e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException e) {
            // What the JDK's readers throw at some damaged files.
            throw CommandException.failure(file + ": damaged picture: " + e.getMessage(), e);
        }
    }

    private static void requireSize(Path file, int width, int height) {
        if (Math.max(width, height) > ImageFit.MAX_SIDE || (long) width * height > MAX_PIXELS) {
            throw CommandException.failure(file + ": picture of " + width + "×" + height
                    + " pixels, expected sides of at most " + ImageFit.MAX_SIDE + " and at most " + MAX_PIXELS
                    + " pixels");
        }
    }

    /** The luminance of a picture. */
    static GrayImage of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] pixels = new byte[width * height];
        boolean gray = isPlainGray(image);
        Raster raster = image.getRaster();
        boolean alpha = image.getColorModel().hasAlpha();
        int shift = image.getColorModel().getComponentSize(0) - 8;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int value;
                if (gray) {
                    int opacity = alpha ? raster.getSample(x, y, 1) >> shift : MAX;
                    value = onWhite(raster.getSample(x, y, 0) >> shift, opacity);
                } else {
                    value = luminance(image.getRGB(x, y));
                }
                pixels[y * width + x] = (byte) value;
            }
        }
        return new GrayImage(width, height, pixels);
    }

    /** Whether the samples are the luminance themselves; getRGB would bend them to another gamma. */
    private static boolean isPlainGray(BufferedImage image) {
        ColorModel colors = image.getColorModel();
        int type = image.getRaster().getTransferType();
        return colors instanceof ComponentColorModel
                && colors.getNumColorComponents() == 1
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT)
                && colors.getComponentSize(0) >= 8
                && !colors.isAlphaPremultiplied();
    }

    /** ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B. */
    private static int luminance(int argb) {
        int weighted = 299 * (argb >> 16 & MAX) + 587 * (argb >> 8 & MAX) + 114 * (argb & MAX);
        return onWhite((weighted + 500) / 1000, argb >>> 24);
    }

    private static int onWhite(int value, int opacity) {
        return (value * opacity + MAX * (MAX - opacity) + MAX / 2) / MAX;
    }
}
