package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;

/**
 * Writes the sum of a row by the rule of {@code program.Reduction}: four vectors hold the 16 interleaved partial sums of
 * a block, the halving tree makes one number of them, the blocks are added in ascending order.
 *
 * <p>Lanes beyond the last column are masked to +0, which changes no sum. A partial sum that starts with its first term
 * instead of +0 differs only where it is −0; the total is never −0, as +0 is added last where the terms may be −0.
 */
final class PartialSums {
    private static final int VECTORS = 4;

    private final Code code;
    private final boolean unrolled;
    private final boolean manyBlocks;
    private final Local[] sums = new Local[VECTORS];
    private final Local total;
    private int used;

    PartialSums(Code code, RowLoop loop) {
        this.code = code;
        unrolled = loop.unrolled();
        manyBlocks = loop.manyBlocks();
        for (int k = 0; k < VECTORS; k++) {
            sums[k] = code.local(ValueType.V128);
        }
        total = code.local(ValueType.V128);
    }

    /** The sum of the row in all lanes, once it is complete. */
    Local total() {
        return total;
    }

    /** Begins a row. */
    void begin() {
        used = 0;
        if (manyBlocks) {
            code.f32x4(0f).set(total);
        }
        if (!unrolled) {
            clear();
        }
    }

    /** Pops the terms of the vector at an offset. */
    void add(int offset) {
        int vector = offset / Lanes.BYTES;
        Local sum = sums[vector % VECTORS];
        if (!unrolled || vector >= VECTORS) {
            code.get(sum).op(F32X4_ADD);
        }
        code.set(sum);
        used = unrolled ? Math.min(VECTORS, vector + 1) : VECTORS;
    }

    /**
     * Ends a block.
     *
     * @param signed whether terms may be −0
     */
    void endBlock(boolean signed) {
        Local block = sums[0];
        if (used > 2) {
            code.get(block).get(sums[2]).op(F32X4_ADD).set(block);
        }
        if (used > 1) {
            code.get(block).get(sums[1]);
            if (used > 3) {
                code.get(sums[3]).op(F32X4_ADD);
            }
            code.op(F32X4_ADD).set(block);
        }
        Lanes.sumAcross(code, block);
        code.get(block);
        if (manyBlocks) {
            code.get(total).op(F32X4_ADD);
        } else if (signed) {
            code.f32x4(0f).op(F32X4_ADD);
        }
        code.set(total);
        if (manyBlocks) {
            clear();
        }
    }

    private void clear() {
        for (Local sum : sums) {
            code.f32x4(0f).set(sum);
        }
    }
}
