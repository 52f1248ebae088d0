package dev.nabla.program;

import dev.nabla.Tolerances;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** To the bit: a single accumulator from +0, ascending, whatever the blocks and the zeros that are skipped. */
class MatrixProductTest {
    private static final int[] SIZES = {0, 1, 2, 3, 4, 5, 7, 8, 13, 31, 32, 33, 64, 100, 255, 256, 257};

    /** Keeps the naive products short: none above the one size, a seeded quarter of those above the other. */
    private static final int LARGEST_WORK = 100_000;

    private static final int LARGE_WORK = 10_000;
    private static final int ONE_IN = 4;

    private static final long SEED = 11;

    private interface Check {
        void check(String what, int m, int k, int n, Random random);
    }

    private static void forAllSizes(Check check) {
        Random random = new Random(SEED);
        for (int m : SIZES) {
            for (int k : SIZES) {
                for (int n : SIZES) {
                    int work = m * k * n;
                    if (work <= LARGE_WORK || (work <= LARGEST_WORK && random.nextInt(ONE_IN) == 0)) {
                        check.check("[" + m + ", " + k + "]·[" + k + ", " + n + "], seed " + SEED, m, k, n, random);
                    }
                }
            }
        }
    }

    @Test
    void multiply_allSizes_equalsNaiveLoop() {
        MatrixProduct products = new MatrixProduct();
        forAllSizes((what, m, k, n, random) -> {
            float[] a = AwkwardFloats.of(random, m * k);
            float[] b = AwkwardFloats.of(random, k * n);
            float[] c = AwkwardFloats.nans(m * n);
            products.multiply(a, k, 1, b, c, 0, m, k, n);
            Tolerances.checkBits(what, c, NaiveFloat.product(a, b, null, m, k, n));
        });
    }

    @Test
    void multiply_leftTransposed_equalsNaiveLoop() {
        MatrixProduct products = new MatrixProduct();
        forAllSizes((what, m, k, n, random) -> {
            float[] a = AwkwardFloats.of(random, m * k);
            float[] b = AwkwardFloats.of(random, k * n);
            float[] c = AwkwardFloats.nans(m * n);
            products.multiply(NaiveFloat.transpose(a, m, k), 1, m, b, c, 0, m, k, n);
            Tolerances.checkBits(what, c, NaiveFloat.product(a, b, null, m, k, n));
        });
    }

    @Test
    void accumulate_existingSums_continuesThem() {
        MatrixProduct products = new MatrixProduct();
        forAllSizes((what, m, k, n, random) -> {
            float[] a = AwkwardFloats.of(random, m * k);
            float[] b = AwkwardFloats.of(random, k * n);
            float[] start = positiveZeros(AwkwardFloats.of(random, m * n));
            float[] c = start.clone();
            products.accumulate(a, k, 1, b, c, 0, m, k, n);
            Tolerances.checkBits(what, c, NaiveFloat.product(a, b, start, m, k, n));
        });
    }

    @Test
    void multiplyTransposed_allSizes_equalsNaiveLoop() {
        forAllSizes((what, m, k, n, random) -> {
            float[] a = AwkwardFloats.of(random, m * k);
            float[] b = AwkwardFloats.of(random, k * n);
            float[] c = AwkwardFloats.nans(m * n);
            MatrixProduct.multiplyTransposed(a, NaiveFloat.transpose(b, k, n), c, 0, m, k, n);
            Tolerances.checkBits(what, c, NaiveFloat.product(a, b, null, m, k, n));
        });
    }

    @Test
    void transpose_allSizes_swapsIndices() {
        forAllSizes((what, rows, columns, unused, random) -> {
            if (unused == 1) {
                float[] source = AwkwardFloats.of(random, rows * columns);
                float[] target = AwkwardFloats.nans(rows * columns);
                MatrixProduct.transpose(source, 0, rows, rows, columns, target);
                Tolerances.checkBits(what, target, NaiveFloat.transpose(source, rows, columns));
            }
        });
    }

    @Test
    void multiply_zerosOfEitherSign_givesPositiveZero() {
        float[] c = AwkwardFloats.nans(1);
        new MatrixProduct().multiply(new float[] {-0f, 0f, -1f}, 3, 1, new float[] {1f, -1f, 0f}, c, 0, 1, 3, 1);
        Tolerances.checkBits("−0·1 + 0·−1 + −1·0", c, new float[] {0f});
    }

    @Test
    void multiply_nanInLeft_isNotSkipped() {
        float[] c = new float[1];
        new MatrixProduct().multiply(new float[] {0f, Float.NaN}, 2, 1, new float[] {1f, 1f}, c, 0, 1, 2, 1);
        Tolerances.checkBits("0·1 + NaN·1", c, new float[] {Float.NaN});
    }

    @Test
    void accumulate_infinitiesAndZeros_equalsNaiveLoop() {
        MatrixProduct products = new MatrixProduct();
        forAllSizes((what, m, k, n, random) -> {
            float[] a = AwkwardFloats.of(random, m * k);
            float[] b = AwkwardFloats.of(random, k * n);
            if (b.length > 0) {
                b[random.nextInt(b.length)] = random.nextBoolean() ? Float.NEGATIVE_INFINITY : Float.NaN;
            }
            float[] c = new float[m * n];
            products.accumulate(a, k, 1, b, c, 0, m, k, n);
            Tolerances.checkBits(what, c, NaiveFloat.product(a, b, null, m, k, n));
        });
    }

    @Test
    void multiply_rowsInParts_equalsTheWhole() {
        MatrixProduct products = new MatrixProduct();
        forAllSizes((what, m, k, n, random) -> {
            float[] a = AwkwardFloats.of(random, m * k);
            float[] b = AwkwardFloats.of(random, k * n);
            float[] c = AwkwardFloats.nans(m * n);
            int cut = random.nextInt(m + 1);
            products.multiply(a, k, 1, b, c, cut, m, k, n);
            products.multiply(a, k, 1, b, c, 0, cut, k, n);
            Tolerances.checkBits(what + ", rows cut at " + cut, c, NaiveFloat.product(a, b, null, m, k, n));
        });
    }

    @Test
    void multiply_productBetweenTwoFloats_isRoundedBeforeItIsAdded() {
        // (1 + 2⁻¹²)² = 1 + 2⁻¹¹ + 2⁻²⁴ rounds to 1 + 2⁻¹¹; a fused multiply-add would keep the 2⁻²⁴.
        float factor = 1 + 0x1p-12f;
        float[] c = new float[1];
        float[] a = {-(1 + 0x1p-11f), factor};
        new MatrixProduct().multiply(a, 2, 1, new float[] {1f, factor}, c, 0, 1, 2, 1);
        Tolerances.checkBits("−(1 + 2⁻¹¹) + (1 + 2⁻¹²)²", c, new float[] {0f});
    }

    private static float[] positiveZeros(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] == 0 ? 0f : values[i];
        }
        return values;
    }
}
