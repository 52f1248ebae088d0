package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Global;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.ValueType;
import java.util.List;

/** Defines functions for targets that are a distribution over the classes times the weight of the example. */
final class SoftTargetKernels {
    private static final FunctionType TYPE = FunctionType.ofInts(2);

    private final ModuleBuilder module;
    private final VectorMaths maths;
    private final Global chunkStart;

    SoftTargetKernels(ModuleBuilder module, VectorMaths maths, Global chunkStart) {
        this.module = module;
        this.maths = maths;
        this.chunkStart = chunkStart;
    }

    /** {@code DataOp.SoftTargets}; the padding of the last vector becomes 0. */
    Function targets(String name, int labels, float on, float off, List<Float> weights, Matrix output) {
        Code code = module.function(name, TYPE);
        RowLoop loop = new RowLoop(code, List.of(output));
        Local label = code.local(ValueType.V128);
        Local onWeighted = code.local(ValueType.V128);
        Local offWeighted = code.local(ValueType.V128);
        loop.rows(() -> {
            loop.loadInt(labels, label);
            weight(code, label, weights);
            code.tee(offWeighted).f32x4(on).op(F32X4_MUL).set(onWeighted);
            code.get(offWeighted).f32x4(off).op(F32X4_MUL).set(offWeighted);
            loop.vectorsAgainst(label, (offset, lanes) -> {
                int j = offset / Float.BYTES;
                loop.at(output).get(onWeighted).get(offWeighted);
                code.get(label).i32x4(j, j + 1, j + 2, j + 3).op(I32X4_EQ).op(V128_BITSELECT);
                Lanes.keep(code, lanes);
                loop.store(output, offset);
            });
        });
        return code.function();
    }

    /** Pushes the weight of a label. */
    private static void weight(Code code, Local label, List<Float> weights) {
        code.f32x4(weights.isEmpty() ? 1f : weights.get(0));
        for (int k = 1; k < weights.size(); k++) {
            code.f32x4(weights.get(k)).get(label).i32x4(k).op(I32X4_NE).op(V128_BITSELECT);
        }
    }

    /** {@code LossOp.SoftCrossEntropy}. */
    Function crossEntropy(String name, Matrix logits, Matrix targets, int losses) {
        Code code = module.function(name, TYPE);
        Scratch scratch = new Scratch(code);
        RowLoop loop = new RowLoop(code, List.of(logits, targets));
        PartialSums exponentials = new PartialSums(code, loop);
        PartialSums weights = new PartialSums(code, loop);
        PartialSums products = new PartialSums(code, loop);
        LogLosses log = new LogLosses(code, maths, loop, losses, chunkStart).weighted();
        Local max = code.local(ValueType.V128);
        Local shifted = code.local(ValueType.V128);
        Local target = code.local(ValueType.V128);
        loop.rows(() -> {
            RowCode.max(code, loop, logits, max, null);
            exponentials.begin();
            weights.begin();
            products.begin();
            loop.blocks(
                    (offset, lanes) -> {
                        loop.load(logits, offset).get(max).op(F32X4_SUB).tee(shifted);
                        VectorFunction.EXP.emit(scratch);
                        Lanes.keep(code, lanes);
                        exponentials.add(offset);
                        loop.load(targets, offset);
                        Lanes.keep(code, lanes);
                        code.tee(target);
                        weights.add(offset);
                        code.get(target).get(shifted).op(F32X4_MUL);
                        Lanes.keep(code, lanes);
                        products.add(offset);
                    },
                    () -> {
                        exponentials.endBlock(false);
                        weights.endBlock(true);
                        products.endBlock(true);
                    });
            log.difference(products.total());
            log.weight(weights.total());
            log.sum(exponentials.total());
        });
        return code.function();
    }

    /** {@code LossOp.SoftCrossEntropyGradient}; may lie where the probabilities are. */
    Function gradient(String name, Matrix p, Matrix targets, Slot inverseBatch, Matrix dLogits) {
        Code code = module.function(name, TYPE);
        RowLoop loop = new RowLoop(code, List.of(p, targets, dLogits));
        PartialSums weights = new PartialSums(code, loop);
        Local inverse = inverseBatch.splat(code);
        loop.rows(() -> {
            weights.begin();
            loop.blocks(
                    (offset, lanes) -> {
                        loop.load(targets, offset);
                        Lanes.keep(code, lanes);
                        weights.add(offset);
                    },
                    () -> weights.endBlock(true));
            loop.vectors((offset, lanes) -> {
                loop.at(dLogits);
                loop.load(p, offset).get(weights.total()).op(F32X4_MUL);
                loop.load(targets, offset).op(F32X4_SUB).get(inverse).op(F32X4_MUL);
                Lanes.keep(code, lanes);
                loop.store(dLogits, offset);
            });
            loop.clearPadding(dLogits);
        });
        return code.function();
    }
}
