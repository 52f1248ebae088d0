package dev.nabla.nn;

import dev.nabla.program.Window;

/** What a convolution sees beyond the edge of its image. */
public enum Padding {
    /** Zeros: {@code output = ⌈image / stride⌉}. */
    SAME("same") {
        @Override
        Window window(int height, int width, int channels, int kernelHeight, int kernelWidth, int stride) {
            return Window.same(height, width, channels, kernelHeight, kernelWidth, stride);
        }
    },
    /** Nothing, it stays inside: {@code output = ⌊(image − kernel) / stride⌋ + 1}. */
    VALID("valid") {
        @Override
        Window window(int height, int width, int channels, int kernelHeight, int kernelWidth, int stride) {
            return Window.valid(height, width, channels, kernelHeight, kernelWidth, stride);
        }
    };

    private final String label;

    Padding(String label) {
        this.label = label;
    }

    /** The window with this padding. */
    abstract Window window(int height, int width, int channels, int kernelHeight, int kernelWidth, int stride);

    /** The name in descriptions of networks, such as {@code same}. */
    public String label() {
        return label;
    }

    /**
     * The padding of that label.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public static Padding of(String label) {
        return Labels.find("padding", values(), Padding::label, label);
    }
}
