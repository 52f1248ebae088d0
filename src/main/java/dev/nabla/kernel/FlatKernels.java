package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.ValueType;

/**
 * Defines functions on contiguous floats. Each takes (first, end) and does the vectors of four from first to before end,
 * counted from addresses that are its constants.
 */
final class FlatKernels {
    private static final FunctionType TYPE = FunctionType.ofInts(2);
    private static final int UNROLL = 4;
    private static final int LOG_BYTES = 4;

    /** What {@code UpdateOp.ClipNorm} adds to a norm. */
    private static final float SMALLEST_NORM = 1e-6f;

    private final ModuleBuilder module;

    FlatKernels(ModuleBuilder module) {
        this.module = module;
    }

    /** Updates the value by its gradient; gives 1 if a new value is infinite or NaN, else 0. */
    Function update(String name, int value, int gradient, UpdateRule rule) {
        Code code = module.function(name, TYPE.givingInt());
        UpdateRule.Emitter update = rule.in(code);
        Local[] nonFinite = nonFinite(code);
        Local vector = code.local(ValueType.V128);
        forEach(code, rule instanceof UpdateRule.Adam ? 1 : UNROLL, (at, offset) -> {
            code.get(at).memory(V128_LOAD, gradient + offset).set(vector);
            update.emit(vector, at, value + offset, nonFinite[offset / Lanes.BYTES]);
        });
        anyBit(code, nonFinite);
        return code.function();
    }

    /** {@code LossOp.SquaredNormGradient}. */
    Function squaredNormGradient(String name, int value, Slot lambda, int gradient) {
        Code code = module.function(name, TYPE);
        Local factor = PriorRule.Penalized.doubled(code, lambda);
        forEach(code, UNROLL, (at, offset) -> {
            code.get(at).get(at).memory(V128_LOAD, gradient + offset);
            code.get(factor)
                    .get(at)
                    .memory(V128_LOAD, value + offset)
                    .op(F32X4_MUL)
                    .op(F32X4_ADD);
            code.memory(V128_STORE, gradient + offset);
        });
        return code.function();
    }

    /** {@code LossOp.AbsoluteNormGradient}. */
    Function absoluteNormGradient(String name, int value, Slot lambda, int gradient) {
        Code code = module.function(name, TYPE);
        Local magnitude = lambda.splat(code);
        Local vector = code.local(ValueType.V128);
        forEach(code, UNROLL, (at, offset) -> {
            code.get(at).memory(V128_LOAD, value + offset).set(vector);
            code.get(at).get(at).memory(V128_LOAD, gradient + offset);
            PriorRule.SignPenalized.sign(code, vector, magnitude);
            code.op(F32X4_ADD).memory(V128_STORE, gradient + offset);
        });
        return code.function();
    }

    /** {@code UpdateOp.ClipValue}. */
    Function clipValue(String name, int gradient, float limit) {
        Code code = module.function(name, TYPE);
        forEach(code, UNROLL, (at, offset) -> {
            code.get(at).get(at).memory(V128_LOAD, gradient + offset);
            PriorRule.Clipped.clip(code, limit);
            code.memory(V128_STORE, gradient + offset);
        });
        return code.function();
    }

    /** {@code UpdateOp.ClipNorm}. */
    Function clipNorm(String name, int gradient, Slot squaredNorm, float limit) {
        Code code = module.function(name, TYPE);
        Local factor = squaredNorm.splat(code);
        code.f32x4(1f).f32x4(limit);
        code.get(factor).op(F32X4_SQRT).f32x4(SMALLEST_NORM).op(F32X4_ADD);
        code.op(F32X4_DIV).op(F32X4_PMIN).set(factor);
        forEach(code, UNROLL, (at, offset) -> {
            code.get(at).get(at).memory(V128_LOAD, gradient + offset);
            code.get(factor).op(F32X4_MUL).memory(V128_STORE, gradient + offset);
        });
        return code.function();
    }

    /** Writes +0. */
    Function clear(String name, int address) {
        Code code = module.function(name, TYPE);
        forEach(code, UNROLL, (at, offset) -> code.get(at).f32x4(0f).memory(V128_STORE, address + offset));
        return code.function();
    }

    /** Gives 1 if a number is infinite or NaN, else 0. */
    Function checkFinite(String name, int address) {
        Code code = module.function(name, TYPE.givingInt());
        Local vector = code.local(ValueType.V128);
        Local[] nonFinite = nonFinite(code);
        forEach(code, UNROLL, (at, offset) -> {
            Local bits = nonFinite[offset / Lanes.BYTES];
            code.get(at)
                    .memory(V128_LOAD, address + offset)
                    .tee(vector)
                    .get(vector)
                    .op(F32X4_SUB);
            code.get(bits).op(V128_OR).set(bits);
        });
        anyBit(code, nonFinite);
        return code.function();
    }

    /** As many as vectors in an iteration: one alone would be a chain of dependent operations. */
    private static Local[] nonFinite(Code code) {
        Local[] bits = new Local[UNROLL];
        for (int k = 0; k < UNROLL; k++) {
            bits[k] = code.local(ValueType.V128);
        }
        return bits;
    }

    private static void anyBit(Code code, Local[] vectors) {
        code.get(vectors[0]);
        for (int k = 1; k < vectors.length; k++) {
            code.get(vectors[k]).op(V128_OR);
        }
        code.op(V128_ANY_TRUE);
    }

    private interface Body {
        void write(Local at, int offset);
    }

    private static void forEach(Code code, int unroll, Body body) {
        Local at = code.parameter(0);
        Local end = code.parameter(1);
        code.get(at)
                .i32(LOG_BYTES)
                .op(I32_SHL)
                .set(at)
                .get(end)
                .i32(LOG_BYTES)
                .op(I32_SHL)
                .set(end);
        FlatLoop.write(code, at, end, unroll, offset -> body.write(at, offset));
    }
}
