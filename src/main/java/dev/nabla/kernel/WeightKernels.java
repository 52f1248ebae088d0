package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;

/** Emits what is done to parameters apart from products: transposes, sums over rows, row-major copies. */
final class WeightKernels {
    private static final int VECTOR = 4;
    private static final int VECTOR_BYTES = 16;
    private static final int FLOAT_BYTES = 4;

    private final Context context;

    WeightKernels(Context context) {
        this.context = context;
    }

    /** {@code target[j][i] = source[i][j]} for the inputs i in [first, end), first a multiple of 4. */
    Function transpose(String name, Panels source, Panels target) {
        Code code = context.module().function(name, FunctionType.ofInts(2));
        Local input = code.parameter(0);
        Local from = code.local(ValueType.I32);
        Local to = code.local(ValueType.I32);
        Local panel = code.local(ValueType.I32);
        Local[] rows = new Local[VECTOR];
        Local[] pairs = new Local[VECTOR];
        for (int i = 0; i < VECTOR; i++) {
            rows[i] = code.local(ValueType.V128);
            pairs[i] = code.local(ValueType.V128);
        }
        Loops.upTo(code, input, code.parameter(1), VECTOR, () -> {
            code.get(input).i32(source.rowBytes()).op(I32_MUL).set(from);
            code.get(input).i32(3).op(I32_SHR_U).i32(target.panelBytes()).op(I32_MUL);
            code.get(input)
                    .i32(Panels.TILE - 1)
                    .op(I32_AND)
                    .i32(2)
                    .op(I32_SHL)
                    .op(I32_ADD)
                    .set(to);
            Loops.times(code, panel, source.count(), 1, () -> {
                for (int j = 0; j < source.columns(); j += VECTOR) {
                    block(code, from, source.address() + j * FLOAT_BYTES, source.rowBytes(), rows, pairs);
                    for (int k = 0; k < VECTOR; k++) {
                        code.get(to).get(rows[k]);
                        code.memory(V128_STORE, target.address() + (j + k) * target.rowBytes());
                    }
                }
                Loops.add(code, from, source.panelBytes());
                Loops.add(code, to, source.columns() * target.rowBytes());
            });
        });
        return code.function();
    }

    /** Loads four vectors and leaves their transpose in {@code rows}. */
    static void block(Code code, Local from, int address, int rowBytes, Local[] rows, Local[] pairs) {
        for (int i = 0; i < VECTOR; i++) {
            code.get(from).memory(V128_LOAD, address + i * rowBytes).set(rows[i]);
        }
        code.get(rows[0]).get(rows[1]).shuffle(0, 4, 1, 5).set(pairs[0]);
        code.get(rows[2]).get(rows[3]).shuffle(0, 4, 1, 5).set(pairs[1]);
        code.get(rows[0]).get(rows[1]).shuffle(2, 6, 3, 7).set(pairs[2]);
        code.get(rows[2]).get(rows[3]).shuffle(2, 6, 3, 7).set(pairs[3]);
        code.get(pairs[0]).get(pairs[1]).shuffle(0, 1, 4, 5).set(rows[0]);
        code.get(pairs[0]).get(pairs[1]).shuffle(2, 3, 6, 7).set(rows[1]);
        code.get(pairs[2]).get(pairs[3]).shuffle(0, 1, 4, 5).set(rows[2]);
        code.get(pairs[2]).get(pairs[3]).shuffle(2, 3, 6, 7).set(rows[3]);
    }

    /**
     * {@code Σᵣ rows[r]} for the vectors [first, end) of the columns; the epilogue gets the sums.
     *
     * @param result address of the first element that the sums belong to
     */
    Function sumRows(String name, Matrix rows, int result, Product.Epilogue epilogue) {
        Code code = context.module().function(name, FunctionType.ofInts(2));
        Local vector = code.parameter(0);
        Local place = code.local(ValueType.I32);
        Local from = code.local(ValueType.I32);
        Local count = code.local(ValueType.I32);
        Local sums = code.local(ValueType.V128);
        epilogue.begin(code);
        Loops.upTo(code, vector, code.parameter(1), 1, () -> {
            code.get(vector).i32(4).op(I32_SHL).tee(place).set(from);
            if (epilogue.accumulates()) {
                code.get(place).memory(V128_LOAD, result).set(sums);
            } else {
                code.f32x4(0).set(sums);
            }
            code.get(context.rows()).set(count);
            Label again = code.loop();
            code.get(sums)
                    .get(from)
                    .memory(V128_LOAD, rows.address())
                    .op(F32X4_ADD)
                    .set(sums);
            Loops.add(code, from, rows.rowBytes());
            code.get(count).i32(1).op(I32_SUB).tee(count).brIf(again);
            code.end(again);
            epilogue.emit(code, sums, place, result, place, 0);
        });
        epilogue.end(code);
        return code.function();
    }

    /** An update of whole vectors from a stored gradient, for the vectors [first, end). */
    Function update(String name, int value, int gradient, Product.Epilogue update) {
        Code code = context.module().function(name, FunctionType.ofInts(2));
        Local vector = code.parameter(0);
        Local place = code.local(ValueType.I32);
        Local sums = code.local(ValueType.V128);
        update.begin(code);
        Loops.upTo(code, vector, code.parameter(1), 1, () -> {
            code.get(vector)
                    .i32(4)
                    .op(I32_SHL)
                    .tee(place)
                    .memory(V128_LOAD, gradient)
                    .set(sums);
            update.emit(code, sums, place, value, place, 0);
        });
        update.end(code);
        return code.function();
    }

    /** Copies weights row-major to an address; takes the outputs [first, end). */
    Function unpack(String name, Panels source, int target) {
        Code code = context.module().function(name, FunctionType.ofInts(2));
        Local output = code.parameter(0);
        Local from = code.local(ValueType.I32);
        Local to = code.local(ValueType.I32);
        Local count = code.local(ValueType.I32);
        Loops.upTo(code, output, code.parameter(1), 1, () -> {
            code.get(output)
                    .i32(source.columns())
                    .op(I32_DIV_U)
                    .i32(source.panelBytes())
                    .op(I32_MUL);
            code.get(output)
                    .i32(source.columns())
                    .op(I32_REM_U)
                    .i32(FLOAT_BYTES)
                    .op(I32_MUL)
                    .op(I32_ADD)
                    .set(from);
            code.get(output).i32(source.inputs() * FLOAT_BYTES).op(I32_MUL).set(to);
            Loops.times(code, count, source.inputs(), 1, () -> {
                code.get(to).get(from).memory(F32_LOAD, source.address()).memory(F32_STORE, target);
                Loops.add(code, from, source.rowBytes());
                Loops.add(code, to, FLOAT_BYTES);
            });
        });
        return code.function();
    }

    /** {@code value −= rate·value} for the vectors [first, end). */
    Function decay(String name, int value, Slot rate) {
        Code code = context.module().function(name, FunctionType.ofInts(2));
        Local vector = code.parameter(0);
        Local place = code.local(ValueType.I32);
        Local old = code.local(ValueType.V128);
        Local factor = rate.splat(code);
        Loops.upTo(code, vector, code.parameter(1), 1, () -> {
            code.get(vector).i32(4).op(I32_SHL).tee(place);
            code.get(place).memory(V128_LOAD, value).tee(old);
            code.get(factor).get(old).op(F32X4_MUL).op(F32X4_SUB).memory(V128_STORE, value);
        });
        return code.function();
    }

    /** Notes if the vectors [first, end) hold an infinity or a NaN, which {@code check} says. */
    Function checkFinite(String name, Function check, int number) {
        Code code = context.module().function(name, FunctionType.ofInts(2));
        code.get(code.parameter(0)).get(code.parameter(1)).call(check);
        UpdateEpilogue.report(code, context, number);
        return code.function();
    }

    /** {@code metric = Σ losses · factor} over the batch. */
    Function mean(String name, Function sum, int losses, Slot factor, Slot metric) {
        Code code = context.module().function(name, FunctionType.ofInts(2));
        code.get(metric.row()).i32(losses).get(context.batchRows()).call(sum);
        code.get(factor.row()).memory(F32_LOAD, factor.offset()).op(F32_MUL);
        code.memory(F32_STORE, metric.offset());
        return code.function();
    }

    /** {@code metric += factor · Σ} over so many values, summed by a function (address, count). */
    Function norm(String name, Function sum, int value, int count, Slot factor, Slot metric) {
        Code code = context.module().function(name, FunctionType.ofInts(2));
        code.get(metric.row()).get(metric.row()).memory(F32_LOAD, metric.offset());
        code.get(factor.row()).memory(F32_LOAD, factor.offset());
        code.i32(value).i32(count).call(sum).op(F32_MUL).op(F32_ADD);
        code.memory(F32_STORE, metric.offset());
        return code.function();
    }

    /** Stores sums where they belong. */
    static final class Store implements Product.Epilogue {
        private final boolean accumulates;

        /** Stores sums; {@code accumulates}: that began with what was there. */
        Store(boolean accumulates) {
            this.accumulates = accumulates;
        }

        @Override
        public boolean accumulates() {
            return accumulates;
        }

        @Override
        public void emit(Code code, Local sums, Local place, int offset, Local column, int vector) {
            code.get(place).get(sums).memory(V128_STORE, offset);
        }
    }

    static int vectors(int floats) {
        return floats * FLOAT_BYTES / VECTOR_BYTES;
    }
}
