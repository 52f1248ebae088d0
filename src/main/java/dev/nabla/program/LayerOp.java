package dev.nabla.program;

import java.util.List;

/** What layers compute, forward and backward. See {@link Op} for the notation. */
public sealed interface LayerOp extends Op {
    /**
     * A product of matrices; {@link Form} says which.
     *
     * <p>A term with a factor that is an exact zero may be skipped where the other factor is finite: its product is a
     * zero, and a sum that starts at +0 stays what it is. Parameters are finite; so the first two forms may skip every zero
     * of their left factor unseen. The weight gradient may skip zeros of dz only where x is finite, and zeros of x only
     * where dz is: {@code 0·∞} is NaN in every executor.
     *
     * @param form which of the operands is transposed
     * @param left [rows, …], F32
     * @param right F32
     * @param output F32; {@link Form#WEIGHT_GRADIENT} accumulates over the chunks of a batch
     */
    record MatMul(Form form, Buffer left, Buffer right, Buffer output) implements LayerOp {
        /** The three products of a dense layer, x [R, I], W [J, I], z [R, J]. */
        public enum Form {
            /** {@code z[r][j] = Σᵢ x[r][i]·W[j][i]}: left x, right W; Z = X·Wᵀ. */
            FORWARD,
            /** {@code dx[r][i] = Σⱼ dz[r][j]·W[j][i]}: left dz, right W; dX = dZ·W. */
            INPUT_GRADIENT,
            /** {@code dW[j][i] = Σᵣ dz[r][j]·x[r][i]}: left dz, right x; dW = dZᵀ·X, accumulated over chunks. */
            WEIGHT_GRADIENT
        }

        @Override
        public void accept(OpVisitor visitor) {
            visitor.matMul(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(left, right);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(output);
        }

        @Override
        public long flops(int rows) {
            return 2
                    * left.shape().elements(rows)
                    * (form == Form.WEIGHT_GRADIENT ? right : output).shape().width();
        }
    }

    /**
     * {@code output[r][p][c] = input[r][p][c] + bias[c]}: c is the last dimension, p all dimensions between it and the
     * row (one for a dense layer). Input and output may be the same buffer.
     */
    record AddBias(Buffer input, Buffer bias, Buffer output) implements LayerOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.addBias(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(input, bias);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(output);
        }

        @Override
        public long flops(int rows) {
            return output.shape().elements(rows);
        }
    }

    /**
     * {@code output[c] = Σ input[r][p][c]} over r, then p, with c and p as in {@link AddBias}: a bias's gradient,
     * accumulated over the chunks of a batch.
     */
    record SumRows(Buffer input, Buffer output) implements LayerOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.sumRows(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(input);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(output);
        }

        @Override
        public long flops(int rows) {
            return input.shape().elements(rows);
        }
    }

    /** {@code output = f(input)}, element by element; input and output may be the same buffer. */
    record Activate(Elementwise function, Buffer input, Buffer output) implements LayerOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.activate(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(input);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(output);
        }

        @Override
        public long flops(int rows) {
            return output.shape().elements(rows);
        }
    }

    /**
     * {@code dInput = dOutput · f′(input)}, element by element, where output = f(input); dOutput and dInput may be the
     * same buffer.
     */
    record ActivateGradient(Elementwise function, Buffer input, Buffer output, Buffer dOutput, Buffer dInput)
            implements LayerOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.activateGradient(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(input, output, dOutput);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(dInput);
        }

        @Override
        public long flops(int rows) {
            return 2 * dInput.shape().elements(rows);
        }
    }

    /**
     * {@code output[r][j] = exp(input[r][j] − m) / Σₖ exp(input[r][k] − m)}, m the row's maximum; the sum follows the
     * rule of {@link Reduction}.
     */
    record Softmax(Buffer input, Buffer output) implements LayerOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.softmax(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(input);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(output);
        }

        @Override
        public long flops(int rows) {
            return 4 * output.shape().elements(rows);
        }
    }

    /**
     * {@code dInput[r][j] = p[r][j]·(dOutput[r][j] − Σₖ dOutput[r][k]·p[r][k])}, p = output of the softmax; the sum
     * follows the rule of {@link Reduction}.
     */
    record SoftmaxGradient(Buffer output, Buffer dOutput, Buffer dInput) implements LayerOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.softmaxGradient(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(output, dOutput);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(dInput);
        }

        @Override
        public long flops(int rows) {
            return 4 * dInput.shape().elements(rows);
        }
    }

    /** The same values in other dimensions, row-major: {@code output[r][i] = input[r][i]}, i over all of a row. */
    record Reshape(Buffer input, Buffer output) implements LayerOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.reshape(this);
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

    /**
     * Inverted dropout: element i = (position of the row in its batch)·width + j becomes +0 where {@code (bits(i) >>> 8) <
     * threshold}, else {@code input·scale}; bits are those of the step's {@link Key}. N. Srivastava et al., Dropout, 2014.
     * When nothing is learned, the input as it is.
     *
     * @param rate the probability of being dropped, 0 to below 1
     */
    record Dropout(Buffer input, float rate, Key key, Buffer output) implements LayerOp {
        public Dropout {
            requireRate(rate);
        }

        /** {@code rate·2²⁴}, rounded: of so many in 2²⁴ numbers each is dropped. */
        public int threshold() {
            return thresholdOf(rate);
        }

        /** {@code 1f / (1f − rate)}. */
        public float scale() {
            return scaleOf(rate);
        }

        @Override
        public void accept(OpVisitor visitor) {
            visitor.dropout(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(input);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(output);
        }

        @Override
        public List<Op> inference() {
            return List.of(new Reshape(input, output));
        }

        @Override
        public long flops(int rows) {
            return output.shape().elements(rows);
        }
    }

    /**
     * {@code dInput[i]} is +0 where {@link Dropout} dropped, else {@code dOutput[i]·scale}; dOutput and dInput may be the same
     * buffer.
     */
    record DropoutGradient(Buffer dOutput, float rate, Key key, Buffer dInput) implements LayerOp {
        public DropoutGradient {
            requireRate(rate);
        }

        /** As in {@link Dropout}. */
        public int threshold() {
            return thresholdOf(rate);
        }

        /** As in {@link Dropout}. */
        public float scale() {
            return scaleOf(rate);
        }

        @Override
        public void accept(OpVisitor visitor) {
            visitor.dropoutGradient(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(dOutput);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(dInput);
        }

        @Override
        public long flops(int rows) {
            return dInput.shape().elements(rows);
        }
    }

    private static void requireRate(float rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("Dropout: rate " + rate + ", expected 0 to below 1");
        }
    }

    private static int thresholdOf(float rate) {
        return (int) Math.floor(rate * (double) (1 << 24) + 0.5);
    }

    private static float scaleOf(float rate) {
        return 1f / (1f - rate);
    }
}
