package dev.nabla.program;

import java.util.Arrays;

/**
 * {@code C = A·B} or {@code C += A·B} in float32, blocked for the cache, in loops that HotSpot turns into SIMD.
 *
 * <p>A [m, k] is read through two strides, so that it may be a transpose; B [k, n] and C [m, n] are row-major. C must not
 * be A or B.
 *
 * <h2>Bits</h2>
 *
 * Each element of C sums over k in ascending order in one accumulator, as the naive triple loop does: the blocks go
 * through k in ascending order and load and store the accumulator between them, and four terms are added one behind
 * the other in one expression. Terms whose factor from A is an exact zero are skipped; an accumulator that starts at +0
 * never becomes −0, so that leaves the bits alone while B is finite. Error ≤ k·2⁻²⁴·Σ|aᵢbᵢ|.
 */
final class MatrixProduct {
    /** Rows of B in a tile; with {@link #COLUMNS} a tile of B has 32 KiB, which stays in the first-level cache. */
    private static final int DEPTH = 32;

    private static final int COLUMNS = 256;

    private final int[] indices = new int[DEPTH];
    private final float[] factors = new float[DEPTH];

    /**
     * Adds A·B to C.
     *
     * @param a element (i, p) is {@code a[i·aRow + p·aColumn]}
     */
    void accumulate(float[] a, int aRow, int aColumn, float[] b, float[] c, int m, int k, int n) {
        for (int depth = 0; depth < k; depth += DEPTH) {
            int depthEnd = Math.min(k, depth + DEPTH);
            for (int column = 0; column < n; column += COLUMNS) {
                int width = Math.min(n - column, COLUMNS);
                for (int i = 0; i < m; i++) {
                    int found = collect(a, i * aRow, aColumn, depth, depthEnd, n, column);
                    addRows(b, found, c, i * n + column, width);
                }
            }
        }
    }

    /** Finds the non-zero factors of a row of A between two depths, and where the rows of B that they scale begin. */
    private int collect(float[] a, int aBase, int aColumn, int depth, int depthEnd, int n, int column) {
        int found = 0;
        for (int p = depth; p < depthEnd; p++) {
            float factor = a[aBase + p * aColumn];
            indices[found] = p * n + column;
            factors[found] = factor;
            found += factor != 0 ? 1 : 0;
        }
        return found;
    }

    private void addRows(float[] b, int found, float[] c, int cBase, int width) {
        int p = 0;
        for (; p + 4 <= found; p += 4) {
            float f0 = factors[p];
            float f1 = factors[p + 1];
            float f2 = factors[p + 2];
            float f3 = factors[p + 3];
            int b0 = indices[p];
            int b1 = indices[p + 1];
            int b2 = indices[p + 2];
            int b3 = indices[p + 3];
            for (int j = 0; j < width; j++) {
                c[cBase + j] = (((c[cBase + j] + f0 * b[b0 + j]) + f1 * b[b1 + j]) + f2 * b[b2 + j]) + f3 * b[b3 + j];
            }
        }
        for (; p < found; p++) {
            float f0 = factors[p];
            int b0 = indices[p];
            for (int j = 0; j < width; j++) {
                c[cBase + j] += f0 * b[b0 + j];
            }
        }
    }

    /**
     * {@code C = A·Bᵀ} with B [n, k] row-major, for few rows: without a transposed copy of B. A [m, k] and C [m, n] are
     * row-major. The same bits as {@link #accumulate} on the transpose.
     */
    static void multiplyTransposed(float[] a, float[] b, float[] c, int m, int k, int n) {
        for (int i = 0; i < m; i++) {
            int j = 0;
            for (; j + 4 <= n; j += 4) {
                dot4(a, i * k, b, j * k, k, c, i * n + j);
            }
            for (; j < n; j++) {
                float sum = 0;
                for (int p = 0; p < k; p++) {
                    sum += a[i * k + p] * b[j * k + p];
                }
                c[i * n + j] = sum;
            }
        }
    }

    /** Four sums at a time: each addition waits for the one before it, so that one sum alone leaves the adder idle. */
    private static void dot4(float[] a, int aBase, float[] b, int bBase, int k, float[] c, int cBase) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int b1 = bBase + k;
        int b2 = b1 + k;
        int b3 = b2 + k;
        for (int p = 0; p < k; p++) {
            float factor = a[aBase + p];
            s0 += factor * b[bBase + p];
            s1 += factor * b[b1 + p];
            s2 += factor * b[b2 + p];
            s3 += factor * b[b3 + p];
        }
        c[cBase] = s0;
        c[cBase + 1] = s1;
        c[cBase + 2] = s2;
        c[cBase + 3] = s3;
    }

    /** {@code target [columns, rows] = source [rows, columns]ᵀ}, in tiles of 16 × 16. */
    static void transpose(float[] source, int rows, int columns, float[] target) {
        for (int row = 0; row < rows; row += 16) {
            int rowEnd = Math.min(rows, row + 16);
            for (int column = 0; column < columns; column += 16) {
                int columnEnd = Math.min(columns, column + 16);
                for (int i = row; i < rowEnd; i++) {
                    for (int j = column; j < columnEnd; j++) {
                        target[j * rows + i] = source[i * columns + j];
                    }
                }
            }
        }
    }

    /** {@code C = A·B}; see {@link #accumulate}. */
    void multiply(float[] a, int aRow, int aColumn, float[] b, float[] c, int m, int k, int n) {
        Arrays.fill(c, 0, m * n, 0);
        accumulate(a, aRow, aColumn, b, c, m, k, n);
    }
}
