package dev.nabla.kernel;

import dev.nabla.program.Buffer;
import dev.nabla.program.DataOp;
import dev.nabla.program.ElementType;
import dev.nabla.program.LayerOp;
import dev.nabla.program.LossOp;
import dev.nabla.program.Metric;
import dev.nabla.program.Op;
import dev.nabla.program.Scalar;
import dev.nabla.wasm.Function;
import java.util.List;

/**
 * Lowers operations one by one: each becomes a function that reads and writes the operation's own buffers. This is the
 * observed form of a program, and what the fast form is made of where nothing can be fused.
 */
final class Lowering extends LayerLowering {
    private final Gathering gathering;
    private final RowKernels rows;
    private final SoftTargetKernels softTargets;
    private final Products products;
    private final Sums sums;

    Lowering(Context context, Layout layout, RowKernels rows) {
        super(context, layout);
        this.gathering = new Gathering(context);
        this.rows = rows;
        this.softTargets = rows.softTargets();
        this.products = new Products(context, layout);
        this.sums = new Sums(context.module());
    }

    private void rowStep(Op op, Function function) {
        add(Step.rows(function, op));
    }

    @Override
    public void gather(DataOp.Gather op) {
        if (op.source().type() == ElementType.I32) {
            rowStep(op, gathering.labels(name(op), layout.ints(op.output())));
        } else if (op.source().type() == ElementType.U8) {
            Matrix output = layout.matrix(op.output());
            rowStep(
                    op,
                    layout.isSparse()
                            ? gathering.listedPixels(name(op), layout.lists(), output)
                            : gathering.pixels(name(op), output));
        } else {
            boolean isInput = op.source().role() == Buffer.Role.INPUTS;
            rowStep(
                    op,
                    gathering.floats(
                            name(op), isInput ? context.inputs() : context.targets(), layout.matrix(op.output())));
        }
    }

    @Override
    public void oneHot(DataOp.OneHot op) {
        rowStep(op, rows.oneHot(name(op), layout.ints(op.labels()), op.first(), layout.matrix(op.output())));
    }

    @Override
    public void softTargets(DataOp.SoftTargets op) {
        rowStep(
                op,
                softTargets.targets(
                        name(op),
                        layout.ints(op.labels()),
                        op.on(),
                        op.off(),
                        op.weights(),
                        layout.matrix(op.output())));
    }

    @Override
    public void matMul(LayerOp.MatMul op) {
        String name = name(op);
        switch (op.form()) {
            case FORWARD ->
                rowStep(
                        op,
                        products.forward(name, op, new WeightKernels.Store(false))
                                .emit(context.module()));
            case INPUT_GRADIENT ->
                rowStep(
                        op,
                        products.inputGradient(name, op, new WeightKernels.Store(false))
                                .emit(context.module()));
            case WEIGHT_GRADIENT -> {
                Panels gradient = layout.panels(op.output());
                Function function = products.weightGradient(name, op, gradient, new WeightKernels.Store(true))
                        .emit(context.module());
                add(Step.parts(gradient.inputs(), Panels.TILE, function, op));
            }
        }
    }

    @Override
    public void addBias(LayerOp.AddBias op) {
        requireDense(op, op.output());
        rowStep(
                op,
                rows.addBias(
                        name(op), layout.matrix(op.input()), layout.address(op.bias()), layout.matrix(op.output())));
    }

    @Override
    public void sumRows(LayerOp.SumRows op) {
        requireDense(op, op.input());
        Matrix input = layout.matrix(op.input());
        Function function =
                weights.sumRows(name(op), input, layout.address(op.output()), new WeightKernels.Store(true));
        add(Step.parts(input.vectors(), 1, function, op));
    }

    @Override
    public void activate(LayerOp.Activate op) {
        rowStep(op, rows.activate(name(op), op.function(), layout.matrix(op.input()), layout.matrix(op.output())));
    }

    @Override
    public void activateGradient(LayerOp.ActivateGradient op) {
        rowStep(
                op,
                rows.activateGradient(
                        name(op),
                        op.function(),
                        layout.matrix(op.input()),
                        layout.matrix(op.output()),
                        layout.matrix(op.dOutput()),
                        layout.matrix(op.dInput())));
    }

    @Override
    public void softmax(LayerOp.Softmax op) {
        rowStep(op, rows.softmax(name(op), layout.matrix(op.input()), layout.matrix(op.output())));
    }

    @Override
    public void softmaxGradient(LayerOp.SoftmaxGradient op) {
        rowStep(
                op,
                rows.softmaxGradient(
                        name(op), layout.matrix(op.output()), layout.matrix(op.dOutput()), layout.matrix(op.dInput())));
    }

    @Override
    public void crossEntropy(LossOp.CrossEntropy op) {
        rowStep(op, rows.crossEntropy(name(op), layout.matrix(op.logits()), layout.ints(op.labels()), layout.losses()));
    }

    @Override
    public void crossEntropyGradient(LossOp.CrossEntropyGradient op) {
        rowStep(
                op,
                rows.crossEntropyGradient(
                        name(op),
                        layout.matrix(op.probabilities()),
                        layout.ints(op.labels()),
                        slot(op.inverseBatch()),
                        layout.matrix(op.dLogits())));
    }

    @Override
    public void softCrossEntropy(LossOp.SoftCrossEntropy op) {
        rowStep(
                op,
                softTargets.crossEntropy(
                        name(op), layout.matrix(op.logits()), layout.matrix(op.targets()), layout.losses()));
    }

    @Override
    public void softCrossEntropyGradient(LossOp.SoftCrossEntropyGradient op) {
        rowStep(
                op,
                softTargets.gradient(
                        name(op),
                        layout.matrix(op.probabilities()),
                        layout.matrix(op.targets()),
                        slot(op.inverseBatch()),
                        layout.matrix(op.dLogits())));
    }

    @Override
    public void elementLoss(LossOp.ElementLoss op) {
        ElementLossKernel kernel = rows.elementLoss(
                op.function(), op.delta(), op.factor(), layout.matrix(op.output()), layout.matrix(op.targets()));
        rowStep(op, kernel.losses(name(op), context.chunkStart(), layout.losses()));
    }

    @Override
    public void elementLossGradient(LossOp.ElementLossGradient op) {
        ElementLossKernel kernel = rows.elementLoss(
                op.function(), op.delta(), op.factor(), layout.matrix(op.output()), layout.matrix(op.targets()));
        rowStep(op, kernel.gradient(name(op), slot(op.inverseBatch()), layout.matrix(op.dOutput())));
    }

    @Override
    public void squaredError(LossOp.SquaredError op) {
        rowStep(
                op,
                rows.squaredError(
                        name(op),
                        op.factor(),
                        layout.matrix(op.output()),
                        layout.matrix(op.targets()),
                        layout.losses()));
    }

    @Override
    public void squaredErrorGradient(LossOp.SquaredErrorGradient op) {
        rowStep(
                op,
                rows.squaredErrorGradient(
                        name(op),
                        op.factor(),
                        layout.matrix(op.output()),
                        layout.matrix(op.targets()),
                        slot(op.inverseBatch()),
                        layout.matrix(op.dOutput())));
    }

    @Override
    public void argmax(LossOp.Argmax op) {
        rowStep(op, rows.argmax(name(op), layout.matrix(op.input()), layout.ints(op.output())));
    }

    @Override
    public void threshold(LossOp.Threshold op) {
        rowStep(op, rows.threshold(name(op), layout.matrix(op.input()), op.threshold(), layout.ints(op.output())));
    }

    @Override
    public void countEqual(LossOp.CountEqual op) {
        add(Step.single(
                rows.countEqual(name(op), layout.ints(op.left()), layout.ints(op.right()), slot(op.metric())), op));
    }

    @Override
    public void mean(LossOp.Mean op) {
        add(Step.single(
                weights.mean(
                        name(op),
                        sums.of(Sums.Term.ITSELF),
                        layout.losses(),
                        slot(op.inverseBatch()),
                        slot(op.metric())),
                op));
    }

    @Override
    public void squaredNorm(LossOp.SquaredNorm op) {
        norm(op, sums.of(Sums.Term.SQUARE), op.value(), op.lambda(), op.metric());
    }

    @Override
    public void absoluteNorm(LossOp.AbsoluteNorm op) {
        norm(op, sums.of(Sums.Term.MAGNITUDE), op.value(), op.lambda(), op.metric());
    }

    /** A sum over a tensor in its logical order: that of its elements by row. */
    private void norm(Op op, Function sum, Buffer value, Scalar lambda, Metric metric) {
        int address = layout.address(value);
        if (layout.isPanels(value)) {
            Panels panels = layout.panels(value);
            Function unpack = weights.unpack(unique("Unpack " + value.name()), panels, layout.scratch());
            add(new Step(Step.Division.SINGLE, panels.outputs(), 1, unpack, List.of(op)));
            address = layout.scratch();
        }
        add(Step.single(weights.norm(name(op), sum, address, value.shape().width(), slot(lambda), slot(metric)), op));
    }

    @Override
    public void squaredNormGradient(LossOp.SquaredNormGradient op) {
        flatStep(
                op,
                op.value(),
                flat.squaredNormGradient(
                        name(op), layout.address(op.value()), slot(op.lambda()), layout.address(op.gradient())));
    }

    @Override
    public void absoluteNormGradient(LossOp.AbsoluteNormGradient op) {
        flatStep(
                op,
                op.value(),
                flat.absoluteNormGradient(
                        name(op), layout.address(op.value()), slot(op.lambda()), layout.address(op.gradient())));
    }

    /** Brings the transpose of weights up to date, input by input. */
    Step transpose(Buffer value) {
        Panels source = layout.panels(value);
        Function function = weights.transpose(unique("Transpose " + value.name()), source, layout.transposed(value));
        return Step.parts(source.inputs(), Panels.TILE, function);
    }
}
