package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Global;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;

/** Emits what brings examples out of the data set into a chunk; each function takes the rows that it has to do. */
final class Gathering {
    private static final int VECTOR_BYTES = 16;
    private static final int FLOAT_BYTES = 4;
    private static final int BLOCK = 16;

    /*
     * v / 255 to the bit without a division, for 0 ≤ v ≤ 255: v·HIGH is exact, since HIGH has 9 significant bits, and what is
     * missing is so small that its rounding does not show. A test compares all 256.
     */
    static final float HIGH = 0x1.01p-8f;
    static final float LOW = (float) (1.0 / 255 - HIGH);

    private final Context context;

    Gathering(Context context) {
        this.context = context;
    }

    private Code function(String name) {
        return context.module().function(name, FunctionType.ofInts(2));
    }

    /** Pushes the address of the example that row {@code row} is, in data whose address a global holds. */
    private void example(Code code, Local row, Global data, int exampleBytes) {
        code.get(data);
        code.get(context.order()).get(row).i32(2).op(I32_SHL).op(I32_ADD).memory(I32_LOAD, 0);
        code.i32(exampleBytes).op(I32_MUL).op(I32_ADD);
    }

    /** {@code output[r] = labels[order[r]]}. */
    Function labels(String name, int output) {
        Code code = function(name);
        Local row = code.parameter(0);
        Loops.upTo(code, row, code.parameter(1), 1, () -> {
            code.get(row).i32(2).op(I32_SHL);
            example(code, row, context.targets(), FLOAT_BYTES);
            code.memory(I32_LOAD, 0).memory(I32_STORE, output);
        });
        return code.function();
    }

    /** {@code output[r] = data[order[r]]}, floats. */
    Function floats(String name, Global data, Matrix output) {
        Code code = function(name);
        Local row = code.parameter(0);
        Local source = code.local(ValueType.I32);
        Local target = code.local(ValueType.I32);
        Local count = code.local(ValueType.I32);
        int width = output.width();
        Loops.upTo(code, row, code.parameter(1), 1, () -> {
            example(code, row, data, width * FLOAT_BYTES);
            code.set(source);
            code.get(row).i32(output.rowBytes()).op(I32_MUL).set(target);
            int vectors = width / 4;
            if (vectors > 0) {
                Loops.times(code, count, vectors, 1, () -> {
                    code.get(target).get(source).memory(V128_LOAD, 0).memory(V128_STORE, output.address());
                    Loops.add(code, source, VECTOR_BYTES);
                    Loops.add(code, target, VECTOR_BYTES);
                });
            }
            for (int i = 0; i < width % 4; i++) {
                code.get(target).get(source).memory(F32_LOAD, i * FLOAT_BYTES);
                code.memory(F32_STORE, output.address() + i * FLOAT_BYTES);
            }
        });
        return code.function();
    }

    /** {@code output[r] = pixels[order[r]] / 255}. */
    Function pixels(String name, Matrix output) {
        return images(name, context.inputs(), true, Planes.of(output, 1, 1, output.width()));
    }

    /** {@code output[r] = data[order[r]]}, bytes / 255 or floats; pixels have no padding. */
    Function images(String name, Global data, boolean bytes, Planes output) {
        Code code = function(name);
        Local row = code.parameter(0);
        Local source = code.local(ValueType.I32);
        Local target = code.local(ValueType.I32);
        Local count = code.local(ValueType.I32);
        Local line = code.local(ValueType.I32);
        Local numbers = code.local(ValueType.V128);
        int width = output.width() * output.channels();
        int moved = bytes ? width / BLOCK * BLOCK * FLOAT_BYTES : width * FLOAT_BYTES;
        Loops.upTo(code, row, code.parameter(1), 1, () -> {
            example(code, row, data, output.height() * width * (bytes ? 1 : FLOAT_BYTES));
            code.set(source);
            code.get(row).i32(output.exampleBytes()).op(I32_MUL).set(target);
            Runnable body = () -> {
                if (bytes) {
                    pixels(code, width, source, target, count, numbers, output.address());
                } else {
                    code.get(target).i32(output.address()).op(I32_ADD);
                    code.get(source).i32(width * FLOAT_BYTES).memoryCopy();
                    Loops.add(code, source, width * FLOAT_BYTES);
                    Loops.add(code, target, width * FLOAT_BYTES);
                }
            };
            if (output.height() == 1) {
                body.run();
                return;
            }
            Loops.times(code, line, output.height(), 1, () -> {
                body.run();
                Loops.add(code, source, bytes ? width % BLOCK : 0);
                Loops.add(code, target, output.lineBytes() - moved);
            });
        });
        return code.function();
    }

    /** A line of pixels; source and target move on by whole blocks. */
    private static void pixels(
            Code code, int width, Local source, Local target, Local count, Local numbers, int address) {
        int blocks = width / BLOCK;
        if (blocks > 0) {
            Loops.times(code, count, blocks, 1, () -> {
                for (int quarter = 0; quarter < BLOCK / 4; quarter++) {
                    four(code, source, target, quarter, numbers, address);
                }
                Loops.add(code, source, BLOCK);
                Loops.add(code, target, BLOCK * FLOAT_BYTES);
            });
        }
        for (int quarter = 0; quarter < width % BLOCK / 4; quarter++) {
            four(code, source, target, quarter, numbers, address);
        }
        int done = width % BLOCK / 4 * 4;
        for (int i = done; i < done + width % 4; i++) {
            code.get(target).get(source).memory(I32_LOAD8_U, i).op(F32_CONVERT_I32_S);
            code.f32(255).op(F32_DIV).memory(F32_STORE, address + i * FLOAT_BYTES);
        }
    }

    /** Four pixels. */
    private static void four(Code code, Local source, Local target, int quarter, Local numbers, int address) {
        code.get(source).memory(V128_LOAD32_ZERO, 4 * quarter);
        code.op(I16X8_EXTEND_LOW_I8X16_U).op(I32X4_EXTEND_LOW_I16X8_U);
        code.op(F32X4_CONVERT_I32X4_S).set(numbers);
        code.get(target);
        code.get(numbers).f32x4(HIGH).op(F32X4_MUL);
        code.get(numbers).f32x4(LOW).op(F32X4_MUL).op(F32X4_ADD);
        code.memory(V128_STORE, address + quarter * VECTOR_BYTES);
    }

    /** Lists the chunk's non-zero pixels by pixel. */
    Function pixelLists(String name, Lists lists) {
        Code code = function(name);
        Local row = code.parameter(0);
        Local entry = code.local(ValueType.I32);
        Local end = code.local(ValueType.I32);
        Local heads = code.local(ValueType.I32);
        Local head = code.local(ValueType.I32);
        Local count = code.local(ValueType.I32);
        code.get(context.thread()).i32(FLOAT_BYTES * lists.width()).op(I32_MUL).set(heads);
        code.get(context.thread())
                .i32(lists.threadBytes())
                .op(I32_MUL)
                .i32(lists.pixels())
                .op(I32_ADD)
                .set(head);
        Loops.times(code, count, lists.width(), 1, () -> {
            code.get(heads).get(head).memory(I32_STORE, lists.pixelEnds());
            Loops.add(code, heads, FLOAT_BYTES);
            Loops.add(code, head, lists.pixelBytes());
        });
        touch(code, lists);
        code.get(context.thread()).i32(FLOAT_BYTES * lists.width()).op(I32_MUL).set(count);
        Loops.upTo(code, row, code.parameter(1), 1, () -> {
            entries(code, row, entry, end);
            Loops.upTo(code, entry, end, Lists.ENTRY_BYTES, () -> {
                code.get(entry)
                        .memory(I32_LOAD16_U, 0)
                        .i32(2)
                        .op(I32_SHL)
                        .get(count)
                        .op(I32_ADD)
                        .tee(heads);
                code.memory(I32_LOAD, lists.pixelEnds()).tee(head);
                code.get(entry)
                        .memory(I32_LOAD8_U, Lists.VALUE)
                        .i32(8)
                        .op(I32_SHL)
                        .get(row)
                        .op(I32_OR);
                code.memory(I32_STORE16, 0);
                code.get(heads).get(head).i32(Lists.PIXEL_ENTRY_BYTES).op(I32_ADD);
                code.memory(I32_STORE, lists.pixelEnds());
            });
        });
        return code.function();
    }

    /**
     * Reads a byte of each cache line of the rows' entries. A shuffled example is far from the one before it: asked for one
     * behind the other, all lines come at once; while entries are gone through, each would be waited for.
     */
    private void touch(Code code, Lists lists) {
        Local row = code.local(ValueType.I32);
        Local entry = code.local(ValueType.I32);
        Local end = code.local(ValueType.I32);
        Local sum = code.local(ValueType.I32);
        code.get(code.parameter(0)).set(row);
        Loops.upTo(code, row, code.parameter(1), 1, () -> {
            entries(code, row, entry, end);
            Loops.upTo(
                    code,
                    entry,
                    end,
                    Lists.LINE_BYTES,
                    () -> code.get(sum)
                            .get(entry)
                            .memory(I32_LOAD8_U, 0)
                            .op(I32_ADD)
                            .set(sum));
        });
        // Stored where nothing else is meant to be, so that the loads count.
        code.get(context.thread()).i32(2).op(I32_SHL).get(sum).memory(I32_STORE, lists.rowEnds());
    }

    /** Sets where the entries of a row's example begin and end. */
    void entries(Code code, Local row, Local entry, Local end) {
        example(code, row, context.inputs(), FLOAT_BYTES);
        code.tee(end).memory(I32_LOAD, 0).set(entry);
        code.get(end).memory(I32_LOAD, FLOAT_BYTES).set(end);
    }

    /** {@code output[r] = pixels[order[r]] / 255} of listed pixels. */
    Function listedPixels(String name, Lists lists, Matrix output) {
        Code code = function(name);
        Local row = code.parameter(0);
        Local entry = code.local(ValueType.I32);
        Local end = code.local(ValueType.I32);
        Local target = code.local(ValueType.I32);
        Loops.upTo(code, row, code.parameter(1), 1, () -> {
            code.get(row).i32(output.rowBytes()).op(I32_MUL).set(target);
            code.get(target)
                    .i32(output.address())
                    .op(I32_ADD)
                    .i32(0)
                    .i32(output.rowBytes())
                    .memoryFill();
            entries(code, row, entry, end);
            Loops.upTo(code, entry, end, Lists.ENTRY_BYTES, () -> {
                code.get(entry)
                        .memory(I32_LOAD16_U, 0)
                        .i32(2)
                        .op(I32_SHL)
                        .get(target)
                        .op(I32_ADD);
                code.get(entry).memory(I32_LOAD8_U, Lists.VALUE).i32(2).op(I32_SHL);
                code.memory(F32_LOAD, lists.table()).memory(F32_STORE, output.address());
            });
        });
        return code.function();
    }

    /** Lists the non-zero elements of each row of a matrix, by row. */
    Function rowLists(String name, Lists lists, Panels weights, Matrix input) {
        Code code = function(name);
        Local row = code.parameter(0);
        Local source = code.local(ValueType.I32);
        Local entry = code.local(ValueType.I32);
        Local weight = code.local(ValueType.I32);
        Local count = code.local(ValueType.I32);
        Local numbers = code.local(ValueType.V128);
        Loops.upTo(code, row, code.parameter(1), 1, () -> {
            code.get(row).i32(input.rowBytes()).op(I32_MUL).set(source);
            code.get(row)
                    .i32(lists.rowBytes())
                    .op(I32_MUL)
                    .i32(lists.rows())
                    .op(I32_ADD)
                    .set(entry);
            code.i32(0).set(weight);
            Loops.times(code, count, input.vectors(), 1, () -> {
                code.get(source).memory(V128_LOAD, input.address()).tee(numbers).op(V128_ANY_TRUE);
                Label some = code.when();
                for (int lane = 0; lane < 4; lane++) {
                    code.get(entry)
                            .get(weight)
                            .i32(lane * weights.rowBytes())
                            .op(I32_ADD)
                            .memory(I32_STORE, 0);
                    code.get(entry).get(numbers).lane(F32X4_EXTRACT_LANE, lane).memory(F32_STORE, FLOAT_BYTES);
                    // A zero of either sign is written over; NaN stays.
                    code.get(entry)
                            .get(numbers)
                            .lane(F32X4_EXTRACT_LANE, lane)
                            .f32(0)
                            .op(F32_NE);
                    code.i32(3).op(I32_SHL).op(I32_ADD).set(entry);
                }
                code.end(some);
                Loops.add(code, source, VECTOR_BYTES);
                Loops.add(code, weight, 4 * weights.rowBytes());
            });
            code.get(row).i32(2).op(I32_SHL).get(entry).memory(I32_STORE, lists.rowEnds());
        });
        return code.function();
    }
}
