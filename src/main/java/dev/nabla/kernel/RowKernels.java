package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Global;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.ValueType;

/**
 * Defines functions on the rows of a chunk. Each takes (first, end) and does the rows from first to before end; matrices,
 * addresses and widths are its constants. Vectors of labels, predictions and losses are contiguous; those of losses
 * begin at the batch's first row, which lies {@code chunkStart} rows before the chunk's.
 *
 * <p>Results have the bits of {@code program.Rows}, NaNs compared as equal.
 */
final class RowKernels {
    private static final FunctionType TYPE = FunctionType.ofInts(2);

    private final ModuleBuilder module;
    private final VectorMaths maths;
    private final Global chunkStart;

    RowKernels(ModuleBuilder module, VectorMaths maths, Global chunkStart) {
        this.module = module;
        this.maths = maths;
        this.chunkStart = chunkStart;
    }

    /** A function of a softmax's logits that has several outputs: call what it is to write, then define. */
    SoftmaxKernel softmaxOf(Matrix logits) {
        return new SoftmaxKernel(module, maths, chunkStart, logits);
    }

    /** {@code LayerOp.Softmax}; input and output may be the same. The output's padding becomes +0. */
    Function softmax(String name, Matrix input, Matrix output) {
        return softmaxOf(input).probabilities(output).define(name);
    }

    /** {@code LossOp.CrossEntropy}. */
    Function crossEntropy(String name, Matrix logits, int labels, int losses) {
        return softmaxOf(logits).losses(labels, losses).define(name);
    }

    /** {@code LossOp.CrossEntropyGradient}. */
    Function crossEntropyGradient(String name, Matrix p, int labels, Slot inverseBatch, Matrix dLogits) {
        return SoftmaxKernel.gradient(module, name, p, labels, inverseBatch, dLogits);
    }

    /** {@code LossOp.Argmax}. */
    Function argmax(String name, Matrix input, int output) {
        Code code = module.function(name, TYPE);
        new ArgmaxKernel(code, input, output).write();
        return code.function();
    }

    /** {@code LossOp.CountEqual}: adds the number of rows in which two vectors of ints are equal to a metric. */
    Function countEqual(String name, int left, int right, Slot metric) {
        Code code = module.function(name, TYPE);
        Local at = code.local(ValueType.I32);
        Local count = code.local(ValueType.I32);
        Local end = code.parameter(1);
        code.get(code.parameter(0))
                .i32(2)
                .op(I32_SHL)
                .set(at)
                .get(end)
                .i32(2)
                .op(I32_SHL)
                .set(end);
        Label none = code.block();
        Label loop = code.loop();
        code.get(at).get(end).op(I32_GE_S).brIf(none);
        code.get(at).memory(I32_LOAD, left).get(at).memory(I32_LOAD, right).op(I32_EQ);
        code.get(count).op(I32_ADD).set(count);
        code.get(at).i32(Integer.BYTES).op(I32_ADD).set(at).br(loop).end(loop).end(none);
        code.get(metric.row()).get(metric.row()).memory(F32_LOAD, metric.offset());
        code.get(count).op(F32_CONVERT_I32_S).op(F32_ADD).memory(F32_STORE, metric.offset());
        return code.function();
    }
}
