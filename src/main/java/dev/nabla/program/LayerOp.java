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

    /** {@code output[r][j] = input[r][j] + bias[j]}; input and output may be the same buffer. */
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

    /** {@code output[j] = Σᵣ input[r][j]}: a bias's gradient, accumulated over the chunks of a batch. */
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
}
