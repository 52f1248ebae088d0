package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;
import java.util.List;

/**
 * Writes {@code output[r]} = the lowest column with the largest number, NaN counting as largest: the first that equals the
 * maximum or is NaN, where the maximum is made NaN if any number is.
 *
 * <p>Padding cannot be found: a column that fits lies before it.
 */
final class ArgmaxKernel {
    /** So many vectors have a bit for each column in one int. */
    private static final int BITS_OF_VECTORS = 8;

    private final Code code;
    private final RowLoop loop;
    private final Matrix input;
    private final int output;
    private final Local max;
    private final Local nan;
    private final Local vector;
    private final Local bits;
    private final Local at;

    ArgmaxKernel(Code code, Matrix input, int output) {
        this.code = code;
        this.input = input;
        this.output = output;
        loop = new RowLoop(code, List.of(input));
        max = code.local(ValueType.V128);
        nan = code.local(ValueType.V128);
        vector = code.local(ValueType.V128);
        bits = code.local(ValueType.I32);
        at = code.local(ValueType.I32);
    }

    void write() {
        loop.rows(() -> {
            RowCode.max(code, loop, input, max, null);
            code.f32x4(0f).set(nan);
            loop.vectors((offset, lanes) -> {
                loop.load(input, offset).tee(vector).get(vector).op(F32X4_NE);
                Lanes.keep(code, lanes);
                code.get(nan).op(V128_OR).set(nan);
            });
            code.i32(0).get(nan).op(V128_ANY_TRUE).op(I32_SUB).op(I32X4_SPLAT);
            code.get(max).op(V128_OR).set(max);
            code.get(loop.row()).i32(2).op(I32_SHL);
            if (input.vectors() <= BITS_OF_VECTORS) {
                allAtOnce();
            } else {
                search();
            }
            code.get(bits).op(I32_CTZ).op(I32_ADD).memory(I32_STORE, output);
        });
    }

    private void allAtOnce() {
        code.i32(0);
        for (int v = 0; v < input.vectors(); v++) {
            loop.load(input, v * Lanes.BYTES).set(vector);
            hits();
            code.i32(v * Lanes.COUNT).op(I32_SHL).op(I32_OR);
        }
        code.set(bits).i32(0);
    }

    /** Vector after vector until one has a hit. */
    private void search() {
        loop.at(input).set(at);
        Label next = code.loop();
        code.get(at).memory(V128_LOAD, input.address()).set(vector);
        code.get(at).i32(Lanes.BYTES).op(I32_ADD).set(at);
        hits();
        code.tee(bits).op(I32_EQZ).brIf(next).end(next);
        code.get(at).i32(Lanes.BYTES).op(I32_SUB);
        loop.at(input).op(I32_SUB).i32(2).op(I32_SHR_U);
    }

    /** Pushes a bit for each lane of the vector that fits. */
    private void hits() {
        code.get(vector)
                .get(max)
                .op(F32X4_EQ)
                .get(vector)
                .get(vector)
                .op(F32X4_NE)
                .op(V128_OR);
        code.op(I32X4_BITMASK);
    }
}
