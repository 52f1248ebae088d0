package dev.nabla.program;

/**
 * The reference executor: plain Java on plain arrays, every buffer kept. It runs anywhere, and defines the bits that every
 * other executor must give.
 *
 * <p>With several {@link Workers} an operation is divided: by rows of the chunk where it computes something for each
 * example, by rows or elements of the parameter where it computes gradients or updates; sums to one number stay with the
 * calling thread. Nothing depends on the number of workers.
 */
public final class JavaExecutor extends JavaLayers {
    /** Below so many rows a transposed copy of the weights costs more than it saves. */
    private static final int FEW_ROWS = 8;

    /** What an exponential, a logarithm or the like costs, in additions. */
    private static final int FUNCTION_FLOPS = 16;

    private float[] transposed = new float[0];

    /** Allocates the program's buffers; parameters and states are zero until written. */
    public JavaExecutor(Program program) {
        this(program, Workers.caller());
    }

    /** The same, divided among workers. */
    public JavaExecutor(Program program, Workers workers) {
        super(program, workers);
    }

    @Override
    public void gather(DataOp.Gather op) {
        int width = width(op.output());
        int[] order = i32(op.order());
        share(rows, count(op.output()), (from, to, scratch) -> {
            switch (op.source().type()) {
                case U8 ->
                    Rows.gatherPixels(examples().pixels(), order, from, to, width, pixelValues, f32(op.output()));
                case F32 -> Rows.gather(examples().numbers(op.source()), order, from, to, width, f32(op.output()));
                case I32 -> Rows.gatherLabels(examples().labels(), order, from, to, i32(op.output()));
            }
        });
    }

    @Override
    public void oneHot(DataOp.OneHot op) {
        Rows.oneHot(i32(op.labels()), op.first(), rows, width(op.output()), f32(op.output()));
    }

    @Override
    public void softTargets(DataOp.SoftTargets op) {
        int[] labels = i32(op.labels());
        Rows.softTargets(labels, op.on(), op.off(), op.weights(), 0, rows, width(op.output()), f32(op.output()));
    }

    @Override
    public void matMul(LayerOp.MatMul op) {
        float[] left = f32(op.left());
        float[] right = f32(op.right());
        float[] output = f32(op.output());
        int leftWidth = width(op.left());
        int outputWidth = width(op.output());
        switch (op.form()) {
            case FORWARD -> forwardProduct(op);
            case INPUT_GRADIENT ->
                share(
                        rows,
                        op.flops(rows),
                        (from, to, scratch) -> scratch.products.multiply(
                                left, leftWidth, 1, right, output, from, to, leftWidth, outputWidth));
            case WEIGHT_GRADIENT -> {
                int inputs = width(op.right());
                share(
                        leftWidth,
                        op.flops(rows),
                        (from, to, scratch) ->
                                scratch.products.accumulate(left, 1, leftWidth, right, output, from, to, rows, inputs));
            }
        }
    }

    private void forwardProduct(LayerOp.MatMul op) {
        float[] x = f32(op.left());
        float[] weight = f32(op.right());
        float[] z = f32(op.output());
        int inputs = width(op.left());
        int units = width(op.output());
        if (rows < FEW_ROWS) {
            share(
                    rows,
                    op.flops(rows),
                    (from, to, scratch) -> MatrixProduct.multiplyTransposed(x, weight, z, from, to, inputs, units));
            return;
        }
        if (transposed.length < weight.length) {
            transposed = new float[weight.length];
        }
        float[] transpose = transposed;
        share(
                units,
                weight.length,
                (from, to, scratch) -> MatrixProduct.transpose(weight, from, to, units, inputs, transpose));
        share(
                rows,
                op.flops(rows),
                (from, to, scratch) -> scratch.products.multiply(x, inputs, 1, transpose, z, from, to, inputs, units));
    }

    @Override
    public void addBias(LayerOp.AddBias op) {
        int channels = channels(op.output());
        int places = width(op.output()) / channels;
        share(
                rows * places,
                op.flops(rows),
                (from, to, scratch) ->
                        Rows.addBias(f32(op.input()), f32(op.bias()), from, to, channels, f32(op.output())));
    }

    @Override
    public void sumRows(LayerOp.SumRows op) {
        int channels = channels(op.input());
        int places = width(op.input()) / channels;
        share(
                channels,
                op.flops(rows),
                (from, to, scratch) ->
                        Rows.sumRows(f32(op.input()), rows * places, from, to, channels, f32(op.output())));
    }

    @Override
    public void activate(LayerOp.Activate op) {
        share(
                count(op.output()),
                FUNCTION_FLOPS * op.flops(rows),
                (from, to, scratch) -> op.function().forward(f32(op.input()), f32(op.output()), from, to));
    }

    @Override
    public void activateGradient(LayerOp.ActivateGradient op) {
        share(
                count(op.dInput()),
                op.flops(rows),
                (from, to, scratch) -> op.function()
                        .backward(f32(op.input()), f32(op.output()), f32(op.dOutput()), f32(op.dInput()), from, to));
    }

    @Override
    public void softmax(LayerOp.Softmax op) {
        int width = width(op.output());
        share(
                rows,
                FUNCTION_FLOPS * (long) count(op.output()),
                (from, to, scratch) -> Rows.softmax(f32(op.input()), from, to, width, f32(op.output()), scratch.lanes));
    }

    @Override
    public void softmaxGradient(LayerOp.SoftmaxGradient op) {
        int width = width(op.output());
        share(
                rows,
                op.flops(rows),
                (from, to, scratch) -> Rows.softmaxGradient(
                        f32(op.output()), f32(op.dOutput()), from, to, width, f32(op.dInput()), scratch.lanes));
    }

    @Override
    public void crossEntropy(LossOp.CrossEntropy op) {
        int width = width(op.logits());
        float[] losses = f32(op.losses());
        int base = base(op.losses());
        int[] labels = i32(op.labels());
        share(rows, FUNCTION_FLOPS * (long) count(op.logits()), (from, to, scratch) -> {
            for (int r = from; r < to; r++) {
                losses[base + r] = Rows.crossEntropy(
                        f32(op.logits()), r * width, width, labels[r], scratch.row(width), scratch.lanes);
            }
        });
    }

    @Override
    public void crossEntropyGradient(LossOp.CrossEntropyGradient op) {
        int width = width(op.dLogits());
        float inverseBatch = scalar(op.inverseBatch());
        share(
                rows,
                op.flops(rows),
                (from, to, scratch) -> Rows.crossEntropyGradient(
                        f32(op.probabilities()), i32(op.labels()), from, to, width, inverseBatch, f32(op.dLogits())));
    }

    @Override
    public void squaredError(LossOp.SquaredError op) {
        int width = width(op.output());
        float[] losses = f32(op.losses());
        int base = base(op.losses());
        share(rows, op.flops(rows), (from, to, scratch) -> {
            for (int r = from; r < to; r++) {
                losses[base + r] = op.factor()
                        * Reduction.squaredDistance(
                                f32(op.output()), f32(op.targets()), r * width, width, scratch.lanes);
            }
        });
    }

    @Override
    public void squaredErrorGradient(LossOp.SquaredErrorGradient op) {
        float[] output = f32(op.output());
        float[] targets = f32(op.targets());
        float[] dOutput = f32(op.dOutput());
        float factor = 2 * op.factor();
        float inverseBatch = scalar(op.inverseBatch());
        share(count(op.output()), op.flops(rows), (from, to, scratch) -> {
            for (int i = from; i < to; i++) {
                dOutput[i] = (output[i] - targets[i]) * factor * inverseBatch;
            }
        });
    }

    @Override
    public void softCrossEntropy(LossOp.SoftCrossEntropy op) {
        int width = width(op.logits());
        float[] losses = f32(op.losses());
        int base = base(op.losses());
        share(rows, FUNCTION_FLOPS * (long) count(op.logits()), (from, to, scratch) -> {
            for (int r = from; r < to; r++) {
                losses[base + r] = Rows.softCrossEntropy(
                        f32(op.logits()), f32(op.targets()), r * width, width, scratch.row(width), scratch.lanes);
            }
        });
    }

    @Override
    public void softCrossEntropyGradient(LossOp.SoftCrossEntropyGradient op) {
        int width = width(op.dLogits());
        float inverseBatch = scalar(op.inverseBatch());
        float[] p = f32(op.probabilities());
        float[] targets = f32(op.targets());
        share(
                rows,
                op.flops(rows),
                (from, to, scratch) -> Rows.softCrossEntropyGradient(
                        p, targets, from, to, width, inverseBatch, f32(op.dLogits()), scratch.lanes));
    }

    @Override
    public void elementLoss(LossOp.ElementLoss op) {
        int width = width(op.output());
        float[] output = f32(op.output());
        float[] targets = f32(op.targets());
        float[] losses = f32(op.losses());
        int base = base(op.losses());
        share(rows, FUNCTION_FLOPS * (long) count(op.output()), (from, to, scratch) -> {
            float[] terms = scratch.row(width);
            for (int r = from; r < to; r++) {
                for (int j = 0; j < width; j++) {
                    terms[j] = op.function().term(output[r * width + j], targets[r * width + j], op.delta());
                }
                losses[base + r] = op.factor() * Reduction.sum(terms, 0, width, scratch.lanes);
            }
        });
    }

    @Override
    public void elementLossGradient(LossOp.ElementLossGradient op) {
        float[] output = f32(op.output());
        float[] targets = f32(op.targets());
        float[] dOutput = f32(op.dOutput());
        float inverseBatch = scalar(op.inverseBatch());
        share(count(op.output()), FUNCTION_FLOPS * (long) count(op.output()), (from, to, scratch) -> {
            for (int i = from; i < to; i++) {
                dOutput[i] = op.function().slope(output[i], targets[i], op.delta()) * op.factor() * inverseBatch;
            }
        });
    }

    @Override
    public void argmax(LossOp.Argmax op) {
        Rows.argmax(f32(op.input()), rows, width(op.input()), i32(op.output()));
    }

    @Override
    public void threshold(LossOp.Threshold op) {
        int width = width(op.input());
        for (int r = 0; r < rows; r++) {
            i32(op.output())[r] = f32(op.input())[r * width] <= op.threshold() ? 0 : 1;
        }
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
        float sum = Reduction.sum(f32(op.values()), 0, batchRows, scratch().lanes);
        setMetric(op.metric(), sum * scalar(op.inverseBatch()));
    }

    @Override
    public void squaredNorm(LossOp.SquaredNorm op) {
        float norm = Reduction.sumOfSquares(f32(op.value()), count(op.value()), scratch().lanes);
        setMetric(op.metric(), metric(op.metric()) + scalar(op.lambda()) * norm);
    }

    @Override
    public void squaredNormGradient(LossOp.SquaredNormGradient op) {
        float[] value = f32(op.value());
        float[] gradient = f32(op.gradient());
        float factor = 2 * scalar(op.lambda());
        share(value.length, op.flops(rows), (from, to, scratch) -> {
            for (int i = from; i < to; i++) {
                gradient[i] += factor * value[i];
            }
        });
    }

    @Override
    public void absoluteNorm(LossOp.AbsoluteNorm op) {
        float norm = Reduction.sumOfMagnitudes(f32(op.value()), count(op.value()), scratch().lanes);
        setMetric(op.metric(), metric(op.metric()) + scalar(op.lambda()) * norm);
    }

    @Override
    public void absoluteNormGradient(LossOp.AbsoluteNormGradient op) {
        float lambda = scalar(op.lambda());
        share(
                width(op.value()),
                op.flops(rows),
                (from, to, scratch) -> Updates.addSigns(f32(op.gradient()), f32(op.value()), lambda, from, to));
    }
}
