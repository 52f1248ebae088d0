package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Emits a convolution as a product of matrices that are never written down: the rows of a register tile are pixels of one line
 * of the result, its columns 8 channels; a factor of the left matrix is a pixel's channel under the window, at a constant
 * distance from where the window stands, since images have a halo. The function takes the examples that it has to do.
 *
 * <p>Each sum runs over the window's lines, columns and channels in ascending order in one accumulator.
 */
final class ImageProduct {
    private static final int VECTORS = 2;
    private static final int VECTOR_BYTES = 16;
    private static final int TILE_BYTES = VECTORS * VECTOR_BYTES;
    private static final int FLOAT_BYTES = 4;
    private static final int WHOLE = 12;
    private static final int UNROLL = 8;
    private static final int LEAST_UNROLL = 5;

    /**
     * A loop of terms: how often, and by how many bytes the left and the right factor move each time.
     *
     * @param left bytes
     * @param right bytes
     */
    record Taps(int count, int left, int right) {}

    /**
     * Pixels of the result that are computed alike, and what is summed for each.
     *
     * @param height lines
     * @param width pixels of a line
     * @param left where the window of the first pixel begins
     * @param right address of the first term's right factors in the first panel
     * @param result where the first pixel lies
     * @param lines of the window
     * @param columns of the window
     * @param depth terms of one pixel under the window: consecutive floats, consecutive rows of a panel
     */
    record Part(
            int height,
            int width,
            Planes.Walk left,
            int right,
            Planes.Walk result,
            Taps lines,
            Taps columns,
            int depth) {
        /** The same with the loop over columns drawn into that over the depth if they follow each other. */
        Part flat() {
            boolean follows = columns.left() == depth * FLOAT_BYTES && columns.right() == depth * TILE_BYTES;
            return follows && columns.count() > 0
                    ? new Part(height, width, left, right, result, lines, new Taps(1, 0, 0), depth * columns.count())
                    : this;
        }

        boolean isEmpty() {
            return lines.count() == 0 || columns.count() == 0;
        }
    }

    private final String name;
    private final List<Part> parts;
    private final int tiles;
    private final int panelBytes;
    private final Product.Epilogue epilogue;

    /**
     * A product; nothing is emitted yet.
     *
     * @param tiles of 8 channels of the result
     * @param panelBytes of the right matrix from tile to tile
     */
    ImageProduct(String name, List<Part> parts, int tiles, int panelBytes, Product.Epilogue epilogue) {
        this.name = name;
        this.parts = parts.stream().map(Part::flat).toList();
        this.tiles = tiles;
        this.panelBytes = panelBytes;
        this.epilogue = epilogue;
    }

    /** Emits the function. */
    Function emit(ModuleBuilder module) {
        return new Emission(module.function(name, FunctionType.ofInts(2))).emit();
    }

    private final class Emission {
        private final Code code;
        private final Local row;
        private final Local column;
        private final Local panel;
        private final Local aLine;
        private final Local cLine;
        private final Local aTile;
        private final Local cTile;
        private final Local a;
        private final Local b;
        private final Local lineCount;
        private final Local tileCount;
        private final Local tapLines;
        private final Local tapColumns;
        private final Local terms;
        private final Local factor;
        private final Local[] right = new Local[VECTORS];
        private final List<Local> sums = new ArrayList<>();

        Emission(Code code) {
            this.code = code;
            row = code.parameter(0);
            column = code.local(ValueType.I32);
            panel = code.local(ValueType.I32);
            aLine = code.local(ValueType.I32);
            cLine = code.local(ValueType.I32);
            aTile = code.local(ValueType.I32);
            cTile = code.local(ValueType.I32);
            a = code.local(ValueType.I32);
            b = code.local(ValueType.I32);
            lineCount = code.local(ValueType.I32);
            tileCount = code.local(ValueType.I32);
            tapLines = code.local(ValueType.I32);
            tapColumns = code.local(ValueType.I32);
            terms = code.local(ValueType.I32);
            factor = code.local(ValueType.V128);
            for (int v = 0; v < VECTORS; v++) {
                right[v] = code.local(ValueType.V128);
            }
        }

        Function emit() {
            epilogue.begin(code);
            Loops.upTo(code, row, code.parameter(1), 1, () -> {
                code.i32(0).set(panel);
                Loops.times(code, column, tiles * TILE_BYTES, TILE_BYTES, () -> {
                    parts.forEach(this::part);
                    add(panel, panelBytes);
                });
            });
            epilogue.end(code);
            return code.function();
        }

        private void part(Part part) {
            code.get(row).i32(part.left().example()).op(I32_MUL).set(aLine);
            code.get(row)
                    .i32(part.result().example())
                    .op(I32_MUL)
                    .get(column)
                    .op(I32_ADD)
                    .set(cLine);
            repeat(lineCount, part.height(), () -> {
                code.get(aLine).set(aTile).get(cLine).set(cTile);
                for (Segments segment : Segments.of(part.width())) {
                    repeat(tileCount, segment.count(), () -> tile(part, segment.rows()));
                }
                add(aLine, part.left().line());
                add(cLine, part.result().line());
            });
        }

        private void repeat(Local counter, int count, Runnable body) {
            if (count == 1) {
                body.run();
            } else if (count > 1) {
                code.i32(count).set(counter);
                Label again = code.loop();
                body.run();
                code.get(counter).i32(1).op(I32_SUB).tee(counter).brIf(again);
                code.end(again);
            }
        }

        private Local sum(int m, int v) {
            while (sums.size() <= m * VECTORS + v) {
                sums.add(code.local(ValueType.V128));
            }
            return sums.get(m * VECTORS + v);
        }

        private void tile(Part part, int rows) {
            for (int m = 0; m < rows; m++) {
                for (int v = 0; v < VECTORS; v++) {
                    code.f32x4(0).set(sum(m, v));
                }
            }
            if (!part.isEmpty()) {
                code.get(aTile).set(a).get(panel).set(b);
                lines(part, rows);
            }
            Planes.Walk result = part.result();
            for (int m = 0; m < rows; m++) {
                for (int v = 0; v < VECTORS; v++) {
                    int offset = result.address() + m * result.pixel() + v * VECTOR_BYTES;
                    epilogue.emit(code, sum(m, v), cTile, offset, column, v);
                }
            }
            add(aTile, rows * part.left().pixel());
            add(cTile, rows * result.pixel());
        }

        private void lines(Part part, int rows) {
            Taps lines = part.lines();
            Taps columns = part.columns();
            int left = columns.count() > 1 ? columns.count() * columns.left() : part.depth() * FLOAT_BYTES;
            int right = columns.count() > 1 ? columns.count() * columns.right() : part.depth() * TILE_BYTES;
            repeat(tapLines, lines.count(), () -> {
                columns(part, rows);
                if (lines.count() > 1) {
                    add(a, lines.left() - left);
                    add(b, lines.right() - right);
                }
            });
        }

        private void columns(Part part, int rows) {
            Taps columns = part.columns();
            repeat(tapColumns, columns.count(), () -> {
                depth(part, rows);
                if (columns.count() > 1) {
                    add(a, columns.left() - part.depth() * FLOAT_BYTES);
                    add(b, columns.right() - part.depth() * TILE_BYTES);
                }
            });
        }

        /** The terms of one pixel; leaves the factors behind them. */
        private void depth(Part part, int rows) {
            int depth = part.depth();
            int unroll = unroll(depth);
            if (depth / unroll > 1) {
                repeat(terms, depth / unroll, () -> {
                    terms(part, rows, unroll);
                    advance(unroll);
                });
                terms(part, rows, depth % unroll);
                advance(depth % unroll);
            } else {
                terms(part, rows, depth);
                advance(depth);
            }
        }

        private int unroll(int depth) {
            if (depth <= WHOLE) {
                return depth;
            }
            for (int unroll = UNROLL + 2; unroll >= LEAST_UNROLL; unroll--) {
                if (depth % unroll == 0) {
                    return unroll;
                }
            }
            return UNROLL;
        }

        private void terms(Part part, int rows, int count) {
            Planes.Walk left = part.left();
            for (int k = 0; k < count; k++) {
                for (int v = 0; v < VECTORS; v++) {
                    code.get(b).memory(V128_LOAD, part.right() + k * TILE_BYTES + v * VECTOR_BYTES);
                    code.set(right[v]);
                }
                for (int m = 0; m < rows; m++) {
                    code.get(a).memory(V128_LOAD32_SPLAT, left.address() + m * left.pixel() + k * FLOAT_BYTES);
                    code.set(factor);
                    for (int v = 0; v < VECTORS; v++) {
                        code.get(sum(m, v))
                                .get(factor)
                                .get(right[v])
                                .op(F32X4_MUL)
                                .op(F32X4_ADD);
                        code.set(sum(m, v));
                    }
                }
            }
        }

        private void advance(int count) {
            add(a, count * FLOAT_BYTES);
            add(b, count * TILE_BYTES);
        }

        private void add(Local local, int value) {
            if (value != 0) {
                code.get(local).i32(value).op(I32_ADD).set(local);
            }
        }
    }
}
