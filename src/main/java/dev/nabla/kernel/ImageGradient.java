package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.program.Window;
import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Global;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Emits the gradient of a convolution's weights, {@code dW[f][tap] = Σ dz[r][oy][ox][f]·x[r][…]}, arranged like the weights.
 * The rows of a register tile are 5 taps, its columns 8 filters; a tile goes over the pixels of one image, puts its sums
 * down and takes them up again for the next image: all taps go over an image while it is near.
 *
 * <p>The function takes the units that it has to do: a unit is a run of taps whose factors follow each other in memory, for 8
 * filters. The epilogue gets the sums of a unit when all images are done.
 */
final class ImageGradient {
    private static final int VECTORS = 2;
    private static final int VECTOR_BYTES = 16;
    private static final int TILE_BYTES = VECTORS * VECTOR_BYTES;
    private static final int FLOAT_BYTES = 4;
    private static final int WHOLE = 8;
    private static final int UNROLL = 4;

    private final String name;
    private final Window window;
    private final Planes dz;
    private final Planes x;
    private final Panels result;
    private final Panels value;
    private final Global rows;
    private final Product.Epilogue epilogue;
    private final int runs;
    private final int run;

    /**
     * A gradient; nothing is emitted yet.
     *
     * @param result where the sums go, {@link Panels#TILE} columns a panel; of the shape [filters, taps]
     * @param value what belongs to the sums, arranged like them: where the epilogue gets them
     * @param rows number of images
     * @param epilogue if it accumulates, the sums begin with what the result holds, and stay there
     */
    ImageGradient(
            String name,
            Window window,
            Planes dz,
            Planes x,
            Panels result,
            Panels value,
            Global rows,
            Product.Epilogue epilogue) {
        this.name = name;
        this.window = window;
        this.dz = dz;
        this.x = x;
        this.result = result;
        this.value = value;
        this.rows = rows;
        this.epilogue = epilogue;
        boolean follows = x.pixel() == window.channels();
        runs = follows ? window.kernelHeight() : window.area();
        run = window.taps() / runs;
    }

    /** Number of units. */
    int units() {
        return runs * result.tiles();
    }

    /** Emits the function. */
    Function emit(ModuleBuilder module) {
        return new Emission(module.function(name, FunctionType.ofInts(2))).emit();
    }

    private final class Emission {
        private final Code code;
        private final Local unit;
        private final Local column;
        private final Local aRun;
        private final Local cRun;
        private final Local row;
        private final Local aImage;
        private final Local bImage;
        private final Local aTile;
        private final Local c;
        private final Local a;
        private final Local b;
        private final Local tileCount;
        private final Local lineCount;
        private final Local pixelCount;
        private final Local factor;
        private final Local[] right = new Local[VECTORS];
        private final Local[] masks = new Local[VECTORS];
        private final List<Local> sums = new ArrayList<>();

        Emission(Code code) {
            this.code = code;
            unit = code.parameter(0);
            column = code.local(ValueType.I32);
            aRun = code.local(ValueType.I32);
            cRun = code.local(ValueType.I32);
            row = code.local(ValueType.I32);
            aImage = code.local(ValueType.I32);
            bImage = code.local(ValueType.I32);
            aTile = code.local(ValueType.I32);
            c = code.local(ValueType.I32);
            a = code.local(ValueType.I32);
            b = code.local(ValueType.I32);
            tileCount = code.local(ValueType.I32);
            lineCount = code.local(ValueType.I32);
            pixelCount = code.local(ValueType.I32);
            factor = code.local(ValueType.V128);
            for (int v = 0; v < VECTORS; v++) {
                right[v] = code.local(ValueType.V128);
                masks[v] = code.local(ValueType.V128);
            }
        }

        Function emit() {
            epilogue.begin(code);
            Loops.upTo(code, unit, code.parameter(1), 1, () -> {
                place();
                if (!epilogue.accumulates()) {
                    code.get(cRun).i32(result.address()).op(I32_ADD);
                    code.i32(0).i32(run * TILE_BYTES).memoryFill();
                }
                code.get(aRun).set(aImage).get(column).set(bImage).get(rows).set(row);
                Label images = code.loop();
                image();
                Loops.add(code, aImage, x.exampleBytes());
                Loops.add(code, bImage, dz.exampleBytes());
                code.get(row).i32(1).op(I32_SUB).tee(row).brIf(images);
                code.end(images);
                if (!epilogue.accumulates()) {
                    sums();
                }
            });
            epilogue.end(code);
            return code.function();
        }

        /** Where the unit's factors and sums lie. */
        private void place() {
            Local which = tileCount;
            code.get(unit)
                    .i32(result.tiles())
                    .op(I32_REM_U)
                    .i32(TILE_BYTES)
                    .op(I32_MUL)
                    .set(column);
            code.get(unit).i32(result.tiles()).op(I32_DIV_U).set(which);
            if (runs == window.kernelHeight()) {
                code.get(which).i32(x.lineBytes()).op(I32_MUL).set(aRun);
            } else {
                code.get(which)
                        .i32(window.kernelWidth())
                        .op(I32_DIV_U)
                        .i32(x.lineBytes())
                        .op(I32_MUL);
                code.get(which)
                        .i32(window.kernelWidth())
                        .op(I32_REM_U)
                        .i32(x.pixelBytes())
                        .op(I32_MUL);
                code.op(I32_ADD).set(aRun);
            }
            code.get(which).i32(run * TILE_BYTES).op(I32_MUL);
            code.get(column)
                    .i32(TILE_BYTES)
                    .op(I32_DIV_U)
                    .i32(result.panelBytes())
                    .op(I32_MUL);
            code.op(I32_ADD).set(cRun);
            for (int v = 0; v < VECTORS && isPadded(); v++) {
                Lanes.below(code, column, v * VECTOR_BYTES, result.outputs());
                code.set(masks[v]);
            }
        }

        private boolean isPadded() {
            return result.outputs() % Panels.TILE != 0;
        }

        private void image() {
            code.get(aImage).set(aTile).get(cRun).set(c);
            for (Segments segment : Segments.of(run)) {
                repeat(tileCount, segment.count(), () -> tile(segment.rows()));
            }
        }

        private void repeat(Local counter, int count, Runnable body) {
            if (count == 1) {
                body.run();
                return;
            }
            code.i32(count).set(counter);
            Label again = code.loop();
            body.run();
            code.get(counter).i32(1).op(I32_SUB).tee(counter).brIf(again);
            code.end(again);
        }

        private Local sum(int m, int v) {
            while (sums.size() <= m * VECTORS + v) {
                sums.add(code.local(ValueType.V128));
            }
            return sums.get(m * VECTORS + v);
        }

        private void tile(int taps) {
            for (int m = 0; m < taps; m++) {
                for (int v = 0; v < VECTORS; v++) {
                    code.get(c).memory(V128_LOAD, result.address() + m * TILE_BYTES + v * VECTOR_BYTES);
                    code.set(sum(m, v));
                }
            }
            code.get(aTile).set(a).get(bImage).set(b);
            repeat(lineCount, window.outputHeight(), () -> {
                line(taps);
                add(a, (x.line() * window.stride() - window.outputWidth() * window.stride() * x.pixel()) * FLOAT_BYTES);
                add(b, dz.lineBytes() - window.outputWidth() * dz.pixelBytes());
            });
            for (int m = 0; m < taps; m++) {
                for (int v = 0; v < VECTORS; v++) {
                    code.get(c).get(sum(m, v));
                    if (isPadded()) {
                        code.get(masks[v]).op(V128_AND);
                    }
                    code.memory(V128_STORE, result.address() + m * TILE_BYTES + v * VECTOR_BYTES);
                }
            }
            add(aTile, taps * FLOAT_BYTES);
            add(c, taps * TILE_BYTES);
        }

        private void line(int taps) {
            int width = window.outputWidth();
            int unroll = unroll(width);
            repeat(pixelCount, width / unroll, () -> pixels(taps, unroll));
            pixels(taps, width % unroll);
        }

        private int unroll(int width) {
            for (int unroll = WHOLE; unroll >= UNROLL; unroll--) {
                if (width % unroll == 0) {
                    return unroll;
                }
            }
            return Math.min(UNROLL, width);
        }

        private void pixels(int taps, int count) {
            int start = x.address() + x.offset(-window.top(), -window.left());
            int step = window.stride() * x.pixelBytes();
            for (int k = 0; k < count; k++) {
                for (int v = 0; v < VECTORS; v++) {
                    code.get(b).memory(V128_LOAD, dz.address() + k * dz.pixelBytes() + v * VECTOR_BYTES);
                    code.set(right[v]);
                }
                for (int m = 0; m < taps; m++) {
                    code.get(a)
                            .memory(V128_LOAD32_SPLAT, start + k * step + m * FLOAT_BYTES)
                            .set(factor);
                    for (int v = 0; v < VECTORS; v++) {
                        code.get(sum(m, v))
                                .get(factor)
                                .get(right[v])
                                .op(F32X4_MUL)
                                .op(F32X4_ADD);
                        code.set(sum(m, v));
                    }
                }
            }
            add(a, count * step);
            add(b, count * dz.pixelBytes());
        }

        private void sums() {
            code.get(cRun).set(c);
            repeat(tileCount, run, () -> {
                for (int v = 0; v < VECTORS; v++) {
                    code.get(c)
                            .memory(V128_LOAD, result.address() + v * VECTOR_BYTES)
                            .set(right[v]);
                    epilogue.emit(code, right[v], c, value.address() + v * VECTOR_BYTES, column, v);
                }
                add(c, TILE_BYTES);
            });
        }

        private void add(Local local, int value) {
            if (value != 0) {
                code.get(local).i32(value).op(I32_ADD).set(local);
            }
        }
    }
}
