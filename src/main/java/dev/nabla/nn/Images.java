package dev.nabla.nn;

import dev.nabla.program.Buffer;
import dev.nabla.program.ImageOp;
import dev.nabla.program.Op;
import dev.nabla.program.Phase;
import dev.nabla.program.ProgramBuilder;
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

    /** The shape of what comes out of a window that slides over an image. */
    static Shape output(Window window) {
        return Shape.of(window.outputHeight(), window.outputWidth(), window.channels());
    }

    /** Describes a layer that makes one number of each window. */
    static Connection pool(ProgramBuilder program, int index, Buffer input, Window window, Pool pool) {
        Buffer output = program.value(
                Layer.name(index) + ".pooled", Shape.rows(output(window).dimensions()));
        program.add(Phase.FORWARD, pool.forward(window, input, output));
        return new Connection(output, (dOutput, inputGradient) -> {
            if (!inputGradient) {
                return null;
            }
            Buffer dInput = program.gradientOf(input);
            program.add(Phase.BACKWARD, pool.gradient(window, input, output, dOutput, dInput));
            return dInput;
        });
    }

    /** The two operations of a kind of pooling. */
    enum Pool {
        MAX {
            @Override
            Op forward(Window window, Buffer input, Buffer output) {
                return new ImageOp.MaxPool(window, input, output);
            }

            @Override
            Op gradient(Window window, Buffer input, Buffer output, Buffer dOutput, Buffer dInput) {
                return new ImageOp.MaxPoolGradient(window, input, output, dOutput, dInput);
            }
        },
        AVERAGE {
            @Override
            Op forward(Window window, Buffer input, Buffer output) {
                return new ImageOp.AvgPool(window, input, output);
            }

            @Override
            Op gradient(Window window, Buffer input, Buffer output, Buffer dOutput, Buffer dInput) {
                return new ImageOp.AvgPoolGradient(window, dOutput, dInput);
            }
        };

        abstract Op forward(Window window, Buffer input, Buffer output);

        abstract Op gradient(Window window, Buffer input, Buffer output, Buffer dOutput, Buffer dInput);
    }
}
