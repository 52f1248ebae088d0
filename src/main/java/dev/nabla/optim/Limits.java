package dev.nabla.optim;

import dev.nabla.program.LossOp;
import dev.nabla.program.Metric;
import dev.nabla.program.Parameter;
import dev.nabla.program.Phase;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Scalar;
import dev.nabla.program.UpdateOp;

/**
 * How large gradients and weights may become. Gradients, penalties included, are clipped before the optimizer sees them,
 * first by value, then by norm; weights are shortened behind its updates.
 *
 * @param gradientValue largest magnitude of a gradient's element; 0 for no limit
 * @param gradientNorm largest length of the gradient of all parameters together; 0 for no limit
 * @param weightNorm largest length of the weights of one unit, for all weight matrices; 0 for no limit
 */
public record Limits(float gradientValue, float gradientNorm, float weightNorm) {
    /** No limits. */
    public static final Limits NONE = new Limits(0, 0, 0);

    /** The metric that holds the square of the gradient's length, where that is limited. */
    public static final String SQUARED_GRADIENT_NORM = "squaredGradientNorm";

    public Limits {
        Ranges.requireNotNegative("Limits", "gradient value", gradientValue);
        Ranges.requireNotNegative("Limits", "gradient norm", gradientNorm);
        Ranges.requireNotNegative("Limits", "weight norm", weightNorm);
    }

    /** Describes what comes before the optimizer's updates. */
    public void describeGradients(ProgramBuilder program) {
        if (gradientValue > 0) {
            for (Parameter parameter : program.parameters()) {
                program.add(Phase.UPDATE, new UpdateOp.ClipValue(parameter.gradient(), gradientValue));
            }
        }
        if (gradientNorm > 0) {
            Scalar one = program.scalar("one", 1);
            Metric squares = program.metric(SQUARED_GRADIENT_NORM);
            for (Parameter parameter : program.parameters()) {
                program.add(Phase.UPDATE, new LossOp.SquaredNorm(parameter.gradient(), one, squares));
            }
            for (Parameter parameter : program.parameters()) {
                program.add(Phase.UPDATE, new UpdateOp.ClipNorm(parameter.gradient(), squares, gradientNorm));
            }
        }
    }

    /** Describes what comes behind the optimizer's updates. */
    public void describeWeights(ProgramBuilder program) {
        if (weightNorm > 0) {
            for (Parameter parameter : program.parameters()) {
                if (parameter.value().shape().rank() > 1) {
                    program.add(Phase.UPDATE, new UpdateOp.MaxNorm(parameter.value(), weightNorm));
                }
            }
        }
    }
}
