package dev.nabla.kernel;

import dev.nabla.program.Buffer;
import dev.nabla.program.DataOp;
import dev.nabla.program.ElementType;
import dev.nabla.program.LayerOp;
import dev.nabla.program.LossOp;
import dev.nabla.program.Metric;
import dev.nabla.program.Op;
import dev.nabla.program.OpVisitor;
import dev.nabla.program.Scalar;
import dev.nabla.program.UpdateOp;
import dev.nabla.wasm.Function;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lowers operations one by one: each becomes a function that reads and writes the operation's own buffers. This is the
 * observed form of a program, and what the fast form is made of where nothing can be fused.
 */
final class Lowering implements OpVisitor {
    private final Context context;
    private final Layout layout;
    private final Gathering gathering;
    private final RowKernels rows;
    private final FlatKernels flat;
    private final WeightKernels weights;
    private final Products products;
    private final UpdateRules rules;
    private final List<Step> steps = new ArrayList<>();
    private @Nullable Function sum;
    private @Nullable Function sumOfSquares;
    private @Nullable Function sumOfMagnitudes;
    private int names;

    Lowering(Context context, Layout layout, RowKernels rows, FlatKernels flat) {
        this.context = context;
        this.layout = layout;
        this.gathering = new Gathering(context);
        this.rows = rows;
        this.flat = flat;
        this.weights = new WeightKernels(context);
        this.products = new Products(context, layout);
        this.rules = new UpdateRules(context, layout);
    }

    /** The steps of one operation. */
    List<Step> lower(Op op) {
        steps.clear();
        op.accept(this);
        return List.copyOf(steps);
    }

    /** The name of a function for an operation: its kind and what it writes. */
    String name(Op op) {
        Buffer buffer = op.writes().isEmpty() ? op.reads().get(0) : op.writes().get(0);
        return op.kind() + " " + buffer.name() + "." + ++names;
    }

    private Function sum() {
        Function known = sum;
        if (known == null) {
            known = flat.sum("Sum");
            sum = known;
        }
        return known;
    }

    private Function sumOfSquares() {
        Function known = sumOfSquares;
        if (known == null) {
            known = flat.sumOfSquares("SumOfSquares");
            sumOfSquares = known;
        }
        return known;
    }

    private Function sumOfMagnitudes() {
        Function known = sumOfMagnitudes;
        if (known == null) {
            known = flat.sumOfMagnitudes("SumOfMagnitudes");
            sumOfMagnitudes = known;
        }
        return known;
    }

    private Slot slot(Scalar scalar) {
        return new Slot(context.scalars(), scalar.column() * Float.BYTES);
    }

    private Slot slot(Metric metric) {
        return new Slot(context.metrics(), metric.column() * Float.BYTES);
    }

    private void rowStep(Op op, Function function) {
        steps.add(Step.rows(function, op));
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
        rowStep(op, rows.oneHot(name(op), layout.ints(op.labels()), layout.matrix(op.output())));
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
                steps.add(Step.parts(gradient.inputs(), Panels.TILE, function, op));
            }
        }
    }

    @Override
    public void addBias(LayerOp.AddBias op) {
        rowStep(
                op,
                rows.addBias(
                        name(op), layout.matrix(op.input()), layout.address(op.bias()), layout.matrix(op.output())));
    }

    @Override
    public void sumRows(LayerOp.SumRows op) {
        Matrix input = layout.matrix(op.input());
        Function function =
                weights.sumRows(name(op), input, layout.address(op.output()), new WeightKernels.Store(true));
        steps.add(Step.parts(input.vectors(), 1, function, op));
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
    public void countEqual(LossOp.CountEqual op) {
        steps.add(Step.single(
                rows.countEqual(name(op), layout.ints(op.left()), layout.ints(op.right()), slot(op.metric())), op));
    }

    @Override
    public void mean(LossOp.Mean op) {
        steps.add(Step.single(
                weights.mean(name(op), sum(), layout.losses(), slot(op.inverseBatch()), slot(op.metric())), op));
    }

    @Override
    public void squaredNorm(LossOp.SquaredNorm op) {
        norm(op, sumOfSquares(), op.value(), op.lambda(), op.metric());
    }

    @Override
    public void absoluteNorm(LossOp.AbsoluteNorm op) {
        norm(op, sumOfMagnitudes(), op.value(), op.lambda(), op.metric());
    }

    /** A sum over a tensor in its logical order: that of its elements by row. */
    private void norm(Op op, Function sum, Buffer value, Scalar lambda, Metric metric) {
        int address = layout.address(value);
        if (layout.isPanels(value)) {
            Panels panels = layout.panels(value);
            Function unpack = weights.unpack("Unpack " + value.name() + "." + ++names, panels, layout.scratch());
            steps.add(new Step(Step.Division.SINGLE, panels.outputs(), 1, unpack, List.of(op)));
            address = layout.scratch();
        }
        steps.add(Step.single(
                weights.norm(name(op), sum, address, value.shape().width(), slot(lambda), slot(metric)), op));
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

    @Override
    public void sgdUpdate(UpdateOp.SgdUpdate op) {
        update(op, op.value(), op.gradient());
    }

    @Override
    public void momentumUpdate(UpdateOp.MomentumUpdate op) {
        update(op, op.value(), op.gradient());
    }

    @Override
    public void adamUpdate(UpdateOp.AdamUpdate op) {
        update(op, op.value(), op.gradient());
    }

    @Override
    public void nesterovUpdate(UpdateOp.NesterovUpdate op) {
        update(op, op.value(), op.gradient());
    }

    @Override
    public void scaledUpdate(UpdateOp.ScaledUpdate op) {
        update(op, op.value(), op.gradient());
    }

    @Override
    public void nadamUpdate(UpdateOp.NadamUpdate op) {
        update(op, op.value(), op.gradient());
    }

    @Override
    public void weightDecay(UpdateOp.WeightDecay op) {
        flatStep(op, op.value(), weights.decay(name(op), layout.address(op.value()), slot(op.rate())));
    }

    @Override
    public void clipValue(UpdateOp.ClipValue op) {
        flatStep(op, op.gradient(), flat.clipValue(name(op), layout.address(op.gradient()), op.limit()));
    }

    @Override
    public void clipNorm(UpdateOp.ClipNorm op) {
        Function function = flat.clipNorm(name(op), layout.address(op.gradient()), slot(op.squaredNorm()), op.limit());
        flatStep(op, op.gradient(), function);
    }

    @Override
    public void maxNorm(UpdateOp.MaxNorm op) {
        Panels panels = layout.panels(op.value());
        Function function = MaxNormKernel.define(context.module(), name(op), panels, op.limit());
        steps.add(Step.parts(MaxNormKernel.vectors(panels), 1, function, op));
    }

    private void update(UpdateOp op, Buffer value, Buffer gradient) {
        UpdateRule rule = rules.of(op);
        if (rule == null) {
            throw new IllegalArgumentException("Update " + op.kind() + ": not known");
        }
        UpdateEpilogue epilogue = new UpdateEpilogue(context, rule, 0);
        flatStep(op, value, weights.update(name(op), layout.address(value), layout.address(gradient), epilogue));
    }

    @Override
    public void checkFinite(UpdateOp.CheckFinite op) {
        String name = name(op);
        Function check = flat.checkFinite(name + " of a part", layout.address(op.value()));
        flatStep(op, op.value(), weights.checkFinite(name, check, op.code()));
    }

    private void flatStep(Op op, Buffer parameter, Function function) {
        steps.add(Step.parts(WeightKernels.vectors(layout.paddedFloats(parameter)), 1, function, op));
    }

    /** Zeroes a parameter's gradient. */
    Step clear(Buffer gradient) {
        Function function = flat.clear("Clear " + gradient.name(), layout.address(gradient));
        return Step.parts(WeightKernels.vectors(layout.paddedFloats(gradient)), 1, function);
    }

    /** Brings the transpose of weights up to date, input by input. */
    Step transpose(Buffer value) {
        Panels source = layout.panels(value);
        Function function =
                weights.transpose("Transpose " + value.name() + "." + ++names, source, layout.transposed(value));
        return Step.parts(source.inputs(), Panels.TILE, function);
    }
}
