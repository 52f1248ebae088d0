package dev.nabla.program;

/** The optimizers' half of {@link JavaExecutor}. */
abstract class JavaUpdates extends JavaMemory {
    JavaUpdates(Program program, Workers workers) {
        super(program, workers);
    }

    @Override
    public void sgdUpdate(UpdateOp.SgdUpdate op) {
        float rate = scalar(op.learningRate());
        update(op, op.value(), (from, to, scratch) -> Updates.sgd(f32(op.value()), f32(op.gradient()), rate, from, to));
    }

    @Override
    public void momentumUpdate(UpdateOp.MomentumUpdate op) {
        float rate = scalar(op.learningRate());
        float momentum = scalar(op.momentum());
        update(op, op.value(), (from, to, scratch) -> {
            Updates.momentum(f32(op.velocity()), f32(op.gradient()), momentum, from, to);
            Updates.sgd(f32(op.value()), f32(op.velocity()), rate, from, to);
        });
    }

    @Override
    public void adamUpdate(UpdateOp.AdamUpdate op) {
        float stepSize = scalar(op.stepSize());
        float rootCorrection = scalar(op.rootCorrection());
        float[] mean = f32(op.mean());
        float[] variance = f32(op.variance());
        update(op, op.value(), (from, to, scratch) -> {
            Updates.fade(mean, f32(op.gradient()), op.beta1(), from, to);
            Updates.fadeSquares(variance, f32(op.gradient()), op.beta2(), 1f - op.beta2(), from, to);
            Updates.adam(f32(op.value()), mean, variance, stepSize, rootCorrection, op.epsilon(), from, to);
        });
    }

    @Override
    public void nesterovUpdate(UpdateOp.NesterovUpdate op) {
        float rate = scalar(op.learningRate());
        float momentum = scalar(op.momentum());
        float[] velocity = f32(op.velocity());
        update(op, op.value(), (from, to, scratch) -> {
            Updates.momentum(velocity, f32(op.gradient()), momentum, from, to);
            Updates.nesterov(f32(op.value()), f32(op.gradient()), velocity, rate, momentum, from, to);
        });
    }

    @Override
    public void scaledUpdate(UpdateOp.ScaledUpdate op) {
        float rate = scalar(op.learningRate());
        float[] squares = f32(op.squares());
        update(op, op.value(), (from, to, scratch) -> {
            Updates.fadeSquares(squares, f32(op.gradient()), op.fade(), op.weight(), from, to);
            Updates.scaled(f32(op.value()), f32(op.gradient()), squares, rate, op.epsilon(), from, to);
        });
    }

    @Override
    public void nadamUpdate(UpdateOp.NadamUpdate op) {
        float[] value = f32(op.value());
        float[] gradient = f32(op.gradient());
        float[] mean = f32(op.mean());
        float[] variance = f32(op.variance());
        float gradientSize = scalar(op.gradientSize());
        float meanSize = scalar(op.meanSize());
        float rootCorrection = scalar(op.rootCorrection());
        update(op, op.value(), (from, to, scratch) -> {
            Updates.fade(mean, gradient, op.beta1(), from, to);
            Updates.fadeSquares(variance, gradient, op.beta2(), 1f - op.beta2(), from, to);
            for (int i = from; i < to; i++) {
                float step = gradientSize * gradient[i] + meanSize * mean[i];
                value[i] -= step / ((float) Math.sqrt(variance[i]) * rootCorrection + op.epsilon());
            }
        });
    }

    @Override
    public void weightDecay(UpdateOp.WeightDecay op) {
        float rate = scalar(op.rate());
        update(op, op.value(), (from, to, scratch) -> Updates.sgd(f32(op.value()), f32(op.value()), rate, from, to));
    }

    @Override
    public void clipValue(UpdateOp.ClipValue op) {
        update(op, op.gradient(), (from, to, scratch) -> Updates.clip(f32(op.gradient()), op.limit(), from, to));
    }

    @Override
    public void clipNorm(UpdateOp.ClipNorm op) {
        float factor = op.limit() / ((float) Math.sqrt(metric(op.squaredNorm())) + 1e-6f);
        update(op, op.gradient(), (from, to, scratch) -> Updates.shorten(f32(op.gradient()), factor, from, to));
    }

    @Override
    public void maxNorm(UpdateOp.MaxNorm op) {
        int units = op.value().shape().dimension(0);
        share(
                units,
                op.flops(rows),
                (from, to, scratch) -> Updates.maxNorm(
                        f32(op.value()), op.limit(), from, to, width(op.value()) / units, scratch.lanes));
    }

    private void update(UpdateOp op, Buffer value, Range range) {
        share(width(value), op.flops(rows), range);
    }

    @Override
    public void checkFinite(UpdateOp.CheckFinite op) {
        if (metric(op.metric()) == 0 && !Updates.isFinite(f32(op.value()))) {
            setMetric(op.metric(), op.code());
        }
    }
}
