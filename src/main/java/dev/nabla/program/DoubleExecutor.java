package dev.nabla.program;

import java.util.Arrays;

/**
 * The oracle: every operation as its formula says, in naive loops and double precision. Slow, and independent of
 * {@link JavaExecutor} but for the control flow; gradient checks and the tests of the float executors lean on it.
 */
public final class DoubleExecutor extends Interpreter {
    private final double[][] numbers;
    private final int[][] ints;
    private final double[] exact;

    /** Allocates the program's buffers; parameters and states are zero until written. */
    public DoubleExecutor(Program program) {
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

    private double[] f64(Buffer buffer) {
        return numbers[buffer.id()];
    }

    private int[] i32(Buffer buffer) {
        return ints[buffer.id()];
    }

    private static int width(Buffer buffer) {
        return buffer.shape().width();
    }

    @Override
    public void gather(DataOp.Gather op) {
        int width = width(op.output());
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < width; i++) {
                int from = i32(op.order())[r] * width + i;
                int to = r * width + i;
                switch (op.source().type()) {
                    case U8 -> f64(op.output())[to] = (examples().pixels()[from] & 0xff) / 255.0;
                    case F32 -> f64(op.output())[to] = examples().numbers(op.source())[from];
                    case I32 -> i32(op.output())[to] = examples().labels()[from];
                }
            }
        }
    }

    @Override
    public void oneHot(DataOp.OneHot op) {
        int width = width(op.output());
        for (int i = 0; i < rows * width; i++) {
            f64(op.output())[i] = i32(op.labels())[i / width] == i % width ? 1 : 0;
        }
    }

    @Override
    public void matMul(LayerOp.MatMul op) {
        double[] left = f64(op.left());
        double[] right = f64(op.right());
        int k = width(op.left());
        int n = width(op.output());
        switch (op.form()) {
            case FORWARD -> product(left, k, 1, right, 1, k, f64(op.output()), rows, k, n);
            case INPUT_GRADIENT -> product(left, k, 1, right, n, 1, f64(op.output()), rows, k, n);
            case WEIGHT_GRADIENT -> {
                int inputs = width(op.right());
                double[] chunk = new double[n];
                product(left, 1, k, right, inputs, 1, chunk, k, rows, inputs);
                for (int i = 0; i < n; i++) {
                    f64(op.output())[i] += chunk[i];
                }
            }
        }
    }

    /** {@code c[i][j] = Σₚ a[i·aRow + p·aColumn] · b[p·bRow + j·bColumn]}, c [m, n]. */
    private static void product(
            double[] a, int aRow, int aColumn, double[] b, int bRow, int bColumn, double[] c, int m, int k, int n) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    sum += a[i * aRow + p * aColumn] * b[p * bRow + j * bColumn];
                }
                c[i * n + j] = sum;
            }
        }
    }

    @Override
    public void addBias(LayerOp.AddBias op) {
        for (int i = 0; i < count(op.output()); i++) {
            f64(op.output())[i] = f64(op.input())[i] + f64(op.bias())[i % width(op.output())];
        }
    }

    @Override
    public void sumRows(LayerOp.SumRows op) {
        for (int i = 0; i < count(op.input()); i++) {
            f64(op.output())[i % width(op.input())] += f64(op.input())[i];
        }
    }

    @Override
    public void activate(LayerOp.Activate op) {
        for (int i = 0; i < count(op.output()); i++) {
            f64(op.output())[i] = op.function().apply(f64(op.input())[i]);
        }
    }

    @Override
    public void activateGradient(LayerOp.ActivateGradient op) {
        for (int i = 0; i < count(op.dInput()); i++) {
            f64(op.dInput())[i] =
                    f64(op.dOutput())[i] * op.function().derivative(f64(op.input())[i], f64(op.output())[i]);
        }
    }

    @Override
    public void softmax(LayerOp.Softmax op) {
        int width = width(op.output());
        for (int r = 0; r < rows; r++) {
            double logSum = logSumExp(f64(op.input()), r * width, width);
            for (int i = r * width; i < (r + 1) * width; i++) {
                f64(op.output())[i] = OracleMaths.exp(f64(op.input())[i] - logSum);
            }
        }
    }

    @Override
    public void softmaxGradient(LayerOp.SoftmaxGradient op) {
        int width = width(op.output());
        for (int r = 0; r < rows; r++) {
            double dot = 0;
            for (int i = r * width; i < (r + 1) * width; i++) {
                dot += f64(op.dOutput())[i] * f64(op.output())[i];
            }
            for (int i = r * width; i < (r + 1) * width; i++) {
                f64(op.dInput())[i] = f64(op.output())[i] * (f64(op.dOutput())[i] - dot);
            }
        }
    }

    @Override
    public void crossEntropy(LossOp.CrossEntropy op) {
        int width = width(op.logits());
        for (int r = 0; r < rows; r++) {
            double logit = f64(op.logits())[r * width + i32(op.labels())[r]];
            f64(op.losses())[base(op.losses()) + r] = logSumExp(f64(op.logits()), r * width, width) - logit;
        }
    }

    @Override
    public void crossEntropyGradient(LossOp.CrossEntropyGradient op) {
        int width = width(op.dLogits());
        for (int i = 0; i < count(op.dLogits()); i++) {
            double target = i32(op.labels())[i / width] == i % width ? 1 : 0;
            f64(op.dLogits())[i] = (f64(op.probabilities())[i] - target) / batchRows;
        }
    }

    @Override
    public void squaredError(LossOp.SquaredError op) {
        int width = width(op.output());
        for (int r = 0; r < rows; r++) {
            double sum = 0;
            for (int i = r * width; i < (r + 1) * width; i++) {
                double difference = f64(op.output())[i] - f64(op.targets())[i];
                sum += difference * difference;
            }
            f64(op.losses())[base(op.losses()) + r] = op.factor() * sum;
        }
    }

    @Override
    public void squaredErrorGradient(LossOp.SquaredErrorGradient op) {
        for (int i = 0; i < count(op.dOutput()); i++) {
            f64(op.dOutput())[i] = 2 * op.factor() * (f64(op.output())[i] - f64(op.targets())[i]) / batchRows;
        }
    }

    @Override
    public void argmax(LossOp.Argmax op) {
        int width = width(op.input());
        for (int r = 0; r < rows; r++) {
            int best = r * width;
            for (int i = best; i < (r + 1) * width; i++) {
                double top = f64(op.input())[best];
                double value = f64(op.input())[i];
                best = value > top || (Double.isNaN(value) && !Double.isNaN(top)) ? i : best;
            }
            i32(op.output())[r] = best - r * width;
        }
    }

    @Override
    public void countEqual(LossOp.CountEqual op) {
        for (int r = 0; r < rows; r++) {
            if (i32(op.left())[r] == i32(op.right())[r]) {
                record(op.metric(), exact[op.metric().column()] + 1);
            }
        }
    }

    @Override
    public void mean(LossOp.Mean op) {
        double sum = 0;
        for (int r = 0; r < batchRows; r++) {
            sum += f64(op.values())[r];
        }
        record(op.metric(), sum / batchRows);
    }

    @Override
    public void squaredNorm(LossOp.SquaredNorm op) {
        double sum = 0;
        for (double value : f64(op.value())) {
            sum += value * value;
        }
        record(op.metric(), exact[op.metric().column()] + scalar(op.lambda()) * sum);
    }

    @Override
    public void squaredNormGradient(LossOp.SquaredNormGradient op) {
        for (int i = 0; i < width(op.value()); i++) {
            f64(op.gradient())[i] += 2.0 * scalar(op.lambda()) * f64(op.value())[i];
        }
    }

    @Override
    public void absoluteNorm(LossOp.AbsoluteNorm op) {
        double sum = 0;
        for (double value : f64(op.value())) {
            sum += Math.abs(value);
        }
        record(op.metric(), exact[op.metric().column()] + scalar(op.lambda()) * sum);
    }

    @Override
    public void absoluteNormGradient(LossOp.AbsoluteNormGradient op) {
        for (int i = 0; i < width(op.value()); i++) {
            double value = f64(op.value())[i];
            f64(op.gradient())[i] += value == 0 ? 0 : value > 0 ? scalar(op.lambda()) : -scalar(op.lambda());
        }
    }

    @Override
    public void sgdUpdate(UpdateOp.SgdUpdate op) {
        for (int i = 0; i < width(op.value()); i++) {
            f64(op.value())[i] -= scalar(op.learningRate()) * f64(op.gradient())[i];
        }
    }

    @Override
    public void momentumUpdate(UpdateOp.MomentumUpdate op) {
        for (int i = 0; i < width(op.value()); i++) {
            double velocity = scalar(op.momentum()) * f64(op.velocity())[i] + f64(op.gradient())[i];
            f64(op.velocity())[i] = velocity;
            f64(op.value())[i] -= scalar(op.learningRate()) * velocity;
        }
    }

    @Override
    public void nesterovUpdate(UpdateOp.NesterovUpdate op) {
        double momentum = scalar(op.momentum());
        for (int i = 0; i < width(op.value()); i++) {
            double gradient = f64(op.gradient())[i];
            double velocity = momentum * f64(op.velocity())[i] + gradient;
            f64(op.velocity())[i] = velocity;
            f64(op.value())[i] -= scalar(op.learningRate()) * (gradient + momentum * velocity);
        }
    }

    @Override
    public void scaledUpdate(UpdateOp.ScaledUpdate op) {
        fade(op.squares(), op.gradient(), op.fade(), op.weight(), true);
        for (int i = 0; i < width(op.value()); i++) {
            double root = Math.sqrt(f64(op.squares())[i]) + op.epsilon();
            f64(op.value())[i] -= scalar(op.learningRate()) * f64(op.gradient())[i] / root;
        }
    }

    @Override
    public void adamUpdate(UpdateOp.AdamUpdate op) {
        fade(op.mean(), op.gradient(), op.beta1(), 1.0 - op.beta1(), false);
        fade(op.variance(), op.gradient(), op.beta2(), 1.0 - op.beta2(), true);
        for (int i = 0; i < width(op.value()); i++) {
            double root = Math.sqrt(f64(op.variance())[i]) * scalar(op.rootCorrection()) + op.epsilon();
            f64(op.value())[i] -= scalar(op.stepSize()) * f64(op.mean())[i] / root;
        }
    }

    @Override
    public void nadamUpdate(UpdateOp.NadamUpdate op) {
        fade(op.mean(), op.gradient(), op.beta1(), 1.0 - op.beta1(), false);
        fade(op.variance(), op.gradient(), op.beta2(), 1.0 - op.beta2(), true);
        for (int i = 0; i < width(op.value()); i++) {
            double root = Math.sqrt(f64(op.variance())[i]) * scalar(op.rootCorrection()) + op.epsilon();
            double step = scalar(op.gradientSize()) * f64(op.gradient())[i] + scalar(op.meanSize()) * f64(op.mean())[i];
            f64(op.value())[i] -= step / root;
        }
    }

    /** {@code state = fade·state + weight·gradient}, or the gradient's square. */
    private void fade(Buffer state, Buffer gradient, double fade, double weight, boolean squared) {
        for (int i = 0; i < width(state); i++) {
            double term = f64(gradient)[i] * (squared ? f64(gradient)[i] : 1);
            f64(state)[i] = fade * f64(state)[i] + weight * term;
        }
    }

    @Override
    public void weightDecay(UpdateOp.WeightDecay op) {
        for (int i = 0; i < width(op.value()); i++) {
            f64(op.value())[i] -= scalar(op.rate()) * f64(op.value())[i];
        }
    }

    @Override
    public void clipValue(UpdateOp.ClipValue op) {
        for (int i = 0; i < width(op.gradient()); i++) {
            f64(op.gradient())[i] = Math.max(-op.limit(), Math.min(op.limit(), f64(op.gradient())[i]));
        }
    }

    @Override
    public void clipNorm(UpdateOp.ClipNorm op) {
        double norm = Math.sqrt(exact[op.squaredNorm().column()]);
        for (int i = 0; i < width(op.gradient()); i++) {
            f64(op.gradient())[i] *= Math.min(1, op.limit() / (norm + 1e-6));
        }
    }

    @Override
    public void maxNorm(UpdateOp.MaxNorm op) {
        int inputs = width(op.value()) / op.value().shape().dimension(0);
        double[] value = f64(op.value());
        for (int row = 0; row < value.length; row += inputs) {
            double squares = 0;
            for (int i = row; i < row + inputs; i++) {
                squares += value[i] * value[i];
            }
            for (int i = row; i < row + inputs && squares > 0; i++) {
                value[i] *= Math.min(1, op.limit() / Math.sqrt(squares));
            }
        }
    }

    @Override
    public void checkFinite(UpdateOp.CheckFinite op) {
        for (double value : f64(op.value())) {
            if (metric(op.metric()) == 0 && !(Math.abs(value) <= Float.MAX_VALUE)) {
                setMetric(op.metric(), op.code());
            }
        }
    }

    private void record(Metric metric, double value) {
        exact[metric.column()] = value;
        setMetric(metric, (float) value);
    }

    /** {@code log Σ exp z}, around the maximum. */
    private static double logSumExp(double[] z, int from, int count) {
        double max = z[from];
        for (int i = from; i < from + count; i++) {
            max = Math.max(max, z[i]);
        }
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += OracleMaths.exp(z[i] - max);
        }
        return max + OracleMaths.log(sum);
    }
}
