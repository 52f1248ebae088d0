package dev.nabla.program;

import java.util.List;

/**
 * Batch normalization: S. Ioffe, C. Szegedy, Batch Normalization, 2015. See {@link Op} for the notation.
 *
 * <p>A channel c is the last dimension of the input, a place p all dimensions between row and channel; n = rows·places. Each
 * sum over rows and places has two levels: {@code s[r][c]} sums over p, ascending from +0, and the total over r. n is a
 * float. A batch must fit one chunk. All of it is per channel; {@code inv = 1/√(variance + ε)}, {@code x̂ = (x − mean)·inv}.
 */
public sealed interface NormalizationOp extends Op {
    /**
     * The batch's moments: {@code mean[c] = (Σ x)/n}, then {@code variance[c] = (Σ (x − mean)²)/n}.
     *
     * @param input [rows, …, channels]
     * @param mean [channels]
     * @param variance [channels]
     */
    record Moments(Buffer input, Buffer mean, Buffer variance) implements NormalizationOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.moments(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(input);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(mean, variance);
        }

        @Override
        public List<Op> inference() {
            return List.of();
        }

        @Override
        public long flops(int rows) {
            return 4 * input.shape().elements(rows);
        }
    }

    /**
     * {@code running += momentum·(batch − running)} for mean and variance, that of the batch made unbiased: {@code
     * variance·(n/(n − 1))}, the quotient first. n is at least 2.
     *
     * @param positions places of a row
     * @param momentum share of the new batch
     * @param runningMean [channels], of role STATISTIC, as is runningVariance
     */
    record RunningMoments(
            Buffer mean, Buffer variance, int positions, float momentum, Buffer runningMean, Buffer runningVariance)
            implements NormalizationOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.runningMoments(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(mean, variance, runningMean, runningVariance);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(runningMean, runningVariance);
        }

        @Override
        public List<Op> inference() {
            return List.of();
        }

        @Override
        public long flops(int rows) {
            return 7L * mean.shape().width();
        }
    }

    /**
     * {@code output = ((x − mean)·inv)·scale + shift}.
     *
     * @param input x, [rows, …, channels]
     * @param mean [channels], as are variance, scale and shift
     * @param runningMean the mean when nothing is learned
     * @param runningVariance the variance when nothing is learned
     */
    record Normalize(
            Buffer input,
            Buffer mean,
            Buffer variance,
            Buffer runningMean,
            Buffer runningVariance,
            float epsilon,
            Buffer scale,
            Buffer shift,
            Buffer output)
            implements NormalizationOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.normalize(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(input, mean, variance, scale, shift);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(output);
        }

        @Override
        public List<Op> inference() {
            return List.of(new Normalize(
                    input, runningMean, runningVariance, runningMean, runningVariance, epsilon, scale, shift, output));
        }

        @Override
        public long flops(int rows) {
            return 4 * output.shape().elements(rows);
        }
    }

    /**
     * The parameters' gradients: {@code dShift[c] = Σ dy}, {@code dScale[c] = Σ dy·x̂}.
     *
     * @param input x, as the moments [channels] are of
     * @param dOutput dy, of the input's shape
     * @param dScale overwritten, as is dShift
     */
    record NormalizeSums(
            Buffer input, Buffer mean, Buffer variance, float epsilon, Buffer dOutput, Buffer dScale, Buffer dShift)
            implements NormalizationOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.normalizeSums(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(input, mean, variance, dOutput);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(dScale, dShift);
        }

        @Override
        public long flops(int rows) {
            return 5 * input.shape().elements(rows);
        }
    }

    /** {@code dx = (scale·inv)·((dy − dShift/n) − x̂·(dScale/n))}; dOutput and dInput may be the same buffer. */
    record NormalizeGradient(
            Buffer input,
            Buffer mean,
            Buffer variance,
            float epsilon,
            Buffer scale,
            Buffer dOutput,
            Buffer dScale,
            Buffer dShift,
            Buffer dInput)
            implements NormalizationOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.normalizeGradient(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(input, mean, variance, scale, dOutput, dScale, dShift);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(dInput);
        }

        @Override
        public long flops(int rows) {
            return 6 * dInput.shape().elements(rows);
        }
    }
}
