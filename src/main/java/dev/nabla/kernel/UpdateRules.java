package dev.nabla.kernel;

import dev.nabla.program.Buffer;
import dev.nabla.program.LossOp;
import dev.nabla.program.Op;
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

    /** Whether an operation changes a gradient or a value before the update, element by element. */
    static boolean isPrior(Op op) {
        return op instanceof LossOp.SquaredNormGradient
                || op instanceof LossOp.AbsoluteNormGradient
                || op instanceof UpdateOp.WeightDecay
                || op instanceof UpdateOp.ClipValue;
    }

    /** The rule that an operation before another rule makes with it. */
    UpdateRule before(Op prior, UpdateRule then) {
        if (prior instanceof LossOp.SquaredNormGradient op) {
            return new PriorRule.Penalized(slot(op.lambda()), then);
        }
        if (prior instanceof LossOp.AbsoluteNormGradient op) {
            return new PriorRule.SignPenalized(slot(op.lambda()), then);
        }
        if (prior instanceof UpdateOp.WeightDecay op) {
            return new PriorRule.Decayed(slot(op.rate()), then);
        }
        if (prior instanceof UpdateOp.ClipValue op) {
            return new PriorRule.Clipped(op.limit(), then);
        }
        throw new IllegalArgumentException("Before an update: " + prior.kind() + " is not known");
    }

    private int distance(Buffer value, Buffer state) {
        return layout.address(state) - layout.address(value);
    }

    private Slot slot(Scalar scalar) {
        return new Slot(context.scalars(), scalar.column() * Float.BYTES);
    }
}
