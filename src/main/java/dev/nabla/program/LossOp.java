package dev.nabla.program;

import java.util.List;

/** What is measured about the output and the parameters, and where gradients begin. See {@link Op} for the notation. */
public sealed interface LossOp extends Op {
    /**
     * {@code losses[r] = log Σₖ exp(logits[r][k] − m) − (logits[r][y] − m)}, y = labels[r], m the row's maximum: the
     * cross-entropy of softmax, in nats, finite wherever the logits are; the sum follows the rule of {@link Reduction}.
     *
     * @param logits [rows, classes]
     * @param labels [rows], I32
     * @param losses [batch]
     */
    record CrossEntropy(Buffer logits, Buffer labels, Buffer losses) implements LossOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.crossEntropy(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(logits, labels);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(losses);
        }

        @Override
        public long flops(int rows) {
            return 3 * logits.shape().elements(rows);
        }
    }

    /**
     * {@code dLogits[r][j] = (p[r][j] − [j = labels[r]]) · inverseBatch}: the gradient of the batch's mean
     * cross-entropy through softmax.
     */
    record CrossEntropyGradient(Buffer probabilities, Buffer labels, Scalar inverseBatch, Buffer dLogits)
            implements LossOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.crossEntropyGradient(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(probabilities, labels);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(dLogits);
        }

        @Override
        public long flops(int rows) {
            return 2 * dLogits.shape().elements(rows);
        }
    }

    /**
     * {@code losses[r] = S·log Σₖ exp(logits[r][k] − m) − Σₖ targets[r][k]·(logits[r][k] − m)}, S = Σₖ targets[r][k], m the
     * row's maximum: cross-entropy of softmax and a distribution, times the weight S of the example. The three sums follow
     * the rule of {@link Reduction}.
     *
     * @param logits [rows, classes]
     * @param targets [rows, classes], F32
     * @param losses [batch]
     */
    record SoftCrossEntropy(Buffer logits, Buffer targets, Buffer losses) implements LossOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.softCrossEntropy(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(logits, targets);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(losses);
        }

        @Override
        public long flops(int rows) {
            return 6 * logits.shape().elements(rows);
        }
    }

    /**
     * {@code dLogits[r][j] = (p[r][j]·S − targets[r][j])·inverseBatch}, S = Σₖ targets[r][k] by the rule of {@link
     * Reduction}.
     */
    record SoftCrossEntropyGradient(Buffer probabilities, Buffer targets, Scalar inverseBatch, Buffer dLogits)
            implements LossOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.softCrossEntropyGradient(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(probabilities, targets);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(dLogits);
        }

        @Override
        public long flops(int rows) {
            return 4 * dLogits.shape().elements(rows);
        }
    }

    /**
     * {@code losses[r] = factor · Σⱼ function(output[r][j], targets[r][j])}. The sum follows the rule of {@link Reduction}.
     *
     * @param delta of {@link ErrorFunction#HUBER}
     */
    record ElementLoss(ErrorFunction function, float delta, float factor, Buffer output, Buffer targets, Buffer losses)
            implements LossOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.elementLoss(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(output, targets);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(losses);
        }

        @Override
        public long flops(int rows) {
            return 5 * output.shape().elements(rows);
        }
    }

    /**
     * {@code dOutput[r][j] = (function′(output[r][j], targets[r][j])·factor)·inverseBatch}.
     */
    record ElementLossGradient(
            ErrorFunction function,
            float delta,
            float factor,
            Buffer output,
            Buffer targets,
            Scalar inverseBatch,
            Buffer dOutput)
            implements LossOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.elementLossGradient(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(output, targets);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(dOutput);
        }

        @Override
        public long flops(int rows) {
            return 5 * dOutput.shape().elements(rows);
        }
    }

    /**
     * {@code losses[r] = factor · Σⱼ (output[r][j] − targets[r][j])²}; factor ½ is the quadratic loss, 1/outputs the
     * mean squared error. The sum follows the rule of {@link Reduction}.
     */
    record SquaredError(float factor, Buffer output, Buffer targets, Buffer losses) implements LossOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.squaredError(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(output, targets);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(losses);
        }

        @Override
        public long flops(int rows) {
            return 3 * output.shape().elements(rows);
        }
    }

    /** {@code dOutput[r][j] = ((output[r][j] − targets[r][j]) · (2·factor)) · inverseBatch}. */
    record SquaredErrorGradient(float factor, Buffer output, Buffer targets, Scalar inverseBatch, Buffer dOutput)
            implements LossOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.squaredErrorGradient(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(output, targets);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(dOutput);
        }

        @Override
        public long flops(int rows) {
            return 3 * dOutput.shape().elements(rows);
        }
    }

    /** {@code output[r]} = the lowest j at which {@code input[r][j]} is largest; a NaN counts as largest. Output I32. */
    record Argmax(Buffer input, Buffer output) implements LossOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.argmax(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(input);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(output);
        }
    }

    /** {@code output[r] = input[r][0] > threshold ? 1 : 0}; a NaN counts as above it. Output I32. */
    record Threshold(Buffer input, float threshold, Buffer output) implements LossOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.threshold(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(input);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(output);
        }
    }

    /** {@code metric += number of rows in which left = right}; both [rows], I32; exact below 2²⁴. */
    record CountEqual(Buffer left, Buffer right, Metric metric) implements LossOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.countEqual(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(left, right);
        }
    }

    /** {@code metric = (Σᵣ values[r]) · inverseBatch} over the whole batch, by the rule of {@link Reduction}. */
    record Mean(Buffer values, Scalar inverseBatch, Metric metric) implements LossOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.mean(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(values);
        }

        @Override
        public long flops(int rows) {
            return rows;
        }
    }

    /** {@code metric += lambda · Σ value²}, by the rule of {@link Reduction}: what an L2 penalty adds to the loss. */
    record SquaredNorm(Buffer value, Scalar lambda, Metric metric) implements LossOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.squaredNorm(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(value);
        }

        @Override
        public long flops(int rows) {
            return 2 * value.shape().elements(rows);
        }
    }

    /** {@code gradient += (2·lambda) · value}: the gradient of an L2 penalty; reads and writes the gradient. */
    record SquaredNormGradient(Buffer value, Scalar lambda, Buffer gradient) implements LossOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.squaredNormGradient(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(value, gradient);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(gradient);
        }

        @Override
        public long flops(int rows) {
            return 2 * value.shape().elements(rows);
        }
    }

    /**
     * {@code metric += lambda · Σ |value|}, by the rule of {@link Reduction}: what an L1 penalty adds to the loss.
     */
    record AbsoluteNorm(Buffer value, Scalar lambda, Metric metric) implements LossOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.absoluteNorm(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(value);
        }

        @Override
        public long flops(int rows) {
            return 2 * value.shape().elements(rows);
        }
    }

    /**
     * {@code gradient += value > 0 ? lambda : value < 0 ? −lambda : +0}: a gradient of an L1 penalty; reads and writes the
     * gradient.
     */
    record AbsoluteNormGradient(Buffer value, Scalar lambda, Buffer gradient) implements LossOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.absoluteNormGradient(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(value, gradient);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(gradient);
        }

        @Override
        public long flops(int rows) {
            return value.shape().elements(rows);
        }
    }
}
