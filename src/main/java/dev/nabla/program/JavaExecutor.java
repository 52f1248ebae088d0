package dev.nabla.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The reference executor: plain Java on plain arrays, every buffer kept. It runs anywhere, and defines the bits that every
 * other executor must give.
 */
public final class JavaExecutor extends Interpreter {
    /** Below so many rows a transposed copy of the weights costs more than it saves. */
    private static final int FEW_ROWS = 8;

    private final float[][] floats;
    private final int[][] ints;
    private final List<Buffer> accumulated = new ArrayList<>();
    private final MatrixProduct products = new MatrixProduct();
    private final float[] lanes = Reduction.lanes();
    private float[] transposed = new float[0];
    private float[] scratch = new float[0];

    /** Allocates the program's buffers; parameters and states are zero until written. */
    public JavaExecutor(Program program) {
        super(program);
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

    @Override
    public void write(Buffer buffer, float[] values) {
        requireWritable(buffer, values.length);
        System.arraycopy(values, 0, f32(buffer), 0, values.length);
    }

    @Override
    public void read(Buffer buffer, float[] values) {
        System.arraycopy(f32(buffer), 0, values, 0, values.length);
    }

    /** A copy of the first {@code count} elements of an I32 buffer. */
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

    private float[] f32(Buffer buffer) {
        return floats[buffer.id()];
    }

    private int[] i32(Buffer buffer) {
        return ints[buffer.id()];
    }

    @Override
    public void gather(DataOp.Gather op) {
        int width = op.output().shape().width();
        int[] order = i32(op.order());
        switch (op.source().type()) {
            case U8 -> Rows.gatherPixels(examples().pixels(), order, rows, width, f32(op.output()));
            case F32 -> Rows.gather(examples().numbers(op.source()), order, rows, width, f32(op.output()));
            case I32 -> Rows.gatherLabels(examples().labels(), order, rows, i32(op.output()));
        }
    }

    @Override
    public void oneHot(DataOp.OneHot op) {
        Rows.oneHot(i32(op.labels()), rows, op.output().shape().width(), f32(op.output()));
    }

    @Override
    public void matMul(LayerOp.MatMul op) {
        float[] left = f32(op.left());
        float[] right = f32(op.right());
        float[] output = f32(op.output());
        int leftWidth = op.left().shape().width();
        int outputWidth = op.output().shape().width();
        switch (op.form()) {
            case FORWARD -> forwardProduct(left, right, output, leftWidth, outputWidth);
            case INPUT_GRADIENT ->
                products.multiply(left, leftWidth, 1, right, output, 0, rows, leftWidth, outputWidth);
            case WEIGHT_GRADIENT ->
                products.accumulate(
                        left,
                        1,
                        leftWidth,
                        right,
                        output,
                        0,
                        leftWidth,
                        rows,
                        op.right().shape().width());
        }
    }

    private void forwardProduct(float[] x, float[] weight, float[] z, int inputs, int units) {
        if (rows < FEW_ROWS) {
            MatrixProduct.multiplyTransposed(x, weight, z, 0, rows, inputs, units);
            return;
        }
        if (transposed.length < weight.length) {
            transposed = new float[weight.length];
        }
        MatrixProduct.transpose(weight, 0, units, units, inputs, transposed);
        products.multiply(x, inputs, 1, transposed, z, 0, rows, inputs, units);
    }

    @Override
    public void addBias(LayerOp.AddBias op) {
        Rows.addBias(f32(op.input()), f32(op.bias()), rows, op.output().shape().width(), f32(op.output()));
    }

    @Override
    public void sumRows(LayerOp.SumRows op) {
        Rows.sumRows(f32(op.input()), rows, op.input().shape().width(), f32(op.output()));
    }

    @Override
    public void activate(LayerOp.Activate op) {
        op.function().forward(f32(op.input()), f32(op.output()), 0, count(op.output()));
    }

    @Override
    public void activateGradient(LayerOp.ActivateGradient op) {
        op.function()
                .backward(
                        f32(op.input()), f32(op.output()), f32(op.dOutput()), f32(op.dInput()), 0, count(op.dInput()));
    }

    @Override
    public void softmax(LayerOp.Softmax op) {
        Rows.softmax(f32(op.input()), rows, op.output().shape().width(), f32(op.output()), lanes);
    }

    @Override
    public void softmaxGradient(LayerOp.SoftmaxGradient op) {
        int width = op.output().shape().width();
        Rows.softmaxGradient(f32(op.output()), f32(op.dOutput()), rows, width, f32(op.dInput()), lanes);
    }

    @Override
    public void crossEntropy(LossOp.CrossEntropy op) {
        int width = op.logits().shape().width();
        if (scratch.length < width) {
            scratch = new float[width];
        }
        for (int r = 0; r < rows; r++) {
            f32(op.losses())[base(op.losses()) + r] =
                    Rows.crossEntropy(f32(op.logits()), r * width, width, i32(op.labels())[r], scratch, lanes);
        }
    }

    @Override
    public void crossEntropyGradient(LossOp.CrossEntropyGradient op) {
        int width = op.dLogits().shape().width();
        Rows.crossEntropyGradient(
                f32(op.probabilities()), i32(op.labels()), rows, width, scalar(op.inverseBatch()), f32(op.dLogits()));
    }

    @Override
    public void squaredError(LossOp.SquaredError op) {
        int width = op.output().shape().width();
        float[] losses = f32(op.losses());
        int base = base(op.losses());
        for (int r = 0; r < rows; r++) {
            losses[base + r] = op.factor()
                    * Reduction.squaredDistance(f32(op.output()), f32(op.targets()), r * width, width, lanes);
        }
    }

    @Override
    public void squaredErrorGradient(LossOp.SquaredErrorGradient op) {
        float[] output = f32(op.output());
        float[] targets = f32(op.targets());
        float[] dOutput = f32(op.dOutput());
        float factor = 2 * op.factor();
        float inverseBatch = scalar(op.inverseBatch());
        for (int i = 0; i < count(op.output()); i++) {
            dOutput[i] = (output[i] - targets[i]) * factor * inverseBatch;
        }
    }

    @Override
    public void argmax(LossOp.Argmax op) {
        Rows.argmax(f32(op.input()), rows, op.input().shape().width(), i32(op.output()));
    }

    @Override
    public void countEqual(LossOp.CountEqual op) {
        float equal = 0;
        for (int r = 0; r < rows; r++) {
            equal += i32(op.left())[r] == i32(op.right())[r] ? 1 : 0;
        }
        setMetric(op.metric(), metric(op.metric()) + equal);
    }

    @Override
    public void mean(LossOp.Mean op) {
        setMetric(op.metric(), Reduction.sum(f32(op.values()), 0, batchRows, lanes) * scalar(op.inverseBatch()));
    }

    @Override
    public void squaredNorm(LossOp.SquaredNorm op) {
        float norm = Reduction.sumOfSquares(f32(op.value()), count(op.value()), lanes);
        setMetric(op.metric(), metric(op.metric()) + scalar(op.lambda()) * norm);
    }

    @Override
    public void squaredNormGradient(LossOp.SquaredNormGradient op) {
        float[] value = f32(op.value());
        float[] gradient = f32(op.gradient());
        float factor = 2 * scalar(op.lambda());
        for (int i = 0; i < value.length; i++) {
            gradient[i] += factor * value[i];
        }
    }

    @Override
    public void sgdUpdate(UpdateOp.SgdUpdate op) {
        Updates.sgd(f32(op.value()), f32(op.gradient()), scalar(op.learningRate()));
    }

    @Override
    public void momentumUpdate(UpdateOp.MomentumUpdate op) {
        float learningRate = scalar(op.learningRate());
        Updates.momentum(f32(op.value()), f32(op.gradient()), f32(op.velocity()), learningRate, scalar(op.momentum()));
    }

    @Override
    public void adamUpdate(UpdateOp.AdamUpdate op) {
        Updates.fade(f32(op.mean()), f32(op.gradient()), op.beta1());
        Updates.fadeSquares(f32(op.variance()), f32(op.gradient()), op.beta2());
        float stepSize = scalar(op.stepSize());
        float rootCorrection = scalar(op.rootCorrection());
        Updates.adam(f32(op.value()), f32(op.mean()), f32(op.variance()), stepSize, rootCorrection, op.epsilon());
    }

    @Override
    public void checkFinite(UpdateOp.CheckFinite op) {
        if (metric(op.metric()) == 0 && !Updates.isFinite(f32(op.value()))) {
            setMetric(op.metric(), op.code());
        }
    }
}
