package dev.nabla.nn;

import dev.nabla.program.Shape;
import dev.nabla.program.Window;

/** What layers that work on images ask of their input, [height, width, channels]. */
final class Images {
    private Images() {}

    /** Checks that a layer gets an image. */
    static void require(String layer, Shape input) {
        if (input.rank() != 3) {
            throw new IllegalArgumentException(
                    layer + ": input " + input + ", expected an image [height, width, channels]");
        }
    }

    /** Checks that what a layer moves over an image is not larger. */
    static void requireFits(String layer, String what, int height, int width, Shape input) {
        require(layer, input);
        if (height > input.dimension(0) || width > input.dimension(1)) {
            throw new IllegalArgumentException(layer + ": " + what + " " + height + "×" + width + " on an image of "
                    + input.dimension(0) + "×" + input.dimension(1) + ", expected at most as large");
        }
    }

    /** Checks a number of a layer. */
    static void requirePositive(String layer, String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(layer + ": " + what + " " + value + ", expected at least 1");
        }
    }

    /** A square window that stays inside of an image. */
    static Window pool(String layer, int size, int stride, Shape input) {
        requireFits(layer, "window", size, size, input);
        return Window.valid(input.dimension(0), input.dimension(1), input.dimension(2), size, size, stride);
    }
}
