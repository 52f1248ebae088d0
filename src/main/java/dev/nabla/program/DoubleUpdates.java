package dev.nabla.program;

/** The optimizers' half of {@link DoubleExecutor}. */
abstract class DoubleUpdates extends DoubleMemory {
    DoubleUpdates(Program program) {
        super(program);
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
}
