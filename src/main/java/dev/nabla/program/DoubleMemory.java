package dev.nabla.program;

import java.util.Arrays;

/** The arrays behind the buffers of a {@link DoubleExecutor}. */
abstract class DoubleMemory extends Interpreter {
    private final double[][] numbers;
    private final int[][] ints;
    /** The metrics of the step, before they are rounded. */
    final double[] exact;

    DoubleMemory(Program program) {
        super(program);
        numbers = new double[program.buffers().size()][];
        ints = new int[program.buffers().size()][];
        exact = new double[program.metrics().size()];
        for (Buffer buffer : program.buffers()) {
            if (buffer.shape().extent() == Shape.Extent.EXAMPLES) {
                continue;
            }
            int elements = elements(buffer);
            if (buffer.type() == ElementType.F32) {
                numbers[buffer.id()] = new double[elements];
            } else {
                ints[buffer.id()] = new int[elements];
            }
        }
    }

    @Override
    public void write(Buffer buffer, float[] values) {
        requireWritable(buffer, values.length);
        for (int i = 0; i < values.length; i++) {
            f64(buffer)[i] = values[i];
        }
    }

    @Override
    public void read(Buffer buffer, float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) f64(buffer)[i];
        }
    }

    @Override
    public int[] readInts(Buffer buffer, int count) {
        return Arrays.copyOf(i32(buffer), count);
    }

    /** The executor's own array behind a buffer of type F32, row-major; changes are seen by the next run. */
    public double[] array(Buffer buffer) {
        return f64(buffer);
    }

    /**
     * Runs everything up to the gradients of the mean loss, penalties included, on one batch: the examples
     * {@code order[0 … count − 1]}. Scalars have their initial values.
     */
    public void differentiate(Examples examples, int[] order, int count) {
        differentiate(examples, order, 0, count);
    }

    /**
     * Measures the batch of {@link #differentiate(Examples, int[], int)} once more, with parameters or inputs that were
     * changed in their {@link #array} since; the batch must have fitted one chunk.
     *
     * @return the mean loss, penalties included, in double precision
     */
    public double lossAgain() {
        if (batchRows > program.capacity()) {
            throw new IllegalStateException("A batch of " + batchRows + " examples, expected at most "
                    + program.capacity() + ": its first chunk is gone");
        }
        Arrays.fill(exact, 0);
        remeasure();
        double loss = 0;
        for (Metric metric : program.metrics()) {
            loss += metric.equals(program.loss()) || metric.name().equals(Program.PENALTY) ? exact[metric.column()] : 0;
        }
        return loss;
    }

    @Override
    public void predict(float[] inputs, int count, float[] outputs) {
        int inputWidth = program.input().shape().width();
        int outputWidth = program.output().shape().width();
        for (int done = 0; done < count; done += rows) {
            int chunk = Math.min(program.capacity(), count - done);
            for (int i = 0; i < chunk * inputWidth; i++) {
                f64(program.input())[i] = inputs[done * inputWidth + i];
            }
            forward(chunk);
            for (int i = 0; i < chunk * outputWidth; i++) {
                outputs[done * outputWidth + i] = (float) f64(program.output())[i];
            }
        }
    }

    @Override
    void loadOrder(int[] order, int from) {
        System.arraycopy(order, from, i32(program.order()), 0, rows);
    }

    @Override
    void ensureBatch(int batch) {
        Buffer losses = program.losses();
        if (f64(losses).length < batch) {
            numbers[losses.id()] = new double[batch];
        }
    }

    @Override
    void clearStep() {
        Arrays.fill(exact, 0);
        for (Parameter parameter : program.parameters()) {
            Arrays.fill(f64(parameter.gradient()), 0);
        }
    }

    @Override
    void copyEvaluation(int offset, float[] losses, int[] predictions) {
        for (int r = 0; r < rows; r++) {
            losses[offset + r] = (float) f64(program.losses())[r];
        }
        Buffer predicted = program.predictions();
        if (predicted != null) {
            System.arraycopy(i32(predicted), 0, predictions, offset, rows);
        }
    }

    final double[] f64(Buffer buffer) {
        return numbers[buffer.id()];
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

    final void record(Metric metric, double value) {
        exact[metric.column()] = value;
        setMetric(metric, (float) value);
    }
}
