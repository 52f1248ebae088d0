package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.Opcode;
import dev.nabla.wasm.ValueType;
import java.util.List;

/**
 * Defines functions on contiguous floats. But for the sums, each takes (first, end) and does the vectors of four from
 * first to before end, counted from addresses that are its constants.
 */
final class FlatKernels {
    private static final FunctionType TYPE = FunctionType.ofInts(2);
    private static final FunctionType SUM_TYPE =
            new FunctionType(List.of(ValueType.I32, ValueType.I32), List.of(ValueType.F32));
    private static final int UNROLL = 4;
    private static final int BLOCK = 1024;
    private static final int PARTIAL_SUMS = 16;
    private static final int LOG_BYTES = 4;

    /** What {@code UpdateOp.ClipNorm} adds to a norm. */
    private static final float SMALLEST_NORM = 1e-6f;

    /** What is summed of a number. */
    private enum Term {
        ITSELF,
        SQUARE,
        MAGNITUDE
    }

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

    /** A function (address, count) that gives the sum of so many floats, by the rule of {@code program.Reduction}. */
    Function sum(String name) {
        return sum(name, Term.ITSELF);
    }

    /** A function (address, count) that gives the sum of the squares of so many floats, by the same rule. */
    Function sumOfSquares(String name) {
        return sum(name, Term.SQUARE);
    }

    /** A function (address, count) that gives the sum of the magnitudes of so many floats, by the same rule. */
    Function sumOfMagnitudes(String name) {
        return sum(name, Term.MAGNITUDE);
    }

    private Function sum(String name, Term term) {
        Code code = module.function(name, SUM_TYPE);
        Local count = code.parameter(1);
        Local rest = code.local(ValueType.I32);
        Local total = code.local(ValueType.V128);
        SixteenSums sums = new SixteenSums(code, term);
        Label done = code.block();
        Label blocks = code.loop();
        code.get(count).i32(0).op(I32_LE_S).brIf(done);
        code.get(count).i32(BLOCK).get(count).i32(BLOCK).op(I32_LT_S).op(SELECT).set(rest);
        code.get(count).i32(BLOCK).op(I32_SUB).set(count);
        sums.addBlock(rest);
        code.get(total).op(F32X4_ADD).set(total).br(blocks).end(blocks).end(done);
        code.get(total).lane(F32X4_EXTRACT_LANE, 0);
        return code.function();
    }

    /** The interleaved partial sums of a block. */
    private static final class SixteenSums {
        private final Code code;
        private final Term term;
        private final Local at;
        private final Local vector;
        private final Local[] sums = new Local[PARTIAL_SUMS / Lanes.COUNT];

        SixteenSums(Code code, Term term) {
            this.code = code;
            this.term = term;
            at = code.parameter(0);
            vector = code.local(ValueType.V128);
            for (int k = 0; k < sums.length; k++) {
                sums[k] = code.local(ValueType.V128);
            }
        }

        /** Sums so many floats from {@code at} on, up to 1024; moves at, pushes the block's sum in all lanes. */
        void addBlock(Local rest) {
            for (Local sum : sums) {
                code.f32x4(0f).set(sum);
            }
            Label end = code.block();
            Label loop = code.loop();
            code.get(rest).i32(PARTIAL_SUMS).op(I32_LT_S).brIf(end);
            for (int k = 0; k < sums.length; k++) {
                load(k);
                addTo(sums[k]);
            }
            move(at, I32_ADD, PARTIAL_SUMS * Float.BYTES);
            move(rest, I32_SUB, PARTIAL_SUMS);
            code.br(loop).end(loop).end(end);
            addTail(rest);
            code.get(sums[0]).get(sums[2]).op(F32X4_ADD);
            code.get(sums[1]).get(sums[3]).op(F32X4_ADD).op(F32X4_ADD).set(vector);
            Lanes.sumAcross(code, vector);
            code.get(vector);
        }

        /** Up to 15 floats; +0 in place of those behind, whose vectors are not touched if none is wanted. */
        private void addTail(Local rest) {
            Label end = code.block();
            for (int k = 0; k < sums.length; k++) {
                int j = k * Lanes.COUNT;
                code.get(rest).i32(j).op(I32_LE_S).brIf(end);
                load(k);
                code.i32x4(j, j + 1, j + 2, j + 3)
                        .get(rest)
                        .op(I32X4_SPLAT)
                        .op(I32X4_LT_S)
                        .op(V128_AND);
                addTo(sums[k]);
            }
            code.end(end);
        }

        private void load(int k) {
            code.get(at).memory(V128_LOAD, k * Lanes.BYTES);
        }

        private void addTo(Local sum) {
            switch (term) {
                case ITSELF -> {}
                case SQUARE -> code.tee(vector).get(vector).op(F32X4_MUL);
                case MAGNITUDE -> code.op(F32X4_ABS);
            }
            code.get(sum).op(F32X4_ADD).set(sum);
        }

        private void move(Local local, Opcode operation, int by) {
            code.get(local).i32(by).op(operation).set(local);
        }
    }
}
