package dev.nabla.worker;

import dev.nabla.data.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** A small set of images in the files of MNIST, and a catalog that knows it. */
final class TinyImages {
    static final int SIZE = 120;
    static final String IMAGES = "train-images-idx3-ubyte.gz";
    static final String LABELS = "train-labels-idx1-ubyte.gz";

    /** An IDX file of no labels. */
    static final byte[] TEST_LABELS = {0, 0, 8, 1, 0, 0, 0, 0};

    final byte[] pixels = new byte[SIZE * Networks.PIXELS];
    final int[] labels = new int[SIZE];
    final byte[] imagesIdx;
    final byte[] labelsIdx;

    TinyImages() {
        new FakeDigits().training(5).fill(0, SIZE, pixels, labels, 0);
        imagesIdx = idx(pixels, SIZE, 28, 28);
        byte[] bytes = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            bytes[i] = (byte) labels[i];
        }
        labelsIdx = idx(bytes, SIZE);
    }

    byte[] imagesFile() {
        return gzip(imagesIdx);
    }

    byte[] labelsFile() {
        return gzip(labelsIdx);
    }

    static byte[] idx(byte[] elements, int... dimensions) {
        byte[] file = new byte[4 + 4 * dimensions.length + elements.length];
        file[2] = 8;
        file[3] = (byte) dimensions.length;
        for (int i = 0; i < dimensions.length; i++) {
            file[4 + 4 * i + 2] = (byte) (dimensions[i] >> 8);
            file[4 + 4 * i + 3] = (byte) dimensions[i];
        }
        System.arraycopy(elements, 0, file, file.length - elements.length, elements.length);
        return file;
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    String catalog() {
        String file = "{\"name\": \"%s\", \"part\": \"%s\", \"content\": \"%s\", \"examples\": 120,"
                + " \"compressedBytes\": 1000, \"bytes\": 1000, \"sha256\": \"%s\"}";
        return "{\"schema\": 1, \"datasets\": [{\"id\": \"mnist\", \"name\": \"MNIST\", \"homepage\": \"h\","
                + " \"license\": \"l\", \"shape\": {\"height\": 28, \"width\": 28, \"channels\": 1},"
                + " \"classNames\": [\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"], \"mirrors\": [],"
                + " \"files\": ["
                + file.formatted(IMAGES, "training", "images", Sha256.hex(imagesIdx)) + ","
                + file.formatted(LABELS, "training", "labels", Sha256.hex(labelsIdx)) + ","
                + file.formatted("t10k-labels-idx1-ubyte.gz", "test", "labels", Sha256.hex(TEST_LABELS))
                + "]}]}";
    }
}
