package dev.nabla.program;

import java.util.Arrays;

/** Pooling of rows {@code begin … end − 1} of a chunk, in float32: images are [rows, height, width, channels]. */
final class Pooling {
    private Pooling() {}

    /** Where the pixel begins that a stop sees through tap (0, 0). */
    private static int pixel(Window window, int row, int oy, int ox) {
        int y = row * window.height() + oy * window.stride();
        return (y * window.width() + ox * window.stride()) * window.channels();
    }

    /** How far behind that the pixel begins that it sees through another tap. */
    private static int offset(Window window, int tap) {
        int ky = tap / window.kernelWidth();
        int kx = tap % window.kernelWidth();
        return (ky * window.width() + kx) * window.channels();
    }

    /** See {@link ImageOp.MaxPool}. */
    static void max(Window window, float[] input, int begin, int end, float[] output) {
        int channels = window.channels();
        int to = begin * window.positions() * channels;
        for (int r = begin; r < end; r++) {
            for (int oy = 0; oy < window.outputHeight(); oy++) {
                for (int ox = 0; ox < window.outputWidth(); ox++) {
                    int first = pixel(window, r, oy, ox);
                    System.arraycopy(input, first, output, to, channels);
                    for (int tap = 1; tap < window.area(); tap++) {
                        int from = first + offset(window, tap);
                        for (int c = 0; c < channels; c++) {
                            output[to + c] = Math.max(output[to + c], input[from + c]);
                        }
                    }
                    to += channels;
                }
            }
        }
    }

    /** See {@link ImageOp.MaxPoolGradient}. */
    static void maxGradient(
            Window window, float[] input, float[] output, float[] dOutput, int begin, int end, float[] dInput) {
        int channels = window.channels();
        clear(window, begin, end, dInput);
        int at = begin * window.positions() * channels;
        for (int r = begin; r < end; r++) {
            for (int oy = 0; oy < window.outputHeight(); oy++) {
                for (int ox = 0; ox < window.outputWidth(); ox++) {
                    int first = pixel(window, r, oy, ox);
                    for (int c = 0; c < channels; c++, at++) {
                        dInput[first + c + maximum(window, input, first + c, output[at])] += dOutput[at];
                    }
                }
            }
        }
    }

    /** The offset of the lowest tap that sees the maximum. */
    private static int maximum(Window window, float[] input, int first, float max) {
        int tap = 0;
        int offset = 0;
        while (input[first + offset] != max && !(Float.isNaN(max) && Float.isNaN(input[first + offset]))) {
            offset = offset(window, ++tap);
        }
        return offset;
    }

    /** See {@link ImageOp.AvgPool}. */
    static void average(Window window, float factor, float[] input, int begin, int end, float[] output) {
        int channels = window.channels();
        int to = begin * window.positions() * channels;
        for (int r = begin; r < end; r++) {
            for (int oy = 0; oy < window.outputHeight(); oy++) {
                for (int ox = 0; ox < window.outputWidth(); ox++) {
                    int first = pixel(window, r, oy, ox);
                    Arrays.fill(output, to, to + channels, 0);
                    for (int tap = 0; tap < window.area(); tap++) {
                        int from = first + offset(window, tap);
                        for (int c = 0; c < channels; c++) {
                            output[to + c] += input[from + c];
                        }
                    }
                    for (int c = 0; c < channels; c++) {
                        output[to + c] *= factor;
                    }
                    to += channels;
                }
            }
        }
    }

    /** See {@link ImageOp.AvgPoolGradient}. */
    static void averageGradient(Window window, float factor, float[] dOutput, int begin, int end, float[] dInput) {
        int channels = window.channels();
        clear(window, begin, end, dInput);
        int at = begin * window.positions() * channels;
        for (int r = begin; r < end; r++) {
            for (int oy = 0; oy < window.outputHeight(); oy++) {
                for (int ox = 0; ox < window.outputWidth(); ox++) {
                    int first = pixel(window, r, oy, ox);
                    for (int tap = 0; tap < window.area(); tap++) {
                        int to = first + offset(window, tap);
                        for (int c = 0; c < channels; c++) {
                            dInput[to + c] += dOutput[at + c];
                        }
                    }
                    at += channels;
                }
            }
        }
        int width = imageWidth(window);
        for (int i = begin * width; i < end * width; i++) {
            dInput[i] *= factor;
        }
    }

    private static void clear(Window window, int begin, int end, float[] image) {
        int width = imageWidth(window);
        Arrays.fill(image, begin * width, end * width, 0);
    }

    private static int imageWidth(Window window) {
        return window.height() * window.width() * window.channels();
    }
}
