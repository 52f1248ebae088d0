package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Writes loops over vectors of channels, images and pixels. A position counts bytes from where a walk begins, one for all
 * walks of the same steps, so that addresses are constants of the loads and stores.
 */
final class ImageLoop {
    private static final int MOST_UNROLLED = 4;

    private final Code code;
    private final int height;
    private final int width;
    private final int unroll;
    private final Local row;
    private final Local line;
    private final Local pixel;
    private final Local channel;
    private final List<Planes.Walk> kinds = new ArrayList<>();
    private final List<Local> positions = new ArrayList<>();

    /** Loops over images of so many lines of pixels, or of stops of a window. */
    ImageLoop(Code code, int height, int width, List<Planes.Walk> walks) {
        this.code = code;
        this.height = height;
        this.width = width;
        unroll = unroll(width);
        row = code.local(ValueType.I32);
        line = code.local(ValueType.I32);
        pixel = code.local(ValueType.I32);
        channel = code.local(ValueType.I32);
        for (Planes.Walk walk : walks) {
            if (kinds.stream().noneMatch(walk::isAlike)) {
                kinds.add(walk);
                positions.add(code.local(ValueType.I32));
            }
        }
    }

    private static int unroll(int width) {
        for (int unroll = MOST_UNROLLED; unroll > 1; unroll--) {
            if (width % unroll == 0) {
                return unroll;
            }
        }
        return 1;
    }

    /** The function's body. */
    Code code() {
        return code;
    }

    /** The number of the image. */
    Local row() {
        return row;
    }

    /** Byte of the vector of channels. */
    Local channel() {
        return channel;
    }

    /** Pushes the position in a walk. */
    Code at(Planes.Walk walk) {
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i).isAlike(walk)) {
                return code.get(positions.get(i));
            }
        }
        throw new IllegalArgumentException(code.function().name() + ": no such walk");
    }

    /** Pushes the vector of the pixel that lies {@code ahead} pixels ahead. */
    Code load(Planes.Walk walk, int ahead) {
        return at(walk).memory(V128_LOAD, walk.address() + ahead * walk.pixel());
    }

    /** Pops a vector and the position below it. */
    void store(Planes.Walk walk, int ahead) {
        code.memory(V128_STORE, walk.address() + ahead * walk.pixel());
    }

    /** What runs for each vector of so many channels. */
    void channels(int channels, Runnable body) {
        int end = Lanes.vectors(channels) * Lanes.BYTES;
        if (end == Lanes.BYTES) {
            code.i32(0).set(channel);
            body.run();
            return;
        }
        Loops.times(code, channel, end, Lanes.BYTES, body);
    }

    /** What runs for the vectors [first, end) of the channels. */
    void channels(Local first, Local end, Runnable body) {
        code.get(first).i32(4).op(I32_SHL).set(channel);
        code.get(end).i32(4).op(I32_SHL).set(end);
        Loops.upTo(code, channel, end, Lanes.BYTES, body);
    }

    /** What runs for each pixel of the images [first, end). */
    void images(Local first, Local end, IntConsumer body) {
        images(first, end, () -> {}, body, () -> {});
    }

    /**
     * What runs for each pixel of the images [first, end), and before and behind each image.
     *
     * @param body takes how many pixels it is ahead of the position
     */
    void images(Local first, Local end, Runnable before, IntConsumer body, Runnable behind) {
        code.get(first).set(row);
        Loops.upTo(code, row, end, 1, () -> {
            for (int i = 0; i < kinds.size(); i++) {
                code.get(row).i32(kinds.get(i).example()).op(I32_MUL);
                code.get(channel).op(I32_ADD).set(positions.get(i));
            }
            before.run();
            lines(body);
            behind.run();
        });
    }

    private void lines(IntConsumer body) {
        repeat(line, height, () -> {
            repeat(pixel, width / unroll, () -> {
                for (int k = 0; k < unroll; k++) {
                    body.accept(k);
                }
                for (int i = 0; i < kinds.size() && height * width > unroll; i++) {
                    Loops.add(code, positions.get(i), unroll * kinds.get(i).pixel());
                }
            });
            for (int i = 0; i < kinds.size() && height > 1; i++) {
                int moved = width * kinds.get(i).pixel();
                if (kinds.get(i).line() != moved) {
                    Loops.add(code, positions.get(i), kinds.get(i).line() - moved);
                }
            }
        });
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

    /** Pushes a vector of a row of numbers, one for each channel, that lies at an address. */
    Code ofChannels(int address) {
        return code.get(channel).memory(V128_LOAD, address);
    }

    /** A variable that has −1 in the lanes of the vector that hold one of so many channels, else 0; null if all do. */
    Mask mask(int channels) {
        return new Mask(channels);
    }

    /** Which lanes hold channels. */
    final class Mask {
        private final int channels;
        private final Local lanes;

        private Mask(int channels) {
            this.channels = channels;
            lanes = code.local(ValueType.V128);
        }

        /** At the beginning of a vector of channels. */
        void begin() {
            if (isNeeded()) {
                Lanes.below(code, channel, 0, channels);
                code.set(lanes);
            }
        }

        /** Makes the other lanes of the top +0. */
        void keep() {
            if (isNeeded()) {
                code.get(lanes).op(V128_AND);
            }
        }

        private boolean isNeeded() {
            return channels % Lanes.COUNT != 0;
        }
    }
}
