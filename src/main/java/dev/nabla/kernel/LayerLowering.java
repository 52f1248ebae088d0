package dev.nabla.kernel;

import dev.nabla.program.Buffer;
import dev.nabla.program.ImageOp;
import dev.nabla.program.LayerOp;
import dev.nabla.program.NormalizationOp;
import dev.nabla.program.Op;

/** The operations that are not compiled: a program with one of them is refused, and runs on the reference executor. */
abstract class LayerLowering extends UpdateLowering {
    LayerLowering(Context context, Layout layout) {
        super(context, layout);
    }

    private static UnsupportedOperationException refusal(Op op) {
        return new UnsupportedOperationException(op.kind() + ": not compiled to SIMD");
    }

    /** One bias for each element of a row: what is compiled. */
    static void requireDense(Op op, Buffer rows) {
        if (rows.shape().channels() != rows.shape().width()) {
            throw refusal(op);
        }
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
