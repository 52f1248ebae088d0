package dev.nabla.program;

/** One method for each operation of the instruction set: what every executor and compiler must implement. */
public interface OpVisitor {
    void gather(DataOp.Gather op);

    void oneHot(DataOp.OneHot op);

    void softTargets(DataOp.SoftTargets op);

    void matMul(LayerOp.MatMul op);

    void addBias(LayerOp.AddBias op);

    void sumRows(LayerOp.SumRows op);

    void activate(LayerOp.Activate op);

    void activateGradient(LayerOp.ActivateGradient op);

    void softmax(LayerOp.Softmax op);

    void softmaxGradient(LayerOp.SoftmaxGradient op);

    void reshape(LayerOp.Reshape op);

    void dropout(LayerOp.Dropout op);

    void dropoutGradient(LayerOp.DropoutGradient op);

    void conv2d(ImageOp.Conv2d op);

    void maxPool(ImageOp.MaxPool op);

    void maxPoolGradient(ImageOp.MaxPoolGradient op);

    void avgPool(ImageOp.AvgPool op);

    void avgPoolGradient(ImageOp.AvgPoolGradient op);

    void moments(NormalizationOp.Moments op);

    void runningMoments(NormalizationOp.RunningMoments op);

    void normalize(NormalizationOp.Normalize op);

    void normalizeSums(NormalizationOp.NormalizeSums op);

    void normalizeGradient(NormalizationOp.NormalizeGradient op);

    void crossEntropy(LossOp.CrossEntropy op);

    void crossEntropyGradient(LossOp.CrossEntropyGradient op);

    void squaredError(LossOp.SquaredError op);

    void squaredErrorGradient(LossOp.SquaredErrorGradient op);

    void softCrossEntropy(LossOp.SoftCrossEntropy op);

    void softCrossEntropyGradient(LossOp.SoftCrossEntropyGradient op);

    void elementLoss(LossOp.ElementLoss op);

    void elementLossGradient(LossOp.ElementLossGradient op);

    void argmax(LossOp.Argmax op);

    void threshold(LossOp.Threshold op);

    void countEqual(LossOp.CountEqual op);

    void mean(LossOp.Mean op);

    void squaredNorm(LossOp.SquaredNorm op);

    void squaredNormGradient(LossOp.SquaredNormGradient op);

    void absoluteNorm(LossOp.AbsoluteNorm op);

    void absoluteNormGradient(LossOp.AbsoluteNormGradient op);

    void sgdUpdate(UpdateOp.SgdUpdate op);

    void momentumUpdate(UpdateOp.MomentumUpdate op);

    void nesterovUpdate(UpdateOp.NesterovUpdate op);

    void scaledUpdate(UpdateOp.ScaledUpdate op);

    void adamUpdate(UpdateOp.AdamUpdate op);

    void nadamUpdate(UpdateOp.NadamUpdate op);

    void weightDecay(UpdateOp.WeightDecay op);

    void clipValue(UpdateOp.ClipValue op);

    void clipNorm(UpdateOp.ClipNorm op);

    void maxNorm(UpdateOp.MaxNorm op);

    void checkFinite(UpdateOp.CheckFinite op);
}
