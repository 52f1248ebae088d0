package dev.nabla.program;

import java.util.Arrays;

/**
 * {@code C = A·B} or {@code C += A·B} in float32, blocked for the cache, in loops that HotSpot turns into SIMD.
 *
 * <p>A [m, k] is read through two strides, so that it may be a transpose; B [k, n] and C [m, n] are row-major. C must not
 * be A or B. One object serves one thread at a time; several may compute different rows of the same C.
 *
 * <h2>Bits</h2>
 *
 * Each element of C sums over k in ascending order in one accumulator, as the naive triple loop does: the blocks go
 * through k in ascending order and load and store the accumulator between them, and four terms are added one behind
 * the other in one expression. Terms whose factor from A is an exact zero are skipped where their factor from B is
 * finite: an accumulator that starts at +0 never becomes −0, so that leaves the bits alone. Error ≤ k·2⁻²⁴·Σ|aᵢbᵢ|.
 */
final class MatrixProduct {
    /*
     * HotSpot vectorizes the innermost loop only where each row that it touches is an array of its own, indexed by the
     * loop's counter alone (JDK 17: 50 GFLOP/s against 11 with offsets into one array), and only up to four rows of B
     * at a time: hence the tile's rows and the copied accumulators.
     */

    /** Rows of B in a tile; with {@link #COLUMNS} a tile of B has 32 KiB, which stays in the first-level cache. */
    static final int DEPTH = 32;

    /** Columns of B in a tile. */
    static final int COLUMNS = 256;

    private final float[][] tile = new float[DEPTH][COLUMNS];
    private final float[] sums = new float[COLUMNS];
    private final int[] indices = new int[DEPTH];
    private final float[] factors = new float[DEPTH];

    /**
     * Rows {@code from … to − 1} of {@code C = A·B}, for a finite B: that zeros of A may be skipped is not looked into.
     *
     * @param a element (i, p) is {@code a[i·aRow + p·aColumn]}
     */
    void multiply(float[] a, int aRow, int aColumn, float[] b, float[] c, int from, int to, int k, int n) {
        Arrays.fill(c, from * n, to * n, 0);
        accumulate(a, aRow, aColumn, b, c, from, to, k, n, true);
    }

    /** Adds rows {@code from … to − 1} of A·B to C, whatever B holds; A as in {@link #multiply}. */
    void accumulate(float[] a, int aRow, int aColumn, float[] b, float[] c, int from, int to, int k, int n) {
        accumulate(a, aRow, aColumn, b, c, from, to, k, n, false);
    }

    private void accumulate(
            float[] a, int aRow, int aColumn, float[] b, float[] c, int from, int to, int k, int n, boolean finite) {
        for (int column = 0; column < n; column += COLUMNS) {
            int width = Math.min(n - column, COLUMNS);
            for (int depth = 0; depth < k; depth += DEPTH) {
                int count = Math.min(k - depth, DEPTH);
                for (int p = 0; p < count; p++) {
                    System.arraycopy(b, (depth + p) * n + column, tile[p], 0, width);
                }
                boolean skipZeros = finite || isFinite(count, width);
                int aBase = depth * aColumn;
                addTile(a, aBase, aRow, aColumn, from, to, count, skipZeros, c, column, n, width);
            }
        }
    }

    /** A part of B that the caller fills: {@link #DEPTH} rows of {@link #COLUMNS}. */
    float[][] tile() {
        return tile;
    }

    /**
     * Adds the product of A and the first {@code count} rows and {@code width} columns of the tile to rows {@code from … to
     * − 1} of C.
     *
     * @param a element (i, p) is {@code a[aBase + i·aRow + p·aColumn]}
     * @param skipZeros zeros of A are skipped: the tile is finite
     * @param c element (i, j) is {@code c[cBase + i·cRow + j]}
     */
    void addTile(
            float[] a,
            int aBase,
            int aRow,
            int aColumn,
            int from,
            int to,
            int count,
            boolean skipZeros,
            float[] c,
            int cBase,
            int cRow,
            int width) {
        for (int i = from; i < to; i++) {
            int found = collect(a, aBase + i * aRow, aColumn, count, skipZeros);
            if (found > 0) {
                System.arraycopy(c, cBase + i * cRow, sums, 0, width);
                addRows(found, width);
                System.arraycopy(sums, 0, c, cBase + i * cRow, width);
            }
        }
    }

    /** Whether the first elements of an array are finite; overwrites the tile. */
    boolean isFinite(float[] values, int length) {
        boolean finite = true;
        for (int from = 0; from < length && finite; from += COLUMNS) {
            int width = Math.min(COLUMNS, length - from);
            System.arraycopy(values, from, tile[0], 0, width);
            finite = isFinite(1, width);
        }
        return finite;
    }

    /** Whether the tile holds neither an infinity nor a NaN: zero times each of its elements sums to zero. */
    private boolean isFinite(int count, int width) {
        for (int p = 0; p < count; p++) {
            indices[p] = p;
            factors[p] = 0;
        }
        Arrays.fill(sums, 0, width, 0);
        addRows(count, width);
        for (int j = 0; j < width; j++) {
            if (sums[j] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Finds the factors of a row of A, without its zeros or with them, and the rows of the tile that they scale. */
    private int collect(float[] a, int aBase, int aColumn, int count, boolean skipZeros) {
        int found = 0;
        for (int p = 0; p < count; p++) {
            float factor = a[aBase + p * aColumn];
            indices[found] = p;
            factors[found] = factor;
            found += factor != 0 || !skipZeros ? 1 : 0;
        }
        return found;
    }

    private void addRows(int found, int width) {
        int p = 0;
        for (; p + 4 <= found; p += 4) {
            addFour(p, tile[indices[p]], tile[indices[p + 1]], tile[indices[p + 2]], tile[indices[p + 3]], width);
        }
        for (; p < found; p++) {
            addOne(factors[p], tile[indices[p]], sums, width);
        }
    }

    private void addFour(int p, float[] b0, float[] b1, float[] b2, float[] b3, int width) {
        float[] c = sums;
        float f0 = factors[p];
        float f1 = factors[p + 1];
        float f2 = factors[p + 2];
        float f3 = factors[p + 3];
        for (int j = 0; j < width; j++) {
            c[j] = (((c[j] + f0 * b0[j]) + f1 * b1[j]) + f2 * b2[j]) + f3 * b3[j];
        }
    }

    private static void addOne(float factor, float[] b, float[] c, int width) {
        for (int j = 0; j < width; j++) {
            c[j] += factor * b[j];
        }
    }

    /**
     * Rows {@code from … to − 1} of {@code C = A·Bᵀ} with B [n, k] row-major, for few rows: without a transposed copy of
     * B. A [m, k] and C [m, n] are row-major. The same bits as {@link #multiply} on the transpose.
     */
    static void multiplyTransposed(float[] a, float[] b, float[] c, int from, int to, int k, int n) {
        for (int i = from; i < to; i++) {
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

    /**
     * {@code target [columns, rows] = source [rows, columns]ᵀ}, in tiles of 16 × 16: of the source's rows {@code from … to
     * − 1}.
     */
    static void transpose(float[] source, int from, int to, int rows, int columns, float[] target) {
        for (int row = from; row < to; row += 16) {
            int rowEnd = Math.min(to, row + 16);
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
}
