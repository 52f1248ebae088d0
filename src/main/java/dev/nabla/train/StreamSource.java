package dev.nabla.train;

import dev.nabla.program.Examples;
import java.util.function.UnaryOperator;

/**
 * Images made on demand: every example is new, there are no epochs. Example i is a function of i alone, so that a position
 * is all that a checkpoint needs.
 */
public final class StreamSource implements BatchSource {
    /** Makes images with labels; the same index always gives the same image. */
    @FunctionalInterface
    public interface Generator {
        /**
         * Makes consecutive images.
         *
         * @param first index of the first image
         * @param count how many
         * @param pixels receives them, from pixel {@code offset · width}
         * @param labels receives their labels, from {@code offset}
         * @param offset where to put the first
         */
        void fill(long first, int count, byte[] pixels, int[] labels, int offset);
    }

    private final Generator generator;
    private final int width;
    private byte[] pixels;
    private int[] labels;
    private Examples examples;
    private int used;
    private long position;

    /**
     * A source at the first image.
     *
     * @param width pixels of an image
     * @param generator makes the images
     */
    public StreamSource(int width, Generator generator) {
        this.width = width;
        this.generator = generator;
        this.pixels = new byte[0];
        this.labels = new int[0];
        this.examples = Examples.changing(0, pixels, labels);
    }

    /** A source of the same width at the first image, whose generator is made of this one's. */
    public StreamSource map(UnaryOperator<Generator> change) {
        return new StreamSource(width, change.apply(generator));
    }

    @Override
    public Examples examples() {
        return examples;
    }

    @Override
    public int epochSize() {
        return 0;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void seek(long position) {
        this.position = position;
    }

    @Override
    public void beginSlice() {
        used = 0;
    }

    @Override
    public int take(int batchSize, int[] indices) {
        ensure(used + batchSize);
        generator.fill(position, batchSize, pixels, labels, used);
        for (int i = 0; i < batchSize; i++) {
            indices[i] = used + i;
        }
        used += batchSize;
        position += batchSize;
        return batchSize;
    }

    private void ensure(int count) {
        if (labels.length >= count) {
            return;
        }
        int size = Math.max(count, 2 * labels.length);
        byte[] morePixels = new byte[Math.multiplyExact(size, width)];
        int[] moreLabels = new int[size];
        System.arraycopy(pixels, 0, morePixels, 0, used * width);
        System.arraycopy(labels, 0, moreLabels, 0, used);
        pixels = morePixels;
        labels = moreLabels;
        examples = Examples.changing(size, pixels, labels);
    }
}
