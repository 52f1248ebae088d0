package dev.nabla.program;

import java.util.Arrays;

/**
 * The logical, row-major shape of a buffer: fixed dimensions, and in front of them, for most buffers, an extent that
 * is known only when the program runs.
 *
 * <p>{@code Shape.of(128, 784)} is a weight matrix, {@code Shape.rows(784)} a chunk of a batch, printed
 * {@code [rows, 784]}. Immutable.
 */
public final class Shape {
    /** What the leading dimension counts. */
    public enum Extent {
        /** No leading dimension: all dimensions are fixed. */
        FIXED(""),
        /** The examples of one chunk: 1 … the program's row capacity. */
        ROWS("rows"),
        /** The examples of one whole batch, which may be larger than the capacity. */
        BATCH("batch"),
        /** The examples of the data set that is bound when the program runs. */
        EXAMPLES("examples");

        private final String label;

        Extent(String label) {
            this.label = label;
        }
    }

    /** The largest number of elements a buffer may have for each index of its leading dimension. */
    public static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

    private final Extent extent;
    private final int[] dimensions;
    private final int width;

    private Shape(Extent extent, int[] dimensions) {
        this.extent = extent;
        this.dimensions = dimensions;
        long product = 1;
        for (int dimension : dimensions) {
            if (dimension < 1) {
                throw new IllegalArgumentException(
                        "Shape " + print(extent, dimensions) + ": dimension " + dimension + ", expected at least 1");
            }
            product *= dimension;
            if (product > MAX_ELEMENTS) {
                throw new IllegalArgumentException("Shape " + print(extent, dimensions)
                        + ": more elements than the largest array, " + MAX_ELEMENTS);
            }
        }
        this.width = (int) product;
    }

    /** A shape whose dimensions are all fixed. */
    public static Shape of(int... dimensions) {
        return new Shape(Extent.FIXED, dimensions.clone());
    }

    /** {@code [rows, dimensions…]}: one entry per example of a chunk. */
    public static Shape rows(int... dimensions) {
        return new Shape(Extent.ROWS, dimensions.clone());
    }

    /** {@code [batch, dimensions…]}: one entry per example of a batch. */
    public static Shape batch(int... dimensions) {
        return new Shape(Extent.BATCH, dimensions.clone());
    }

    /** {@code [examples, dimensions…]}: one entry per example of a data set. */
    public static Shape examples(int... dimensions) {
        return new Shape(Extent.EXAMPLES, dimensions.clone());
    }

    /** The meaning of the leading dimension. */
    public Extent extent() {
        return extent;
    }

    /** The number of fixed dimensions. */
    public int rank() {
        return dimensions.length;
    }

    /** Fixed dimension {@code i}, counted from 0 behind the leading extent. */
    public int dimension(int i) {
        return dimensions[i];
    }

    /** A copy of the fixed dimensions. */
    public int[] dimensions() {
        return dimensions.clone();
    }

    /** The product of the fixed dimensions: the elements of one row, or of the whole where the extent is fixed. */
    public int width() {
        return width;
    }

    /** The last fixed dimension: the channels of an image, the units of a dense layer; 1 where there is none. */
    public int channels() {
        return dimensions.length == 0 ? 1 : dimensions[dimensions.length - 1];
    }

    /**
     * The number of elements when the leading dimension is {@code leading}.
     *
     * @param leading the rows, batch size or examples; ignored for a fixed shape
     */
    public long elements(int leading) {
        return extent == Extent.FIXED ? width : (long) leading * width;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape that && extent == that.extent && Arrays.equals(dimensions, that.dimensions);
    }

    @Override
    public int hashCode() {
        return 31 * extent.label.hashCode() + Arrays.hashCode(dimensions);
    }

    @Override
    public String toString() {
        return print(extent, dimensions);
    }

    private static String print(Extent extent, int[] dimensions) {
        StringBuilder text = new StringBuilder("[").append(extent.label);
        for (int dimension : dimensions) {
            text.append(text.length() > 1 ? ", " : "").append(dimension);
        }
        return text.append(']').toString();
    }
}
