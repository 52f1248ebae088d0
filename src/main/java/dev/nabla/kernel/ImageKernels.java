package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.program.Elementwise;
import dev.nabla.program.Random;
import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Defines functions on images, element by element. Each takes (first, end) and does the images from first to before end,
 * unless it says otherwise. Results have the bits of the reference.
 */
final class ImageKernels {
    private static final FunctionType TYPE = FunctionType.ofInts(2);

    /** From so many channels on, a pixel is copied in bulk. */
    private static final int BULK = 32;

    private final Context context;

    ImageKernels(Context context) {
        this.context = context;
    }

    private Code function(String name) {
        return context.module().function(name, TYPE);
    }

    /** {@code LayerOp.AddBias}; input and output may be the same. */
    Function addBias(String name, Planes input, int bias, Planes output) {
        Code code = function(name);
        Planes.Walk from = input.walk();
        Planes.Walk to = output.walk();
        ImageLoop loop = new ImageLoop(code, input.height(), input.width(), List.of(from, to));
        Local b = code.local(ValueType.V128);
        loop.channels(input.channels(), () -> {
            loop.ofChannels(bias).set(b);
            loop.images(code.parameter(0), code.parameter(1), k -> {
                loop.at(to);
                loop.load(from, k).get(b).op(F32X4_ADD);
                loop.store(to, k);
            });
        });
        return code.function();
    }

    /**
     * {@code LayerOp.SumRows} for the vectors [first, end) of the channels; the epilogue gets the sums.
     *
     * @param result address of the first element that the sums belong to
     */
    Function sumRows(String name, Planes input, int result, Product.Epilogue epilogue) {
        Code code = function(name);
        Planes.Walk from = input.walk();
        ImageLoop loop = new ImageLoop(code, input.height(), input.width(), List.of(from));
        Local sums = code.local(ValueType.V128);
        Local zero = code.local(ValueType.I32);
        Local rows = code.local(ValueType.I32);
        epilogue.begin(code);
        code.get(context.rows()).set(rows);
        loop.channels(code.parameter(0), code.parameter(1), () -> {
            if (epilogue.accumulates()) {
                loop.ofChannels(result).set(sums);
            } else {
                code.f32x4(0).set(sums);
            }
            loop.images(zero, rows, k -> {
                code.get(sums);
                loop.load(from, k).op(F32X4_ADD).set(sums);
            });
            epilogue.emit(code, sums, loop.channel(), result, loop.channel(), 0);
        });
        epilogue.end(code);
        return code.function();
    }

    /** {@code LayerOp.Activate}; input and output may be the same. */
    Function activate(String name, Elementwise function, Planes input, Planes output) {
        Code code = function(name);
        Scratch scratch = new Scratch(code);
        elements(
                code,
                List.of(input, output),
                true,
                (loop, walks, mask) -> loop.images(code.parameter(0), code.parameter(1), k -> {
                    loop.at(walks.get(1));
                    loop.load(walks.get(0), k);
                    Activations.forward(scratch, function);
                    loop.store(walks.get(1), k);
                }));
        return code.function();
    }

    /** {@code LayerOp.ActivateGradient}; dOutput and dInput may be the same. */
    Function activateGradient(
            String name, Elementwise function, Planes input, Planes output, Planes dOutput, Planes dInput) {
        Code code = function(name);
        Scratch scratch = new Scratch(code);
        Local z = code.local(ValueType.V128);
        Local a = code.local(ValueType.V128);
        boolean readsInput = Activations.derivativeReadsInput(function);
        boolean keepsZero = Activations.derivativeKeepsZero(function);
        List<Planes> planes = List.of(readsInput ? input : output, output, dOutput, dInput);
        elements(code, planes, keepsZero, (loop, walks, mask) -> {
            mask.begin();
            loop.images(code.parameter(0), code.parameter(1), k -> {
                if (readsInput) {
                    loop.load(walks.get(0), k).set(z);
                }
                loop.load(walks.get(1), k).set(a);
                loop.at(walks.get(3));
                loop.load(walks.get(2), k);
                Activations.backward(scratch, function, z, a);
                mask.keep();
                loop.store(walks.get(3), k);
            });
        });
        return code.function();
    }

    private interface Elements {
        /**
         * Writes what is done with the elements.
         *
         * @param mask of the lanes that hold channels; all of them where padding goes along
         */
        void write(ImageLoop loop, List<Planes.Walk> walks, ImageLoop.Mask mask);
    }

    /** Goes over all elements: whole lines, padding and all, where that is allowed and possible, else channel by channel. */
    private static void elements(Code code, List<Planes> planes, boolean withPadding, Elements body) {
        Planes first = planes.get(0);
        if (withPadding && planes.stream().allMatch(first::isLike) && first.pixel() % Lanes.COUNT == 0) {
            List<Planes.Walk> walks = planes.stream()
                    .map(p -> new Planes.Walk(p.address(), p.exampleBytes(), p.lineBytes(), Lanes.BYTES))
                    .toList();
            int vectors = first.width() * first.pixel() / Lanes.COUNT;
            ImageLoop lines = new ImageLoop(code, first.height(), vectors, walks);
            body.write(lines, walks, lines.mask(Lanes.COUNT));
            return;
        }
        List<Planes.Walk> walks = planes.stream().map(Planes::walk).toList();
        ImageLoop loop = new ImageLoop(code, first.height(), first.width(), walks);
        ImageLoop.Mask mask = loop.mask(first.channels());
        loop.channels(first.channels(), () -> body.write(loop, walks, mask));
    }

    /** The same values elsewhere, in the same dimensions; padding is left as it is. */
    Function copy(String name, Planes input, Planes output) {
        Code code = function(name);
        Planes source = lines(input, output);
        Planes target = lines(output, input);
        Planes.Walk from = source.walk();
        Planes.Walk to = target.walk();
        ImageLoop loop = new ImageLoop(code, source.height(), source.width(), List.of(from, to));
        loop.images(code.parameter(0), code.parameter(1), k -> pixel(code, loop, from, to, k, source.channels()));
        return code.function();
    }

    /** Lines as single pixels, images as single lines, where neither side has anything between them. */
    private static Planes lines(Planes planes, Planes other) {
        if (planes.pixel() != planes.channels() || other.pixel() != other.channels()) {
            return planes;
        }
        int line = planes.width() * planes.channels();
        boolean follows = planes.line() == line && other.line() == line;
        int height = follows ? 1 : planes.height();
        int channels = follows ? planes.height() * line : line;
        return new Planes(planes.address(), height, 1, channels, channels, planes.line(), planes.example());
    }

    private static void pixel(Code code, ImageLoop loop, Planes.Walk from, Planes.Walk to, int k, int channels) {
        int source = from.address() + k * from.pixel();
        int target = to.address() + k * to.pixel();
        if (channels >= BULK) {
            loop.at(to).i32(target).op(I32_ADD);
            loop.at(from).i32(source).op(I32_ADD);
            code.i32(channels * Float.BYTES).memoryCopy();
            return;
        }
        int whole = channels / Lanes.COUNT * Lanes.COUNT;
        for (int c = 0; c < whole; c += Lanes.COUNT) {
            loop.at(to);
            loop.at(from).memory(V128_LOAD, source + c * Float.BYTES);
            code.memory(V128_STORE, target + c * Float.BYTES);
        }
        for (int c = whole; c < channels; c++) {
            loop.at(to);
            loop.at(from).memory(F32_LOAD, source + c * Float.BYTES);
            code.memory(F32_STORE, target + c * Float.BYTES);
        }
    }

    /**
     * {@code LayerOp.Dropout} and its gradient.
     *
     * @param key offset of the key's words in the step's row of the table, in bytes
     * @param threshold of the upper 24 bits; those below are dropped
     */
    Function dropout(String name, Planes input, int key, int threshold, float scale, Planes output) {
        Code code = function(name);
        Planes.Walk from = input.walk();
        Planes.Walk to = output.walk();
        ImageLoop loop = new ImageLoop(code, input.height(), input.width(), List.of(from, to));
        Local first = splat(code, key);
        Local second = splat(code, key + Integer.BYTES);
        Local index = code.local(ValueType.V128);
        Local bits = code.local(ValueType.V128);
        ImageLoop.Mask mask = loop.mask(input.channels());
        int width = input.height() * input.width() * input.channels();
        IntConsumer body = k -> {
            code.get(index).get(first).op(V128_XOR).set(bits);
            mix(code, bits);
            code.get(bits).get(second).op(I32X4_ADD).set(bits);
            mix(code, bits);
            loop.at(to);
            loop.load(from, k).f32x4(scale).op(F32X4_MUL);
            code.get(bits)
                    .i32(Byte.SIZE)
                    .op(I32X4_SHR_U)
                    .i32x4(threshold)
                    .op(I32X4_LT_S)
                    .op(V128_ANDNOT);
            mask.keep();
            loop.store(to, k);
            code.get(index).i32x4(input.channels()).op(I32X4_ADD).set(index);
        };
        loop.channels(input.channels(), () -> {
            mask.begin();
            Runnable before = () -> {
                code.get(context.chunkStart())
                        .get(loop.row())
                        .op(I32_ADD)
                        .i32(width)
                        .op(I32_MUL);
                code.get(loop.channel()).i32(2).op(I32_SHR_U).op(I32_ADD).op(I32X4_SPLAT);
                code.i32x4(0, 1, 2, 3).op(I32X4_ADD).set(index);
            };
            loop.images(code.parameter(0), code.parameter(1), before, body, () -> {});
        });
        return code.function();
    }

    private Local splat(Code code, int offset) {
        Local word = code.local(ValueType.V128);
        code.get(context.keys()).memory(V128_LOAD32_SPLAT, offset).set(word);
        return word;
    }

    /** {@code Random.mix} in four lanes. */
    private static void mix(Code code, Local word) {
        code.get(word).get(word).i32(16).op(I32X4_SHR_U).op(V128_XOR);
        code.i32x4(Random.MULTIPLIER_1).op(I32X4_MUL).set(word);
        code.get(word).get(word).i32(15).op(I32X4_SHR_U).op(V128_XOR);
        code.i32x4(Random.MULTIPLIER_2).op(I32X4_MUL).set(word);
        code.get(word).get(word).i32(15).op(I32X4_SHR_U).op(V128_XOR).set(word);
    }
}
