package dev.nabla.kernel;

/**
 * Where a buffer of images [rows, height, width, channels] lies: element (r, y, x, c) at
 * {@code address + 4·(r·example + y·line + x·pixel + c)}. Images have a halo of pixels that stay +0, so that a window may
 * leave them: what lies behind a line is also in front of the next one, what lies below an image is above the next. Behind
 * the channels of a pixel there may be padding, which is +0 in gradients.
 *
 * @param address of the first image's first pixel, in bytes, a multiple of 4
 * @param pixel floats from pixel to pixel
 * @param line floats from line to line
 * @param example floats from image to image
 */
record Planes(int address, int height, int width, int channels, int pixel, int line, int example) {
    /** A matrix as images of one pixel. */
    static Planes of(Matrix matrix) {
        int stride = matrix.stride();
        return new Planes(matrix.address(), 1, 1, matrix.width(), stride, stride, stride);
    }

    /** The columns of a matrix, row-major, as images of these dimensions. */
    static Planes of(Matrix matrix, int height, int width, int channels) {
        int line = width * channels;
        if (matrix.width() != height * line) {
            throw new IllegalArgumentException(
                    matrix + " as images of " + height + "×" + width + "×" + channels + ": expected as many columns");
        }
        return new Planes(matrix.address(), height, width, channels, channels, line, matrix.stride());
    }

    int pixelBytes() {
        return Float.BYTES * pixel;
    }

    int lineBytes() {
        return Float.BYTES * line;
    }

    int exampleBytes() {
        return Float.BYTES * example;
    }

    /** Bytes from the first pixel to that at (y, x), which may lie in the halo. */
    int offset(int y, int x) {
        return y * lineBytes() + x * pixelBytes();
    }

    /** Whether other images are arranged alike, so that the same offset leads to the same pixel. */
    boolean isLike(Planes other) {
        return height == other.height
                && width == other.width
                && channels == other.channels
                && pixel == other.pixel
                && line == other.line
                && example == other.example;
    }

    /** A walk through the pixels. */
    Walk walk() {
        return new Walk(address, exampleBytes(), lineBytes(), pixelBytes());
    }

    /** A walk through every stride-th pixel of every stride-th line. */
    Walk walk(int stride) {
        return new Walk(address, exampleBytes(), stride * lineBytes(), stride * pixelBytes());
    }

    /**
     * Steps in bytes.
     *
     * @param address where it begins
     * @param example from image to image
     * @param line from line to line
     * @param pixel from pixel to pixel
     */
    record Walk(int address, int example, int line, int pixel) {
        /** The same from another place. */
        Walk at(int otherAddress) {
            return new Walk(otherAddress, example, line, pixel);
        }

        boolean isAlike(Walk other) {
            return example == other.example && line == other.line && pixel == other.pixel;
        }
    }
}
