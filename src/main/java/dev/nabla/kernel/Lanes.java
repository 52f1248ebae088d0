package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Local;

/** The four floats of a vector. */
final class Lanes {
    static final int COUNT = 4;
    static final int BYTES = 16;

    private Lanes() {}

    /** Vectors that hold so many floats. */
    static int vectors(int floats) {
        return (floats + COUNT - 1) / COUNT;
    }

    /** Makes all lanes of the top +0 but the first {@code kept}. */
    static void keep(Code code, int kept) {
        if (kept < COUNT) {
            code.i32x4(-1, kept > 1 ? -1 : 0, kept > 2 ? -1 : 0, 0).op(V128_AND);
        }
    }

    /** Pushes −1 in the lanes of the vector at byte {@code at + offset} of a row of floats that hold one of so many, else 0. */
    static void below(Code code, Local at, int offset, int floats) {
        code.get(at).op(I32X4_SPLAT);
        code.i32x4(offset, offset + Float.BYTES, offset + 2 * Float.BYTES, offset + 3 * Float.BYTES);
        code.op(I32X4_ADD).i32x4(floats * Float.BYTES).op(I32X4_LT_S);
    }

    /** Pushes a vector whose lanes from {@code kept} on repeat lane 0. */
    static void repeatFirst(Code code, Local vector, int kept) {
        code.get(vector);
        if (kept < COUNT) {
            code.get(vector).shuffle(0, kept > 1 ? 1 : 0, kept > 2 ? 2 : 0, 0);
        }
    }

    /** Every lane becomes the sum (l₀ + l₂) + (l₁ + l₃), which is the same bits in each of them. */
    static void sumAcross(Code code, Local vector) {
        code.get(vector)
                .get(vector)
                .get(vector)
                .shuffle(2, 3, 0, 1)
                .op(F32X4_ADD)
                .set(vector);
        code.get(vector)
                .get(vector)
                .get(vector)
                .shuffle(1, 0, 3, 2)
                .op(F32X4_ADD)
                .set(vector);
    }

    /** Every lane becomes the largest; unspecified if there is a NaN, and which zero if ±0 is the largest. */
    static void maxAcross(Code code, Local vector) {
        code.get(vector)
                .get(vector)
                .get(vector)
                .shuffle(2, 3, 0, 1)
                .op(F32X4_PMAX)
                .set(vector);
        code.get(vector)
                .get(vector)
                .get(vector)
                .shuffle(1, 0, 3, 2)
                .op(F32X4_PMAX)
                .set(vector);
    }
}
