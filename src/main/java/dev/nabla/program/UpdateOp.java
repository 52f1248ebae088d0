package dev.nabla.program;

import java.util.List;

/** What optimizers do to the parameters at the end of a step. See {@link Op} for the notation. */
public sealed interface UpdateOp extends Op {
    /** {@code value −= learningRate · gradient}: stochastic gradient descent. */
    record SgdUpdate(Buffer value, Buffer gradient, Scalar learningRate) implements UpdateOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.sgdUpdate(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(value, gradient);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(value);
        }

        @Override
        public long flops(int rows) {
            return 2 * value.shape().elements(rows);
        }
    }

    /**
     * {@code velocity = momentum·velocity + gradient; value −= learningRate·velocity}. A velocity with a magnitude below
     * 2⁻¹⁰⁰ becomes +0.
     */
    record MomentumUpdate(Buffer value, Buffer gradient, Buffer velocity, Scalar learningRate, Scalar momentum)
            implements UpdateOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.momentumUpdate(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(value, gradient, velocity);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(velocity, value);
        }

        @Override
        public long flops(int rows) {
            return 4 * value.shape().elements(rows);
        }
    }

    /**
     * {@code velocity = momentum·velocity + gradient; value −= learningRate·(gradient + momentum·velocity)}: Nesterov's
     * momentum in the form of Sutskever et al., On the importance of initialization and momentum in deep learning, 2013,
     * as PyTorch has it. Each operation rounds to float32 in the order written; a velocity with a magnitude below 2⁻¹⁰⁰
     * becomes +0 before it is used.
     */
    record NesterovUpdate(Buffer value, Buffer gradient, Buffer velocity, Scalar learningRate, Scalar momentum)
            implements UpdateOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.nesterovUpdate(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(value, gradient, velocity);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(velocity, value);
        }

        @Override
        public long flops(int rows) {
            return 6 * value.shape().elements(rows);
        }
    }

    /**
     * A step that is divided by the root of what the squares of earlier gradients sum to, or of their fading mean:
     *
     * <pre>
     * squares = fade·squares + weight·(gradient·gradient)
     * value  −= (learningRate·gradient) / (√squares + epsilon)
     * </pre>
     *
     * With fade and weight 1 Adagrad (Duchi, Hazan and Singer, Adaptive subgradient methods, 2011), with weight 1 − fade
     * RMSProp (Tieleman and Hinton, Lecture 6.5, 2012). Each operation rounds to float32 in the order written; a product
     * with 1 is exact and may be left out. Squares below 2⁻¹⁰⁰ become +0 before they are used.
     */
    record ScaledUpdate(
            Buffer value, Buffer gradient, Buffer squares, Scalar learningRate, float fade, float weight, float epsilon)
            implements UpdateOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.scaledUpdate(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(value, gradient, squares);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(squares, value);
        }

        @Override
        public long flops(int rows) {
            return 8 * value.shape().elements(rows);
        }
    }

    /**
     * Adam, with a mean and a mean square of the gradients that fade exponentially (Kingma and Ba, Adam: a method for
     * stochastic optimization, 2015, algorithm 1; ε stands where PyTorch has it):
     *
     * <pre>
     * mean     = beta1·mean + (1 − beta1)·gradient
     * variance = beta2·variance + (1 − beta2)·(gradient·gradient)
     * value   −= (stepSize·mean) / (√variance·rootCorrection + epsilon)
     * </pre>
     *
     * Each operation rounds to float32 in the order written; 1 − beta is {@code 1f - beta}. A mean or variance with a
     * magnitude below 2⁻¹⁰⁰ becomes +0 before it is used.
     *
     * @param stepSize η/(1 − beta1ᵗ) in step t, counted from 1
     * @param rootCorrection 1/√(1 − beta2ᵗ)
     */
    record AdamUpdate(
            Buffer value,
            Buffer gradient,
            Buffer mean,
            Buffer variance,
            Scalar stepSize,
            Scalar rootCorrection,
            float beta1,
            float beta2,
            float epsilon)
            implements UpdateOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.adamUpdate(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(value, gradient, mean, variance);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(mean, variance, value);
        }

        @Override
        public long flops(int rows) {
            return 13 * value.shape().elements(rows);
        }
    }

    /**
     * Adam with Nesterov's momentum (Dozat, Incorporating Nesterov momentum into Adam, 2016, as PyTorch has it): mean and
     * variance as in {@link AdamUpdate}, then
     *
     * <pre>
     * value −= (gradientSize·gradient + meanSize·mean) / (√variance·rootCorrection + epsilon)
     * </pre>
     *
     * Each operation rounds to float32 in the order written.
     *
     * @param gradientSize η·(1 − μₜ)/(1 − μ₁·…·μₜ)
     * @param meanSize η·μₜ₊₁/(1 − μ₁·…·μₜ₊₁)
     * @param rootCorrection 1/√(1 − beta2ᵗ)
     */
    record NadamUpdate(
            Buffer value,
            Buffer gradient,
            Buffer mean,
            Buffer variance,
            Scalar gradientSize,
            Scalar meanSize,
            Scalar rootCorrection,
            float beta1,
            float beta2,
            float epsilon)
            implements UpdateOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.nadamUpdate(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(value, gradient, mean, variance);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(mean, variance, value);
        }

        @Override
        public long flops(int rows) {
            return 15 * value.shape().elements(rows);
        }
    }

    /**
     * {@code value −= rate·value}, two roundings: weight decay apart from the gradients (Loshchilov and Hutter, Decoupled
     * weight decay regularization, 2019), before the step's update.
     *
     * @param rate η·λ
     */
    record WeightDecay(Buffer value, Scalar rate) implements UpdateOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.weightDecay(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(value);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(value);
        }

        @Override
        public long flops(int rows) {
            return 2 * value.shape().elements(rows);
        }
    }

    /**
     * {@code gradient = limit < gradient ? limit : gradient < −limit ? −limit : gradient}; NaN stays NaN.
     */
    record ClipValue(Buffer gradient, float limit) implements UpdateOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.clipValue(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(gradient);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(gradient);
        }

        @Override
        public long flops(int rows) {
            return 2 * gradient.shape().elements(rows);
        }
    }

    /**
     * {@code gradient = gradient·f} with {@code f = limit / (√squaredNorm + 1e-6)}, or f = 1 where that is not below 1:
     * shortens the gradient of all parameters together to a length (Pascanu, Mikolov and Bengio, On the difficulty of
     * training recurrent neural networks, 2013, algorithm 1, with PyTorch's 1e-6). Each operation of f rounds to float32.
     *
     * @param squaredNorm the sum of squares of all parameters' gradients, by {@link LossOp.SquaredNorm}s in order of the
     *     parameters; where it overflows f is 0
     */
    record ClipNorm(Buffer gradient, Metric squaredNorm, float limit) implements UpdateOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.clipNorm(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(gradient);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(gradient);
        }

        @Override
        public long flops(int rows) {
            return gradient.shape().elements(rows);
        }
    }

    /**
     * {@code value[j] = value[j]·fⱼ} for each row j, with {@code fⱼ = limit / √(Σᵢ value[j][i]²)}, or fⱼ = 1 where that is
     * not below 1: no unit's weights are longer than the limit (Srivastava et al., Dropout, 2014, section 5.1). The sum
     * follows the rule of {@link Reduction}; each operation rounds to float32.
     *
     * @param value [units, …]
     */
    record MaxNorm(Buffer value, float limit) implements UpdateOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.maxNorm(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(value);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(value);
        }

        @Override
        public long flops(int rows) {
            return 3 * value.shape().elements(rows);
        }
    }

    /**
     * {@code metric = code} if the metric is still 0 and any element of {@code value} is infinite or NaN. The step that
     * sets it is the last one of its slice.
     *
     * @param code 1 + the parameter's position in {@link Program#parameters()}
     */
    record CheckFinite(Buffer value, int code, Metric metric) implements UpdateOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.checkFinite(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(value);
        }
    }
}
