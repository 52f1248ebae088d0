package dev.nabla.data;

/**
 * Changes gray images at random: what comes out is a function of the image, the seed, the epoch and the number of the
 * example alone, in integer arithmetic, so the same on every platform. Not safe for use by several threads at once.
 *
 * <p>Pixel (x, y) of the result is the bilinear sample of the source at {@code A·(x, y) + shift + d(x, y)}, coordinates from
 * the middle, 0 outside; A turns, shears and scales, and d is a smooth field: uniform quadratic B-splines over 6×6 random
 * displacements. Then lines are made thicker or thinner: a part t of the way to the maximum, or minimum, of each pixel and
 * its four neighbors. The idea of such fields: P. Simard, D. Steinkraus, J. Platt, Best Practices for Convolutional Neural
 * Networks Applied to Visual Document Analysis, 2003.
 */
public final class Augmenter {
    /** Draws reserved for an example; its first words are shift, turn, size, shear and thickness, then the field. */
    static final int DRAWS = 64;

    private static final int FIELD_DRAW = 8;
    private static final int CELLS = 4;
    private static final int KNOTS = CELLS + 2;

    /** Fractional bits of positions and coefficients. */
    private static final int BITS = 16;

    private static final int ONE = 1 << BITS;

    /** Fractional bits of samples' weights, of splines and of thickness. */
    private static final int WEIGHT_BITS = 8;

    private static final int WEIGHT_ONE = 1 << WEIGHT_BITS;
    private static final int WEIGHT_MASK = WEIGHT_ONE - 1;

    /** Half of a product of two weights, for rounding. */
    private static final int HALF = 1 << (2 * WEIGHT_BITS - 1);

    /** A spline's values deviate 0.55 times as much as its knots, along each axis' product: √(0.55·0.55). */
    private static final int KNOT_PERCENT = 182;

    private static final int PERCENT = 100;
    private static final int ANGLES = 1 << 10;

    private final Augmentation augmentation;
    private final RandomBits random;
    private final int height;
    private final int width;

    /** sin and cos of the angles 0 … rotate in 1,024 steps, 16 fractional bits. */
    private final int[] sines = new int[ANGLES + 1];

    private final int[] cosines = new int[ANGLES + 1];

    /** The weights of three knots at each column and row, and the first of the knots. */
    private final int[] columnWeights;

    private final int[] rowWeights;
    private final int[] columnKnots;
    private final int[] rowKnots;

    /** The source with a border of 0, [height + 2, width + 2]. */
    private final byte[] padded;

    private final byte[] warped;
    private final int[] knotsX = new int[KNOTS * KNOTS];
    private final int[] knotsY = new int[KNOTS * KNOTS];
    private final int[] rowX = new int[KNOTS];
    private final int[] rowY = new int[KNOTS];

    /**
     * Prepares for images of a shape.
     *
     * @param random asked for the stream {@link RandomBits#AUGMENTATION}
     * @throws DataException if the shape is not that of gray images of at most 1024×1024 pixels
     */
    public Augmenter(Augmentation augmentation, InputShape shape, RandomBits random) {
        if (!shape.isImage() || shape.channels() != 1 || shape.height() > 1024 || shape.width() > 1024) {
            throw new DataException(
                    "Augmentation: examples of shape " + shape + ", expected gray images of at most 1024×1024 pixels");
        }
        this.augmentation = augmentation;
        this.random = random;
        this.height = shape.height();
        this.width = shape.width();
        double largest = augmentation.rotate() * Elementary.PI / (180 * Augmentation.UNIT);
        for (int i = 0; i <= ANGLES; i++) {
            sines[i] = (int) Math.floor(Elementary.sin(largest * i / ANGLES) * ONE + 0.5);
            cosines[i] = (int) Math.floor(Elementary.cos(largest * i / ANGLES) * ONE + 0.5);
        }
        columnWeights = new int[3 * width];
        columnKnots = new int[width];
        splines(width, columnWeights, columnKnots);
        rowWeights = new int[3 * height];
        rowKnots = new int[height];
        splines(height, rowWeights, rowKnots);
        padded = new byte[(height + 2) * (width + 2)];
        warped = new byte[height * width];
    }

    /** Uniform quadratic B-splines at the middles of pixels: weights (1−t)²/2, ½ + t(1−t), t²/2, which add up to 256. */
    private static void splines(int size, int[] weights, int[] knots) {
        for (int i = 0; i < size; i++) {
            int position = (2 * i + 1) * CELLS * WEIGHT_ONE / (2 * size);
            int t = position & WEIGHT_MASK;
            knots[i] = position >> WEIGHT_BITS;
            weights[3 * i] = ((WEIGHT_ONE - t) * (WEIGHT_ONE - t)) >> (WEIGHT_BITS + 1);
            weights[3 * i + 2] = (t * t) >> (WEIGHT_BITS + 1);
            weights[3 * i + 1] = WEIGHT_ONE - weights[3 * i] - weights[3 * i + 2];
        }
    }

    /**
     * Changes an image.
     *
     * @param source holds it from {@code from} on, [height, width] u8
     * @param target receives the result from {@code at} on; may be the source
     * @param epoch of the run
     * @param example its number in the data set, below 2²⁵
     */
    public void augment(byte[] source, int from, byte[] target, int at, int epoch, int example) {
        for (int y = 0; y < height; y++) {
            System.arraycopy(source, from + y * width, padded, (y + 1) * (width + 2) + 1, width);
        }
        int first = example * DRAWS;
        boolean elastic = augmentation.elastic() > 0;
        if (elastic) {
            drawField(epoch, first + FIELD_DRAW);
        }
        warp(epoch, first, elastic);
        int thickness = uniform(bits(epoch, first + 4), augmentation.thickness() * WEIGHT_ONE / Augmentation.UNIT);
        if (thickness == 0) {
            System.arraycopy(warped, 0, target, at, warped.length);
        } else {
            thicken(thickness, target, at);
        }
    }

    private int bits(int epoch, int index) {
        return random.bits(RandomBits.AUGMENTATION, epoch, index);
    }

    /** One of −most … most, from the upper 16 bits of a word. */
    private static int uniform(int word, int most) {
        return (int) (((long) (word >>> 16) * (2L * most + 1)) >> 16) - most;
    }

    private void drawField(int epoch, int first) {
        int deviation = augmentation.elastic() * KNOT_PERCENT / PERCENT * WEIGHT_ONE / Augmentation.UNIT;
        for (int i = 0; i < KNOTS * KNOTS; i++) {
            int word = bits(epoch, first + i);
            knotsX[i] = Draws.lowerTriangular(word, deviation);
            knotsY[i] = Draws.upperTriangular(word, deviation);
        }
    }

    private void warp(int epoch, int first, boolean elastic) {
        int word = bits(epoch, first);
        int shift = augmentation.shift() * WEIGHT_ONE / Augmentation.UNIT;
        int shiftX = uniform(word, shift) << (BITS - WEIGHT_BITS);
        int shiftY = uniform(word << 16, shift) << (BITS - WEIGHT_BITS);
        int turn = uniform(bits(epoch, first + 1), ANGLES);
        int size = Augmentation.UNIT + uniform(bits(epoch, first + 2), augmentation.scale());
        int shear = (int) ((long) uniform(bits(epoch, first + 3), augmentation.shear()) * ONE / Augmentation.UNIT);
        long cos = (long) cosines[Math.abs(turn)] * Augmentation.UNIT / size;
        long sin = (long) (turn < 0 ? -sines[-turn] : sines[turn]) * Augmentation.UNIT / size;
        // From a pixel of the result to its place in the source: u = x − shear·y, then turned and scaled.
        int xx = (int) cos;
        int xy = (int) (sin - ((cos * shear) >> BITS));
        int yx = (int) -sin;
        int yy = (int) (cos + ((sin * shear) >> BITS));
        // Middles of pixels, doubled to be integers; the source's first pixel has its middle at ½.
        long centerX = ((long) (width - 1) << (BITS - 1)) + shiftX;
        long centerY = ((long) (height - 1) << (BITS - 1)) + shiftY;
        for (int y = 0; y < height; y++) {
            int v = 2 * y - (height - 1);
            int startX = (int) (centerX + (((long) xy * v - (long) xx * (width - 1)) >> 1));
            int startY = (int) (centerY + (((long) yy * v - (long) yx * (width - 1)) >> 1));
            if (elastic) {
                blendRows(y);
                sampleElastic(y, startX, startY, xx, yx);
            } else {
                sample(y, startX, startY, xx, yx);
            }
        }
    }

    /** The field's knots of a row, 8 fractional bits. */
    private void blendRows(int y) {
        int knot = rowKnots[y] * KNOTS;
        int w0 = rowWeights[3 * y];
        int w1 = rowWeights[3 * y + 1];
        int w2 = rowWeights[3 * y + 2];
        for (int i = 0; i < KNOTS; i++, knot++) {
            rowX[i] = (w0 * knotsX[knot] + w1 * knotsX[knot + KNOTS] + w2 * knotsX[knot + 2 * KNOTS]) >> WEIGHT_BITS;
            rowY[i] = (w0 * knotsY[knot] + w1 * knotsY[knot + KNOTS] + w2 * knotsY[knot + 2 * KNOTS]) >> WEIGHT_BITS;
        }
    }

    private void sampleElastic(int y, int startX, int startY, int stepX, int stepY) {
        int sourceX = startX;
        int sourceY = startY;
        for (int x = 0; x < width; x++) {
            int knot = columnKnots[x];
            int w0 = columnWeights[3 * x];
            int w1 = columnWeights[3 * x + 1];
            int w2 = columnWeights[3 * x + 2];
            int dx = w0 * rowX[knot] + w1 * rowX[knot + 1] + w2 * rowX[knot + 2];
            int dy = w0 * rowY[knot] + w1 * rowY[knot + 1] + w2 * rowY[knot + 2];
            warped[y * width + x] = bilinear(sourceX + dx, sourceY + dy);
            sourceX += stepX;
            sourceY += stepY;
        }
    }

    private void sample(int y, int startX, int startY, int stepX, int stepY) {
        int sourceX = startX;
        int sourceY = startY;
        for (int x = 0; x < width; x++) {
            warped[y * width + x] = bilinear(sourceX, sourceY);
            sourceX += stepX;
            sourceY += stepY;
        }
    }

    /** The source between four pixels; positions have 16 fractional bits, of which 8 count. */
    private byte bilinear(int positionX, int positionY) {
        int x = (positionX >> BITS) + 1;
        int y = (positionY >> BITS) + 1;
        // The border has index 0; one comparison for both ends.
        if (Integer.compareUnsigned(x, width + 1) >= 0 || Integer.compareUnsigned(y, height + 1) >= 0) {
            return 0;
        }
        int partX = (positionX >> WEIGHT_BITS) & WEIGHT_MASK;
        int partY = (positionY >> WEIGHT_BITS) & WEIGHT_MASK;
        int i = y * (width + 2) + x;
        int upper = (WEIGHT_ONE - partX) * (padded[i] & 255) + partX * (padded[i + 1] & 255);
        int below = i + width + 2;
        int lower = (WEIGHT_ONE - partX) * (padded[below] & 255) + partX * (padded[below + 1] & 255);
        return (byte) (((WEIGHT_ONE - partY) * upper + partY * lower + HALF) >> (2 * WEIGHT_BITS));
    }

    private void thicken(int thickness, byte[] target, int at) {
        int part = Math.abs(thickness);
        for (int y = 0; y < height; y++) {
            System.arraycopy(warped, y * width, padded, (y + 1) * (width + 2) + 1, width);
        }
        for (int y = 0; y < height; y++) {
            int i = (y + 1) * (width + 2) + 1;
            for (int x = 0; x < width; x++, i++) {
                int value = padded[i] & 255;
                int extreme = thickness > 0 ? largest(i, value) : smallest(i, value);
                target[at + y * width + x] = (byte) (value + (((extreme - value) * part) >> WEIGHT_BITS));
            }
        }
    }

    private int largest(int i, int value) {
        int row = Math.max(padded[i - 1] & 255, padded[i + 1] & 255);
        int column = Math.max(padded[i - width - 2] & 255, padded[i + width + 2] & 255);
        return Math.max(value, Math.max(row, column));
    }

    private int smallest(int i, int value) {
        int row = Math.min(padded[i - 1] & 255, padded[i + 1] & 255);
        int column = Math.min(padded[i - width - 2] & 255, padded[i + width + 2] & 255);
        return Math.min(value, Math.min(row, column));
    }
}
