package dev.nabla.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arrays behind the buffers of a {@link JavaExecutor}, and the threads that share them. */
abstract class JavaMemory extends Interpreter {
    /** Below so many floating-point operations a barrier costs more than it saves. */
    private static final long WORTH_SHARING = 1 << 16;

    private static final int PIXEL_LEVELS = 256;
    private static final float PIXEL_MAX = 255f;

    /** One worker's part of an operation. */
    @FunctionalInterface
    interface Range {
        /** Computes what belongs to rows (or elements) {@code from … to − 1}. */
        void run(int from, int to, Scratch scratch);
    }

    /** What one worker needs for itself. */
    static final class Scratch {
        final MatrixProduct products = new MatrixProduct();
        final Convolution convolution = new Convolution(products);
        final float[] lanes = Reduction.lanes();
        private float[] row = new float[0];

        /** At least so many elements of any content. */
        float[] row(int width) {
            if (row.length < width) {
                row = new float[width];
            }
            return row;
        }
    }

    /** {@code level / 255f}. */
    final float[] pixelValues = new float[PIXEL_LEVELS];

    private final Workers workers;
    private final Scratch[] scratch;
    private final float[][] floats;
    private final int[][] ints;
    private final List<Buffer> accumulated = new ArrayList<>();
    private boolean looking;
    private @Nullable Buffer found;

    JavaMemory(Program program, Workers workers) {
        super(program);
        this.workers = workers;
        this.scratch = new Scratch[workers.count()];
        Arrays.setAll(scratch, i -> new Scratch());
        for (int level = 0; level < PIXEL_LEVELS; level++) {
            pixelValues[level] = level / PIXEL_MAX;
        }
        floats = new float[program.buffers().size()][];
        ints = new int[program.buffers().size()][];
        for (Buffer buffer : program.buffers()) {
            if (buffer.shape().extent() == Shape.Extent.EXAMPLES) {
                continue;
            }
            int elements = elements(buffer);
            if (buffer.type() == ElementType.F32) {
                floats[buffer.id()] = new float[elements];
            } else {
                ints[buffer.id()] = new int[elements];
            }
        }
        for (Parameter parameter : program.parameters()) {
            accumulated.add(parameter.gradient());
        }
    }

    /**
     * Divides rows or elements 0 … count − 1 evenly among the workers, where the work is worth it.
     *
     * @param flops of the whole; a function such as exp counts as what it costs
     */
    final void share(int count, long flops, Range range) {
        int shares = workers.count();
        if (shares == 1 || flops < WORTH_SHARING) {
            range.run(0, count, scratch[0]);
        } else {
            workers.run(worker ->
                    range.run(bound(count, worker, shares), bound(count, worker + 1, shares), scratch[worker]));
        }
    }

    private static int bound(int count, int worker, int shares) {
        return (int) ((long) count * worker / shares);
    }

    /** What the calling thread uses for itself. */
    final Scratch scratch() {
        return scratch[0];
    }

    @Override
    public void write(Buffer buffer, float[] values) {
        requireWritable(buffer, values.length);
        System.arraycopy(values, 0, f32(buffer), 0, values.length);
    }

    @Override
    public void read(Buffer buffer, float[] values) {
        System.arraycopy(f32(buffer), 0, values, 0, values.length);
    }

    @Override
    public int[] readInts(Buffer buffer, int count) {
        return Arrays.copyOf(i32(buffer), count);
    }

    @Override
    public void predict(float[] inputs, int count, float[] outputs) {
        float[] input = f32(program.input());
        float[] output = f32(program.output());
        int inputWidth = program.input().shape().width();
        int outputWidth = program.output().shape().width();
        for (int done = 0; done < count; done += rows) {
            int chunk = Math.min(program.capacity(), count - done);
            System.arraycopy(inputs, done * inputWidth, input, 0, chunk * inputWidth);
            forward(chunk);
            System.arraycopy(output, 0, outputs, done * outputWidth, chunk * outputWidth);
        }
    }

    /** Looks behind every operation, in each chunk. */
    @Override
    public @Nullable Buffer findNonFinite(Examples examples, Slice slice) {
        found = null;
        looking = true;
        try {
            train(examples, slice);
            return found;
        } finally {
            looking = false;
        }
    }

    @Override
    void done(Op op) {
        if (!looking || found != null) {
            return;
        }
        for (Buffer buffer : op.writes()) {
            if (buffer.type() == ElementType.F32 && found == null && !isFinite(buffer)) {
                found = buffer;
            }
        }
        if (op instanceof LossOp.Mean mean && !isFinite(metric(mean.metric())) && found == null) {
            found = mean.values();
        }
    }

    private boolean isFinite(Buffer buffer) {
        float[] values = f32(buffer);
        int from = base(buffer);
        for (int i = from; i < from + count(buffer); i++) {
            if (!isFinite(values[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFinite(float value) {
        return Math.abs(value) <= Float.MAX_VALUE;
    }

    @Override
    void loadOrder(int[] order, int from) {
        System.arraycopy(order, from, i32(program.order()), 0, rows);
    }

    @Override
    void ensureBatch(int batch) {
        Buffer losses = program.losses();
        if (f32(losses).length < batch) {
            floats[losses.id()] = new float[batch];
        }
    }

    @Override
    void clearStep() {
        for (Buffer gradient : accumulated) {
            Arrays.fill(f32(gradient), 0);
        }
    }

    @Override
    void copyEvaluation(int offset, float[] losses, int[] predictions) {
        System.arraycopy(f32(program.losses()), 0, losses, offset, rows);
        Buffer predicted = program.predictions();
        if (predicted != null) {
            System.arraycopy(i32(predicted), 0, predictions, offset, rows);
        }
    }

    final float[] f32(Buffer buffer) {
        return floats[buffer.id()];
    }

    final int[] i32(Buffer buffer) {
        return ints[buffer.id()];
    }

    static int width(Buffer buffer) {
        return buffer.shape().width();
    }

    static int channels(Buffer buffer) {
        return buffer.shape().channels();
    }
}
