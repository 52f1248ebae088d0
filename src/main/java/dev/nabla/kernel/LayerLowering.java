package dev.nabla.kernel;

import dev.nabla.program.Buffer;
import dev.nabla.program.ImageOp;
import dev.nabla.program.ImageOp.Conv2d;
import dev.nabla.program.Key;
import dev.nabla.program.LayerOp;
import dev.nabla.program.NormalizationOp;
import dev.nabla.program.Op;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.wasm.Function;
import java.util.ArrayList;
import java.util.List;

/** The part of {@link Lowering} that knows images, batch normalization and dropout. */
abstract class LayerLowering extends UpdateLowering {
    final ImageKernels images;
    private final PoolKernels pools;
    private final NormalizationKernels normalizations;
    private final Convolutions convolutions;

    LayerLowering(Context context, Layout layout) {
        super(context, layout);
        images = new ImageKernels(context);
        pools = new PoolKernels(context.module());
        normalizations = new NormalizationKernels(context, layout);
        convolutions = new Convolutions(context, layout);
    }

    final void rowStep(Op op, Function function) {
        add(Step.rows(function, op));
    }

    @Override
    public void reshape(LayerOp.Reshape op) {
        boolean sameShape = op.input().shape().equals(op.output().shape());
        boolean isMatrix = !layout.isImages(op.input()) || (!sameShape && layout.isImages(op.output()));
        if (isMatrix && !layout.isImages(op.output())) {
            rowStep(op, images.copy(name(op), layout.places(op.input()), layout.places(op.output())));
        } else if (isMatrix) {
            Planes output = layout.planes(op.output());
            rowStep(op, images.copy(name(op), rowMajor(op.input(), output), output));
        } else {
            Planes input = layout.planes(op.input());
            boolean toImages = layout.isImages(op.output());
            rowStep(
                    op,
                    images.copy(name(op), input, toImages ? layout.planes(op.output()) : rowMajor(op.output(), input)));
        }
    }

    private Planes rowMajor(Buffer matrix, Planes other) {
        return Planes.of(layout.matrix(matrix), other.height(), other.width(), other.channels());
    }

    @Override
    public void dropout(LayerOp.Dropout op) {
        dropout(op, op.input(), op.key(), op.threshold(), op.scale(), op.output());
    }

    @Override
    public void dropoutGradient(LayerOp.DropoutGradient op) {
        dropout(op, op.dOutput(), op.key(), op.threshold(), op.scale(), op.dInput());
    }

    private void dropout(Op op, Buffer input, Key key, int threshold, float scale, Buffer output) {
        int offset = key.column() * Layout.KEY_BYTES;
        rowStep(op, images.dropout(name(op), layout.places(input), offset, threshold, scale, layout.places(output)));
    }

    @Override
    public void conv2d(Conv2d op) {
        String name = name(op);
        switch (op.form()) {
            case FORWARD -> rowStep(op, convolutions.forward(name, op, op.output(), new WeightKernels.Store(false)));
            case INPUT_GRADIENT ->
                rowStep(op, convolutions.inputGradient(name, op, op.output(), new WeightKernels.Store(false)));
            case WEIGHT_GRADIENT -> {
                ImageGradient gradient =
                        convolutions.weightGradient(name, op, op.output(), new WeightKernels.Store(true));
                add(Step.parts(gradient.units(), 1, gradient.emit(context.module()), op));
            }
        }
    }

    @Override
    public void maxPool(ImageOp.MaxPool op) {
        rowStep(op, pools.max(name(op), op.window(), layout.planes(op.input()), layout.planes(op.output())));
    }

    @Override
    public void maxPoolGradient(ImageOp.MaxPoolGradient op) {
        rowStep(op, maxPoolGradient(op, op.dInput(), false));
    }

    /** The gradient of max pooling, perhaps through the ReLU before it, to where that has its own. */
    final Function maxPoolGradient(ImageOp.MaxPoolGradient op, Buffer dInput, boolean rectified) {
        return pools.maxGradient(
                name(op),
                op.window(),
                layout.planes(op.input()),
                layout.planes(op.output()),
                layout.planes(op.dOutput()),
                layout.planes(dInput),
                rectified);
    }

    @Override
    public void avgPool(ImageOp.AvgPool op) {
        rowStep(
                op,
                pools.average(
                        name(op), op.window(), op.factor(), layout.planes(op.input()), layout.planes(op.output())));
    }

    @Override
    public void avgPoolGradient(ImageOp.AvgPoolGradient op) {
        rowStep(
                op,
                pools.averageGradient(
                        name(op), op.window(), op.factor(), layout.planes(op.dOutput()), layout.planes(op.dInput())));
    }

    @Override
    public void moments(NormalizationOp.Moments op) {
        Planes x = layout.places(op.input());
        int places = x.height() * x.width();
        int mean = layout.address(op.mean());
        Matrix sums = layout.partials().of(op, 0);
        Matrix squares = layout.partials().of(op, 1);
        rowStep(op, normalizations.sums(name(op), x, 0, sums));
        add(Step.every(normalizations.total(unique("Mean " + op.mean().name()), sums, places, true, mean), op));
        rowStep(op, normalizations.sums(unique("Squares " + op.mean().name()), x, mean, squares));
        add(Step.every(
                normalizations.total(
                        unique("Variance " + op.mean().name()), squares, places, true, layout.address(op.variance())),
                op));
    }

    @Override
    public void runningMoments(NormalizationOp.RunningMoments op) {
        add(Step.single(normalizations.running(name(op), op), op));
    }

    @Override
    public void normalize(NormalizationOp.Normalize op) {
        rowStep(op, normalizations.normalize(name(op), op));
    }

    @Override
    public void normalizeSums(NormalizationOp.NormalizeSums op) {
        Matrix scales = layout.partials().of(op, 0);
        Matrix shifts = layout.partials().of(op, 1);
        rowStep(op, normalizations.gradientSums(name(op), op, scales, shifts));
        String label = op.dScale().name();
        add(Step.every(
                normalizations.total(unique("Sum " + label), scales, 1, false, layout.address(op.dScale())), op));
        label = op.dShift().name();
        add(Step.every(
                normalizations.total(unique("Sum " + label), shifts, 1, false, layout.address(op.dShift())), op));
    }

    @Override
    public void normalizeGradient(NormalizationOp.NormalizeGradient op) {
        rowStep(op, normalizations.gradient(name(op), op));
    }

    /** Brings the turned weights of a convolution up to date, tap by tap. */
    private Step reflect(Buffer value) {
        Reflection target = layout.reflected(value);
        Function function = ReflectionKernel.define(
                context.module(), unique("Reflect " + value.name()), layout.panels(value), target);
        return Step.parts(target.window().area(), 1, function);
    }

    /** The same of all convolutions whose input has a gradient. */
    final List<Step> reflections(Program program) {
        List<Step> steps = new ArrayList<>();
        for (Op op : program.ops(Phase.BACKWARD)) {
            if (op instanceof Conv2d product && product.form() == Conv2d.Form.INPUT_GRADIENT) {
                steps.add(reflect(product.right()));
            }
        }
        return steps;
    }
}
