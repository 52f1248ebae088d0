package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.program.Reference;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.Global;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SoftmaxKernelTest {
    private static final int CHUNK_START = 5;
    private static final float INVERSE_BATCH = 1f / 7;
    private static final int SLOT = 8;
    private static final int UNTOUCHED = -77;

    static int[] widths() {
        return RowsFixture.widths();
    }

    /** A fixture with the kernels' globals and vectors. */
    private static final class Setup {
        final RowsFixture rows;
        final Global scalars;
        final Global chunkStart;
        final RowKernels kernels;
        final Slot inverseBatch;
        final Matrix logits;
        final int labels;
        final int losses;
        final int scalarTable;
        final int[] labelValues;
        final float[] z;

        Setup(int width, long seed) {
            rows = new RowsFixture(width, seed);
            scalars = rows.module.global("scalars");
            chunkStart = rows.module.global("chunkStart");
            kernels = new RowKernels(rows.module.builder, rows.module.maths, chunkStart);
            inverseBatch = new Slot(scalars, SLOT);
            logits = rows.matrix();
            labels = rows.module.allocate(RowsFixture.ROWS);
            losses = rows.module.allocate(CHUNK_START + RowsFixture.ROWS);
            scalarTable = rows.module.allocate(4);
            labelValues = rows.labels();
            z = rows.numbers(4);
        }

        void run(Function... functions) {
            for (Function function : functions) {
                rows.module.builder.export(function);
            }
            rows.module.set(scalars, scalarTable);
            rows.module.set(chunkStart, CHUNK_START);
            rows.module.write(scalarTable + SLOT, INVERSE_BATCH);
            rows.module.write(labels, labelValues);
            rows.write(logits, z);
            for (Function function : functions) {
                rows.module.call(function, RowsFixture.FIRST, rows.end);
            }
        }

        float[] losses() {
            return rows.module.floats(losses + 4 * CHUNK_START, RowsFixture.ROWS);
        }

        float[] softmax() {
            return Reference.softmax(z, RowsFixture.ROWS, rows.width);
        }

        float[] crossEntropy() {
            return Reference.crossEntropy(z, labelValues, RowsFixture.ROWS, rows.width);
        }

        float[] gradient(float[] p) {
            return Reference.crossEntropyGradient(p, labelValues, RowsFixture.ROWS, rows.width, INVERSE_BATCH);
        }
    }

    @ParameterizedTest
    @MethodSource("widths")
    void separateOps(int width) {
        Setup setup = new Setup(width, 1);
        Matrix output = setup.rows.widerMatrix();
        Matrix gradient = setup.rows.matrix();
        float[] outputBefore = setup.rows.contents(output);
        float[] gradientBefore = setup.rows.contents(gradient);
        setup.run(
                setup.kernels.softmax("softmax", setup.logits, output),
                setup.kernels.crossEntropy("crossEntropy", setup.logits, setup.labels, setup.losses),
                setup.kernels.crossEntropyGradient("gradient", output, setup.labels, setup.inverseBatch, gradient));
        float[] p = setup.softmax();
        setup.rows.assertRows("softmax", output, outputBefore, p);
        setup.rows.assertVector("loss", setup.losses(), new float[RowsFixture.ROWS], setup.crossEntropy());
        setup.rows.assertGradient("gradient", gradient, gradientBefore, setup.gradient(p));
    }

    @ParameterizedTest
    @MethodSource("widths")
    void everythingAtOnce(int width) {
        Setup setup = new Setup(width, 2);
        Matrix output = setup.rows.widerMatrix();
        Matrix gradient = setup.rows.matrix();
        float[] outputBefore = setup.rows.contents(output);
        float[] gradientBefore = setup.rows.contents(gradient);
        setup.run(setup.kernels
                .softmaxOf(setup.logits)
                .probabilities(output)
                .losses(setup.labels, setup.losses)
                .gradient(setup.labels, setup.inverseBatch, gradient)
                .define("all"));
        float[] p = setup.softmax();
        setup.rows.assertRows("softmax", output, outputBefore, p);
        setup.rows.assertVector("loss", setup.losses(), new float[RowsFixture.ROWS], setup.crossEntropy());
        setup.rows.assertGradient("gradient", gradient, gradientBefore, setup.gradient(p));
    }

    @ParameterizedTest
    @MethodSource("widths")
    void gradientInPlaceOfLogits(int width) {
        Setup setup = new Setup(width, 3);
        Matrix gradient = setup.logits;
        float[] before = withStride(setup.z, width, setup.logits.stride());
        setup.run(setup.kernels
                .softmaxOf(setup.logits)
                .losses(setup.labels, setup.losses)
                .gradient(setup.labels, setup.inverseBatch, gradient)
                .define("gradient"));
        setup.rows.assertVector("loss", setup.losses(), new float[RowsFixture.ROWS], setup.crossEntropy());
        float[] expected = setup.gradient(setup.softmax());
        float[] after = setup.rows.contents(gradient);
        for (int r = 0; r < RowsFixture.ROWS; r++) {
            boolean done = r >= RowsFixture.FIRST && r < setup.rows.end;
            for (int j = 0; j < gradient.stride(); j++) {
                int i = r * gradient.stride() + j;
                if (j < width) {
                    RowsFixture.assertSame("in place " + i, after[i], done ? expected[r * width + j] : before[i]);
                } else if (done) {
                    RowsFixture.assertSame("padding " + i, after[i], 0f);
                }
            }
        }
    }

    private static float[] withStride(float[] columns, int width, int stride) {
        float[] values = new float[columns.length / width * stride];
        for (int i = 0; i < columns.length; i++) {
            values[i / width * stride + i % width] = columns[i];
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("widths")
    void argmax(int width) {
        Setup setup = new Setup(width, 4);
        int predictions = setup.rows.module.allocate(RowsFixture.ROWS);
        int[] before = new int[RowsFixture.ROWS];
        Arrays.fill(before, UNTOUCHED);
        setup.rows.module.write(predictions, before);
        setup.run(setup.kernels.argmax("argmax", setup.logits, predictions));
        int[] expected = Reference.argmax(setup.z, RowsFixture.ROWS, width);
        int[] after = setup.rows.module.ints(predictions, RowsFixture.ROWS);
        for (int r = 0; r < RowsFixture.ROWS; r++) {
            boolean done = r >= RowsFixture.FIRST && r < setup.rows.end;
            assertThat(after[r]).as("width %d, row %d", width, r).isEqualTo(done ? expected[r] : UNTOUCHED);
        }
    }

    @ParameterizedTest
    @MethodSource("widths")
    void countsEqualRows(int width) {
        Setup setup = new Setup(width, 5);
        int others = setup.rows.module.allocate(RowsFixture.ROWS);
        int[] otherValues = setup.labelValues.clone();
        otherValues[3]++;
        setup.rows.module.write(others, otherValues);
        setup.rows.module.write(setup.scalarTable, 2.5f);
        setup.run(setup.kernels.countEqual("count", setup.labels, others, new Slot(setup.scalars, 0)));
        int done = setup.rows.end - RowsFixture.FIRST - (setup.rows.end > 3 ? 1 : 0);
        assertThat(setup.rows.module.floats(setup.scalarTable, 1)[0]).isEqualTo(2.5f + done);
    }
}
