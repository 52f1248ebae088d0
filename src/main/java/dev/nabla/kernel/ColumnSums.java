package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;

/** Writes {@code output[j] += Σᵣ input[r][j]}, r ascending: a few columns at a time, all rows of them. */
final class ColumnSums {
    /** Vectors whose sums are in variables at a time. */
    private static final int GROUP = 8;

    private final Code code;
    private final Matrix input;
    private final int output;
    private final boolean accumulate;
    private final Local first;
    private final Local end;
    private final Local column;
    private final Local at;
    private final Local row;
    private final Local[] sums = new Local[GROUP];

    /**
     * In a function of (first, end).
     *
     * @param output the address of the sums, whose padding becomes +0
     * @param accumulate whether they are added to what is there, or to +0
     */
    ColumnSums(Code code, Matrix input, int output, boolean accumulate) {
        this.code = code;
        this.input = input;
        this.output = output;
        this.accumulate = accumulate;
        first = code.parameter(0);
        end = code.parameter(1);
        column = code.local(ValueType.I32);
        at = code.local(ValueType.I32);
        row = code.local(ValueType.I32);
        for (int k = 0; k < GROUP; k++) {
            sums[k] = code.local(ValueType.V128);
        }
    }

    void write() {
        int full = input.width() / Lanes.COUNT / GROUP;
        if (full > 0) {
            Label loop = code.loop();
            group(GROUP, Lanes.COUNT);
            code.get(column).i32(GROUP * Lanes.BYTES).op(I32_ADD).tee(column);
            code.i32(full * GROUP * Lanes.BYTES).op(I32_LT_S).brIf(loop).end(loop);
        }
        int rest = input.vectors() - full * GROUP;
        if (rest > 0) {
            group(rest, input.width() - (input.vectors() - 1) * Lanes.COUNT);
        }
    }

    /** So many vectors from the byte {@code column} on; the last one has so many columns. */
    private void group(int vectors, int lastLanes) {
        for (int k = 0; k < vectors; k++) {
            if (accumulate) {
                code.get(column).memory(V128_LOAD, output + k * Lanes.BYTES).set(sums[k]);
            } else {
                code.f32x4(0f).set(sums[k]);
            }
        }
        code.get(first)
                .tee(row)
                .i32(input.rowBytes())
                .op(I32_MUL)
                .get(column)
                .op(I32_ADD)
                .set(at);
        Label any = code.get(row).get(end).op(I32_LT_S).when();
        Label rows = code.loop();
        for (int k = 0; k < vectors; k++) {
            code.get(sums[k]).get(at).memory(V128_LOAD, input.address() + k * Lanes.BYTES);
            code.op(F32X4_ADD).set(sums[k]);
        }
        code.get(at).i32(input.rowBytes()).op(I32_ADD).set(at);
        code.get(row)
                .i32(1)
                .op(I32_ADD)
                .tee(row)
                .get(end)
                .op(I32_LT_S)
                .brIf(rows)
                .end(rows)
                .end(any);
        for (int k = 0; k < vectors; k++) {
            code.get(column).get(sums[k]);
            Lanes.keep(code, k == vectors - 1 ? lastLanes : Lanes.COUNT);
            code.memory(V128_STORE, output + k * Lanes.BYTES);
        }
    }
}
