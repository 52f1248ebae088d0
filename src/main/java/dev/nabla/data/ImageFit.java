package dev.nabla.data;

/**
 * Fits gray pictures of any size into a fixed one: scaled to touch the nearer pair of edges, centered, the rest 0. Every
 * pixel of the result is the average of the area that it covers, in integer arithmetic.
 */
public final class ImageFit {
    /** The longest side that a picture may have, in pixels. */
    public static final int MAX_SIDE = 1 << 14;

    private ImageFit() {}

    /**
     * Fits one picture; one that has the wanted size already stays as it is.
     *
     * @param image [height, width] u8, row-major; not changed
     * @param width columns, 1 to {@value #MAX_SIDE}
     * @param height rows, 1 to {@value #MAX_SIDE}
     * @param shape of the result, one channel, sides 1 to {@value #MAX_SIDE}
     * @return [shape.height(), shape.width()] u8, row-major
     * @throws DataException if a side or the number of channels is out of range, or the array has another length
     */
    public static byte[] fit(byte[] image, int width, int height, InputShape shape) {
        requireSide("picture", width, height);
        requireSide("result", shape.width(), shape.height());
        if (shape.channels() != 1 || image.length != width * height) {
            throw new DataException("Picture of " + width + "×" + height + " pixels in " + image.length
                    + " bytes for shape " + shape + ", expected as many bytes as pixels and 1 channel");
        }
        // The pair of edges that touches: the scale is source/target.
        boolean wide = (long) width * shape.height() >= (long) height * shape.width();
        int target = wide ? shape.width() : shape.height();
        int source = wide ? width : height;
        Axis columns = new Axis(width, shape.width(), target, source);
        Axis rows = new Axis(height, shape.height(), target, source);
        byte[] result = new byte[shape.size()];
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                result[y * shape.width() + x] = average(image, width, columns, x, rows, y);
            }
        }
        return result;
    }

    private static void requireSide(String what, int width, int height) {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            throw new DataException("Fitting a picture: " + what + " of " + width + "×" + height
                    + " pixels, expected sides from 1 to " + MAX_SIDE);
        }
    }

    private static byte average(byte[] image, int width, Axis columns, int x, Axis rows, int y) {
        long sum = 0;
        for (int i = rows.first(y); i <= rows.last(y); i++) {
            long line = 0;
            for (int j = columns.first(x); j <= columns.last(x); j++) {
                line += columns.overlap(x, j) * (image[i * width + j] & 255);
            }
            sum += rows.overlap(y, i) * line;
        }
        long area = rows.cell * columns.cell;
        return (byte) ((sum + area / 2) / area);
    }

    /**
     * Columns or rows, in units of 1/(2·target) source pixels: pixel i covers {@code [2·target·i, 2·target·(i + 1))}, cell x
     * of the result {@code [start + cell·x, start + cell·(x + 1))}. All integers, and so are centered margins.
     */
    private static final class Axis {
        private final int pixels;
        private final long pixel;
        private final long cell;
        private final long start;

        Axis(int pixels, int cells, int target, int source) {
            this.pixels = pixels;
            this.pixel = 2L * target;
            this.cell = 2L * source;
            this.start = (pixel * pixels - cell * cells) / 2;
        }

        private long from(int x) {
            return start + cell * x;
        }

        /** The first source pixel that cell x touches. */
        int first(int x) {
            return (int) Math.max(0, Math.floorDiv(from(x), pixel));
        }

        /** The last source pixel that cell x touches; before the first one if there is none. */
        int last(int x) {
            return (int) Math.min(pixels - 1, Math.floorDiv(from(x + 1) - 1, pixel));
        }

        /** The length of source pixel i within cell x. */
        long overlap(int x, int i) {
            return Math.min(from(x + 1), pixel * (i + 1)) - Math.max(from(x), pixel * i);
        }
    }
}
