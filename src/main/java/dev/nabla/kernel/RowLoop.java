package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes loops over the rows of matrices and over the vectors of a row, in a function of (first, end). A position counts
 * bytes from a matrix's address, one for each stride, so that addresses are constants of the loads and stores.
 */
final class RowLoop {
    /** Up to so many vectors a row is written out; beyond, a loop takes four at a time. */
    private static final int UNROLLED = 16;

    private static final int GROUP = 4;
    private static final int GROUP_BYTES = GROUP * Lanes.BYTES;
    private static final int GROUP_FLOATS = GROUP * Lanes.COUNT;
    private static final int GROUPS_OF_BLOCK = 64;
    private static final int BLOCK_FLOATS = GROUPS_OF_BLOCK * GROUP_FLOATS;

    /** What is done with the vector of all matrices at {@code position + offset}. */
    interface VectorBody {
        /**
         * Writes it.
         *
         * @param offset in bytes
         * @param lanes that are columns, 4 but perhaps in the last vector
         */
        void write(int offset, int lanes);
    }

    private final Code code;
    private final int width;
    private final Local row;
    private final Local end;
    private final List<Integer> strides = new ArrayList<>();
    private final List<Local> positions = new ArrayList<>();
    private final Local counter;
    private final Local blockCounter;
    private @Nullable Local column;

    /** All matrices have the same width. */
    RowLoop(Code code, List<Matrix> matrices) {
        this.code = code;
        width = matrices.get(0).width();
        row = code.parameter(0);
        end = code.parameter(1);
        counter = code.local(ValueType.I32);
        blockCounter = code.local(ValueType.I32);
        for (Matrix matrix : matrices) {
            if (matrix.width() != width) {
                throw new IllegalArgumentException(
                        code.function().name() + ": width " + matrix.width() + ", expected " + width);
            }
            if (!strides.contains(matrix.stride())) {
                strides.add(matrix.stride());
                positions.add(code.local(ValueType.I32));
            }
        }
    }

    /** The number of the row. */
    Local row() {
        return row;
    }

    /** The row after the last one. */
    Local end() {
        return end;
    }

    /** Whether rows are written out: each vector of a row has an offset of its own. */
    boolean unrolled() {
        return Lanes.vectors(width) <= UNROLLED;
    }

    /** Whether the sums of a row take several blocks. */
    boolean manyBlocks() {
        return width > BLOCK_FLOATS;
    }

    /** Pushes the position in a matrix. */
    Code at(Matrix matrix) {
        return code.get(positions.get(strides.indexOf(matrix.stride())));
    }

    /** Pushes a vector. */
    Code load(Matrix matrix, int offset) {
        return at(matrix).memory(V128_LOAD, matrix.address() + offset);
    }

    /** Pops a vector and the position below it. */
    void store(Matrix matrix, int offset) {
        code.memory(V128_STORE, matrix.address() + offset);
    }

    /** Loads {@code ints[row]} into all lanes of a vector. */
    void loadInt(int address, Local vector) {
        code.get(row).i32(2).op(I32_SHL).memory(V128_LOAD32_SPLAT, address).set(vector);
    }

    /** What runs for each row. */
    void rows(Runnable body) {
        Label any = code.get(row).get(end).op(I32_LT_S).when();
        for (int i = 0; i < strides.size(); i++) {
            code.get(row).i32(Float.BYTES * strides.get(i)).op(I32_MUL).set(positions.get(i));
        }
        Label loop = code.loop();
        body.run();
        for (int i = 0; i < strides.size(); i++) {
            move(positions.get(i), Float.BYTES * strides.get(i));
        }
        code.get(row)
                .i32(1)
                .op(I32_ADD)
                .tee(row)
                .get(end)
                .op(I32_LT_S)
                .brIf(loop)
                .end(loop);
        code.end(any);
    }

    /** What runs for each vector of the row, in order. */
    void vectors(VectorBody body) {
        vectors(body, () -> {}, false);
    }

    /** The same with what runs at the end of each block of 1024 columns and of the row. */
    void blocks(VectorBody body, Runnable blockEnd) {
        vectors(body, blockEnd, true);
    }

    /** The same where {@code column} holds, while the body runs, a column less that of {@code position}, in all lanes. */
    void vectorsAgainst(Local column, VectorBody body) {
        this.column = column;
        vectors(body);
        this.column = null;
    }

    private void vectors(VectorBody body, Runnable blockEnd, boolean inBlocks) {
        if (unrolled()) {
            tail(body, 0);
            blockEnd.run();
            return;
        }
        int blocks = inBlocks ? width / BLOCK_FLOATS : 0;
        repeat(blockCounter, blocks, () -> {
            repeat(counter, GROUPS_OF_BLOCK, () -> group(body));
            blockEnd.run();
        });
        int groups = (width - blocks * BLOCK_FLOATS) / GROUP_FLOATS;
        repeat(counter, groups, () -> group(body));
        int done = blocks * GROUPS_OF_BLOCK + groups;
        tail(body, done * GROUP_FLOATS);
        if (blocks * BLOCK_FLOATS < width) {
            blockEnd.run();
        }
        positions.forEach(position -> move(position, -done * GROUP_BYTES));
    }

    /** The vectors from column {@code from} on, which is at the position. */
    private void tail(VectorBody body, int from) {
        for (int j = from; j < width; j += Lanes.COUNT) {
            body.write(Float.BYTES * (j - from), Math.min(Lanes.COUNT, width - j));
        }
    }

    private void group(VectorBody body) {
        for (int k = 0; k < GROUP; k++) {
            body.write(k * Lanes.BYTES, Lanes.COUNT);
        }
        positions.forEach(position -> move(position, GROUP_BYTES));
        if (column != null) {
            code.get(column).i32x4(GROUP_FLOATS).op(I32X4_SUB).set(column);
        }
    }

    private void repeat(Local count, int times, Runnable body) {
        if (times == 0) {
            return;
        }
        code.i32(times).set(count);
        Label loop = code.loop();
        body.run();
        code.get(count).i32(1).op(I32_SUB).tee(count).brIf(loop).end(loop);
    }

    private void move(Local position, int bytes) {
        if (bytes == 0) {
            return;
        }
        code.get(position).i32(bytes).op(I32_ADD).set(position);
    }

    /** Writes +0 to the vectors of the row that hold no column. */
    void clearPadding(Matrix matrix) {
        for (int j = Lanes.COUNT * matrix.vectors(); j < matrix.stride(); j += Lanes.COUNT) {
            at(matrix).f32x4(0f);
            store(matrix, Float.BYTES * j);
        }
    }
}
