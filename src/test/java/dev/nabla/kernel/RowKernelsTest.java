package dev.nabla.kernel;

import dev.nabla.program.Elementwise;
import dev.nabla.program.Reference;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.Global;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowKernelsTest {
    private static final int CHUNK_START = 3;
    private static final float INVERSE_BATCH = 1f / 3;
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

    @ParameterizedTest
    @MethodSource("widths")
    void softmaxGradient(int width) {
        begin(width, 11);
        Matrix p = rows.matrix();
        Matrix dOutput = rows.widerMatrix();
        Matrix dInput = rows.matrix();
        float[] pValues = rows.numbers(1);
        if (width % 2 == 0) {
            pValues = Reference.softmax(pValues, ROWS, width);
        }
        float[] dValues = rows.numbers(2);
        rows.write(p, pValues);
        rows.writeGradient(dOutput, dValues);
        float[] before = rows.contents(dInput);
        float[] inPlaceBefore = rows.contents(dOutput);
        run(
                kernels.softmaxGradient("gradient", p, dOutput, dInput),
                kernels.softmaxGradient("in place", p, dOutput, dOutput));
        float[] expected = Reference.softmaxGradient(pValues, dValues, ROWS, width);
        rows.assertGradient("softmax gradient", dInput, before, expected);
        rows.assertGradient("softmax gradient in place", dOutput, inPlaceBefore, expected);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void squaredError(int width) {
        begin(width, 12);
        float factor = width % 2 == 0 ? 0.5f : 1f / width;
        Matrix output = rows.matrix();
        Matrix targets = rows.widerMatrix();
        Matrix gradient = rows.widerMatrix();
        Matrix fused = rows.matrix();
        int losses = rows.module.allocate(ROWS + CHUNK_START);
        int fusedLosses = rows.module.allocate(ROWS + CHUNK_START);
        float[] outputValues = rows.numbers(1);
        float[] targetValues = rows.numbers(1);
        rows.write(output, outputValues);
        rows.write(targets, targetValues);
        float[] gradientBefore = rows.contents(gradient);
        float[] fusedBefore = rows.contents(fused);
        run(
                kernels.squaredError("loss", factor, output, targets, losses),
                kernels.squaredErrorGradient("gradient", factor, output, targets, inverseBatch, gradient),
                kernels.squaredErrorOf(factor, output, targets)
                        .losses(fusedLosses)
                        .gradient(inverseBatch, fused)
                        .define("fused"));
        float[] expected = Reference.squaredErrorGradient(factor, outputValues, targetValues, INVERSE_BATCH);
        float[] expectedLosses = Reference.squaredError(factor, outputValues, targetValues, ROWS, width);
        rows.assertGradient("gradient", gradient, gradientBefore, expected);
        rows.assertGradient("fused gradient", fused, fusedBefore, expected);
        rows.assertVector("loss", losses(losses), new float[ROWS], expectedLosses);
        rows.assertVector("fused loss", losses(fusedLosses), new float[ROWS], expectedLosses);
    }

    private float[] losses(int address) {
        return rows.module.floats(address + 4 * CHUNK_START, ROWS);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void oneHotAndBias(int width) {
        begin(width, 13);
        Matrix targets = rows.matrix();
        Matrix input = rows.matrix();
        Matrix output = rows.widerMatrix();
        int labels = rows.module.allocate(ROWS);
        int bias = rows.module.allocate(width);
        int[] labelValues = rows.labels();
        float[] values = rows.numbers(1);
        float[] biasValues = Arrays.copyOf(rows.numbers(1), width);
        rows.module.write(labels, labelValues);
        rows.module.write(bias, biasValues);
        rows.write(input, values);
        float[] targetsBefore = rows.contents(targets);
        float[] outputBefore = rows.contents(output);
        float[] inputBefore = rows.contents(input);
        run(
                kernels.oneHot("one-hot", labels, 0, targets),
                kernels.addBias("bias", input, bias, output),
                kernels.addBias("bias in place", input, bias, input));
        rows.assertRows("one-hot", targets, targetsBefore, Reference.oneHot(labelValues, ROWS, width));
        float[] expected = Reference.addBias(values, biasValues, ROWS, width);
        rows.assertRows("bias", output, outputBefore, expected);
        rows.assertRows("bias in place", input, inputBefore, expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 10, 13, 16, 17, 31, 63, 64, 65, 68, 69, 70, 784, 1025})
    void activations(int width) {
        for (Elementwise function : Elementwise.values()) {
            activation(width, function, false);
            activation(width, function, true);
        }
    }

    private void activation(int width, Elementwise function, boolean differentStrides) {
        begin(width, 14 + function.name().length());
        Matrix z = rows.matrix();
        Matrix a = differentStrides ? rows.widerMatrix() : rows.matrix();
        Matrix dA = rows.matrix();
        Matrix dZ = rows.matrix();
        float[] zValues = rows.numbers(3);
        float[] dValues = rows.numbers(1);
        rows.write(z, zValues);
        rows.writeGradient(dA, dValues);
        float[] aBefore = rows.contents(a);
        float[] dZBefore = rows.contents(dZ);
        float[] dABefore = rows.contents(dA);
        run(
                kernels.activate("forward", function, z, a),
                kernels.activateGradient("backward", function, z, a, dA, dZ),
                kernels.activateGradient("backward in place", function, z, a, dA, dA));
        float[] aValues = Reference.forward(function, zValues);
        float[] expected = Reference.backward(function, zValues, aValues, dValues);
        rows.assertRows(function + " forward", a, aBefore, aValues);
        rows.assertGradient(function + " backward", dZ, dZBefore, expected);
        rows.assertGradient(function + " backward in place", dA, dABefore, expected);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void sumsRows(int width) {
        begin(width, 20);
        Matrix input = rows.matrix();
        float[] values = rows.numbers(1);
        float[] start = Arrays.copyOf(rows.numbers(1), width);
        rows.write(input, values);
        int padded = (width + 3) / 4 * 4;
        int added = rows.module.allocate(padded);
        int fresh = rows.module.allocate(padded);
        rows.module.write(added, start);
        rows.module.write(fresh, start);
        run(kernels.sumRows("add", input, added, true), kernels.sumRows("set", input, fresh, false));
        float[] part = Arrays.copyOfRange(values, RowsFixture.FIRST * width, rows.end * width);
        float[] zeros = new float[width];
        Reference.sumRows(part, rows.end - RowsFixture.FIRST, width, start);
        Reference.sumRows(part, rows.end - RowsFixture.FIRST, width, zeros);
        assertSums("added", added, start, padded);
        assertSums("set", fresh, zeros, padded);
    }

    private void assertSums(String what, int address, float[] expected, int padded) {
        float[] actual = rows.module.floats(address, padded);
        for (int j = 0; j < padded; j++) {
            String where = what + ", width " + expected.length + ", column " + j;
            RowsFixture.assertSame(where, actual[j], j < expected.length ? expected[j] : 0f);
        }
    }
}
