package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.program.Window;
import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;

/**
 * Emits the gradient of a convolution's weights from {@link SparseImages}: for each number that is listed of a filter, the
 * numbers under its window are added, times it, to as many sums, vectors of taps. The sums of four filters are put down, turned,
 * and given to the epilogue.
 *
 * <p>What is not listed is zero, and left out only where x is finite; if it is not, the product does all of it. The function
 * takes the units that it has to do: a unit is some lines of the window, for four filters.
 */
final class SparseGradient {
    /** Room of a thread for the sums of four filters. */
    static final int SCRATCH_BYTES = 1024;

    private static final int MOST_SUMS = 12;
    private static final int WISHED_SUMS = 10;

    private final Context context;
    private final SparseImages.Lists lists;
    private final Window window;
    private final Planes x;
    private final Panels value;
    private final Product.Epilogue epilogue;
    private final int vectors;
    private final int lines;

    /** For four filters at a time; see {@link ImageGradient}. */
    SparseGradient(
            Context context,
            SparseImages.Lists lists,
            Window window,
            Planes x,
            Panels value,
            Product.Epilogue epilogue) {
        this.context = context;
        this.lists = lists;
        this.window = window;
        this.x = x;
        this.value = value;
        this.epilogue = epilogue;
        vectors = vectors(window, x);
        lines = lines(window, vectors);
    }

    private static int vectors(Window window, Planes x) {
        return Lanes.vectors((window.kernelWidth() - 1) * x.pixel() + window.channels());
    }

    /** Lines whose sums fit the registers, without a rest. */
    private static int lines(Window window, int vectors) {
        int lines = Math.max(1, WISHED_SUMS / vectors);
        while (window.kernelHeight() % lines != 0) {
            lines--;
        }
        return lines;
    }

    /** Whether the sums of a line fit the registers. */
    static boolean fits(Window window, Planes x) {
        return vectors(window, x) <= MOST_SUMS;
    }

    private int fours() {
        return Lanes.vectors(value.outputs());
    }

    /** Number of units. */
    int units() {
        return window.kernelHeight() / lines * fours();
    }

    /**
     * Emits the function.
     *
     * @param dense the product, which takes units of its own
     */
    Function emit(String name, ImageGradient dense) {
        Function product = dense.emit(context.module());
        Function sums = new Emission(context.module().function(name + " of lists", FunctionType.ofInts(2))).emit();
        if (lists.finite()) {
            return sums;
        }
        Code code = context.module().function(name + " if finite", FunctionType.ofInts(2));
        Local bad = code.local(ValueType.V128);
        Local at = code.local(ValueType.I32);
        Local end = code.local(ValueType.I32);
        Local vector = code.local(ValueType.V128);
        code.get(context.rows()).i32(x.exampleBytes()).op(I32_MUL).set(end);
        FlatLoop.write(code, at, end, 4, offset -> {
            code.get(at)
                    .memory(V128_LOAD, x.address() + offset)
                    .tee(vector)
                    .get(vector)
                    .op(F32X4_SUB);
            code.get(bad).op(V128_OR).set(bad);
        });
        code.get(bad).op(V128_ANY_TRUE);
        Label some = code.when();
        share(code, dense.units(), 0);
        share(code, dense.units(), 1);
        code.call(product);
        code.otherwise();
        code.get(code.parameter(0)).get(code.parameter(1)).call(sums);
        code.end(some);
        return code.function();
    }

    /** Pushes where this thread's share of so many units begins, or with 1 where it ends. */
    private void share(Code code, int units, int more) {
        code.get(context.thread()).i32(more).op(I32_ADD).i32(units).op(I32_MUL);
        code.get(context.threads()).op(I32_DIV_U);
    }

    private final class Emission {
        private final Code code;
        private final Local unit;
        private final Local group;
        private final Local filter;
        private final Local lane;
        private final Local row;
        private final Local image;
        private final Local entry;
        private final Local end;
        private final Local at;
        private final Local place;
        private final Local column;
        private final Local room;
        private final Local line;
        private final Local factor;
        private final Local[] sums;
        private final Local[] rows = new Local[Lanes.COUNT];
        private final Local[] pairs = new Local[Lanes.COUNT];

        Emission(Code code) {
            this.code = code;
            unit = code.parameter(0);
            group = code.local(ValueType.I32);
            filter = code.local(ValueType.I32);
            lane = code.local(ValueType.I32);
            row = code.local(ValueType.I32);
            image = code.local(ValueType.I32);
            entry = code.local(ValueType.I32);
            end = code.local(ValueType.I32);
            at = code.local(ValueType.I32);
            place = code.local(ValueType.I32);
            column = code.local(ValueType.I32);
            room = code.local(ValueType.I32);
            line = code.local(ValueType.I32);
            factor = code.local(ValueType.V128);
            sums = new Local[lines * vectors];
            for (int i = 0; i < sums.length; i++) {
                sums[i] = code.local(ValueType.V128);
            }
            for (int i = 0; i < Lanes.COUNT; i++) {
                rows[i] = code.local(ValueType.V128);
                pairs[i] = code.local(ValueType.V128);
            }
        }

        Function emit() {
            epilogue.begin(code);
            Loops.upTo(code, unit, code.parameter(1), 1, () -> {
                code.get(unit).i32(fours()).op(I32_DIV_U).set(group);
                code.get(unit)
                        .i32(fours())
                        .op(I32_REM_U)
                        .i32(Lanes.COUNT)
                        .op(I32_MUL)
                        .set(filter);
                Loops.times(code, lane, Lanes.COUNT, 1, () -> {
                    clear();
                    code.get(filter).get(lane).op(I32_ADD).i32(lists.filters()).op(I32_LT_S);
                    Label some = code.when();
                    images();
                    code.end(some);
                    putDown();
                });
                takeUp();
            });
            epilogue.end(code);
            return code.function();
        }

        private void clear() {
            for (Local sum : sums) {
                code.f32x4(0).set(sum);
            }
        }

        /** Adds up what is listed of the filter. */
        private void images() {
            int start = x.address() + x.offset(-window.top(), -window.left());
            code.get(group).i32(lines * x.lineBytes()).op(I32_MUL).set(image);
            code.i32(0).set(row);
            Label images = code.loop();
            code.get(row).i32(lists.imageBytes()).op(I32_MUL);
            code.get(filter)
                    .get(lane)
                    .op(I32_ADD)
                    .tee(end)
                    .i32(lists.listBytes())
                    .op(I32_MUL)
                    .op(I32_ADD);
            code.i32(lists.entries()).op(I32_ADD).set(entry);
            code.get(row)
                    .i32(lists.filters())
                    .op(I32_MUL)
                    .get(end)
                    .op(I32_ADD)
                    .i32(2)
                    .op(I32_SHL);
            code.memory(I32_LOAD, lists.ends()).set(end);
            Loops.upTo(code, entry, end, SparseImages.ENTRY_BYTES, () -> {
                code.get(entry).memory(I32_LOAD, 0).get(image).op(I32_ADD).set(at);
                code.get(entry).memory(V128_LOAD32_SPLAT, Integer.BYTES).set(factor);
                for (int l = 0; l < lines; l++) {
                    for (int v = 0; v < vectors; v++) {
                        Local sum = sums[l * vectors + v];
                        code.get(sum).get(factor);
                        code.get(at).memory(V128_LOAD, start + l * x.lineBytes() + v * Lanes.BYTES);
                        code.op(F32X4_MUL).op(F32X4_ADD).set(sum);
                    }
                }
            });
            Loops.add(code, image, x.exampleBytes());
            code.get(row)
                    .i32(1)
                    .op(I32_ADD)
                    .tee(row)
                    .get(context.rows())
                    .op(I32_LT_S)
                    .brIf(images);
            code.end(images);
        }

        private int sumBytes() {
            return lines * vectors * Lanes.BYTES;
        }

        private void putDown() {
            code.get(context.thread()).i32(SCRATCH_BYTES).op(I32_MUL).set(room);
            code.get(lane).i32(sumBytes()).op(I32_MUL).get(room).op(I32_ADD).set(at);
            for (int i = 0; i < sums.length; i++) {
                code.get(at).get(sums[i]).memory(V128_STORE, lists.scratch() + i * Lanes.BYTES);
            }
        }

        /** Tap by tap the sums of the four filters. */
        private void takeUp() {
            int taps = window.kernelWidth() * window.channels();
            code.get(filter)
                    .i32(Panels.TILE)
                    .op(I32_DIV_U)
                    .i32(value.panelBytes())
                    .op(I32_MUL);
            code.get(filter).i32(Panels.TILE - 1).op(I32_AND).i32(2).op(I32_SHL).op(I32_ADD);
            code.get(group)
                    .i32(lines * taps * value.rowBytes())
                    .op(I32_MUL)
                    .op(I32_ADD)
                    .set(place);
            code.get(filter).i32(2).op(I32_SHL).set(column);
            Loops.times(code, line, lines, 1, () -> {
                for (int v = 0; v < vectors; v++) {
                    WeightKernels.block(code, room, lists.scratch() + v * Lanes.BYTES, sumBytes(), rows, pairs);
                    for (int k = 0; k < Lanes.COUNT; k++) {
                        int tap = tap(v * Lanes.COUNT + k);
                        if (tap >= 0) {
                            int offset = value.address() + tap * value.rowBytes();
                            epilogue.emit(code, rows[k], place, offset, column, 0);
                        }
                    }
                }
                Loops.add(code, room, vectors * Lanes.BYTES);
                Loops.add(code, place, taps * value.rowBytes());
            });
        }

        /** Which tap of a line a lane of its sums belongs to; −1 for none. */
        private int tap(int at) {
            int kx = at / x.pixel();
            int c = at % x.pixel();
            return kx < window.kernelWidth() && c < window.channels() ? kx * window.channels() + c : -1;
        }
    }
}
