package dev.nabla.kernel;

import dev.nabla.program.ErrorFunction;
import dev.nabla.program.Reference;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.Global;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses of an output and targets of its width. */
class LossKernelsTest {
    private static final int CHUNK_START = 5;
    private static final float INVERSE_BATCH = 1f / 7;
    private static final float DELTA = 0.8f;
    private static final int ROWS = RowsFixture.ROWS;

    private RowsFixture rows = new RowsFixture(1, 0);
    private Global chunkStart = rows.module.global("chunkStart");
    private Slot inverseBatch = new Slot(rows.module.global("scalars"), 4);
    private RowKernels kernels = new RowKernels(rows.module.builder, rows.module.maths, chunkStart);

    static int[] widths() {
        return RowsFixture.widths();
    }

    private void begin(int width, long seed) {
        rows = new RowsFixture(width, seed);
        chunkStart = rows.module.global("chunkStart");
        inverseBatch = new Slot(rows.module.global("scalars"), 4);
        kernels = new RowKernels(rows.module.builder, rows.module.maths, chunkStart);
    }

    /** Runs them, one after the other, on the fixture's rows. */
    private void run(Function... functions) {
        for (Function function : functions) {
            rows.module.builder.export(function);
        }
        int table = rows.module.allocate(2);
        rows.module.write(table + 4, INVERSE_BATCH);
        rows.module.set(chunkStart, CHUNK_START);
        rows.module.set(inverseBatch.row(), table);
        for (Function function : functions) {
            rows.module.call(function, RowsFixture.FIRST, rows.end);
        }
    }

    private float[] losses(int address) {
        return rows.module.floats(address + 4 * CHUNK_START, ROWS);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void elementLosses(int width) {
        for (ErrorFunction function : ErrorFunction.values()) {
            begin(width, 31 + function.name().length());
            float factor = 1f / width;
            Matrix output = rows.matrix();
            Matrix targets = rows.widerMatrix();
            Matrix gradient = rows.widerMatrix();
            int losses = rows.module.allocate(ROWS + CHUNK_START);
            float[] outputValues = rows.numbers(1);
            float[] targetValues = rows.numbers(1);
            rows.write(output, outputValues);
            rows.write(targets, targetValues);
            float[] before = rows.contents(gradient);
            float[] inPlaceBefore = rows.contents(output);
            ElementLossKernel kernel = kernels.elementLoss(function, DELTA, factor, output, targets);
            run(
                    kernel.losses("loss", chunkStart, losses),
                    kernel.gradient("gradient", inverseBatch, gradient),
                    kernel.gradient("in place", inverseBatch, output));
            float[] expected =
                    Reference.elementLossGradient(function, DELTA, factor, outputValues, targetValues, INVERSE_BATCH);
            rows.assertGradient(function + " gradient", gradient, before, expected);
            rows.assertGradient(function + " gradient in place", output, inPlaceBefore, expected);
            rows.assertVector(
                    function + " loss",
                    losses(losses),
                    new float[ROWS],
                    Reference.elementLoss(function, DELTA, factor, outputValues, targetValues, ROWS, width));
        }
    }

    @ParameterizedTest
    @MethodSource("widths")
    void softTargets(int width) {
        begin(width, 41);
        Matrix plain = rows.matrix();
        Matrix weighted = rows.widerMatrix();
        int labels = rows.module.allocate(ROWS);
        int[] labelValues = rows.labels();
        rows.module.write(labels, labelValues);
        List<Float> weights = new ArrayList<>();
        for (int k = 0; k < width; k++) {
            weights.add(k % 5 == 0 ? 0f : rows.random.nextFloat() * 3);
        }
        float[] plainBefore = rows.contents(plain);
        float[] weightedBefore = rows.contents(weighted);
        float off = 0.1f / width;
        float on = 1 - 0.1f + off;
        run(
                kernels.softTargets().targets("plain", labels, on, off, List.of(), plain),
                kernels.softTargets().targets("weighted", labels, on, off, weights, weighted));
        rows.assertRows("plain", plain, plainBefore, Reference.softTargets(labelValues, on, off, List.of(), width));
        rows.assertRows(
                "weighted", weighted, weightedBefore, Reference.softTargets(labelValues, on, off, weights, width));
    }

    @ParameterizedTest
    @MethodSource("widths")
    void softCrossEntropy(int width) {
        begin(width, 51);
        Matrix logits = rows.matrix();
        Matrix p = rows.matrix();
        Matrix targets = rows.widerMatrix();
        Matrix gradient = rows.widerMatrix();
        int losses = rows.module.allocate(ROWS + CHUNK_START);
        float[] z = rows.numbers(2);
        float[] pValues = Reference.softmax(z, ROWS, width);
        float[] targetValues = rows.numbers(1);
        rows.write(logits, z);
        rows.write(p, pValues);
        rows.write(targets, targetValues);
        float[] before = rows.contents(gradient);
        float[] inPlaceBefore = rows.contents(p);
        SoftTargetKernels soft = kernels.softTargets();
        run(
                soft.crossEntropy("loss", logits, targets, losses),
                soft.gradient("gradient", p, targets, inverseBatch, gradient),
                soft.gradient("in place", p, targets, inverseBatch, p));
        float[] expected = Reference.softCrossEntropyGradient(pValues, targetValues, ROWS, width, INVERSE_BATCH);
        rows.assertGradient("gradient", gradient, before, expected);
        rows.assertGradient("gradient in place", p, inPlaceBefore, expected);
        rows.assertVector(
                "loss", losses(losses), new float[ROWS], Reference.softCrossEntropy(z, targetValues, ROWS, width));
    }
}
