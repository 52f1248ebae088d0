package dev.nabla.program;

/**
 * Sums of many numbers to one, in an order that allows SIMD and is the same everywhere: blocks of 1024; within a block 16
 * interleaved partial sums, element i into sum i mod 16, combined as a halving tree (8 + 8, 4 + 4, 2 + 2, 1 + 1); the
 * blocks added in ascending order. Every partial sum starts at +0.
 *
 * <p>Error ≤ (n/1024 + 64 + 4)·2⁻²⁴·Σ|xᵢ|.
 */
final class Reduction {
    private static final int BLOCK = 1024;
    private static final int LANES = 16;

    private Reduction() {}

    /** {@code Σ values[from … from + count − 1]}. */
    static float sum(float[] values, int from, int count, float[] lanes) {
        float total = 0;
        for (int block = 0; block < count; block += BLOCK) {
            int end = Math.min(count, block + BLOCK);
            clear(lanes);
            for (int i = block; i < end; i++) {
                lanes[i & (LANES - 1)] += values[from + i];
            }
            total += tree(lanes);
        }
        return total;
    }

    /** {@code Σ values[i]²}. */
    static float sumOfSquares(float[] values, int count, float[] lanes) {
        float total = 0;
        for (int block = 0; block < count; block += BLOCK) {
            int end = Math.min(count, block + BLOCK);
            clear(lanes);
            for (int i = block; i < end; i++) {
                lanes[i & (LANES - 1)] += values[i] * values[i];
            }
            total += tree(lanes);
        }
        return total;
    }

    /** {@code Σ |values[i]|}. */
    static float sumOfMagnitudes(float[] values, int count, float[] lanes) {
        float total = 0;
        for (int block = 0; block < count; block += BLOCK) {
            int end = Math.min(count, block + BLOCK);
            clear(lanes);
            for (int i = block; i < end; i++) {
                lanes[i & (LANES - 1)] += Math.abs(values[i]);
            }
            total += tree(lanes);
        }
        return total;
    }

    /** {@code Σ (left[from + i] − right[from + i])²}. */
    static float squaredDistance(float[] left, float[] right, int from, int count, float[] lanes) {
        float total = 0;
        for (int block = 0; block < count; block += BLOCK) {
            int end = Math.min(count, block + BLOCK);
            clear(lanes);
            for (int i = block; i < end; i++) {
                float difference = left[from + i] - right[from + i];
                lanes[i & (LANES - 1)] += difference * difference;
            }
            total += tree(lanes);
        }
        return total;
    }

    /** {@code Σ left[from + i] · right[from + i]}. */
    static float dot(float[] left, float[] right, int from, int count, float[] lanes) {
        float total = 0;
        for (int block = 0; block < count; block += BLOCK) {
            int end = Math.min(count, block + BLOCK);
            clear(lanes);
            for (int i = block; i < end; i++) {
                lanes[i & (LANES - 1)] += left[from + i] * right[from + i];
            }
            total += tree(lanes);
        }
        return total;
    }

    /** An array for the partial sums. */
    static float[] lanes() {
        return new float[LANES];
    }

    private static void clear(float[] lanes) {
        for (int i = 0; i < LANES; i++) {
            lanes[i] = 0;
        }
    }

    private static float tree(float[] lanes) {
        for (int half = LANES / 2; half > 0; half >>= 1) {
            for (int i = 0; i < half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
        return lanes[0];
    }
}
