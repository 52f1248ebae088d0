package dev.nabla.cli;

import dev.nabla.data.IdxArray;
import dev.nabla.data.IdxType;
import dev.nabla.data.IdxWriter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Image sets of two classes: a bright upright bar is class 0, one that lies is class 1. */
final class ImageFiles {
    static final int SIDE = 8;
    private static final int PIXELS = SIDE * SIDE;

    private ImageFiles() {}

    /** [count, 8, 8], the class being the index modulo 2; the bars move through the picture. */
    private static byte[] bars(int count) {
        byte[] pixels = new byte[count * PIXELS];
        for (int i = 0; i < count; i++) {
            int place = 1 + i / 2 % (SIDE - 2);
            for (int k = 1; k < SIDE - 1; k++) {
                int pixel = i % 2 == 0 ? k * SIDE + place : place * SIDE + k;
                pixels[i * PIXELS + pixel] = (byte) (255 - i % 7);
            }
        }
        return pixels;
    }

    private static byte[] labels(int count) {
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 2);
        }
        return labels;
    }

    /** A CSV file of so many images. */
    static Path csv(Path file, int count) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] pixels = bars(count);
        for (int i = 0; i < count; i++) {
            text.append(i % 2);
            for (int k = 0; k < PIXELS; k++) {
                text.append(',').append(pixels[i * PIXELS + k] & 255);
            }
            text.append('\n');
        }
        return Files.writeString(file, text);
    }

    /** A directory of IDX files. */
    static Path directory(Path directory, int training, int test) throws IOException {
        Files.createDirectories(directory);
        write(directory, "train", training);
        write(directory, "t10k", test);
        return directory;
    }

    private static void write(Path directory, String part, int count) throws IOException {
        IdxArray images = new IdxArray("images", IdxType.U8, new int[] {count, SIDE, SIDE}, bars(count));
        IdxArray labels = new IdxArray("labels", IdxType.U8, new int[] {count}, labels(count));
        write(images, directory.resolve(part + "-images-idx3-ubyte"));
        write(labels, directory.resolve(part + "-labels-idx1-ubyte"));
    }

    private static void write(IdxArray array, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            IdxWriter.write(array, out);
        }
    }

    /** A picture of a bar, in any size and colors. */
    static Path picture(Path file, int side, boolean upright, Color ink, Color paper) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(paper);
        graphics.fillRect(0, 0, side, side);
        graphics.setColor(ink);
        int cell = side / SIDE;
        int length = (SIDE - 2) * cell;
        graphics.fillRect(
                upright ? 3 * cell : cell, upright ? cell : 3 * cell, upright ? cell : length, upright ? length : cell);
        graphics.dispose();
        String name = file.toString();
        ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
        return file;
    }
}
