package dev.nabla.kernel;

import dev.nabla.program.Buffer;
import dev.nabla.program.DataOp;
import dev.nabla.program.ElementType;
import dev.nabla.program.ImageOp.Conv2d;
import dev.nabla.program.LayerOp.MatMul;
import dev.nabla.program.LayerOp.MatMul.Form;
import dev.nabla.program.Op;
import dev.nabla.program.Parameter;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.program.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where everything of a program lies in memory: addresses, strides and panels, all known before anything is emitted. */
final class Layout {
    private static final int FLOAT_BYTES = 4;
    private static final int VECTOR = 4;

    /** Bytes of a random key: two words. */
    static final int KEY_BYTES = 8;

    /** Columns of the panels that a sparse product can take, the registers permitting. */
    private static final int[] SPARSE_COLUMNS = {32, 24, 16, 8};

    /** Cycles that a chain of additions takes for one entry, in units of a vector's work. */
    private static final int CHAIN_VECTORS = 6;

    /** Rows that begin a power of two apart would compete for the same lines of the cache. */
    private static final int WIDE = 64;

    private final Program program;
    private final Space space;
    private final boolean sparse;
    private final int order;
    private final int firsts;
    private final int scalars;
    private final int metrics;
    private final int keys;
    private final Images images;
    private final Partials partials;
    private final SparseImages sparseImages;
    private final int maxExamples;
    private final int maxSteps;
    private final Map<Buffer, Matrix> matrices = new HashMap<>();
    private final Map<Buffer, Integer> ints = new HashMap<>();
    private final Map<Buffer, Panels> panels = new HashMap<>();
    private final Map<Buffer, Panels> transposed = new HashMap<>();
    private final Map<Buffer, Reflection> reflected = new HashMap<>();
    private final Map<Buffer, Integer> vectors = new HashMap<>();
    private final int losses;
    private final int scratch;
    private final @Nullable Lists lists;

    /**
     * What a plan is made for.
     *
     * @param sparse whether the first layer passes over zero pixels
     * @param threads the most that may work
     * @param maxSteps of a slice
     * @param maxExamples of a slice
     */
    record Wish(boolean sparse, int threads, int maxSteps, int maxExamples) {}

    Layout(Program program, Wish wish, int base) {
        this.program = program;
        this.space = new Space(base);
        this.maxSteps = wish.maxSteps();
        this.maxExamples = wish.maxExamples();
        MatMul first = wish.sparse() ? sparseProduct(program) : null;
        this.sparse = first != null;
        order = space.take((long) FLOAT_BYTES * maxExamples);
        firsts = space.take((long) FLOAT_BYTES * (maxSteps + 1));
        scalars = space.take(
                (long) FLOAT_BYTES * maxSteps * Math.max(1, program.scalars().size()));
        metrics = space.take(
                (long) FLOAT_BYTES * maxSteps * Math.max(1, program.metrics().size()));
        keys = space.take(
                (long) KEY_BYTES * maxSteps * Math.max(1, program.keys().size()));
        images = new Images(program, space);
        partials = new Partials(program, space);
        sparseImages = new SparseImages(program, images, space, wish.threads());
        losses = space.take((long) FLOAT_BYTES * (Math.max(maxExamples, program.capacity()) + VECTOR));
        placeWeights(first);
        placeOthers();
        scratch = space.take((long) FLOAT_BYTES * largestParameter());
        lists = first == null
                ? null
                : Lists.plan(space, first.left().shape().width(), program.capacity(), wish.threads());
    }

    /** The product of the first layer if its input is nothing but gathered pixels, of which zeros can be passed over. */
    static @Nullable MatMul sparseProduct(Program program) {
        Buffer pixels = null;
        for (Op op : program.ops(Phase.GATHER)) {
            if (op instanceof DataOp.Gather gather && gather.source().type() == ElementType.U8) {
                pixels = gather.output();
            }
        }
        MatMul product = null;
        for (Phase phase : Phase.values()) {
            for (Op op : program.ops(phase)) {
                if (pixels == null || !op.reads().contains(pixels)) {
                    continue;
                }
                boolean forward = op instanceof MatMul matMul && matMul.form() == Form.FORWARD && product == null;
                boolean gradient = op instanceof MatMul matMul && matMul.form() == Form.WEIGHT_GRADIENT;
                if (!forward && !gradient) {
                    return null;
                }
                product = forward ? (MatMul) op : product;
            }
        }
        if (product != null && product.left().shape().width() > Lists.MAX_WIDTH) {
            return null;
        }
        return product;
    }

    private void placeWeights(@Nullable MatMul first) {
        for (Phase phase : Phase.values()) {
            for (Op op : program.ops(phase)) {
                if (op instanceof Conv2d convolution) {
                    placeConvolution(convolution);
                }
                if (!(op instanceof MatMul product)) {
                    continue;
                }
                if (product.form() == Form.FORWARD && !panels.containsKey(product.right())) {
                    int columns = product.equals(first)
                            ? sparseColumns(product.output().shape().width())
                            : Panels.TILE;
                    Panels shape = new Panels(
                            0,
                            product.output().shape().width(),
                            product.left().shape().width(),
                            columns);
                    placeParameter(product.right(), shape);
                }
                if (product.form() == Form.INPUT_GRADIENT) {
                    Panels shape = new Panels(
                            0,
                            product.output().shape().width(),
                            panels(product.right()).count()
                                    * panels(product.right()).columns(),
                            Panels.TILE);
                    transposed.put(product.right(), shape.at(space.take(shape.bytes())));
                }
            }
        }
    }

    private void placeConvolution(Conv2d op) {
        if (op.form() == Conv2d.Form.FORWARD && !panels.containsKey(op.right())) {
            placeParameter(op.right(), new Panels(0, op.filters(), op.window().taps(), Panels.TILE));
        }
        if (op.form() == Conv2d.Form.INPUT_GRADIENT) {
            Reflection shape = new Reflection(0, op.window(), op.filters());
            reflected.put(op.right(), shape.at(space.take(shape.bytes())));
        }
    }

    /** A weight matrix, its gradient and what the optimizer remembers of it are arranged alike. */
    private void placeParameter(Buffer weights, Panels shape) {
        for (Buffer buffer : alike(weights)) {
            panels.put(buffer, shape.at(space.take(shape.bytes())));
        }
    }

    /** A parameter's value, gradient and states; just the buffer itself if it is none. */
    private List<Buffer> alike(Buffer value) {
        List<Buffer> buffers = new ArrayList<>();
        buffers.add(value);
        for (Parameter parameter : program.parameters()) {
            if (parameter.value().equals(value)) {
                buffers.add(parameter.gradient());
            }
        }
        for (Buffer buffer : program.buffers()) {
            if (buffer.role() == Buffer.Role.STATE && buffer.name().startsWith(value.name() + ".")) {
                buffers.add(buffer);
            }
        }
        return buffers;
    }

    private void placeOthers() {
        for (Buffer buffer : program.buffers()) {
            int width = buffer.shape().width();
            if (buffer.equals(program.losses())
                    || buffer.shape().extent() == Shape.Extent.EXAMPLES
                    || (images.contains(buffer) && !images.isCopied(buffer))
                    || panels.containsKey(buffer)) {
                continue;
            }
            if (buffer.shape().extent() == Shape.Extent.FIXED) {
                vectors.put(buffer, space.take((long) FLOAT_BYTES * paddedWidth(width)));
            } else if (buffer.type() == ElementType.I32) {
                ints.put(buffer, space.take((long) FLOAT_BYTES * (program.capacity() + VECTOR)));
            } else {
                int stride = stride(width);
                int address = space.take((long) FLOAT_BYTES * program.capacity() * stride);
                matrices.put(buffer, new Matrix(address, width, stride));
            }
        }
    }

    private int largestParameter() {
        int largest = 1;
        for (Parameter parameter : program.parameters()) {
            largest = Math.max(largest, parameter.value().shape().width());
        }
        return largest + 2 * VECTOR;
    }

    /** The columns of a panel that cost least: few panels, and enough sums at a time to keep the adders busy. */
    static int sparseColumns(int outputs) {
        int best = Panels.TILE;
        int least = Integer.MAX_VALUE;
        for (int columns : SPARSE_COLUMNS) {
            int cost = (outputs + columns - 1) / columns * (Math.max(CHAIN_VECTORS, columns / VECTOR) + 2);
            if (cost < least) {
                least = cost;
                best = columns;
            }
        }
        return best;
    }

    /** Floats of a row: whole panels, of a sparse product too, and never an even number of tiles if wide. */
    static int stride(int width) {
        int columns = sparseColumns(width);
        int stride = (width + columns - 1) / columns * columns;
        return stride >= WIDE && stride / Panels.TILE % 2 == 0 ? stride + Panels.TILE : stride;
    }

    /** Floats of a vector: whole tiles, one of them at least beyond a sparse panel. */
    static int paddedWidth(int width) {
        return stride(width);
    }

    Program program() {
        return program;
    }

    /** Bytes from the base. */
    int bytes() {
        return space.size();
    }

    boolean isSparse() {
        return sparse;
    }

    int maxSteps() {
        return maxSteps;
    }

    int maxExamples() {
        return maxExamples;
    }

    /** Indices of the slice's examples. */
    int order() {
        return order;
    }

    /** Where in the order each step begins. */
    int firsts() {
        return firsts;
    }

    /** [steps, scalars]. */
    int scalars() {
        return scalars;
    }

    /** [steps, metrics]. */
    int metrics() {
        return metrics;
    }

    /** [steps, keys, 2]. */
    int keys() {
        return keys;
    }

    /** Whether there are buffers of images. */
    boolean hasImages() {
        return !images.isEmpty();
    }

    /** Whether a buffer holds images rather than a matrix. */
    boolean isImages(Buffer buffer) {
        return images.contains(buffer);
    }

    /** Whether an operation works on matrices that are copies of images. */
    boolean isCopied(Op op) {
        return images.isCopied(op);
    }

    /** A buffer of images. */
    Planes planes(Buffer buffer) {
        return images.of(buffer);
    }

    /** A buffer of images or, as images of one pixel, of rows. */
    Planes places(Buffer buffer) {
        return images.contains(buffer) ? images.of(buffer) : Planes.of(matrix(buffer));
    }

    /** The gradients of images that are mostly zero. */
    SparseImages sparseImages() {
        return sparseImages;
    }

    /** Room for sums of images. */
    Partials partials() {
        return partials;
    }

    /** [batch]. */
    int losses() {
        return losses;
    }

    /** Room for a parameter, row-major. */
    int scratch() {
        return scratch;
    }

    /** The lists of non-zero pixels. */
    Lists lists() {
        if (lists == null) {
            throw new IllegalStateException("The plan is not sparse");
        }
        return lists;
    }

    /** A buffer of rows; of images, the matrix beside it. */
    Matrix matrix(Buffer buffer) {
        return found(matrices.get(buffer), buffer);
    }

    /** A buffer of one int for each row. */
    int ints(Buffer buffer) {
        return found(ints.get(buffer), buffer);
    }

    boolean isPanels(Buffer buffer) {
        return panels.containsKey(buffer);
    }

    /** Weights, their gradient or their states. */
    Panels panels(Buffer buffer) {
        return found(panels.get(buffer), buffer);
    }

    boolean isTransposed(Buffer weights) {
        return transposed.containsKey(weights);
    }

    /** The transpose of weights, kept beside them. */
    Panels transposed(Buffer weights) {
        return found(transposed.get(weights), weights);
    }

    boolean isReflected(Buffer weights) {
        return reflected.containsKey(weights);
    }

    /** The weights of a convolution turned round, kept beside them. */
    Reflection reflected(Buffer weights) {
        return found(reflected.get(weights), weights);
    }

    /** Address of a parameter or of what belongs to it, in whatever arrangement. */
    int address(Buffer buffer) {
        Panels arranged = panels.get(buffer);
        return arranged != null ? arranged.address() : found(vectors.get(buffer), buffer);
    }

    /** Floats of a parameter with its padding. */
    int paddedFloats(Buffer buffer) {
        Panels arranged = panels.get(buffer);
        return arranged != null
                ? (int) (arranged.bytes() / FLOAT_BYTES)
                : paddedWidth(buffer.shape().width());
    }

    private static <T> T found(@Nullable T place, Buffer buffer) {
        if (place == null) {
            throw new IllegalStateException("Buffer " + buffer + " has no such place");
        }
        return place;
    }
}
