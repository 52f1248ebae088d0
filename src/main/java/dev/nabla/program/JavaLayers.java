package dev.nabla.program;

/** The half of {@link JavaExecutor} that knows images, batch normalization and dropout. */
abstract class JavaLayers extends JavaUpdates {
    /** What a random number costs, in additions. */
    private static final int DRAW_FLOPS = 8;

    /** [rows, channels]: sums over the places of each row. */
    private float[] sums = new float[0];

    JavaLayers(Program program, Workers workers) {
        super(program, workers);
    }

    @Override
    public void reshape(LayerOp.Reshape op) {
        System.arraycopy(f32(op.input()), 0, f32(op.output()), 0, count(op.output()));
    }

    @Override
    public void dropout(LayerOp.Dropout op) {
        drop(op, op.input(), op.threshold(), op.scale(), random(op.key()), op.output());
    }

    @Override
    public void dropoutGradient(LayerOp.DropoutGradient op) {
        drop(op, op.dOutput(), op.threshold(), op.scale(), random(op.key()), op.dInput());
    }

    private void drop(Op op, Buffer input, int threshold, float scale, Random random, Buffer output) {
        float[] from = f32(input);
        float[] to = f32(output);
        int first = chunkStart * width(output);
        share(count(output), DRAW_FLOPS * op.flops(rows), (begin, end, scratch) -> {
            for (int i = begin; i < end; i++) {
                float kept = from[i] * scale;
                to[i] = random.bits(first + i) >>> 8 < threshold ? 0 : kept;
            }
        });
    }

    @Override
    public void conv2d(ImageOp.Conv2d op) {
        float[] left = f32(op.left());
        float[] right = f32(op.right());
        float[] output = f32(op.output());
        Window window = op.window();
        int filters = op.filters();
        switch (op.form()) {
            case FORWARD ->
                share(
                        rows,
                        op.flops(rows),
                        (from, to, scratch) ->
                                scratch.convolution.forward(window, left, right, filters, output, from, to));
            case INPUT_GRADIENT ->
                share(
                        rows,
                        op.flops(rows),
                        (from, to, scratch) ->
                                scratch.convolution.inputGradient(window, left, right, filters, output, from, to));
            case WEIGHT_GRADIENT ->
                share(
                        filters,
                        op.flops(rows),
                        (from, to, scratch) -> scratch.convolution.weightGradient(
                                window, left, right, filters, output, rows, from, to));
        }
    }

    @Override
    public void maxPool(ImageOp.MaxPool op) {
        share(
                rows,
                op.flops(rows),
                (from, to, scratch) -> Pooling.max(op.window(), f32(op.input()), from, to, f32(op.output())));
    }

    @Override
    public void maxPoolGradient(ImageOp.MaxPoolGradient op) {
        share(
                rows,
                op.flops(rows),
                (from, to, scratch) -> Pooling.maxGradient(
                        op.window(), f32(op.input()), f32(op.output()), f32(op.dOutput()), from, to, f32(op.dInput())));
    }

    @Override
    public void avgPool(ImageOp.AvgPool op) {
        share(
                rows,
                op.flops(rows),
                (from, to, scratch) ->
                        Pooling.average(op.window(), op.factor(), f32(op.input()), from, to, f32(op.output())));
    }

    @Override
    public void avgPoolGradient(ImageOp.AvgPoolGradient op) {
        share(
                rows,
                op.flops(rows),
                (from, to, scratch) -> Pooling.averageGradient(
                        op.window(), op.factor(), f32(op.dOutput()), from, to, f32(op.dInput())));
    }

    /** Room for the sums of all rows. */
    private float[] sums(int channels) {
        if (sums.length < rows * channels) {
            sums = new float[program.capacity() * channels];
        }
        return sums;
    }

    @Override
    public void moments(NormalizationOp.Moments op) {
        float[] x = f32(op.input());
        float[] mean = f32(op.mean());
        float[] variance = f32(op.variance());
        int channels = channels(op.input());
        int places = width(op.input()) / channels;
        float[] ofRows = sums(channels);
        float n = (float) (rows * places);
        share(
                rows,
                op.flops(rows),
                (from, to, scratch) -> Normalization.sumPlaces(x, from, to, places, channels, ofRows));
        Normalization.total(ofRows, rows, channels, mean);
        Normalization.divide(mean, n);
        share(
                rows,
                op.flops(rows),
                (from, to, scratch) -> Normalization.sumSquares(x, mean, from, to, places, channels, ofRows));
        Normalization.total(ofRows, rows, channels, variance);
        Normalization.divide(variance, n);
    }

    @Override
    public void runningMoments(NormalizationOp.RunningMoments op) {
        float n = (float) (rows * op.positions());
        float correction = n / (n - 1);
        Normalization.follow(f32(op.runningMean()), f32(op.mean()), 1, op.momentum());
        Normalization.follow(f32(op.runningVariance()), f32(op.variance()), correction, op.momentum());
    }

    private float[] inverse(Buffer variance, float epsilon) {
        float[] inverse = new float[width(variance)];
        Normalization.inverse(f32(variance), epsilon, inverse);
        return inverse;
    }

    @Override
    public void normalize(NormalizationOp.Normalize op) {
        float[] inverse = inverse(op.variance(), op.epsilon());
        share(
                count(op.output()) / inverse.length,
                op.flops(rows),
                (from, to, scratch) -> Normalization.normalize(
                        f32(op.input()),
                        f32(op.mean()),
                        inverse,
                        f32(op.scale()),
                        f32(op.shift()),
                        from,
                        to,
                        f32(op.output())));
    }

    @Override
    public void normalizeSums(NormalizationOp.NormalizeSums op) {
        float[] x = f32(op.input());
        float[] mean = f32(op.mean());
        float[] dOutput = f32(op.dOutput());
        float[] inverse = inverse(op.variance(), op.epsilon());
        int channels = inverse.length;
        int places = width(op.input()) / channels;
        float[] ofRows = sums(channels);
        share(
                rows,
                op.flops(rows),
                (from, to, scratch) -> Normalization.sumPlaces(dOutput, from, to, places, channels, ofRows));
        Normalization.total(ofRows, rows, channels, f32(op.dShift()));
        share(
                rows,
                op.flops(rows),
                (from, to, scratch) ->
                        Normalization.sumProducts(x, mean, inverse, dOutput, from, to, places, channels, ofRows));
        Normalization.total(ofRows, rows, channels, f32(op.dScale()));
    }

    @Override
    public void normalizeGradient(NormalizationOp.NormalizeGradient op) {
        float[] inverse = inverse(op.variance(), op.epsilon());
        int places = width(op.dInput()) / inverse.length;
        float n = (float) (rows * places);
        float[] factor = new float[inverse.length];
        for (int c = 0; c < factor.length; c++) {
            factor[c] = f32(op.scale())[c] * inverse[c];
        }
        float[] shiftShare = f32(op.dShift()).clone();
        float[] scaleShare = f32(op.dScale()).clone();
        Normalization.divide(shiftShare, n);
        Normalization.divide(scaleShare, n);
        share(
                count(op.dInput()) / inverse.length,
                op.flops(rows),
                (from, to, scratch) -> Normalization.gradient(
                        f32(op.input()),
                        f32(op.mean()),
                        inverse,
                        factor,
                        shiftShare,
                        scaleShare,
                        f32(op.dOutput()),
                        from,
                        to,
                        f32(op.dInput())));
    }
}
