package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Global;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function that computes output − targets once, and from it the losses, the gradient or both. */
final class SquaredErrorKernel {
    private final ModuleBuilder module;
    private final Global chunkStart;
    private final float factor;
    private final Matrix output;
    private final Matrix targets;
    private @Nullable Integer losses;
    private @Nullable Slot inverseBatch;
    private @Nullable Matrix dOutput;

    /** The loss of a row is factor · Σ (output − target)². */
    SquaredErrorKernel(ModuleBuilder module, Global chunkStart, float factor, Matrix output, Matrix targets) {
        this.module = module;
        this.chunkStart = chunkStart;
        this.factor = factor;
        this.output = output;
        this.targets = targets;
    }

    /** Also writes {@code losses[chunkStart + r]}. */
    SquaredErrorKernel losses(int lossesAddress) {
        losses = lossesAddress;
        return this;
    }

    /** Also writes {@code dOutput[r][j] = ((output − target)·(2·factor))·inverseBatch}; may lie where the output is. */
    SquaredErrorKernel gradient(Slot inverse, Matrix gradient) {
        inverseBatch = inverse;
        dOutput = gradient;
        return this;
    }

    /** The function. */
    Function define(String name) {
        Code code = module.function(name, FunctionType.ofInts(2));
        List<Matrix> matrices = new ArrayList<>(List.of(output, targets));
        if (dOutput != null) {
            matrices.add(dOutput);
        }
        RowLoop loop = new RowLoop(code, matrices);
        PartialSums sums = new PartialSums(code, loop);
        Local inverse = inverseBatch == null ? null : inverseBatch.splat(code);
        Local difference = code.local(ValueType.V128);
        loop.rows(() -> {
            sums.begin();
            loop.blocks(
                    (offset, lanes) -> {
                        loop.load(output, offset);
                        loop.load(targets, offset).op(F32X4_SUB);
                        Lanes.keep(code, lanes);
                        code.set(difference);
                        if (losses != null) {
                            code.get(difference).get(difference).op(F32X4_MUL);
                            sums.add(offset);
                        }
                        if (dOutput != null && inverse != null) {
                            gradient(loop, dOutput, offset, difference, inverse);
                        }
                    },
                    () -> {
                        if (losses != null) {
                            sums.endBlock(false);
                        }
                    });
            if (losses != null) {
                storeLoss(code, loop, sums.total(), losses);
            }
            if (dOutput != null) {
                loop.clearPadding(dOutput);
            }
        });
        return code.function();
    }

    private void gradient(RowLoop loop, Matrix gradient, int offset, Local difference, Local inverse) {
        Code code = loop.at(gradient).get(difference);
        if (2 * factor != 1) {
            code.f32x4(2 * factor).op(F32X4_MUL);
        }
        code.get(inverse).op(F32X4_MUL);
        loop.store(gradient, offset);
    }

    private void storeLoss(Code code, RowLoop loop, Local total, int address) {
        code.get(chunkStart).get(loop.row()).op(I32_ADD).i32(2).op(I32_SHL);
        code.get(total).lane(F32X4_EXTRACT_LANE, 0).f32(factor).op(F32_MUL).memory(F32_STORE, address);
    }
}
