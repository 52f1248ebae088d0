package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import java.util.function.IntConsumer;

/** Writes a loop over contiguous vectors. */
final class FlatLoop {
    private FlatLoop() {}

    /**
     * Moves {@code at} up to {@code end}, both multiples of 16 bytes, vector by vector.
     *
     * @param end changes too
     * @param unroll how many vectors an iteration does
     * @param body writes what is done with the vector at {@code at} plus the offset that it is given
     */
    static void write(Code code, Local at, Local end, int unroll, IntConsumer body) {
        if (unroll > 1) {
            move(code, end, -(unroll - 1) * Lanes.BYTES);
            loop(code, at, end, unroll, body);
            move(code, end, (unroll - 1) * Lanes.BYTES);
        }
        loop(code, at, end, 1, body);
    }

    private static void loop(Code code, Local at, Local end, int vectors, IntConsumer body) {
        Label any = code.get(at).get(end).op(I32_LT_S).when();
        Label loop = code.loop();
        for (int k = 0; k < vectors; k++) {
            body.accept(k * Lanes.BYTES);
        }
        code.get(at)
                .i32(vectors * Lanes.BYTES)
                .op(I32_ADD)
                .tee(at)
                .get(end)
                .op(I32_LT_S)
                .brIf(loop)
                .end(loop);
        code.end(any);
    }

    private static void move(Code code, Local local, int bytes) {
        code.get(local).i32(bytes).op(I32_ADD).set(local);
    }
}
