package dev.nabla.program;

/** The rules of the float32 operations written a second time, as plainly as they can be. */
final class NaiveFloat {
    private NaiveFloat() {}

    /**
     * {@code C = C₀ + A·B}: one accumulator an element, from C₀, p ascending.
     *
     * @param start C₀ [m, n], or null for +0
     */
    static float[] product(float[] a, float[] b, float[] start, int m, int k, int n) {
        float[] c = new float[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float sum = start == null ? 0f : start[i * n + j];
                for (int p = 0; p < k; p++) {
                    sum += a[i * k + p] * b[p * n + j];
                }
                c[i * n + j] = sum;
            }
        }
        return c;
    }

    static float[] transpose(float[] a, int rows, int columns) {
        float[] result = new float[a.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                result[j * rows + i] = a[i * columns + j];
            }
        }
        return result;
    }

    /** Blocks of 1024; 16 interleaved sums a block; halves added to halves; blocks ascending; everything from +0. */
    static float sum(float[] terms) {
        float total = 0f;
        for (int begin = 0; begin < terms.length; begin += 1024) {
            int end = Math.min(begin + 1024, terms.length);
            float[] partial = new float[16];
            for (int lane = 0; lane < 16; lane++) {
                float sum = 0f;
                for (int i = begin + lane; i < end; i += 16) {
                    sum += terms[i];
                }
                partial[lane] = sum;
            }
            total += tree(partial);
        }
        return total;
    }

    private static float tree(float[] values) {
        if (values.length == 1) {
            return values[0];
        }
        float[] halved = new float[values.length / 2];
        for (int i = 0; i < halved.length; i++) {
            halved[i] = values[i] + values[i + halved.length];
        }
        return tree(halved);
    }
}
