package dev.nabla.kernel;

import dev.nabla.program.Buffer;
import dev.nabla.program.Scalar;
import dev.nabla.program.UpdateOp;
import org.jspecify.annotations.Nullable;

/** Finds the rule of an update operation: where its states lie, where its scalars are. */
final class UpdateRules {
    private final Context context;
    private final Layout layout;

    UpdateRules(Context context, Layout layout) {
        this.context = context;
        this.layout = layout;
    }

    /** The parameter that an update changes. */
    static Buffer value(UpdateOp update) {
        return update.writes().get(update.writes().size() - 1);
    }

    /** The rule of an update by a gradient; null for operations of other kinds. */
    @Nullable
    UpdateRule of(UpdateOp update) {
        if (update instanceof UpdateOp.SgdUpdate op) {
            return new UpdateRule.Sgd(slot(op.learningRate()));
        }
        if (update instanceof UpdateOp.MomentumUpdate op) {
            return new UpdateRule.Momentum(
                    slot(op.learningRate()), slot(op.momentum()), distance(op.value(), op.velocity()));
        }
        if (update instanceof UpdateOp.NesterovUpdate op) {
            return new UpdateRule.Nesterov(
                    slot(op.learningRate()), slot(op.momentum()), distance(op.value(), op.velocity()));
        }
        if (update instanceof UpdateOp.ScaledUpdate op) {
            return new UpdateRule.Scaled(
                    slot(op.learningRate()), op.fade(), op.weight(), op.epsilon(), distance(op.value(), op.squares()));
        }
        if (update instanceof UpdateOp.AdamUpdate op) {
            return new UpdateRule.Adam(
                    slot(op.stepSize()),
                    slot(op.rootCorrection()),
                    op.beta1(),
                    op.beta2(),
                    op.epsilon(),
                    distance(op.value(), op.mean()),
                    distance(op.value(), op.variance()));
        }
        if (update instanceof UpdateOp.NadamUpdate op) {
            return new UpdateRule.Nadam(
                    slot(op.gradientSize()),
                    slot(op.meanSize()),
                    slot(op.rootCorrection()),
                    op.beta1(),
                    op.beta2(),
                    op.epsilon(),
                    distance(op.value(), op.mean()),
                    distance(op.value(), op.variance()));
        }
        return null;
    }

    private int distance(Buffer value, Buffer state) {
        return layout.address(state) - layout.address(value);
    }

    Slot slot(Scalar scalar) {
        return new Slot(context.scalars(), scalar.column() * Float.BYTES);
    }
}
