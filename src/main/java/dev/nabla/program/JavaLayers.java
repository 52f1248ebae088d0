package dev.nabla.program;

/** The half of {@link JavaExecutor} that knows images, batch normalization and dropout. */
abstract class JavaLayers extends JavaUpdates {
    JavaLayers(Program program, Workers workers) {
        super(program, workers);
    }

    private static UnsupportedOperationException refusal(Op op) {
        return new UnsupportedOperationException(op.kind() + ": not known yet");
    }

    @Override
    public void reshape(LayerOp.Reshape op) {
        throw refusal(op);
    }

    @Override
    public void dropout(LayerOp.Dropout op) {
        throw refusal(op);
    }

    @Override
    public void dropoutGradient(LayerOp.DropoutGradient op) {
        throw refusal(op);
    }

    @Override
    public void conv2d(ImageOp.Conv2d op) {
        throw refusal(op);
    }

    @Override
    public void maxPool(ImageOp.MaxPool op) {
        throw refusal(op);
    }

    @Override
    public void maxPoolGradient(ImageOp.MaxPoolGradient op) {
        throw refusal(op);
    }

    @Override
    public void avgPool(ImageOp.AvgPool op) {
        throw refusal(op);
    }

    @Override
    public void avgPoolGradient(ImageOp.AvgPoolGradient op) {
        throw refusal(op);
    }

    @Override
    public void moments(NormalizationOp.Moments op) {
        throw refusal(op);
    }

    @Override
    public void runningMoments(NormalizationOp.RunningMoments op) {
        throw refusal(op);
    }

    @Override
    public void normalize(NormalizationOp.Normalize op) {
        throw refusal(op);
    }

    @Override
    public void normalizeSums(NormalizationOp.NormalizeSums op) {
        throw refusal(op);
    }

    @Override
    public void normalizeGradient(NormalizationOp.NormalizeGradient op) {
        throw refusal(op);
    }
}
