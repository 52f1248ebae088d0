package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;
import org.jspecify.annotations.Nullable;

/** Pieces of code that several kernels of rows have in common. */
final class RowCode {
    private RowCode() {}

    /** Pops p, pushes {@code (p − [j = label])·inverse}. */
    static void subtractTarget(Code code, Local label, int offset, Local inverse) {
        code.get(label);
        oneHot(code, offset);
        code.op(F32X4_SUB).get(inverse).op(F32X4_MUL);
    }

    /** Pops a label in all lanes, pushes 1 in the lane that it names, if any. */
    static void oneHot(Code code, int offset) {
        int j = offset / Float.BYTES;
        code.i32x4(j, j + 1, j + 2, j + 3).op(I32X4_EQ).f32x4(1f).op(V128_AND);
    }

    /** Writes the largest of the row into all lanes of max; may keep the row's vectors. */
    static void max(Code code, RowLoop loop, Matrix matrix, Local max, Local @Nullable [] held) {
        Local any = held == null ? code.local(ValueType.V128) : max;
        if (!loop.unrolled()) {
            loop.load(matrix, 0).set(max);
        }
        loop.vectors((offset, lanes) -> {
            Local vector = held == null ? any : held[offset / Lanes.BYTES];
            loop.load(matrix, offset).set(vector);
            if (loop.unrolled() && offset == 0) {
                Lanes.repeatFirst(code, vector, lanes);
            } else {
                code.get(max);
                Lanes.repeatFirst(code, vector, lanes);
                code.op(F32X4_PMAX);
            }
            code.set(max);
        });
        Lanes.maxAcross(code, max);
    }
}
