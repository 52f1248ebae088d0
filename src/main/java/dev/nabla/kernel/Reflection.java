package dev.nabla.kernel;

import dev.nabla.program.Window;

/**
 * Where the weights of a convolution lie once more, turned round for the gradient of its input: cut into panels of 8 channels,
 * each panel [taps, last first][filters][8]. Behind the last channel there is padding, which is +0.
 *
 * @param address of the first element, in bytes, a multiple of 16
 */
record Reflection(int address, Window window, int filters) {
    /** Bytes from a filter to the next. */
    static final int ROW_BYTES = Panels.TILE * Float.BYTES;

    /** Number of panels. */
    int panels() {
        return (window.channels() + Panels.TILE - 1) / Panels.TILE;
    }

    /** Bytes from a tap to the one before it in the window. */
    int tapBytes() {
        return filters * ROW_BYTES;
    }

    int panelBytes() {
        return window.area() * tapBytes();
    }

    long bytes() {
        return (long) panels() * panelBytes();
    }

    /** Bytes from a panel's beginning to a tap. */
    int offset(int ky, int kx) {
        return (window.area() - 1 - ky * window.kernelWidth() - kx) * tapBytes();
    }

    /** The same arrangement elsewhere. */
    Reflection at(int otherAddress) {
        return new Reflection(otherAddress, window, filters);
    }
}
