package dev.nabla.data;

/**
 * The shape of one example: {@code height × width × channels}, row-major, channels last.
 *
 * <p>A gray image of MNIST is 28×28×1; a vector of n features, such as a point with n = 2, is 1×1×n.
 *
 * @param height rows of the image, at least 1
 * @param width columns of the image, at least 1
 * @param channels numbers per pixel, at least 1
 */
public record InputShape(int height, int width, int channels) {
    /**
     * Checks the sizes.
     *
     * @throws DataException if a size is below 1 or the product exceeds the largest array
     */
    public InputShape {
        if (height < 1 || width < 1 || channels < 1) {
            throw new DataException("Input shape: " + height + "×" + width + "×" + channels + ", expected sizes ≥ 1");
        }
        // Two factors fit a long; the third is compared by division.
        if ((long) height * width > Integer.MAX_VALUE / channels) {
            throw new DataException("Input shape: " + height + "×" + width + "×" + channels + ", expected at most "
                    + Integer.MAX_VALUE + " numbers");
        }
    }

    /** A vector of {@code features} numbers: 1×1×features. */
    public static InputShape vector(int features) {
        return new InputShape(1, 1, features);
    }

    /** A gray image: height×width×1. */
    public static InputShape gray(int height, int width) {
        return new InputShape(height, width, 1);
    }

    /** Numbers per example: height · width · channels. */
    public int size() {
        return height * width * channels;
    }

    /** Whether the example has rows and columns, that is, is not a plain vector. */
    public boolean isImage() {
        return height > 1 || width > 1;
    }

    /** The shape in words: {@code 28×28×1}, or {@code 2} for a vector. */
    @Override
    public String toString() {
        return isImage() ? height + "×" + width + "×" + channels : Integer.toString(channels);
    }
}
