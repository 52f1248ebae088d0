package dev.nabla.kernel;

/**
 * Where the non-zero pixels of a sparse first layer lie. A data set holds them by example: a table of addresses, one more than
 * examples, and behind each address the example's entries of 4 bytes: the pixel's position (2), its value (1), and a 0.
 *
 * <p>For the weights' gradient a chunk needs them by pixel, too: each thread lists the rows that it gathers, in ascending
 * order, as entries of 2 bytes: the row in the chunk and the value. A pixel's list has a fixed room: it begins at
 * {@code pixels + thread·threadBytes + pixel·pixelBytes} and ends at the address at {@code pixelEnds + 4·(thread·width + pixel)}.
 *
 * <p>Prediction takes numbers: their non-zero ones are listed by row, as entries of 8 bytes: where the input's weights
 * lie, and the number; from {@code rows + r·rowBytes} to the address at {@code rowEnds + 4·r}. One entry more than can be
 * needed lets them be written without a branch.
 *
 * @param width number of pixels
 * @param capacity rows of a chunk, at most 256
 * @param table address of the values of the 256 bytes
 */
record Lists(int width, int capacity, int table, int pixels, int pixelEnds, int rows, int rowEnds) {
    /** Bytes of an entry of a data set. */
    static final int ENTRY_BYTES = 4;

    /** Where in it the value is. */
    static final int VALUE = 2;

    /** Bytes of an entry of a pixel's list. */
    static final int PIXEL_ENTRY_BYTES = 2;

    /** Bytes of an entry of a row's list. */
    static final int ROW_ENTRY_BYTES = 8;

    /** The most pixels whose position has 2 bytes. */
    static final int MAX_WIDTH = 1 << 16;

    /** Bytes of a cache line, or about. */
    static final int LINE_BYTES = 64;

    private static final int TABLE_BYTES = 256 * Float.BYTES;

    /** Bytes from list to list: an odd number of cache lines, so that lists do not compete for the same ones. */
    int pixelBytes() {
        return (capacity * PIXEL_ENTRY_BYTES / LINE_BYTES | 1) * LINE_BYTES + 2 * LINE_BYTES;
    }

    int threadBytes() {
        return width * pixelBytes();
    }

    int rowBytes() {
        return (width + 1) * ROW_ENTRY_BYTES;
    }

    /** Places everything, for so many threads. */
    static Lists plan(Space space, int width, int capacity, int threads) {
        Lists sizes = new Lists(width, capacity, 0, 0, 0, 0, 0);
        return new Lists(
                width,
                capacity,
                space.take(TABLE_BYTES),
                space.take((long) threads * sizes.threadBytes()),
                space.take((long) Integer.BYTES * threads * width),
                space.take((long) capacity * sizes.rowBytes()),
                space.take((long) Integer.BYTES * capacity));
    }
}
