package dev.nabla.kernel;

/**
 * Where a row-major matrix of floats lies in memory: element (r, j) at {@code address + 4·(r·stride + j)}. The columns from
 * width to stride are padding: kernels may read it and write it, and leave it finite; in gradients of activations they
 * leave +0 there.
 *
 * @param address in bytes, a multiple of 16
 * @param width number of columns
 * @param stride floats from row to row, a multiple of 4; 0 if all rows are the same one
 */
record Matrix(int address, int width, int stride) {
    Matrix {
        boolean fits = stride == 0 || stride >= width;
        if (address % Lanes.BYTES != 0 || width < 1 || stride % Lanes.COUNT != 0 || !fits) {
            throw new IllegalArgumentException("Matrix at " + address + ", width " + width + ", stride " + stride
                    + ": expected an address that is a multiple of 16, a width of at least 1, a stride that is a"
                    + " multiple of 4 and not below the width");
        }
    }

    /** A vector that every row is. */
    static Matrix repeated(int address, int width) {
        return new Matrix(address, width, 0);
    }

    /** Vectors that hold the columns of a row. */
    int vectors() {
        return Lanes.vectors(width);
    }

    /** Bytes from row to row. */
    int rowBytes() {
        return Float.BYTES * stride;
    }
}
