package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;

/** Matrices of one width in a module's memory, of whose rows a kernel does only those from FIRST to before END. */
final class RowsFixture {
    static final int FIRST = 1;
    static final int ROWS = 9;

    /** Widths around vectors, groups and blocks. */
    static int[] widths() {
        int[] widths = new int[76];
        for (int i = 0; i < 70; i++) {
            widths[i] = i + 1;
        }
        System.arraycopy(new int[] {128, 784, 1023, 1024, 1025, 2049}, 0, widths, 70, 6);
        return widths;
    }

    final int width;
    final int stride;
    final int end;
    final Random random;
    final KernelModule module;

    RowsFixture(int width, long seed) {
        this.width = width;
        random = new Random(seed * 10_000 + width);
        stride = (width + 3) / 4 * 4 + 4 * random.nextInt(3);
        end = FIRST + random.nextInt(ROWS - FIRST);
        module = new KernelModule(4 * ROWS * (stride + 8) * 8);
    }

    /** A matrix whose columns are NaN, whose padding is any finite number. */
    Matrix matrix() {
        return matrix(stride);
    }

    Matrix matrix(int stride) {
        Matrix matrix = new Matrix(module.allocate(ROWS * stride), width, stride);
        float[] nans = new float[ROWS * width];
        Arrays.fill(nans, Float.NaN);
        write(matrix, nans);
        return matrix;
    }

    /** Another stride than that of {@link #matrix()}. */
    Matrix widerMatrix() {
        return matrix(stride + 4);
    }

    /** Columns, with any finite number in the padding. */
    void write(Matrix matrix, float[] columns) {
        write(matrix, columns, false);
    }

    /** Columns, with +0 in the padding. */
    void writeGradient(Matrix matrix, float[] columns) {
        write(matrix, columns, true);
    }

    private void write(Matrix matrix, float[] columns, boolean zeroPadding) {
        float[] values = new float[ROWS * matrix.stride()];
        for (int i = 0; i < values.length; i++) {
            int j = i % matrix.stride();
            float padding = zeroPadding ? 0 : Math.scalb(random.nextFloat() - 0.5f, random.nextInt(250) - 125);
            values[i] = j < width ? columns[i / matrix.stride() * width + j] : padding;
        }
        module.write(matrix.address(), values);
    }

    /** Numbers among which some rows have infinities, NaNs, ties, zeros of both signs. */
    float[] numbers(float scale) {
        float[] values = new float[ROWS * width];
        for (int r = 0; r < ROWS; r++) {
            int kind = random.nextInt(9);
            for (int j = 0; j < width; j++) {
                float value = (float) random.nextGaussian() * scale;
                boolean rare = random.nextInt(width) == 0;
                values[r * width + j] = switch (kind) {
                    case 0 -> random.nextBoolean() ? 0f : -0f;
                    case 1 -> rare ? Float.NaN : value;
                    case 2 -> rare ? Float.POSITIVE_INFINITY : value;
                    case 3 -> rare ? value : Float.NEGATIVE_INFINITY;
                    case 4 -> random.nextInt(3) - 1;
                    case 5 -> Math.scalb(value, random.nextInt(200) - 150);
                    case 6 -> -0f;
                    default -> value;
                };
            }
        }
        return values;
    }

    int[] labels() {
        return random.ints(ROWS, 0, width).toArray();
    }

    /** Rows FIRST to end are those expected, the others as they were; padding is finite. */
    void assertRows(String what, Matrix matrix, float[] before, float[] expected) {
        check(what, matrix, before, expected, false);
    }

    /** The same, with +0 in the padding. */
    void assertGradient(String what, Matrix matrix, float[] before, float[] expected) {
        check(what, matrix, before, expected, true);
    }

    private void check(String what, Matrix matrix, float[] before, float[] expected, boolean zeroPadding) {
        float[] after = contents(matrix);
        for (int i = 0; i < after.length; i++) {
            int r = i / matrix.stride();
            int j = i % matrix.stride();
            String where = what + ", width " + width + ", stride " + matrix.stride() + ", row " + r + " of " + FIRST
                    + "–" + end + ", column " + j;
            if (r < FIRST || r >= end) {
                assertSame(where, after[i], before[i]);
            } else if (j < width) {
                assertSame(where, after[i], expected[r * width + j]);
            } else if (zeroPadding) {
                assertSame(where, after[i], 0f);
            } else {
                assertThat(after[i]).as(where).isFinite();
            }
        }
    }

    /** A vector of one number a row. */
    void assertVector(String what, float[] after, float[] before, float[] expected) {
        for (int r = 0; r < after.length; r++) {
            boolean done = r >= FIRST && r < end;
            assertSame(what + ", width " + width + ", row " + r, after[r], done ? expected[r] : before[r]);
        }
    }

    float[] contents(Matrix matrix) {
        return module.floats(matrix.address(), ROWS * matrix.stride());
    }

    static void assertSame(String where, float actual, float expected) {
        if (Float.floatToIntBits(actual) != Float.floatToIntBits(expected)) {
            throw new AssertionError(where + ": " + actual + ", expected " + expected);
        }
    }
}
