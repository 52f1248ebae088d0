package dev.nabla.kernel;

import dev.nabla.program.Buffer;
import dev.nabla.program.ElementType;
import dev.nabla.program.ImageOp;
import dev.nabla.program.ImageOp.Conv2d;
import dev.nabla.program.LayerOp;
import dev.nabla.program.LossOp;
import dev.nabla.program.NormalizationOp;
import dev.nabla.program.Op;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.program.Shape;
import dev.nabla.program.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which buffers of a program are images, and how they are arranged. All images of the same dimensions have the same halo: then
 * what belongs together (an activation, its input, their gradients) lies at a fixed distance from each other. Only those that
 * are gathered have pixels without padding.
 */
final class Images {
    private final Map<Buffer, Planes> planes = new HashMap<>();
    private final Set<Buffer> copied = new HashSet<>();
    private final Set<Buffer> images;
    private final Map<Shape, Halo> halos = new HashMap<>();

    /** Pixels around an image. */
    private static final class Halo {
        private int rows;
        private int columns;

        void atLeast(int otherRows, int otherColumns) {
            rows = Math.max(rows, otherRows);
            columns = Math.max(columns, otherColumns);
        }
    }

    /** Finds them and places them. */
    Images(Program program, Space space) {
        List<Op> ops = ops(program);
        images = images(ops);
        Set<Buffer> gathered = new HashSet<>();
        for (Op op : program.ops(Phase.GATHER)) {
            add(op.writes(), gathered);
        }
        for (Op op : ops) {
            if (op instanceof Conv2d convolution) {
                reserve(convolution);
            }
            if (needsMatrix(op, images)) {
                op.reads().stream().filter(images::contains).forEach(copied::add);
                op.writes().stream().filter(images::contains).forEach(copied::add);
            }
        }
        for (Buffer buffer : program.buffers()) {
            if (images.contains(buffer)) {
                planes.put(buffer, place(buffer, gathered.contains(buffer), program.capacity(), space));
            }
        }
    }

    /** Not by addAll: TeaVM would think that anything may be in the set, and compile what makes a key of everything. */
    private static void add(List<Buffer> buffers, Set<Buffer> set) {
        for (Buffer buffer : buffers) {
            set.add(buffer);
        }
    }

    /** All operations of a program, those that infer too. */
    static List<Op> ops(Program program) {
        List<Op> ops = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            ops.addAll(program.ops(phase));
        }
        ops.addAll(program.inference());
        return ops;
    }

    private static Set<Buffer> images(List<Op> ops) {
        Set<Buffer> images = new HashSet<>();
        for (Op op : ops) {
            boolean ofImages = op instanceof ImageOp
                    || ((op instanceof NormalizationOp
                                    || op instanceof LayerOp.AddBias
                                    || op instanceof LayerOp.SumRows)
                            && rows(op).stream()
                                    .anyMatch(rows -> rows.shape().channels()
                                            != rows.shape().width()));
            if (ofImages) {
                add(rows(op), images);
            }
        }
        int before = -1;
        while (images.size() > before) {
            before = images.size();
            for (Op op : ops) {
                if (isElementwise(op) && rows(op).stream().anyMatch(images::contains)) {
                    add(rows(op), images);
                }
            }
        }
        return images;
    }

    /** The buffers of an operation that hold numbers for each row. */
    private static List<Buffer> rows(Op op) {
        List<Buffer> rows = new ArrayList<>();
        for (List<Buffer> buffers : List.of(op.reads(), op.writes())) {
            for (Buffer buffer : buffers) {
                if (buffer.shape().extent() == Shape.Extent.ROWS && buffer.type() == ElementType.F32) {
                    rows.add(buffer);
                }
            }
        }
        return rows;
    }

    /** Whether an operation is written once for matrices and once for images. */
    private static boolean isElementwise(Op op) {
        return op instanceof LayerOp.AddBias
                || op instanceof LayerOp.SumRows
                || op instanceof LayerOp.Activate
                || op instanceof LayerOp.ActivateGradient
                || op instanceof LayerOp.Dropout
                || op instanceof LayerOp.DropoutGradient
                || op instanceof NormalizationOp;
    }

    /** Whether an operation works on matrices only, but is given images. */
    private static boolean needsMatrix(Op op, Set<Buffer> images) {
        boolean ofMatrices = op instanceof LayerOp.MatMul
                || op instanceof LayerOp.Softmax
                || op instanceof LayerOp.SoftmaxGradient
                || op instanceof LossOp
                || (op instanceof LayerOp.Reshape reshape
                        && images.contains(reshape.input())
                        && images.contains(reshape.output())
                        && !reshape.input().shape().equals(reshape.output().shape()));
        return ofMatrices && rows(op).stream().anyMatch(images::contains);
    }

    /** Lets the window leave x forward, and its reflection dz backward. */
    private void reserve(Conv2d op) {
        Window w = op.window();
        int below = (w.outputHeight() - 1) * w.stride() - w.top() + w.kernelHeight() - w.height();
        int right = (w.outputWidth() - 1) * w.stride() - w.left() + w.kernelWidth() - w.width();
        Buffer x = switch (op.form()) {
            case FORWARD -> op.left();
            case INPUT_GRADIENT -> op.output();
            case WEIGHT_GRADIENT -> op.right();
        };
        halo(x.shape()).atLeast(Math.max(w.top(), below), Math.max(w.left(), right));
        if (op.form() == Conv2d.Form.INPUT_GRADIENT) {
            int rows = reflected(w.kernelHeight(), w.stride(), w.top(), w.height(), w.outputHeight());
            int columns = reflected(w.kernelWidth(), w.stride(), w.left(), w.width(), w.outputWidth());
            halo(op.left().shape()).atLeast(rows, columns);
        }
    }

    /** How far stops are outside that would cover a pixel if there were more of them. */
    private static int reflected(int kernel, int stride, int before, int size, int stops) {
        int first = (kernel + stride - 1) / stride - 1;
        int last = (size - 1 + before) / stride - (stops - 1);
        return Math.max(0, Math.max(first, last));
    }

    private Halo halo(Shape shape) {
        return halos.computeIfAbsent(shape, key -> new Halo());
    }

    private Planes place(Buffer buffer, boolean isGathered, int capacity, Space space) {
        Shape shape = buffer.shape();
        int channels = shape.channels();
        int width = shape.rank() > 1 ? shape.dimension(shape.rank() - 2) : 1;
        int height = shape.width() / channels / width;
        int pixel = isGathered ? channels : (channels + Panels.TILE - 1) / Panels.TILE * Panels.TILE;
        Halo halo = halo(shape);
        int line = (width + halo.columns) * pixel;
        int example = (height + halo.rows) * line;
        int before = halo.rows * line + halo.columns * pixel;
        long floats = (long) capacity * example + 2L * before + 2 * Panels.TILE;
        int address = space.take(Float.BYTES * floats);
        return new Planes(address + Float.BYTES * before, height, width, channels, pixel, line, example);
    }

    boolean isEmpty() {
        return planes.isEmpty();
    }

    boolean contains(Buffer buffer) {
        return planes.containsKey(buffer);
    }

    /** Whether an operation on matrices reads or writes it: then there is a matrix for it beside the images. */
    boolean isCopied(Buffer buffer) {
        return copied.contains(buffer);
    }

    /** Whether an operation works on such matrices. */
    boolean isCopied(Op op) {
        return needsMatrix(op, images);
    }

    Planes of(Buffer buffer) {
        Planes found = planes.get(buffer);
        if (found == null) {
            throw new IllegalStateException("Buffer " + buffer + " holds no images");
        }
        return found;
    }
}
