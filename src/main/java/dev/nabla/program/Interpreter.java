package dev.nabla.program;

import org.jspecify.annotations.Nullable;

/**
 * Runs a program operation by operation: the control flow that {@link JavaExecutor} and {@link DoubleExecutor} share.
 * What the operations do to memory is the subclass's.
 */
abstract class Interpreter implements Executor, OpVisitor {
    private static final Phase[] CHUNK = {Phase.GATHER, Phase.FORWARD, Phase.LOSS, Phase.BACKWARD};
    private static final Phase[] STEP = {Phase.BATCH, Phase.UPDATE};

    final Program program;

    /** The examples of the current chunk: the rows of its buffers that count. */
    int rows;
    /** Where in its batch the current chunk begins. */
    int chunkStart;
    /** The examples of the current batch. */
    int batchRows;

    private final Slice evaluationScalars;
    private @Nullable Examples examples;
    private Slice slice;
    private int step;

    Interpreter(Program program) {
        this.program = program;
        this.evaluationScalars = new Slice(program, 1);
        this.evaluationScalars.add(new int[1], 0, 1);
        this.slice = evaluationScalars;
    }

    /** Called behind each operation. */
    void done(Op op) {}

    /** The examples of the current chunk, as indices into {@link #examples()}, are {@code order[from …]}. */
    abstract void loadOrder(int[] order, int from);

    /** Makes room for the losses of so many examples. */
    abstract void ensureBatch(int batch);

    /** Begins a step: the parameters' gradients, which operations accumulate into, become +0. */
    abstract void clearStep();

    /** Copies what {@link Executor#evaluate} asks for out of the current chunk. */
    abstract void copyEvaluation(int offset, float[] losses, int[] predictions);

    @Override
    public final Program program() {
        return program;
    }

    @Override
    public final int train(Examples examples, Slice slice) {
        this.examples = examples;
        this.slice = slice;
        for (step = 0; step < slice.steps(); step++) {
            for (Metric metric : program.metrics()) {
                slice.setMetric(step, metric, 0);
            }
            batchRows = slice.rows(step);
            program.requireBatch(batchRows);
            ensureBatch(batchRows);
            clearStep();
            runChunks(slice.order(), slice.first(step), CHUNK);
            rows = batchRows;
            chunkStart = 0;
            run(STEP);
            if (slice.metric(step, program.nonFinite()) != 0) {
                return step + 1;
            }
        }
        return slice.steps();
    }

    @Override
    public final int observe(Examples examples, Slice slice) {
        return train(examples, slice);
    }

    @Override
    public final void evaluate(Examples examples, int[] order, int from, int count, float[] losses, int[] predictions) {
        this.examples = examples;
        beginEvaluation();
        for (int done = 0; done < count; done += rows) {
            rows = Math.min(program.capacity(), count - done);
            loadOrder(order, from + done);
            measure();
            copyEvaluation(done, losses, predictions);
        }
    }

    /** Computes everything up to the gradients of one batch, penalties included, with the scalars' initial values. */
    final void differentiate(Examples examples, int[] order, int from, int count) {
        this.examples = examples;
        slice = new Slice(program, 1);
        step = slice.add(order, from, count);
        batchRows = count;
        program.requireBatch(count);
        ensureBatch(count);
        clearStep();
        runChunks(order, from, CHUNK);
        rows = count;
        chunkStart = 0;
        run(new Phase[] {Phase.BATCH});
    }

    /** Runs forward, loss and what needs the whole batch once more, on the examples of {@link #differentiate}. */
    final void remeasure() {
        run(new Phase[] {Phase.FORWARD, Phase.LOSS, Phase.BATCH});
    }

    /** Runs the forward phase on rows that the subclass has put into the input. */
    final void forward(int rows) {
        beginEvaluation();
        this.rows = rows;
        program.inference().forEach(op -> op.accept(this));
    }

    private void measure() {
        run(new Phase[] {Phase.GATHER});
        program.inference().forEach(op -> op.accept(this));
        run(new Phase[] {Phase.LOSS});
    }

    private void beginEvaluation() {
        slice = evaluationScalars;
        step = 0;
        chunkStart = 0;
        ensureBatch(program.capacity());
    }

    private void runChunks(int[] order, int first, Phase[] phases) {
        for (chunkStart = 0; chunkStart < batchRows; chunkStart += rows) {
            rows = Math.min(program.capacity(), batchRows - chunkStart);
            loadOrder(order, first + chunkStart);
            run(phases);
        }
    }

    private void run(Phase[] phases) {
        for (Phase phase : phases) {
            for (Op op : program.ops(phase)) {
                op.accept(this);
                done(op);
            }
        }
    }

    final Examples examples() {
        if (examples == null) {
            throw new IllegalStateException("No examples are bound");
        }
        return examples;
    }

    final float scalar(Scalar scalar) {
        return slice.scalar(step, scalar);
    }

    /** The random numbers of a key in the current step. */
    final Random random(Key key) {
        return slice.random(step, key);
    }

    final void setMetric(Metric metric, float value) {
        slice.setMetric(step, metric, value);
    }

    final float metric(Metric metric) {
        return slice.metric(step, metric);
    }

    /** Where the current chunk begins in a buffer: behind the earlier chunks of a batch where it holds a whole one. */
    final int base(Buffer buffer) {
        return buffer.shape().extent() == Shape.Extent.BATCH
                ? chunkStart * buffer.shape().width()
                : 0;
    }

    /** The number of elements that an element-wise operation on {@code buffer} goes through. */
    final int count(Buffer buffer) {
        return (int) buffer.shape().elements(rows);
    }

    /** The number of elements that a buffer needs for as many rows as the program may hold. */
    final int elements(Buffer buffer) {
        long elements = buffer.shape().elements(program.capacity());
        if (elements > Shape.MAX_ELEMENTS) {
            throw new IllegalArgumentException("Buffer " + buffer + ": " + elements + " elements for "
                    + program.capacity() + " rows, expected at most " + Shape.MAX_ELEMENTS);
        }
        return (int) elements;
    }

    static void requireWritable(Buffer buffer, int length) {
        if (buffer.type() != ElementType.F32 || buffer.shape().extent() != Shape.Extent.FIXED) {
            throw new IllegalArgumentException("write: " + buffer + ", expected a float32 buffer of a fixed shape");
        }
        if (length != buffer.shape().width()) {
            throw new IllegalArgumentException("write: " + length + " values for " + buffer + ", expected "
                    + buffer.shape().width());
        }
    }
}
