package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.program.Window;
import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Defines the functions of pooling. Each takes (first, end) and does the images from first to before end, four channels at a
 * time, window by window. The bits are those of the reference.
 */
final class PoolKernels {
    private static final FunctionType TYPE = FunctionType.ofInts(2);

    /** Windows of so many pixels are written out; larger ones are loops. */
    private static final int UNROLLED = 36;

    private final ModuleBuilder module;

    PoolKernels(ModuleBuilder module) {
        this.module = module;
    }

    /** A function that goes over the windows of images. */
    private static final class Windows {
        private final Code code;
        private final Window window;
        private final List<Planes> images;
        private final List<Planes.Walk> stops;
        private final List<Local> taps = new ArrayList<>();
        private final ImageLoop loop;
        private final Local line;
        private final Local column;
        private int pixel;
        private int ahead;

        /**
         * Begins.
         *
         * @param images whose pixels the windows see
         * @param others walks over what belongs to the windows
         */
        Windows(Code code, Window window, List<Planes> images, List<Planes.Walk> others) {
            this.code = code;
            this.window = window;
            this.images = images;
            stops = images.stream().map(image -> image.walk(window.stride())).toList();
            List<Planes.Walk> walks = new ArrayList<>(others);
            walks.addAll(stops);
            loop = new ImageLoop(code, window.outputHeight(), window.outputWidth(), walks);
            images.forEach(image -> taps.add(code.local(ValueType.I32)));
            line = code.local(ValueType.I32);
            column = code.local(ValueType.I32);
        }

        /** All pixels under the window that is {@code ahead} stops ahead, line by line: the body takes which. */
        void pixels(int ahead, IntConsumer body) {
            for (int i = 0; i < images.size(); i++) {
                loop.at(stops.get(i)).set(taps.get(i));
            }
            if (isUnrolled()) {
                for (int pixel = 0; pixel < window.area(); pixel++) {
                    this.pixel = pixel;
                    this.ahead = ahead;
                    body.accept(pixel);
                }
                return;
            }
            this.pixel = 0;
            this.ahead = ahead;
            Loops.times(code, line, window.kernelHeight(), 1, () -> {
                Loops.times(code, column, window.kernelWidth(), 1, () -> {
                    body.accept(-1);
                    for (int i = 0; i < images.size(); i++) {
                        Loops.add(code, taps.get(i), images.get(i).pixelBytes());
                    }
                });
                for (int i = 0; i < images.size(); i++) {
                    Planes image = images.get(i);
                    Loops.add(code, taps.get(i), image.lineBytes() - window.kernelWidth() * image.pixelBytes());
                }
            });
        }

        boolean isUnrolled() {
            return window.area() <= UNROLLED;
        }

        /** Pushes the position of the pixel in an image. */
        Code at(int image) {
            return code.get(taps.get(image));
        }

        /** Address of the pixel, less the position. */
        private int place(int image) {
            Planes planes = images.get(image);
            int inWindow = planes.offset(pixel / window.kernelWidth(), pixel % window.kernelWidth());
            return planes.address() + ahead * stops.get(image).pixel() + inWindow;
        }

        Code load(int image) {
            return at(image).memory(V128_LOAD, place(image));
        }

        /** Pops a vector and the position below it. */
        void store(int image) {
            code.memory(V128_STORE, place(image));
        }
    }

    /** Whether windows share pixels. */
    private static boolean overlaps(Window window) {
        return window.stride() < Math.max(window.kernelHeight(), window.kernelWidth());
    }

    private static boolean coversAll(Window window) {
        return window.outputHeight() * window.stride() == window.height()
                && window.outputWidth() * window.stride() == window.width()
                && window.stride() == window.kernelHeight()
                && window.stride() == window.kernelWidth();
    }

    /** {@code ImageOp.MaxPool}. */
    Function max(String name, Window window, Planes input, Planes output) {
        Code code = module.function(name, TYPE);
        Planes.Walk to = output.walk();
        Windows windows = new Windows(code, window, List.of(input), List.of(to));
        ImageLoop loop = windows.loop;
        Local best = code.local(ValueType.V128);
        loop.channels(
                window.channels(),
                () -> loop.images(code.parameter(0), code.parameter(1), k -> {
                    if (!windows.isUnrolled()) {
                        loop.load(windows.stops.get(0), k).set(best);
                    }
                    windows.pixels(k, pixel -> {
                        if (pixel == 0) {
                            windows.load(0).set(best);
                            return;
                        }
                        code.get(best);
                        windows.load(0).op(F32X4_MAX).set(best);
                    });
                    loop.at(to).get(best);
                    loop.store(to, k);
                }));
        return code.function();
    }

    /**
     * {@code ImageOp.MaxPoolGradient}.
     *
     * @param rectified whether the gradient goes on through a ReLU of which the input is the output
     */
    Function maxGradient(
            String name, Window window, Planes input, Planes output, Planes dOutput, Planes dInput, boolean rectified) {
        Code code = module.function(name, TYPE);
        Planes.Walk out = output.walk();
        Planes.Walk dOut = dOutput.walk();
        Windows windows = new Windows(code, window, List.of(input, dInput), List.of(out, dOut));
        ImageLoop loop = windows.loop;
        Local max = code.local(ValueType.V128);
        Local gradient = code.local(ValueType.V128);
        Local value = code.local(ValueType.V128);
        Local chosen = code.local(ValueType.V128);
        Local left = code.local(ValueType.V128);
        boolean overlaps = overlaps(window);
        if (!coversAll(window)) {
            clear(code, dInput);
        }
        loop.channels(
                window.channels(),
                () -> loop.images(code.parameter(0), code.parameter(1), k -> {
                    loop.load(out, k).set(max);
                    // Added to +0, which −0 becomes.
                    loop.load(dOut, k).f32x4(0).op(F32X4_ADD);
                    if (rectified) {
                        code.get(max).f32x4(0).op(F32X4_LE).op(V128_ANDNOT);
                    }
                    code.set(gradient).i32x4(-1).set(left);
                    windows.pixels(k, pixel -> {
                        windows.load(0).tee(value).get(max).op(F32X4_EQ);
                        code.get(value).get(value).op(F32X4_NE).op(V128_OR);
                        code.get(left).op(V128_AND).set(chosen);
                        code.get(left).get(chosen).op(V128_ANDNOT).set(left);
                        windows.at(1).get(gradient).get(chosen).op(V128_AND);
                        if (overlaps) {
                            windows.load(1).op(F32X4_ADD);
                        }
                        windows.store(1);
                    });
                }));
        return code.function();
    }

    private static void clear(Code code, Planes planes) {
        code.get(code.parameter(0))
                .i32(planes.exampleBytes())
                .op(I32_MUL)
                .i32(planes.address())
                .op(I32_ADD);
        code.i32(0);
        code.get(code.parameter(1)).get(code.parameter(0)).op(I32_SUB);
        code.i32(planes.exampleBytes()).op(I32_MUL).memoryFill();
    }

    /** {@code ImageOp.AvgPool}. */
    Function average(String name, Window window, float factor, Planes input, Planes output) {
        Code code = module.function(name, TYPE);
        Planes.Walk to = output.walk();
        Windows windows = new Windows(code, window, List.of(input), List.of(to));
        ImageLoop loop = windows.loop;
        Local sum = code.local(ValueType.V128);
        loop.channels(
                window.channels(),
                () -> loop.images(code.parameter(0), code.parameter(1), k -> {
                    code.f32x4(0).set(sum);
                    windows.pixels(k, pixel -> {
                        code.get(sum);
                        windows.load(0).op(F32X4_ADD).set(sum);
                    });
                    loop.at(to).get(sum).f32x4(factor).op(F32X4_MUL);
                    loop.store(to, k);
                }));
        return code.function();
    }

    /** {@code ImageOp.AvgPoolGradient}. */
    Function averageGradient(String name, Window window, float factor, Planes dOutput, Planes dInput) {
        Code code = module.function(name, TYPE);
        Planes.Walk from = dOutput.walk();
        Windows windows = new Windows(code, window, List.of(dInput), List.of(from));
        ImageLoop loop = windows.loop;
        Planes.Walk all = dInput.walk();
        ImageLoop pixels = new ImageLoop(code, dInput.height(), dInput.width(), List.of(all));
        Local value = code.local(ValueType.V128);
        clear(code, dInput);
        loop.channels(
                window.channels(),
                () -> loop.images(code.parameter(0), code.parameter(1), k -> {
                    loop.load(from, k).set(value);
                    windows.pixels(k, pixel -> {
                        windows.at(0);
                        windows.load(0).get(value).op(F32X4_ADD);
                        windows.store(0);
                    });
                }));
        pixels.channels(
                window.channels(),
                () -> pixels.images(code.parameter(0), code.parameter(1), k -> {
                    pixels.at(all);
                    pixels.load(all, k).f32x4(factor).op(F32X4_MUL);
                    pixels.store(all, k);
                }));
        return code.function();
    }
}
