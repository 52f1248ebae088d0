package dev.nabla.program;

import dev.nabla.Tolerances;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** To the bit: blocks of 1024, 16 interleaved sums, a halving tree, blocks ascending. */
class ReductionTest {
    private static final int[] SIZES = {
        0, 1, 2, 3, 8, 15, 16, 17, 31, 32, 33, 100, 255, 1023, 1024, 1025, 1039, 1040, 2047, 2048, 2049, 3001
    };
    private static final int[] OFFSETS = {0, 1, 7, 16};
    private static final long SEED = 12;

    private final Random random = new Random(SEED);

    /** Dirty on purpose: each sum must begin at +0. */
    private final float[] lanes = AwkwardFloats.nans(Reduction.lanes().length);

    @Test
    void sum_sizesAndOffsets_followsTheRule() {
        for (int size : SIZES) {
            for (int offset : OFFSETS) {
                float[] values = AwkwardFloats.of(random, offset + size + 1);
                float expected = NaiveFloat.sum(Arrays.copyOfRange(values, offset, offset + size));
                check("sum", size, offset, Reduction.sum(values, offset, size, lanes), expected);
            }
        }
    }

    @Test
    void sumOfSquares_sizes_followsTheRule() {
        for (int size : SIZES) {
            float[] values = AwkwardFloats.of(random, size + 1);
            float[] terms = new float[size];
            for (int i = 0; i < size; i++) {
                terms[i] = values[i] * values[i];
            }
            check("sumOfSquares", size, 0, Reduction.sumOfSquares(values, size, lanes), NaiveFloat.sum(terms));
        }
    }

    @Test
    void squaredDistance_sizesAndOffsets_followsTheRule() {
        for (int size : SIZES) {
            for (int offset : OFFSETS) {
                float[] left = AwkwardFloats.of(random, offset + size);
                float[] right = AwkwardFloats.of(random, offset + size);
                float[] terms = new float[size];
                for (int i = 0; i < size; i++) {
                    float difference = left[offset + i] - right[offset + i];
                    terms[i] = difference * difference;
                }
                float actual = Reduction.squaredDistance(left, right, offset, size, lanes);
                check("squaredDistance", size, offset, actual, NaiveFloat.sum(terms));
            }
        }
    }

    @Test
    void dot_sizesAndOffsets_followsTheRule() {
        for (int size : SIZES) {
            for (int offset : OFFSETS) {
                float[] left = AwkwardFloats.of(random, offset + size);
                float[] right = AwkwardFloats.of(random, offset + size);
                float[] terms = new float[size];
                for (int i = 0; i < size; i++) {
                    terms[i] = left[offset + i] * right[offset + i];
                }
                check("dot", size, offset, Reduction.dot(left, right, offset, size, lanes), NaiveFloat.sum(terms));
            }
        }
    }

    @Test
    void sum_negativeZeros_givesPositiveZero() {
        check("sum of −0", 3, 0, Reduction.sum(new float[] {-0f, -0f, -0f}, 0, 3, lanes), 0f);
    }

    @Test
    void sum_valuesThatCancelAcrossLanes_showsTheOrder() {
        // Lane 0 holds 2²⁴ + 1 (a tie, to even: 2²⁴), lane 8 −2²⁴; ascending order would give 2²⁴ − 2²⁴ + 1 = 1.
        float[] values = new float[17];
        values[0] = 0x1p24f;
        values[8] = -0x1p24f;
        values[16] = 1;
        check("sum", 17, 0, Reduction.sum(values, 0, 17, lanes), 0f);
    }

    private static void check(String what, int size, int offset, float actual, float expected) {
        String name = what + " of " + size + " from " + offset + ", seed " + SEED;
        Tolerances.checkBits(name, new float[] {actual}, new float[] {expected});
    }
}
