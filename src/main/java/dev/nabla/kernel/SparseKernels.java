package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.program.Window;
import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;
import java.util.List;

/** Emits what lists the numbers of {@link SparseImages} that are not zero, and the gradient of the input made of them. */
final class SparseKernels {
    /** A filter's part of an entry's first 8 bytes. */
    private static final int HALF = 32;

    private final Context context;

    SparseKernels(Context context) {
        this.context = context;
    }

    private Code function(String name) {
        return context.module().function(name, FunctionType.ofInts(2));
    }

    /**
     * Lists by image and filter, for the images [first, end).
     *
     * @param window of the convolution, over x
     */
    Function lists(String name, SparseImages.Lists lists, Window window, Planes dz, Planes x) {
        Code code = function(name);
        Planes.Walk from = dz.walk();
        ImageLoop loop = new ImageLoop(code, dz.height(), 1, List.of(from.at(dz.address())));
        Local at = code.local(ValueType.I32);
        Local pixel = code.local(ValueType.I32);
        Local place = code.local(ValueType.I32);
        Local line = code.local(ValueType.I32);
        Local mask = code.local(ValueType.I32);
        Local vector = code.local(ValueType.V128);
        Local[] heads = new Local[Lanes.COUNT];
        for (int lane = 0; lane < heads.length; lane++) {
            heads[lane] = code.local(ValueType.I32);
        }
        loop.channels(
                dz.channels(),
                () -> loop.images(
                        code.parameter(0),
                        code.parameter(1),
                        () -> {
                            code.i32(0).set(line);
                            begin(code, loop, lists, heads);
                        },
                        k -> {
                            loop.at(from).set(at);
                            code.get(line).set(place);
                            Loops.times(code, pixel, dz.width(), 1, () -> {
                                code.get(at).memory(V128_LOAD, dz.address()).tee(vector);
                                code.f32x4(0).op(F32X4_NE).op(I32X4_BITMASK).set(mask);
                                for (int lane = 0; lane < heads.length; lane++) {
                                    code.get(heads[lane]).get(place).memory(I32_STORE, 0);
                                    code.get(heads[lane])
                                            .get(vector)
                                            .memoryLane(V128_STORE32_LANE, Integer.BYTES, lane);
                                    code.get(heads[lane])
                                            .get(mask)
                                            .i32(3 - lane)
                                            .op(I32_SHL)
                                            .i32(SparseImages.ENTRY_BYTES);
                                    code.op(I32_AND).op(I32_ADD).set(heads[lane]);
                                }
                                Loops.add(code, at, dz.pixelBytes());
                                Loops.add(code, place, window.stride() * x.pixelBytes());
                            });
                            Loops.add(code, line, window.stride() * x.lineBytes());
                        },
                        () -> end(code, loop, lists, heads)));
        return code.function();
    }

    /** Where the lists of four filters begin; what belongs to no filter goes behind the last list. */
    private static void begin(Code code, ImageLoop loop, SparseImages.Lists lists, Local[] heads) {
        for (int lane = 0; lane < heads.length; lane++) {
            filter(code, loop, lane);
            code.i32(lists.listBytes()).op(I32_MUL);
            code.i32(lists.imageBytes() - SparseImages.ENTRY_BYTES);
            filter(code, loop, lane);
            code.i32(lists.filters()).op(I32_LT_S).op(SELECT);
            code.get(loop.row()).i32(lists.imageBytes()).op(I32_MUL).op(I32_ADD);
            code.i32(lists.entries()).op(I32_ADD).set(heads[lane]);
        }
    }

    private static void filter(Code code, ImageLoop loop, int lane) {
        code.get(loop.channel()).i32(2).op(I32_SHR_U).i32(lane).op(I32_ADD);
    }

    private static void end(Code code, ImageLoop loop, SparseImages.Lists lists, Local[] heads) {
        for (int lane = 0; lane < heads.length; lane++) {
            filter(code, loop, lane);
            code.i32(lists.filters()).op(I32_LT_S);
            Label some = code.when();
            code.get(loop.row()).i32(lists.filters()).op(I32_MUL);
            filter(code, loop, lane);
            code.op(I32_ADD).i32(2).op(I32_SHL).get(heads[lane]).memory(I32_STORE, lists.ends());
            code.end(some);
        }
    }

    /** The gradient of a convolution's input, for the images [first, end). */
    Function inputGradient(
            String name,
            SparseImages.Sums sums,
            Window window,
            Planes dz,
            Reflection weights,
            Planes dx,
            Product.Epilogue epilogue) {
        Code code = function(name);
        Local room = code.local(ValueType.I32);
        Local entry = code.local(ValueType.I32);
        Local end = code.local(ValueType.I32);
        epilogue.begin(code);
        code.get(context.thread()).i32(sums.threadBytes()).op(I32_MUL).set(room);
        Local row = code.parameter(0);
        Loops.upTo(code, row, code.parameter(1), 1, () -> {
            code.get(room).i32(sums.image().address()).op(I32_ADD);
            code.i32(0).i32(sums.entries() - sums.image().address()).memoryFill();
            code.get(room).i32(sums.entries()).op(I32_ADD).set(end);
            entries(code, row, sums, window, dz, end);
            code.get(room).i32(sums.entries()).op(I32_ADD).set(entry);
            Loops.upTo(
                    code, entry, end, SparseImages.PIXEL_ENTRY_BYTES, () -> scatter(code, entry, room, sums, weights));
            copy(code, row, room, sums, window, dx, epilogue);
        });
        epilogue.end(code);
        return code.function();
    }

    /** Lists an image's numbers in order of the pixels. */
    private static void entries(Code code, Local row, SparseImages.Sums sums, Window window, Planes dz, Local end) {
        Local line = code.local(ValueType.I32);
        Local pixel = code.local(ValueType.I32);
        Local channel = code.local(ValueType.I32);
        Local at = code.local(ValueType.I32);
        Local mask = code.local(ValueType.I32);
        Local info = code.local(ValueType.I64);
        Local next = code.local(ValueType.I64);
        Local both = code.local(ValueType.I64);
        Local vector = code.local(ValueType.V128);
        int vectors = Lanes.vectors(dz.channels());
        code.get(row).i32(dz.exampleBytes()).op(I32_MUL).set(at);
        code.i64(0).set(next);
        Loops.times(code, line, dz.height(), 1, () -> {
            code.get(next).set(info);
            Loops.times(code, pixel, dz.width(), 1, () -> {
                code.get(info).set(both);
                Loops.times(code, channel, vectors, 1, () -> {
                    code.get(at).memory(V128_LOAD, dz.address()).tee(vector);
                    code.f32x4(0).op(F32X4_NE).op(I32X4_BITMASK).set(mask);
                    for (int lane = 0; lane < Lanes.COUNT; lane++) {
                        code.get(end).get(both).memory(I64_STORE, 0);
                        code.get(end).get(vector).memoryLane(V128_STORE32_LANE, SparseImages.PIXEL_VALUE, lane);
                        code.get(both)
                                .i64((long) Reflection.ROW_BYTES << HALF)
                                .op(I64_ADD)
                                .set(both);
                        code.get(end).get(mask).i32(4 - lane).op(I32_SHL);
                        code.i32(SparseImages.PIXEL_ENTRY_BYTES)
                                .op(I32_AND)
                                .op(I32_ADD)
                                .set(end);
                    }
                    Loops.add(code, at, Lanes.BYTES);
                });
                Loops.add(code, at, dz.pixelBytes() - vectors * Lanes.BYTES);
                code.get(info)
                        .i64((long) window.stride() * sums.image().pixelBytes())
                        .op(I64_ADD)
                        .set(info);
            });
            Loops.add(code, at, dz.lineBytes() - dz.width() * dz.pixelBytes());
            code.get(next)
                    .i64((long) window.stride() * sums.image().lineBytes())
                    .op(I64_ADD)
                    .set(next);
        });
    }

    /** Adds a filter's weights, times the entry's number, to the sums under the window. */
    private static void scatter(Code code, Local entry, Local room, SparseImages.Sums sums, Reflection weights) {
        Local at = code.local(ValueType.I32);
        Local weight = code.local(ValueType.I32);
        Local line = code.local(ValueType.I32);
        Local factor = code.local(ValueType.V128);
        Window window = weights.window();
        code.get(entry).memory(I32_LOAD, 0).get(room).op(I32_ADD).set(at);
        code.get(entry).memory(I32_LOAD, Integer.BYTES).set(weight);
        code.get(entry).memory(V128_LOAD32_SPLAT, SparseImages.PIXEL_VALUE).set(factor);
        // The taps lie last first, so the last line of the window first: sums of different lines are different ones.
        int vectors = Lanes.vectors(window.channels());
        boolean unrolled = window.area() * vectors <= 64;
        int height = unrolled ? window.kernelHeight() : 1;
        int lowest = unrolled ? 0 : window.kernelHeight() - 1;
        if (!unrolled) {
            Loops.add(code, at, lowest * sums.image().lineBytes());
        }
        Runnable lines = () -> {
            for (int ky = 0; ky < height; ky++) {
                for (int kx = 0; kx < window.kernelWidth(); kx++) {
                    for (int v = 0; v < vectors; v++) {
                        int offset = sums.image().address()
                                + ky * sums.image().lineBytes()
                                + kx * sums.image().pixelBytes()
                                + v * Lanes.BYTES;
                        int panel = v / 2 * weights.panelBytes() + v % 2 * Lanes.BYTES;
                        int from = weights.address() + panel + weights.offset(ky + lowest, kx);
                        code.get(at).get(at).memory(V128_LOAD, offset);
                        code.get(factor).get(weight).memory(V128_LOAD, from);
                        code.op(F32X4_MUL).op(F32X4_ADD).memory(V128_STORE, offset);
                    }
                }
            }
        };
        if (unrolled) {
            lines.run();
            return;
        }
        Loops.times(code, line, window.kernelHeight(), 1, () -> {
            lines.run();
            Loops.add(code, at, -sums.image().lineBytes());
            Loops.add(code, weight, window.kernelWidth() * weights.tapBytes());
        });
    }

    /** The sums of the image's pixels to where they belong. */
    private static void copy(
            Code code,
            Local row,
            Local room,
            SparseImages.Sums sums,
            Window window,
            Planes dx,
            Product.Epilogue epilogue) {
        Local line = code.local(ValueType.I32);
        Local pixel = code.local(ValueType.I32);
        Local column = code.local(ValueType.I32);
        Local from = code.local(ValueType.I32);
        Local to = code.local(ValueType.I32);
        Local fromLine = code.local(ValueType.I32);
        Local toLine = code.local(ValueType.I32);
        Local vector = code.local(ValueType.V128);
        int start = sums.image().address() + sums.image().offset(window.top(), window.left());
        code.get(room).set(fromLine);
        code.get(row).i32(dx.exampleBytes()).op(I32_MUL).set(toLine);
        Loops.times(code, line, dx.height(), 1, () -> {
            code.get(fromLine).set(from).get(toLine).set(to);
            Loops.times(code, pixel, dx.width(), 1, () -> {
                Loops.times(code, column, dx.pixelBytes(), Panels.TILE * Float.BYTES, () -> {
                    for (int v = 0; v < 2; v++) {
                        code.get(from)
                                .memory(V128_LOAD, start + v * Lanes.BYTES)
                                .set(vector);
                        epilogue.emit(code, vector, to, dx.address() + v * Lanes.BYTES, column, v);
                    }
                    Loops.add(code, from, Panels.TILE * Float.BYTES);
                    Loops.add(code, to, Panels.TILE * Float.BYTES);
                });
            });
            Loops.add(code, fromLine, sums.image().lineBytes());
            Loops.add(code, toLine, dx.lineBytes());
        });
    }
}
