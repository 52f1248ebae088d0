package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Global;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code losses[chunkStart + row] = weight·log(sum) − difference}, where the weight is 1 unless rows have their own;
 * the logarithms of four rows at a time: a row's numbers enter vectors at lane 3 and move down a lane with each row that
 * follows.
 */
final class LogLosses {
    private static final int NEWEST = 3;

    private final Code code;
    private final VectorMaths maths;
    private final RowLoop loop;
    private final int losses;
    private final Global chunkStart;
    private final Local sums;
    private final Local differences;
    private final Local pending;
    private final Local address;
    private @Nullable Local weights;

    /**
     * For the rows of a loop.
     *
     * @param losses the address of the batch's losses
     */
    LogLosses(Code code, VectorMaths maths, RowLoop loop, int losses, Global chunkStart) {
        this.code = code;
        this.maths = maths;
        this.loop = loop;
        this.losses = losses;
        this.chunkStart = chunkStart;
        sums = code.local(ValueType.V128);
        differences = code.local(ValueType.V128);
        pending = code.local(ValueType.I32);
        address = code.local(ValueType.I32);
    }

    /** Multiplies each logarithm by a weight. */
    LogLosses weighted() {
        weights = code.local(ValueType.V128);
        return this;
    }

    /** Takes the row's weight, in all lanes; before the sum. */
    void weight(Local value) {
        Local all = Objects.requireNonNull(weights);
        code.get(all).get(value).shuffle(1, 2, 3, 4).set(all);
    }

    /** Takes the row's difference, in all lanes. */
    void difference(Local value) {
        code.get(differences).get(value).shuffle(1, 2, 3, 4).set(differences);
    }

    /** Takes the row's sum, in all lanes; after the difference. */
    void sum(Local value) {
        code.get(sums).get(value).shuffle(1, 2, 3, 4).set(sums);
        code.get(pending).i32(1).op(I32_ADD).tee(pending).i32(Lanes.COUNT).op(I32_EQ);
        code.get(loop.row()).i32(1).op(I32_ADD).get(loop.end()).op(I32_EQ).op(I32_OR);
        Label full = code.when();
        store();
        code.i32(0).set(pending);
        code.end(full);
    }

    private void store() {
        code.get(sums).call(maths.log());
        if (weights != null) {
            code.get(weights).op(F32X4_MUL);
        }
        code.get(differences).op(F32X4_SUB).set(sums);
        code.get(chunkStart).get(loop.row()).op(I32_ADD).i32(2).op(I32_SHL).set(address);
        code.get(pending).i32(Lanes.COUNT).op(I32_EQ);
        Label four = code.when();
        code.get(address).i32(Float.BYTES * NEWEST).op(I32_SUB).get(sums).memory(V128_STORE, losses);
        code.otherwise();
        code.get(address).get(sums).memoryLane(V128_STORE32_LANE, losses, NEWEST);
        storeOlder(1);
        storeOlder(2);
        code.end(four);
    }

    private void storeOlder(int age) {
        Label present = code.get(pending).i32(age).op(I32_GT_S).when();
        code.get(address).i32(Float.BYTES * age).op(I32_SUB).get(sums);
        code.memoryLane(V128_STORE32_LANE, losses, NEWEST - age).end(present);
    }
}
