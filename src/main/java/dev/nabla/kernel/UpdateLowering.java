package dev.nabla.kernel;

import dev.nabla.program.Buffer;
import dev.nabla.program.Metric;
import dev.nabla.program.Op;
import dev.nabla.program.OpVisitor;
import dev.nabla.program.Scalar;
import dev.nabla.program.UpdateOp;
import dev.nabla.wasm.Function;
import java.util.ArrayList;
import java.util.List;

/** The optimizers' half of {@link Lowering}, and what both halves need. */
abstract class UpdateLowering implements OpVisitor {
    final Context context;
    final Layout layout;
    final FlatKernels flat;
    final WeightKernels weights;
    private final UpdateRules rules;
    private final List<Step> steps = new ArrayList<>();
    private int names;

    UpdateLowering(Context context, Layout layout) {
        this.context = context;
        this.layout = layout;
        this.flat = new FlatKernels(context.module());
        this.weights = new WeightKernels(context);
        this.rules = new UpdateRules(context, layout);
    }

    /** The steps of one operation. */
    final List<Step> lower(Op op) {
        steps.clear();
        if (layout.isCopied(op)) {
            copies(op, op.reads(), true);
            op.accept(this);
            copies(op, op.writes(), false);
        } else {
            op.accept(this);
        }
        return List.copyOf(steps);
    }

    /** Images to matrices, or back, for an operation that knows matrices only. */
    private void copies(Op op, List<Buffer> buffers, boolean toMatrix) {
        for (Buffer buffer : buffers) {
            if (!layout.isImages(buffer)) {
                continue;
            }
            Planes planes = layout.planes(buffer);
            Planes matrix = Planes.of(layout.matrix(buffer), planes.height(), planes.width(), planes.channels());
            Function function = new ImageKernels(context)
                    .copy(unique("Copy " + buffer.name()), toMatrix ? planes : matrix, toMatrix ? matrix : planes);
            add(Step.rows(function, op));
        }
    }

    /** The name of a function for an operation: its kind and what it writes. */
    final String name(Op op) {
        Buffer buffer = op.writes().isEmpty() ? op.reads().get(0) : op.writes().get(0);
        return unique(op.kind() + " " + buffer.name());
    }

    /** A name that no other function has. */
    final String unique(String name) {
        return name + "." + ++names;
    }

    /** Adds to the steps of the operation that is being lowered. */
    final void add(Step step) {
        steps.add(step);
    }

    final Slot slot(Scalar scalar) {
        return new Slot(context.scalars(), scalar.column() * Float.BYTES);
    }

    final Slot slot(Metric metric) {
        return new Slot(context.metrics(), metric.column() * Float.BYTES);
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
        add(Step.parts(MaxNormKernel.vectors(panels), 1, function, op));
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

    final void flatStep(Op op, Buffer parameter, Function function) {
        add(Step.parts(WeightKernels.vectors(layout.paddedFloats(parameter)), 1, function, op));
    }

    /** Zeroes a parameter's gradient. */
    final Step clear(Buffer gradient) {
        Function function = flat.clear("Clear " + gradient.name(), layout.address(gradient));
        return Step.parts(WeightKernels.vectors(layout.paddedFloats(gradient)), 1, function);
    }
}
