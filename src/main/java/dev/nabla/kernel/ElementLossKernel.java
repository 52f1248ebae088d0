package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.program.ErrorFunction;
import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Global;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.ValueType;
import java.util.List;

/** Functions of an output and its targets that sum an error over the columns of a row, or write its derivative. */
final class ElementLossKernel {
    private final ModuleBuilder module;
    private final ErrorFunction function;
    private final float delta;
    private final float factor;
    private final Matrix output;
    private final Matrix targets;

    /** The loss of a row is factor · Σ function(output, target). */
    ElementLossKernel(
            ModuleBuilder module, ErrorFunction function, float delta, float factor, Matrix output, Matrix targets) {
        this.module = module;
        this.function = function;
        this.delta = delta;
        this.factor = factor;
        this.output = output;
        this.targets = targets;
    }

    /** Defines a function that writes {@code losses[chunkStart + r]}. */
    Function losses(String name, Global chunkStart, int losses) {
        Body body = new Body(name, List.of(output, targets));
        Code code = body.code;
        RowLoop loop = body.loop;
        PartialSums sums = new PartialSums(code, loop);
        loop.rows(() -> {
            sums.begin();
            loop.blocks(
                    (offset, lanes) -> {
                        body.load(offset);
                        ErrorFunctions.term(body.scratch, function, delta, body.value, body.target);
                        Lanes.keep(code, lanes);
                        sums.add(offset);
                    },
                    () -> sums.endBlock(true));
            code.get(chunkStart).get(loop.row()).op(I32_ADD).i32(2).op(I32_SHL);
            code.get(sums.total()).lane(F32X4_EXTRACT_LANE, 0).f32(factor).op(F32_MUL);
            code.memory(F32_STORE, losses);
        });
        return code.function();
    }

    /** Defines {@code dOutput[r][j] = (function′·factor)·inverseBatch}; may lie where the output is. */
    Function gradient(String name, Slot inverseBatch, Matrix dOutput) {
        Body body = new Body(name, List.of(output, targets, dOutput));
        Code code = body.code;
        RowLoop loop = body.loop;
        Local inverse = inverseBatch.splat(code);
        loop.rows(() -> {
            loop.vectors((offset, lanes) -> {
                body.load(offset);
                loop.at(dOutput);
                ErrorFunctions.slope(body.scratch, function, delta, body.value, body.target);
                code.f32x4(factor).op(F32X4_MUL).get(inverse).op(F32X4_MUL);
                Lanes.keep(code, lanes);
                loop.store(dOutput, offset);
            });
            loop.clearPadding(dOutput);
        });
        return code.function();
    }

    /** What both functions begin with. */
    private final class Body {
        final Code code;
        final Scratch scratch;
        final RowLoop loop;
        final Local value;
        final Local target;

        Body(String name, List<Matrix> matrices) {
            code = module.function(name, FunctionType.ofInts(2));
            scratch = new Scratch(code);
            loop = new RowLoop(code, matrices);
            value = code.local(ValueType.V128);
            target = code.local(ValueType.V128);
        }

        void load(int offset) {
            loop.load(output, offset).set(value);
            loop.load(targets, offset).set(target);
        }
    }
}
