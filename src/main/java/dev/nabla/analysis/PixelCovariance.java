package dev.nabla.analysis;

/**
 * The covariance of images, each pixel standing for {@code value / 255}. Sums of products of bytes are exact integers, and
 * black pixels are skipped: the cost is that of the ink, {@code Cᵢⱼ = (n·Σᵣ xᵣᵢ·xᵣⱼ − Σᵣ xᵣᵢ·Σᵣ xᵣⱼ) / (n·(n − 1)·255²)}.
 */
final class PixelCovariance extends CovarianceMatrix {
    private static final int BYTE_MASK = 0xff;
    private static final double LEVELS = 255;

    /** Images of one part. */
    private static final int BLOCK = 128;

    /** So many products of two bytes fit into an int: 2³¹ / 255². */
    private static final int EXACT_ROWS = 33_000;

    private final byte[] pixels;
    private final int[] products;
    private final long[] sums;
    private final int[] places;
    private final int[] levels;
    private int done;
    private int sinceFlush;

    /**
     * Prepares the sums.
     *
     * @param pixels [count, width], unsigned
     * @param width at most {@link #WIDEST_MATRIX}
     */
    PixelCovariance(byte[] pixels, int count, int width) {
        super(count, width);
        this.pixels = pixels;
        this.products = new int[width * width];
        this.sums = new long[width];
        this.places = new int[width];
        this.levels = new int[width];
    }

    @Override
    public double progress() {
        return (double) done / count;
    }

    @Override
    public boolean read() {
        if (done == count) {
            return false;
        }
        int end = Math.min(count, done + BLOCK);
        for (; done < end; done++) {
            add(done * width);
        }
        sinceFlush += BLOCK;
        if (done == count || sinceFlush + BLOCK > EXACT_ROWS) {
            flush();
        }
        if (done == count) {
            scale();
        }
        return done < count;
    }

    private void add(int from) {
        int inked = 0;
        for (int i = 0; i < width; i++) {
            int level = pixels[from + i] & BYTE_MASK;
            places[inked] = i;
            levels[inked] = level;
            sums[i] += level;
            inked += level == 0 ? 0 : 1;
        }
        for (int a = 0; a < inked; a++) {
            int row = places[a] * width;
            int level = levels[a];
            for (int b = a; b < inked; b++) {
                products[row + places[b]] += level * levels[b];
            }
        }
    }

    private void flush() {
        for (int i = 0; i < products.length; i++) {
            matrix[i] += products[i];
            products[i] = 0;
        }
        sinceFlush = 0;
    }

    private void scale() {
        double divisor = (double) count * (count - 1) * (LEVELS * LEVELS);
        for (int i = 0; i < width; i++) {
            mean[i] = sums[i] / (count * LEVELS);
            for (int j = i; j < width; j++) {
                matrix[i * width + j] = ((double) count * matrix[i * width + j] - (double) sums[i] * sums[j]) / divisor;
            }
        }
        mirror();
    }
}
