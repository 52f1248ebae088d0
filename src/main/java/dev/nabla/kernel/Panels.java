package dev.nabla.kernel;

/**
 * Where a weight matrix [outputs, inputs] lies: cut into panels of some outputs, each panel [inputs][columns], so that a
 * product reads whole vectors of outputs in order. Behind the last output and the last input of a panel there is padding,
 * which stays +0.
 *
 * @param address of the first element, in bytes, a multiple of 16
 * @param columns outputs of a panel, a multiple of {@link #TILE}
 */
record Panels(int address, int outputs, int inputs, int columns) {
    /** Columns that a product computes at a time. */
    static final int TILE = 8;

    private static final int FLOAT_BYTES = 4;

    /** Number of panels. */
    int count() {
        return (outputs + columns - 1) / columns;
    }

    /** Rows of a panel, padding included: its transpose has whole tiles, too. */
    int rows() {
        return (inputs + TILE - 1) / TILE * TILE;
    }

    /** Bytes from an input to the next within a panel. */
    int rowBytes() {
        return columns * FLOAT_BYTES;
    }

    /** Bytes from panel to panel. */
    int panelBytes() {
        return rows() * rowBytes();
    }

    /** Bytes of the whole. */
    long bytes() {
        return (long) count() * rows() * rowBytes();
    }

    /** Tiles of {@link #TILE} columns that hold outputs. */
    int tiles() {
        return (outputs + TILE - 1) / TILE;
    }

    /** Position of a weight, in floats from the address. */
    int index(int output, int input) {
        return (output / columns * rows() + input) * columns + output % columns;
    }

    /** The same arrangement elsewhere. */
    Panels at(int otherAddress) {
        return new Panels(otherAddress, outputs, inputs, columns);
    }

    /** Copies row-major weights into panels. */
    float[] pack(float[] weights) {
        float[] packed = new float[(int) (bytes() / FLOAT_BYTES)];
        for (int output = 0; output < outputs; output++) {
            int to = index(output, 0);
            for (int input = 0; input < inputs; input++) {
                packed[to + input * columns] = weights[output * inputs + input];
            }
        }
        return packed;
    }

    /** Copies panels into row-major weights, as many as {@code weights} holds. */
    void unpack(float[] packed, float[] weights) {
        for (int at = 0; at < weights.length; at += inputs) {
            int from = index(at / inputs, 0);
            int count = Math.min(inputs, weights.length - at);
            for (int input = 0; input < count; input++) {
                weights[at + input] = packed[from + input * columns];
            }
        }
    }
}
