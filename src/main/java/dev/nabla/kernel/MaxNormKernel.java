package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.ValueType;

/**
 * {@code UpdateOp.MaxNorm} of weights in panels: a vector holds one input of four units, so that the sums over the inputs of
 * each unit, by the rule of {@code program.Reduction}, take place lane by lane. Padding is 0, and so is its norm.
 */
final class MaxNormKernel {
    private static final int BLOCK = 1024;
    private static final int PARTIAL_SUMS = 16;

    private final Code code;
    private final Panels weights;
    private final float limit;
    private final Local place;
    private final Local at;
    private final Local counter;
    private final Local blocks;
    private final Local vector;
    private final Local total;
    private final Local[] sums = new Local[PARTIAL_SUMS];

    private MaxNormKernel(Code code, Panels weights, float limit) {
        this.code = code;
        this.weights = weights;
        this.limit = limit;
        place = code.local(ValueType.I32);
        at = code.local(ValueType.I32);
        counter = code.local(ValueType.I32);
        blocks = code.local(ValueType.I32);
        vector = code.local(ValueType.V128);
        total = code.local(ValueType.V128);
        for (int k = 0; k < PARTIAL_SUMS; k++) {
            sums[k] = code.local(ValueType.V128);
        }
    }

    /** Vectors of units, those of padding included. */
    static int vectors(Panels weights) {
        return weights.count() * weights.columns() / Lanes.COUNT;
    }

    /** Defines the function; it takes {@link #vectors} of units. */
    static Function define(ModuleBuilder module, String name, Panels weights, float limit) {
        Code code = module.function(name, FunctionType.ofInts(2));
        new MaxNormKernel(code, weights, limit).write();
        return code.function();
    }

    private void write() {
        Local unit = code.parameter(0);
        int ofPanel = weights.columns() / Lanes.COUNT;
        Loops.upTo(code, unit, code.parameter(1), 1, () -> {
            code.get(unit).i32(ofPanel).op(I32_DIV_U).i32(weights.panelBytes()).op(I32_MUL);
            code.get(unit).i32(ofPanel).op(I32_REM_U).i32(Lanes.BYTES).op(I32_MUL);
            code.op(I32_ADD).set(place);
            sumOfSquares();
            // The factor where it is below 1, else 1.
            code.f32x4(1f);
            code.f32x4(limit).get(total).op(F32X4_SQRT).op(F32X4_DIV);
            code.op(F32X4_PMIN).tee(total).f32x4(1f).op(F32X4_LT).op(V128_ANY_TRUE);
            Label any = code.when();
            scale();
            code.end(any);
        });
    }

    private void sumOfSquares() {
        code.get(place).set(at).f32x4(0f).set(total);
        if (weights.inputs() >= BLOCK) {
            Loops.times(code, blocks, weights.inputs() / BLOCK, 1, () -> addBlock(BLOCK));
        }
        if (weights.inputs() % BLOCK > 0) {
            addBlock(weights.inputs() % BLOCK);
        }
    }

    private void addBlock(int inputs) {
        for (Local sum : sums) {
            code.f32x4(0f).set(sum);
        }
        if (inputs >= PARTIAL_SUMS) {
            Loops.times(code, counter, inputs / PARTIAL_SUMS, 1, () -> addSquares(PARTIAL_SUMS));
        }
        addSquares(inputs % PARTIAL_SUMS);
        for (int half = PARTIAL_SUMS / 2; half > 0; half /= 2) {
            for (int k = 0; k < half; k++) {
                code.get(sums[k]).get(sums[k + half]).op(F32X4_ADD).set(sums[k]);
            }
        }
        code.get(total).get(sums[0]).op(F32X4_ADD).set(total);
    }

    /** Adds one square to each of the first partial sums, and moves on. */
    private void addSquares(int count) {
        for (int k = 0; k < count; k++) {
            code.get(at).memory(V128_LOAD, weights.address() + k * weights.rowBytes());
            code.tee(vector).get(vector).op(F32X4_MUL);
            code.get(sums[k]).op(F32X4_ADD).set(sums[k]);
        }
        Loops.add(code, at, count * weights.rowBytes());
    }

    private void scale() {
        Loops.times(code, counter, weights.rows(), Panels.TILE, () -> {
            for (int k = 0; k < Panels.TILE; k++) {
                int address = weights.address() + k * weights.rowBytes();
                code.get(place).get(place).memory(V128_LOAD, address);
                code.get(total).op(F32X4_MUL).memory(V128_STORE, address);
            }
            Loops.add(code, place, Panels.TILE * weights.rowBytes());
        });
    }
}
