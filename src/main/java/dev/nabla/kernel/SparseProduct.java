package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Emits the products of a first layer that pass over zero inputs, by {@link Lists}. A panel of weights is as wide as the
 * registers allow, so that each entry is read once for many outputs.
 */
final class SparseProduct {
    private static final int VECTOR_BYTES = 16;
    private static final int FLOAT_BYTES = 4;

    private final Context context;
    private final Gathering gathering;
    private final Lists lists;
    private final Panels weights;
    private final int vectors;

    SparseProduct(Context context, Lists lists, Panels weights) {
        this.context = context;
        this.gathering = new Gathering(context);
        this.lists = lists;
        this.weights = weights;
        this.vectors = weights.columns() * FLOAT_BYTES / VECTOR_BYTES;
    }

    /** {@code z[r] = Σᵢ x[r][i]·W[·][i]} of the data set's entries, for the rows [first, end). */
    Function forward(String name, Matrix z, Product.Epilogue epilogue) {
        Forward forward = new Forward(name, z, epilogue);
        Code code = forward.code;
        Local offset = code.local(ValueType.I32);
        return forward.emit(
                () -> gathering.entries(code, forward.row, forward.entry, forward.end),
                () -> Loops.byTwo(code, forward.entry, forward.end, Lists.ENTRY_BYTES, ahead -> {
                    code.get(forward.entry)
                            .memory(I32_LOAD16_U, ahead)
                            .i32(weights.rowBytes())
                            .op(I32_MUL);
                    code.get(forward.panel).op(I32_ADD).set(offset);
                    code.get(forward.entry)
                            .memory(I32_LOAD8_U, ahead + Lists.VALUE)
                            .i32(2)
                            .op(I32_SHL);
                    code.memory(V128_LOAD32_SPLAT, lists.table()).set(forward.factor);
                    terms(code, forward.sums, forward.factor, offset, weights.address());
                }));
    }

    /** The same of lists by row. */
    Function forwardOfRows(String name, Matrix z, Product.Epilogue epilogue) {
        Forward forward = new Forward(name, z, epilogue);
        Code code = forward.code;
        Local offset = code.local(ValueType.I32);
        return forward.emit(
                () -> {
                    code.get(forward.row)
                            .i32(lists.rowBytes())
                            .op(I32_MUL)
                            .i32(lists.rows())
                            .op(I32_ADD);
                    code.set(forward.entry);
                    code.get(forward.row)
                            .i32(2)
                            .op(I32_SHL)
                            .memory(I32_LOAD, lists.rowEnds())
                            .set(forward.end);
                },
                () -> Loops.byTwo(code, forward.entry, forward.end, Lists.ROW_ENTRY_BYTES, ahead -> {
                    code.get(forward.entry)
                            .memory(I32_LOAD, ahead)
                            .get(forward.panel)
                            .op(I32_ADD)
                            .set(offset);
                    code.get(forward.entry)
                            .memory(V128_LOAD32_SPLAT, ahead + FLOAT_BYTES)
                            .set(forward.factor);
                    terms(code, forward.sums, forward.factor, offset, weights.address());
                }));
    }

    /** A forward product while it is written. */
    private final class Forward {
        private final Matrix z;
        private final Product.Epilogue epilogue;
        private final Code code;
        private final Local row;
        private final Local entry;
        private final Local end;
        private final Local panel;
        private final Local place;
        private final Local column;
        private final Local factor;
        private final List<Local> sums;

        Forward(String name, Matrix z, Product.Epilogue epilogue) {
            this.z = z;
            this.epilogue = epilogue;
            code = context.module().function(name, FunctionType.ofInts(2));
            row = code.local(ValueType.I32);
            entry = code.local(ValueType.I32);
            end = code.local(ValueType.I32);
            panel = code.local(ValueType.I32);
            place = code.local(ValueType.I32);
            column = code.local(ValueType.I32);
            factor = code.local(ValueType.V128);
            sums = vectors(code);
        }

        Function emit(Runnable begin, Runnable entries) {
            epilogue.begin(code);
            Loops.times(code, panel, weights.count() * weights.panelBytes(), weights.panelBytes(), () -> {
                code.get(code.parameter(0)).set(row);
                code.get(row)
                        .i32(z.rowBytes())
                        .op(I32_MUL)
                        .get(column)
                        .op(I32_ADD)
                        .set(place);
                Loops.upTo(code, row, code.parameter(1), 1, () -> {
                    clear(code, sums);
                    begin.run();
                    entries.run();
                    for (int v = 0; v < vectors; v++) {
                        epilogue.emit(code, sums.get(v), place, z.address() + v * VECTOR_BYTES, column, v);
                    }
                    Loops.add(code, place, z.rowBytes());
                });
                Loops.add(code, column, weights.rowBytes());
            });
            epilogue.end(code);
            return code.function();
        }
    }

    /**
     * {@code dW[·][i] = Σᵣ dz[r]·x[r][i]} for the inputs [first, end); the epilogue gets the sums of each panel and input.
     *
     * @param skipsEmpty whether inputs that are zero in the whole chunk need no update
     */
    Function weightGradient(String name, Matrix dz, Product.Epilogue epilogue, boolean skipsEmpty) {
        Code code = context.module().function(name, FunctionType.ofInts(2));
        Local input = code.local(ValueType.I32);
        Local entry = code.local(ValueType.I32);
        Local end = code.local(ValueType.I32);
        Local panel = code.local(ValueType.I32);
        Local delta = code.local(ValueType.I32);
        Local place = code.local(ValueType.I32);
        Local column = code.local(ValueType.I32);
        Local list = code.local(ValueType.I32);
        Local head = code.local(ValueType.I32);
        Local part = code.local(ValueType.I32);
        Local some = code.local(ValueType.I32);
        Local unknown = code.local(ValueType.I32);
        Local factor = code.local(ValueType.V128);
        List<Local> sums = vectors(code);
        List<Local> zeros = vectors(code);
        epilogue.begin(code);
        Loops.times(code, panel, weights.count() * weights.panelBytes(), weights.panelBytes(), () -> {
            zeros(code, zeros, dz, column, delta, part);
            code.i32(0).set(unknown);
            for (Local zero : zeros) {
                code.get(unknown).get(zero).op(V128_ANY_TRUE).op(I32_OR).set(unknown);
            }
            code.get(code.parameter(0)).set(input);
            code.get(input)
                    .i32(weights.rowBytes())
                    .op(I32_MUL)
                    .get(panel)
                    .op(I32_ADD)
                    .set(place);
            Loops.upTo(code, input, code.parameter(1), 1, () -> {
                for (int v = 0; v < vectors; v++) {
                    code.get(zeros.get(v)).set(sums.get(v));
                }
                code.get(input)
                        .i32(lists.pixelBytes())
                        .op(I32_MUL)
                        .i32(lists.pixels())
                        .op(I32_ADD)
                        .set(list);
                code.get(input).i32(2).op(I32_SHL).set(head);
                code.get(context.threads()).set(part);
                code.get(unknown).set(some);
                Label parts = code.loop();
                code.get(list).set(entry);
                code.get(head).memory(I32_LOAD, lists.pixelEnds()).set(end);
                if (skipsEmpty) {
                    code.get(some).get(end).get(list).op(I32_SUB).op(I32_OR).set(some);
                }
                Loops.upTo(code, entry, end, Lists.PIXEL_ENTRY_BYTES, () -> {
                    code.get(entry).memory(I32_LOAD8_U, 0).i32(dz.rowBytes()).op(I32_MUL);
                    code.get(column).op(I32_ADD).set(delta);
                    code.get(entry).memory(I32_LOAD8_U, 1).i32(2).op(I32_SHL);
                    code.memory(V128_LOAD32_SPLAT, lists.table()).set(factor);
                    terms(code, sums, factor, delta, dz.address());
                });
                Loops.add(code, list, lists.threadBytes());
                Loops.add(code, head, FLOAT_BYTES * lists.width());
                code.get(part).i32(1).op(I32_SUB).tee(part).brIf(parts);
                code.end(parts);
                Label nothing = code.block();
                if (skipsEmpty) {
                    code.get(some).op(I32_EQZ).brIf(nothing);
                }
                for (int v = 0; v < vectors; v++) {
                    epilogue.emit(code, sums.get(v), place, weights.address() + v * VECTOR_BYTES, column, v);
                }
                code.end(nothing);
                Loops.add(code, place, weights.rowBytes());
            });
            Loops.add(code, column, weights.rowBytes());
        });
        epilogue.end(code);
        return code.function();
    }

    /** What zero pixels contribute: {@code Σᵣ 0·dz[r]}, which is +0, or NaN where an element of dz is infinite or NaN. */
    private void zeros(Code code, List<Local> zeros, Matrix dz, Local column, Local delta, Local count) {
        Local zero = code.local(ValueType.V128);
        clear(code, zeros);
        code.f32x4(0).set(zero);
        code.get(column).set(delta);
        code.get(context.rows()).set(count);
        Label rows = code.loop();
        terms(code, zeros, zero, delta, dz.address());
        Loops.add(code, delta, dz.rowBytes());
        code.get(count).i32(1).op(I32_SUB).tee(count).brIf(rows);
        code.end(rows);
    }

    /** One term of all sums: the factor times the vectors at an address. */
    private void terms(Code code, List<Local> sums, Local factor, Local place, int address) {
        for (int v = 0; v < vectors; v++) {
            code.get(sums.get(v));
            code.get(factor)
                    .get(place)
                    .memory(V128_LOAD, address + v * VECTOR_BYTES)
                    .op(F32X4_MUL);
            code.op(F32X4_ADD).set(sums.get(v));
        }
    }

    private List<Local> vectors(Code code) {
        List<Local> locals = new ArrayList<>();
        for (int v = 0; v < vectors; v++) {
            locals.add(code.local(ValueType.V128));
        }
        return locals;
    }

    private static void clear(Code code, List<Local> sums) {
        for (Local sum : sums) {
            code.f32x4(0).set(sum);
        }
    }
}
