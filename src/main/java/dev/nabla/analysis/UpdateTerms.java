package dev.nabla.analysis;

import dev.nabla.program.Buffer;
import dev.nabla.program.Op;
import dev.nabla.program.Parameter;
import dev.nabla.program.Phase;
import dev.nabla.program.UpdateOp;
import dev.nabla.train.ObservedStep;
import java.util.ArrayList;
import java.util.List;

/**
 * What the operations of a step's update do to one parameter, term by term, in float32 as they round. Formulas are those of
 * {@link UpdateOp} and of the optimizers' own descriptions.
 */
final class UpdateTerms {
    /** A state with a smaller magnitude becomes +0. */
    private static final float SMALLEST_STATE = 0x1p-100f;

    private static final float NORM_SOFTENING = 1e-6f;

    private final ObservedStep step;
    private final Parameter parameter;
    private final int element;
    private final List<Line> lines = new ArrayList<>();
    private float w;
    private float g;

    UpdateTerms(ObservedStep step, Parameter parameter, int element, float gradient) {
        this.step = step;
        this.parameter = parameter;
        this.element = element;
        this.g = given("g", gradient);
        this.w = given("w", step.before(parameter.value())[element]);
    }

    /** Goes through the operations; those that it does not know leave no line. */
    List<Line> describe() {
        for (Op op : step.program().ops(Phase.UPDATE)) {
            if (op.writes().contains(parameter.gradient())) {
                limit(op);
            } else if (op.writes().contains(parameter.value())) {
                update(op);
            }
        }
        return lines;
    }

    /** The parameter behind all operations, as the lines have it. */
    float value() {
        return w;
    }

    private void limit(Op op) {
        if (op instanceof UpdateOp.ClipValue clip) {
            float limit = given("c", clip.limit());
            float below = limit < g ? limit : g;
            g = line("g", "min(max(g, −c), c)", below < -limit ? -limit : below);
        } else if (op instanceof UpdateOp.ClipNorm clip) {
            float limit = given("c", clip.limit());
            float norm = line("‖g‖", "√Σg²", (float) Math.sqrt(step.metric(clip.squaredNorm())));
            float factor = line("f", "min(1, c/(‖g‖ + 10⁻⁶))", Math.min(1, limit / (norm + NORM_SOFTENING)));
            g = line("g", "f·g", g * factor);
        }
    }

    private void update(Op op) {
        if (op instanceof UpdateOp.WeightDecay decay) {
            float rate = given("ηλ", step.scalar(decay.rate()));
            float change = line("Δw", "ηλ·w", rate * w);
            w = line("w", "w − Δw", w - change);
        } else if (op instanceof UpdateOp.SgdUpdate sgd) {
            float rate = given("η", step.scalar(sgd.learningRate()));
            subtract("η·g", rate * g);
        } else if (op instanceof UpdateOp.MomentumUpdate momentum) {
            momentum(momentum);
        } else if (op instanceof UpdateOp.NesterovUpdate nesterov) {
            nesterov(nesterov);
        } else if (op instanceof UpdateOp.ScaledUpdate scaled) {
            scaled(scaled);
        } else if (op instanceof UpdateOp.AdamUpdate adam) {
            adam(adam);
        } else if (op instanceof UpdateOp.NadamUpdate nadam) {
            nadam(nadam);
        } else if (op instanceof UpdateOp.MaxNorm maxNorm) {
            maxNorm(maxNorm);
        }
    }

    private void momentum(UpdateOp.MomentumUpdate op) {
        float rate = given("η", step.scalar(op.learningRate()));
        float velocity = velocity(op.velocity(), given("μ", step.scalar(op.momentum())));
        subtract("η·v′", rate * velocity);
    }

    private void nesterov(UpdateOp.NesterovUpdate op) {
        float rate = given("η", step.scalar(op.learningRate()));
        float mu = given("μ", step.scalar(op.momentum()));
        float velocity = velocity(op.velocity(), mu);
        float ahead = line("d", "g + μ·v′", g + mu * velocity);
        subtract("η·d", rate * ahead);
    }

    private float velocity(Buffer state, float mu) {
        float velocity = given("v", step.before(state)[element]);
        float faded = line("μ·v", "μ·v", mu * velocity);
        return line("v′", "μ·v + g", flushed(faded + g));
    }

    private void scaled(UpdateOp.ScaledUpdate op) {
        float rate = given("η", step.scalar(op.learningRate()));
        float fade = given("ρ", op.fade());
        float weight = given("ρ′", op.weight());
        float epsilon = given("ε", op.epsilon());
        float squares = given("s", step.before(op.squares())[element]);
        float square = line("g²", "g·g", g * g);
        squares = line("s′", "ρ·s + ρ′·g²", flushed(fade * squares + weight * square));
        float root = line("r", "√s′ + ε", (float) Math.sqrt(squares) + epsilon);
        subtract("η·g/r", rate * g / root);
    }

    private void adam(UpdateOp.AdamUpdate op) {
        float size = given("η/(1 − β₁ᵗ)", step.scalar(op.stepSize()));
        float correction = given("1/√(1 − β₂ᵗ)", step.scalar(op.rootCorrection()));
        float mean = mean(op.mean(), op.beta1());
        float root = root(op.variance(), op.beta2(), correction, op.epsilon());
        subtract("η/(1 − β₁ᵗ)·m′/r", size * mean / root);
    }

    private void nadam(UpdateOp.NadamUpdate op) {
        float gradientSize = given("η·(1 − μₜ)/(1 − μ₁·…·μₜ)", step.scalar(op.gradientSize()));
        float meanSize = given("η·μₜ₊₁/(1 − μ₁·…·μₜ₊₁)", step.scalar(op.meanSize()));
        float correction = given("1/√(1 − β₂ᵗ)", step.scalar(op.rootCorrection()));
        float mean = mean(op.mean(), op.beta1());
        float root = root(op.variance(), op.beta2(), correction, op.epsilon());
        float direction =
                line("d", "η·(1 − μₜ)/(1 − μ₁·…·μₜ)·g + η·μₜ₊₁/(1 − μ₁·…·μₜ₊₁)·m′", gradientSize * g + meanSize * mean);
        subtract("d/r", direction / root);
    }

    private float mean(Buffer state, float beta) {
        given("β₁", beta);
        float before = given("m", step.before(state)[element]);
        float faded = line("β₁·m", "β₁·m", beta * before);
        float added = line("(1 − β₁)·g", "(1 − β₁)·g", (1f - beta) * g);
        return line("m′", "β₁·m + (1 − β₁)·g", flushed(faded + added));
    }

    private float root(Buffer state, float beta, float correction, float epsilon) {
        given("β₂", beta);
        given("ε", epsilon);
        float before = given("v", step.before(state)[element]);
        float square = line("g²", "g·g", g * g);
        float variance = line("v′", "β₂·v + (1 − β₂)·g²", flushed(beta * before + (1f - beta) * square));
        return line("r", "√v′·1/√(1 − β₂ᵗ) + ε", (float) Math.sqrt(variance) * correction + epsilon);
    }

    /** The other weights of the unit count too: the factor is what the step made of this one. */
    private void maxNorm(UpdateOp.MaxNorm op) {
        given("c", op.limit());
        w = line("w", "w·min(1, c/‖W row‖)", step.values(op.value())[element]);
    }

    private void subtract(String formula, float change) {
        line("Δw", formula, change);
        w = line("w′", "w − Δw", w - change);
    }

    private float given(String symbol, float value) {
        return line(symbol, "", value);
    }

    private float line(String symbol, String formula, float value) {
        lines.add(new Line(symbol, formula, value));
        return value;
    }

    private static float flushed(float state) {
        return Math.abs(state) < SMALLEST_STATE ? 0 : state;
    }
}
