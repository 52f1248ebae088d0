package dev.nabla.kernel;

import dev.nabla.program.Buffer;
import dev.nabla.program.ImageOp.Conv2d;
import dev.nabla.program.LayerOp;
import dev.nabla.program.LayerOp.MatMul;
import dev.nabla.program.LossOp;
import dev.nabla.program.NormalizationOp;
import dev.nabla.program.Op;
import dev.nabla.program.Parameter;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.program.UpdateOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that is done to one parameter in a step, where each of its elements depends on that of its gradient alone: it can be
 * done while the gradient is in registers.
 */
final class Change {
    private @Nullable Op gradient;
    private final List<Op> priors = new ArrayList<>();
    private @Nullable UpdateOp update;
    private UpdateOp.@Nullable CheckFinite check;

    private Change() {}

    /** What computes the gradient: the product of a weight gradient, or sums over rows. */
    Op gradient() {
        return Objects.requireNonNull(gradient);
    }

    /** What is done to gradient and value before the update, in order. */
    List<Op> priors() {
        return priors;
    }

    /** The optimizer's update. */
    UpdateOp update() {
        return Objects.requireNonNull(update);
    }

    /** What is reported of a value that has become infinite or NaN; 0 for nothing. */
    int code() {
        return check == null ? 0 : check.code();
    }

    /** Whether a gradient of +0 leaves the value as it is. */
    boolean skipsZero() {
        return update instanceof UpdateOp.SgdUpdate && priors.stream().allMatch(UpdateOp.ClipValue.class::isInstance);
    }

    /** All of it, in order. */
    List<Op> ops() {
        List<Op> ops = new ArrayList<>();
        ops.add(gradient());
        ops.addAll(priors);
        ops.add(update());
        if (check != null) {
            ops.add(check);
        }
        return ops;
    }

    /** Whether an operation is the product that gives the gradient of weights. */
    static boolean isWeightGradient(Op op) {
        return (op instanceof MatMul product && product.form() == MatMul.Form.WEIGHT_GRADIENT)
                || (op instanceof Conv2d convolution && convolution.form() == Conv2d.Form.WEIGHT_GRADIENT);
    }

    /** Whether an operation sums over a parameter to a metric. */
    static boolean isNorm(Op op) {
        return op instanceof LossOp.SquaredNorm || op instanceof LossOp.AbsoluteNorm;
    }

    /** The changes of all parameters by value; null if what one of them goes through is more than that. */
    static @Nullable Map<Buffer, Change> all(Program program, UpdateRules rules) {
        Changes changes = new Changes(program, rules);
        return changes.areKnown() ? changes.byValue : null;
    }

    /** Collects them. */
    private static final class Changes {
        private final Program program;
        private final UpdateRules rules;
        private final Map<Buffer, Change> byValue = new LinkedHashMap<>();
        private final Map<Buffer, Change> byGradient = new HashMap<>();

        Changes(Program program, UpdateRules rules) {
            this.program = program;
            this.rules = rules;
            for (Parameter parameter : program.parameters()) {
                Change change = new Change();
                byValue.put(parameter.value(), change);
                byGradient.put(parameter.gradient(), change);
            }
        }

        boolean areKnown() {
            return program.ops(Phase.BACKWARD).stream().allMatch(this::takesGradient)
                    && program.ops(Phase.BATCH).stream()
                            .allMatch(op -> op instanceof LossOp.Mean || isNormOfValue(op) || takes(op))
                    && program.ops(Phase.UPDATE).stream().allMatch(this::takes)
                    && byValue.values().stream().allMatch(change -> change.gradient != null && change.update != null);
        }

        private boolean isNormOfValue(Op op) {
            return isNorm(op) && op.reads().stream().allMatch(byValue::containsKey);
        }

        private boolean takesGradient(Op op) {
            for (Buffer written : op.writes()) {
                Change change = byGradient.get(written);
                if (change == null) {
                    continue;
                }
                boolean known = op instanceof LayerOp.SumRows
                        || op instanceof NormalizationOp.NormalizeSums
                        || isWeightGradient(op);
                if (!known || change.gradient != null) {
                    return false;
                }
                change.gradient = op;
            }
            return true;
        }

        private boolean takes(Op op) {
            Change change = op instanceof UpdateOp.CheckFinite finite ? byValue.get(finite.value()) : ofWritten(op);
            if (change == null) {
                return false;
            }
            if (change.update == null && UpdateRules.isPrior(op)) {
                change.priors.add(op);
            } else if (change.update == null && op instanceof UpdateOp update && rules.of(update) != null) {
                change.update = update;
            } else if (change.update != null && change.check == null && op instanceof UpdateOp.CheckFinite finite) {
                change.check = finite;
            } else {
                return false;
            }
            return true;
        }

        /** The change of the value or gradient that an operation writes last. */
        private @Nullable Change ofWritten(Op op) {
            if (op.writes().isEmpty()) {
                return null;
            }
            Buffer written = op.writes().get(op.writes().size() - 1);
            Change ofValue = byValue.get(written);
            return ofValue == null ? byGradient.get(written) : ofValue;
        }
    }
}
