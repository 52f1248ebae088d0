package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Global;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Emits {@code C = A·B}, [m, n] = [m, k]·[k, n], by register tiles of 5 rows and 8 columns. The function takes the rows of C
 * that it has to do, [first, end).
 *
 * <p>Each element of C sums over k in ascending order in one accumulator; multiplication and addition round. V8 leaves 15
 * vector registers: 10 accumulators, two vectors of B, one factor of A and one product fit.
 */
final class Product {
    private static final int ROWS = 5;
    private static final int[] REST = {4, 2, 1};
    private static final int VECTORS = 2;
    private static final int VECTOR_BYTES = 16;
    private static final int TILE_BYTES = VECTORS * VECTOR_BYTES;
    private static final int UNROLL = 4;
    private static final int WHOLE = 12;

    /**
     * Element (m, k) of A lies at {@code address + m·rowBytes + k·columnBytes}.
     *
     * @param address in bytes
     */
    record Left(int address, int rowBytes, int columnBytes) {}

    /**
     * Tiles of 8 columns of B or C: element (r, column c of tile t) lies at {@code address + t's place + r·rowBytes + 4·c}, where
     * {@code inner} tiles follow each other at {@code innerBytes}, and such groups at {@code outerBytes}.
     */
    record Tiles(int address, int rowBytes, int inner, int innerBytes, int outerBytes) {
        /** Columns of a row-major matrix. */
        static Tiles of(Matrix matrix) {
            return new Tiles(matrix.address(), matrix.rowBytes(), 1, 0, TILE_BYTES);
        }

        /** Outputs of weights. */
        static Tiles of(Panels panels) {
            int inner = panels.columns() / Panels.TILE;
            return new Tiles(panels.address(), panels.rowBytes(), inner, TILE_BYTES, panels.panelBytes());
        }
    }

    /** What is done with the sums of a tile. */
    interface Epilogue {
        /** Whether the sums begin with what C holds, not with +0. */
        default boolean accumulates() {
            return false;
        }

        /** Declares what the function needs, at its beginning. */
        default void begin(Code code) {}

        /**
         * Makes use of one vector of sums.
         *
         * @param sums the vector
         * @param place address of the vector in C, less {@code offset}
         * @param column byte offset of the tile's first column in a row of n floats
         * @param vector 0 or 1: which half of the tile
         */
        void emit(Code code, Local sums, Local place, int offset, Local column, int vector);

        /** Ends the function. */
        default void end(Code code) {}
    }

    private final String name;
    private final Left left;
    private final Tiles right;
    private final Tiles result;
    private final int tiles;
    private final int depth;
    private final @Nullable Global dynamicDepth;
    private final Epilogue epilogue;

    private Product(
            String name,
            Left left,
            Tiles right,
            Tiles result,
            int tiles,
            int depth,
            @Nullable Global dynamicDepth,
            Epilogue epilogue) {
        this.name = name;
        this.left = left;
        this.right = right;
        this.result = result;
        this.tiles = tiles;
        this.depth = depth;
        this.dynamicDepth = dynamicDepth;
        this.epilogue = epilogue;
    }

    /**
     * A product of a depth that is known.
     *
     * @param tiles number of tiles of 8 columns
     * @param depth k
     */
    static Product of(String name, Left left, Tiles right, Tiles result, int tiles, int depth, Epilogue epilogue) {
        return new Product(name, left, right, result, tiles, depth, null, epilogue);
    }

    /** A product whose depth a global holds when it runs. */
    static Product of(String name, Left left, Tiles right, Tiles result, int tiles, Global depth, Epilogue epilogue) {
        return new Product(name, left, right, result, tiles, 0, depth, epilogue);
    }

    /** Emits the function. */
    Function emit(ModuleBuilder module) {
        return new Emission(module.function(name, FunctionType.ofInts(2))).emit();
    }

    /** The function while it is written. */
    private final class Emission {
        private final Code code;
        private final Local first;
        private final Local end;
        private final Local row;
        private final Local column;
        private final Local group;
        private final Local inner;
        private final Local a;
        private final Local b;
        private final Local c;
        private final Local aTile;
        private final Local bTile;
        private final Local cTile;
        private final Local left0;
        private final Local factor;
        private final List<Local> bVectors = new ArrayList<>();
        private final List<Local> sums = new ArrayList<>();

        Emission(Code code) {
            this.code = code;
            first = code.parameter(0);
            end = code.parameter(1);
            row = code.local(ValueType.I32);
            column = code.local(ValueType.I32);
            group = code.local(ValueType.I32);
            inner = code.local(ValueType.I32);
            a = code.local(ValueType.I32);
            b = code.local(ValueType.I32);
            c = code.local(ValueType.I32);
            aTile = code.local(ValueType.I32);
            bTile = code.local(ValueType.I32);
            cTile = code.local(ValueType.I32);
            left0 = code.local(ValueType.I32);
            factor = code.local(ValueType.V128);
            for (int v = 0; v < VECTORS; v++) {
                bVectors.add(code.local(ValueType.V128));
            }
            for (int i = 0; i < ROWS * VECTORS; i++) {
                sums.add(code.local(ValueType.V128));
            }
        }

        Function emit() {
            epilogue.begin(code);
            code.i32(0).set(column).i32(0).set(bTile).i32(0).set(cTile);
            int innerCount = Math.max(right.inner(), result.inner());
            int whole = tiles / innerCount;
            if (whole > 0) {
                repeat(group, whole, () -> groupOf(innerCount));
            }
            if (tiles % innerCount > 0) {
                groupOf(tiles % innerCount);
            }
            epilogue.end(code);
            return code.function();
        }

        /** Some tiles of one panel, then on to the next panel. */
        private void groupOf(int count) {
            int bStep = stepBytes(right);
            int cStep = stepBytes(result);
            repeat(inner, count, () -> {
                tileColumn();
                add(bTile, bStep);
                add(cTile, cStep);
                add(column, TILE_BYTES);
            });
            add(bTile, right.inner() == 1 ? 0 : right.outerBytes() - count * bStep);
            add(cTile, result.inner() == 1 ? 0 : result.outerBytes() - count * cStep);
        }

        private int stepBytes(Tiles tilesOf) {
            return tilesOf.inner() == 1 ? tilesOf.outerBytes() : tilesOf.innerBytes();
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

        /** All rows of one tile's columns. */
        private void tileColumn() {
            code.get(first).tee(row).i32(left.rowBytes()).op(I32_MUL).set(aTile);
            code.get(first)
                    .i32(result.rowBytes())
                    .op(I32_MUL)
                    .get(cTile)
                    .op(I32_ADD)
                    .set(c);
            Label done = code.block();
            Label again = code.loop();
            code.get(row).i32(ROWS).op(I32_ADD).get(end).op(I32_GT_S).brIf(done);
            tile(ROWS);
            code.br(again);
            code.end(again);
            code.end(done);
            for (int rest : REST) {
                code.get(end).get(row).op(I32_SUB).i32(rest).op(I32_GE_S);
                Label some = code.when();
                tile(rest);
                code.end(some);
            }
        }

        private Local sum(int m, int v) {
            return sums.get(m * VECTORS + v);
        }

        private void tile(int rows) {
            for (int m = 0; m < rows; m++) {
                for (int v = 0; v < VECTORS; v++) {
                    if (epilogue.accumulates()) {
                        code.get(c).memory(V128_LOAD, result.address() + m * result.rowBytes() + v * VECTOR_BYTES);
                    } else {
                        code.f32x4(0);
                    }
                    code.set(sum(m, v));
                }
            }
            code.get(aTile).set(a).get(bTile).set(b);
            if (dynamicDepth != null) {
                dynamicLoops(rows, dynamicDepth);
            } else {
                staticLoop(rows);
            }
            for (int m = 0; m < rows; m++) {
                for (int v = 0; v < VECTORS; v++) {
                    int offset = result.address() + m * result.rowBytes() + v * VECTOR_BYTES;
                    epilogue.emit(code, sum(m, v), c, offset, column, v);
                }
            }
            add(row, rows);
            add(aTile, rows * left.rowBytes());
            add(c, rows * result.rowBytes());
        }

        private void staticLoop(int rows) {
            int unroll = depth <= WHOLE ? depth : UNROLL;
            int turns = depth / unroll;
            if (turns > 1) {
                code.i32(turns).set(left0);
                Label again = code.loop();
                terms(rows, unroll);
                advance(unroll);
                code.get(left0).i32(1).op(I32_SUB).tee(left0).brIf(again);
                code.end(again);
                terms(rows, depth % unroll);
            } else {
                terms(rows, depth);
            }
        }

        private void dynamicLoops(int rows, Global count) {
            code.get(count).set(left0);
            Label few = code.block();
            code.get(left0).i32(UNROLL).op(I32_LT_S).brIf(few);
            Label again = code.loop();
            terms(rows, UNROLL);
            advance(UNROLL);
            code.get(left0)
                    .i32(UNROLL)
                    .op(I32_SUB)
                    .tee(left0)
                    .i32(UNROLL)
                    .op(I32_GE_S)
                    .brIf(again);
            code.end(again);
            code.end(few);
            Label none = code.block();
            code.get(left0).op(I32_EQZ).brIf(none);
            Label single = code.loop();
            terms(rows, 1);
            advance(1);
            code.get(left0).i32(1).op(I32_SUB).tee(left0).brIf(single);
            code.end(single);
            code.end(none);
        }

        /** So many terms of all sums, in ascending order. */
        private void terms(int rows, int count) {
            for (int k = 0; k < count; k++) {
                for (int v = 0; v < VECTORS; v++) {
                    code.get(b)
                            .memory(V128_LOAD, right.address() + k * right.rowBytes() + v * VECTOR_BYTES)
                            .set(bVectors.get(v));
                }
                for (int m = 0; m < rows; m++) {
                    code.get(a)
                            .memory(V128_LOAD32_SPLAT, left.address() + m * left.rowBytes() + k * left.columnBytes())
                            .set(factor);
                    for (int v = 0; v < VECTORS; v++) {
                        code.get(sum(m, v))
                                .get(factor)
                                .get(bVectors.get(v))
                                .op(F32X4_MUL)
                                .op(F32X4_ADD)
                                .set(sum(m, v));
                    }
                }
            }
        }

        private void advance(int count) {
            add(a, count * left.columnBytes());
            add(b, count * right.rowBytes());
        }

        private void add(Local local, int value) {
            if (value != 0) {
                code.get(local).i32(value).op(I32_ADD).set(local);
            }
        }
    }
}
