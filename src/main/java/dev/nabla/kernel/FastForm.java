package dev.nabla.kernel;

import dev.nabla.program.Buffer;
import dev.nabla.program.Elementwise;
import dev.nabla.program.ImageOp;
import dev.nabla.program.ImageOp.Conv2d;
import dev.nabla.program.LayerOp;
import dev.nabla.program.LayerOp.MatMul;
import dev.nabla.program.LayerOp.MatMul.Form;
import dev.nabla.program.LossOp;
import dev.nabla.program.NormalizationOp;
import dev.nabla.program.Op;
import dev.nabla.program.Parameter;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.wasm.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fast form of a training step of one chunk: derivatives fused into the backward products, the optimizer's update into the
 * gradient's product; what is divided by rows comes first, then what is divided by parameters.
 */
final class FastForm {
    private final Program program;
    private final Layout layout;
    private final Context context;
    private final Lowering lowering;
    private final Gathering gathering;
    private final WeightKernels weights;
    private final Products products;
    private final Convolutions convolutions;
    private final UpdateRules rules;
    private final @Nullable MatMul sparse;

    /**
     * Of a program.
     *
     * @param sparse the product of the first layer if it passes over zero pixels
     */
    FastForm(Context context, Layout layout, Lowering lowering, @Nullable MatMul sparse) {
        this.context = context;
        this.layout = layout;
        this.lowering = lowering;
        this.sparse = sparse;
        program = layout.program();
        gathering = new Gathering(context);
        weights = new WeightKernels(context);
        products = new Products(context, layout);
        convolutions = new Convolutions(context, layout);
        rules = new UpdateRules(context, layout);
    }

    /** Its steps, of which those forward are given; null if the program has no such form. */
    Schedule.@Nullable Fast steps(Supplier<List<Step>> forward) {
        Map<Buffer, Change> changes = Change.all(program, rules);
        if (changes == null) {
            return null;
        }
        List<Step> byRows = new ArrayList<>();
        List<Step> byParts = new ArrayList<>();
        for (Op op : program.ops(Phase.GATHER)) {
            byRows.addAll(
                    Compiler.isSparseGather(op, sparse)
                            ? List.of(Step.rows(gathering.pixelLists(lowering.name(op), layout.lists()), op))
                            : lowering.lower(op));
        }
        byRows.addAll(forward.get());
        for (Op op : program.ops(Phase.LOSS)) {
            for (Step step : lowering.lower(op)) {
                (step.division() == Step.Division.ROWS ? byRows : byParts).add(step);
            }
        }
        backward(byRows);
        for (Op op : program.ops(Phase.BATCH)) {
            if (Change.isNorm(op)) {
                // Before any parameter changes.
                byRows.addAll(lowering.lower(op));
            } else if (op instanceof LossOp.Mean) {
                byParts.addAll(lowering.lower(op));
            }
        }
        changes.forEach((value, change) -> change(byParts, value, change));
        return new Schedule.Fast(byRows, byParts, lowering.reflections(program));
    }

    private void backward(List<Step> steps) {
        List<Op> ops = new ArrayList<>();
        for (Op op : program.ops(Phase.BACKWARD)) {
            if (!(op instanceof LayerOp.SumRows) && !Change.isWeightGradient(op)) {
                ops.add(op);
            }
        }
        int at = 0;
        while (at < ops.size()) {
            Function function = at + 1 < ops.size() && ops.get(at + 1) instanceof LayerOp.ActivateGradient gradient
                    ? fusedGradient(ops.get(at), gradient)
                    : null;
            if (function != null) {
                steps.add(Step.rows(function, ops.get(at), ops.get(at + 1)));
                at += 2;
            } else if (isSparse(ops.get(at))) {
                Conv2d product = (Conv2d) ops.get(at);
                function = convolutions.sparseInputGradient(
                        lowering.name(product), product, product.output(), new WeightKernels.Store(false));
                steps.add(Step.rows(function, product));
                at++;
            } else {
                steps.addAll(lowering.lower(ops.get(at)));
                at++;
            }
            ops.get(at - 1).writes().forEach(written -> list(steps, written));
        }
    }

    /** Whether an operation is the gradient of an input made of numbers that are mostly zero. */
    private boolean isSparse(Op op) {
        return op instanceof Conv2d product
                && product.form() == Conv2d.Form.INPUT_GRADIENT
                && layout.sparseImages().sums(product.left()) != null;
    }

    /** Lists the numbers of a gradient that has just been written, if the weights' gradient takes lists. */
    private void list(List<Step> steps, Buffer dz) {
        for (Op op : program.ops(Phase.BACKWARD)) {
            if (op instanceof Conv2d product
                    && product.form() == Conv2d.Form.WEIGHT_GRADIENT
                    && product.left().equals(dz)
                    && layout.sparseImages().lists(dz) != null) {
                steps.add(Step.rows(convolutions.lists(lowering.unique("List " + dz.name()), product)));
            }
        }
    }

    /** A gradient that goes on through the derivative of the activation before; null if the two are not done at once. */
    private @Nullable Function fusedGradient(Op op, LayerOp.ActivateGradient gradient) {
        boolean follows = op.writes().contains(gradient.dOutput()) && !layout.isCopied(op);
        if (!follows || !Epilogues.isGradientFused(gradient.function())) {
            return null;
        }
        if (op instanceof MatMul product) {
            MatMul direct = new MatMul(Form.INPUT_GRADIENT, product.left(), product.right(), gradient.dInput());
            Product.Epilogue epilogue = Epilogues.gradient(
                    gradient.function(),
                    layout.matrix(gradient.output()).address(),
                    layout.matrix(gradient.dInput()).address());
            return products.inputGradient(lowering.name(product), direct, epilogue)
                    .emit(context.module());
        }
        if (op instanceof Conv2d product && layout.planes(gradient.output()).isLike(layout.planes(gradient.dInput()))) {
            Product.Epilogue epilogue = Epilogues.gradient(
                    gradient.function(),
                    layout.planes(gradient.output()).address(),
                    layout.planes(gradient.dInput()).address());
            String name = lowering.name(product);
            return isSparse(product)
                    ? convolutions.sparseInputGradient(name, product, gradient.dInput(), epilogue)
                    : convolutions.inputGradient(name, product, gradient.dInput(), epilogue);
        }
        if (op instanceof ImageOp.MaxPoolGradient pool
                && gradient.function() == Elementwise.RELU
                && gradient.output().equals(pool.input())) {
            return lowering.maxPoolGradient(pool, gradient.dInput(), true);
        }
        return null;
    }

    private Buffer gradientOf(Buffer value) {
        for (Parameter parameter : program.parameters()) {
            if (parameter.value().equals(value)) {
                return parameter.gradient();
            }
        }
        throw new IllegalStateException(value + " is no parameter");
    }

    /** Penalties, decay, clipping and update, one behind the other. */
    private UpdateRule rule(Change change) {
        UpdateRule rule = rules.of(change.update());
        if (rule == null) {
            throw new IllegalStateException("A parameter has no update");
        }
        for (int i = change.priors().size() - 1; i >= 0; i--) {
            rule = rules.before(change.priors().get(i), rule);
        }
        return rule;
    }

    private void change(List<Step> steps, Buffer value, Change change) {
        UpdateEpilogue epilogue = new UpdateEpilogue(context, rule(change), change.code());
        Op[] ops = change.ops().toArray(new Op[0]);
        if (change.gradient() instanceof MatMul product) {
            Panels panels = layout.panels(value);
            String name = lowering.name(product);
            Function function = sparse != null && product.right().equals(sparse.left())
                    ? new SparseProduct(context, layout.lists(), panels)
                            .weightGradient(name, layout.matrix(product.left()), epilogue, change.skipsZero())
                    : products.weightGradient(name, product, panels, epilogue).emit(context.module());
            steps.add(Step.parts(panels.inputs(), Panels.TILE, function, ops));
            if (layout.isTransposed(value)) {
                steps.add(lowering.transpose(value));
            }
        } else if (change.gradient() instanceof Conv2d product) {
            ImageGradient gradient = convolutions.weightGradient(lowering.name(product), product, value, epilogue);
            SparseGradient sparseGradient = convolutions.sparseWeightGradient(product, value, epilogue);
            steps.add(
                    sparseGradient == null
                            ? Step.parts(gradient.units(), 1, gradient.emit(context.module()), ops)
                            : Step.parts(
                                    sparseGradient.units(),
                                    1,
                                    sparseGradient.emit(lowering.name(product), gradient),
                                    ops));
        } else if (change.gradient() instanceof NormalizationOp.NormalizeSums) {
            Buffer gradient = gradientOf(value);
            Function function = weights.update(
                    lowering.unique("Update " + value.name()),
                    layout.address(value),
                    layout.address(gradient),
                    epilogue);
            steps.add(Step.parts(WeightKernels.vectors(layout.paddedFloats(value)), 1, function, ops));
        } else if (change.gradient() instanceof LayerOp.SumRows sum && layout.isImages(sum.input())) {
            Planes input = layout.planes(sum.input());
            Function function = lowering.images.sumRows(lowering.name(sum), input, layout.address(value), epilogue);
            steps.add(Step.parts(Lanes.vectors(input.channels()), 1, function, ops));
        } else if (change.gradient() instanceof LayerOp.SumRows sum) {
            Matrix input = layout.matrix(sum.input());
            Function function = weights.sumRows(lowering.name(sum), input, layout.address(value), epilogue);
            steps.add(Step.parts(input.vectors(), 1, function, ops));
        }
    }
}
