package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.program.Elementwise;
import dev.nabla.program.ErrorFunction;
import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Global;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.ValueType;
import java.util.List;

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

    /** {@code LayerOp.SoftmaxGradient}; dOutput and dInput may be the same. */
    Function softmaxGradient(String name, Matrix p, Matrix dOutput, Matrix dInput) {
        Code code = module.function(name, TYPE);
        RowLoop loop = new RowLoop(code, List.of(p, dOutput, dInput));
        PartialSums sums = new PartialSums(code, loop);
        loop.rows(() -> {
            sums.begin();
            loop.blocks(
                    (offset, lanes) -> {
                        loop.load(dOutput, offset);
                        loop.load(p, offset).op(F32X4_MUL);
                        Lanes.keep(code, lanes);
                        sums.add(offset);
                    },
                    () -> sums.endBlock(true));
            loop.vectors((offset, lanes) -> {
                loop.at(dInput);
                loop.load(p, offset);
                loop.load(dOutput, offset).get(sums.total()).op(F32X4_SUB).op(F32X4_MUL);
                Lanes.keep(code, lanes);
                loop.store(dInput, offset);
            });
            loop.clearPadding(dInput);
        });
        return code.function();
    }

    /** A function of a layer's output and targets that writes losses, gradients or both: call what, then define. */
    SquaredErrorKernel squaredErrorOf(float factor, Matrix output, Matrix targets) {
        return new SquaredErrorKernel(module, chunkStart, factor, output, targets);
    }

    /** {@code LossOp.SquaredError}. */
    Function squaredError(String name, float factor, Matrix output, Matrix targets, int losses) {
        return squaredErrorOf(factor, output, targets).losses(losses).define(name);
    }

    /** {@code LossOp.SquaredErrorGradient}. */
    Function squaredErrorGradient(
            String name, float factor, Matrix output, Matrix targets, Slot inverseBatch, Matrix dOutput) {
        return squaredErrorOf(factor, output, targets)
                .gradient(inverseBatch, dOutput)
                .define(name);
    }

    /** Functions of targets that are distributions. */
    SoftTargetKernels softTargets() {
        return new SoftTargetKernels(module, maths, chunkStart);
    }

    /** {@code LossOp.ElementLoss} and its gradient. */
    ElementLossKernel elementLoss(ErrorFunction function, float delta, float factor, Matrix output, Matrix targets) {
        return new ElementLossKernel(module, function, delta, factor, output, targets);
    }

    /** {@code DataOp.OneHot}; the padding becomes 0. */
    Function oneHot(String name, int labels, int first, Matrix output) {
        Code code = module.function(name, TYPE);
        RowLoop loop = new RowLoop(code, List.of(output));
        Local label = code.local(ValueType.V128);
        loop.rows(() -> {
            loop.loadInt(labels, label);
            if (first != 0) {
                code.get(label).i32x4(first).op(I32X4_SUB).set(label);
            }
            loop.vectorsAgainst(label, (offset, lanes) -> {
                loop.at(output).get(label);
                RowCode.oneHot(code, offset);
                loop.store(output, offset);
            });
        });
        return code.function();
    }

    /**
     * {@code LayerOp.AddBias}; input and output may be the same.
     *
     * @param bias its address; it is read up to a multiple of four floats
     */
    Function addBias(String name, Matrix input, int bias, Matrix output) {
        Code code = module.function(name, TYPE);
        Matrix biases = Matrix.repeated(bias, input.width());
        RowLoop loop = new RowLoop(code, List.of(input, biases, output));
        loop.rows(() -> loop.vectors((offset, lanes) -> {
            loop.at(output);
            loop.load(input, offset);
            loop.load(biases, offset).op(F32X4_ADD);
            loop.store(output, offset);
        }));
        return code.function();
    }

    /** {@code LayerOp.Activate}; input and output may be the same. */
    Function activate(String name, Elementwise function, Matrix input, Matrix output) {
        Code code = module.function(name, TYPE);
        new ActivationKernel(code, function).forward(input, output);
        return code.function();
    }

    /**
     * {@code LayerOp.ActivateGradient}; dOutput and dInput may be the same.
     *
     * @param input read only if {@link Activations#derivativeReadsInput}
     */
    Function activateGradient(
            String name, Elementwise function, Matrix input, Matrix output, Matrix dOutput, Matrix dInput) {
        Code code = module.function(name, TYPE);
        new ActivationKernel(code, function).backward(input, output, dOutput, dInput);
        return code.function();
    }

    /**
     * {@code LayerOp.SumRows}, into contiguous floats whose padding becomes +0.
     *
     * @param accumulate whether the sums are added to what is there, or to +0
     */
    Function sumRows(String name, Matrix input, int output, boolean accumulate) {
        Code code = module.function(name, TYPE);
        new ColumnSums(code, input, output, accumulate).write();
        return code.function();
    }

    /** {@code LossOp.Argmax}. */
    Function argmax(String name, Matrix input, int output) {
        Code code = module.function(name, TYPE);
        new ArgmaxKernel(code, input, output).write();
        return code.function();
    }

    /** {@code LossOp.Threshold}. */
    Function threshold(String name, Matrix input, float threshold, int output) {
        Code code = module.function(name, TYPE);
        RowLoop loop = new RowLoop(code, List.of(input));
        loop.rows(() -> {
            code.get(loop.row()).i32(2).op(I32_SHL);
            loop.at(input).memory(F32_LOAD, input.address()).f32(threshold).op(F32_LE);
            code.op(I32_EQZ).memory(I32_STORE, output);
        });
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
