package dev.nabla.program;

/**
 * The oracle: every operation as its formula says, in naive loops and double precision. Slow, and independent of
 * {@link JavaExecutor} but for the control flow; gradient checks and the tests of the float executors lean on it.
 */
public final class DoubleExecutor extends DoubleLayers {
    /** Allocates the program's buffers; parameters and states are zero until written. */
    public DoubleExecutor(Program program) {
        super(program);
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
            f64(op.output())[i] = i32(op.labels())[i / width] == i % width + op.first() ? 1 : 0;
        }
    }

    @Override
    public void softTargets(DataOp.SoftTargets op) {
        int width = width(op.output());
        for (int i = 0; i < rows * width; i++) {
            int label = i32(op.labels())[i / width];
            double weight = op.weights().isEmpty() ? 1 : op.weights().get(label);
            f64(op.output())[i] = weight * (label == i % width ? op.on() : op.off());
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
            f64(op.output())[i] = f64(op.input())[i] + f64(op.bias())[i % channels(op.output())];
        }
    }

    @Override
    public void sumRows(LayerOp.SumRows op) {
        for (int i = 0; i < count(op.input()); i++) {
            f64(op.output())[i % channels(op.input())] += f64(op.input())[i];
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
    public void softCrossEntropy(LossOp.SoftCrossEntropy op) {
        int width = width(op.logits());
        for (int r = 0; r < rows; r++) {
            double logSum = logSumExp(f64(op.logits()), r * width, width);
            double loss = 0;
            for (int i = r * width; i < (r + 1) * width; i++) {
                loss += f64(op.targets())[i] * (logSum - f64(op.logits())[i]);
            }
            f64(op.losses())[base(op.losses()) + r] = loss;
        }
    }

    @Override
    public void softCrossEntropyGradient(LossOp.SoftCrossEntropyGradient op) {
        int width = width(op.dLogits());
        for (int r = 0; r < rows; r++) {
            double sum = 0;
            for (int i = r * width; i < (r + 1) * width; i++) {
                sum += f64(op.targets())[i];
            }
            for (int i = r * width; i < (r + 1) * width; i++) {
                f64(op.dLogits())[i] = (f64(op.probabilities())[i] * sum - f64(op.targets())[i]) / batchRows;
            }
        }
    }

    @Override
    public void elementLoss(LossOp.ElementLoss op) {
        int width = width(op.output());
        for (int r = 0; r < rows; r++) {
            double sum = 0;
            for (int i = r * width; i < (r + 1) * width; i++) {
                sum += op.function().term(f64(op.output())[i], f64(op.targets())[i], op.delta());
            }
            f64(op.losses())[base(op.losses()) + r] = op.factor() * sum;
        }
    }

    @Override
    public void elementLossGradient(LossOp.ElementLossGradient op) {
        for (int i = 0; i < count(op.dOutput()); i++) {
            double slope = op.function().slope(f64(op.output())[i], f64(op.targets())[i], op.delta());
            f64(op.dOutput())[i] = slope * op.factor() / batchRows;
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
    public void threshold(LossOp.Threshold op) {
        int width = width(op.input());
        for (int r = 0; r < rows; r++) {
            i32(op.output())[r] = f64(op.input())[r * width] <= op.threshold() ? 0 : 1;
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
