package dev.nabla.analysis;

import dev.nabla.program.Buffer;
import dev.nabla.program.Elementwise;
import dev.nabla.program.LayerOp;
import dev.nabla.program.LossOp;
import dev.nabla.program.Maths;
import dev.nabla.program.Op;
import dev.nabla.train.ObservedStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the δ of one unit for one example is made of: what comes from the loss or the next layer, and the activation's slope. */
final class DeltaLines {
    private static final String ARRIVED = "∂L/∂a";

    private final ObservedStep step;
    private final int unit;
    private final int row;
    private final List<Line> lines = new ArrayList<>();

    DeltaLines(ObservedStep step, int unit, int row) {
        this.step = step;
        this.unit = unit;
        this.row = row;
    }

    /** The gradient that comes to an activation; null where its operation is none of an activation. */
    static @Nullable Buffer dOutput(Op origin) {
        if (origin instanceof LayerOp.ActivateGradient activation) {
            return activation.dOutput();
        }
        return origin instanceof LayerOp.SoftmaxGradient softmax ? softmax.dOutput() : null;
    }

    /** The operation by which the gradient comes to the layer: the loss's, or the next layer's product. */
    void arrive(Op op) {
        if (op instanceof LossOp.CrossEntropyGradient loss) {
            int label = step.examples().labels()[step.batch()[row]];
            add("p", "softmax(z)", at(loss.probabilities()));
            add("y", "", label == unit ? 1 : 0);
            add("1/n", "", step.scalar(loss.inverseBatch()));
        } else if (op instanceof LossOp.SoftCrossEntropyGradient loss) {
            add("p", "softmax(z)", at(loss.probabilities()));
            add("t", "", at(loss.targets()));
            add("1/n", "", step.scalar(loss.inverseBatch()));
        } else if (op instanceof LossOp.SquaredErrorGradient loss) {
            add("a", "", at(loss.output()));
            add("t", "", at(loss.targets()));
            add("2c", "", 2 * loss.factor());
            add("1/n", "", step.scalar(loss.inverseBatch()));
            add(ARRIVED, "(a − t)·2c·1/n", at(loss.dOutput()));
        } else if (op instanceof LossOp.ElementLossGradient loss) {
            add("a", "", at(loss.output()));
            add("t", "", at(loss.targets()));
            add("1/n", "", step.scalar(loss.inverseBatch()));
            add(ARRIVED, "", at(loss.dOutput()));
        } else if (op instanceof LayerOp.MatMul next) {
            add(ARRIVED, "Σ δₖ·wₖⱼ", at(next.output()));
        } else {
            for (Buffer written : op.writes()) {
                add(ARRIVED, "", at(written));
            }
        }
    }

    /** The activation's own operation; nothing where there is none. */
    void depart(Op origin) {
        if (origin instanceof LayerOp.ActivateGradient activation) {
            float z = at(activation.input());
            float a = at(activation.output());
            add("z", "", z);
            add("a", "f(z)", a);
            add("f′(z)", slopeFormula(activation.function()), slope(activation.function(), z, a));
        } else if (origin instanceof LayerOp.SoftmaxGradient softmax) {
            add("a", "softmax(z)", at(softmax.output()));
        }
    }

    /** All lines, δ the last. */
    List<Line> with(Op origin, float delta) {
        add("δ", deltaFormula(origin), delta);
        return lines;
    }

    private void add(String symbol, String formula, float value) {
        lines.add(new Line(symbol, formula, value));
    }

    private float at(Buffer buffer) {
        return step.values(buffer)[row * buffer.shape().width() + unit];
    }

    private static String deltaFormula(Op origin) {
        if (origin instanceof LayerOp.ActivateGradient) {
            return "∂L/∂a·f′(z)";
        }
        if (origin instanceof LayerOp.SoftmaxGradient) {
            return "a·(∂L/∂a − Σⱼ aⱼ·∂L/∂aⱼ)";
        }
        if (origin instanceof LossOp.CrossEntropyGradient) {
            return "(p − y)·1/n";
        }
        return origin instanceof LossOp.SoftCrossEntropyGradient ? "(p·Σⱼ tⱼ − t)·1/n" : ARRIVED;
    }

    private static String slopeFormula(Elementwise function) {
        return switch (function) {
            case RELU -> "z > 0 ? 1 : 0";
            case SIGMOID -> "a·(1 − a)";
            case TANH -> "1 − a²";
            case LEAKY_RELU -> "z > 0 ? 1 : 0.01";
            case ELU -> "z > 0 ? 1 : a + 1";
            case GELU -> "Φ(z) + z·φ(z)";
            case SILU -> "σ(z) + a·(1 − σ(z))";
        };
    }

    private static float slope(Elementwise function, float z, float a) {
        return switch (function) {
            case RELU -> z <= 0 ? 0 : 1;
            case SIGMOID -> a * (1 - a);
            case TANH -> 1 - a * a;
            case LEAKY_RELU -> a <= 0 ? Elementwise.LEAK : 1;
            case ELU -> a > 0 ? 1 : a + 1;
            case GELU ->
                0.5f * (1 + Maths.erf(z * Elementwise.ROOT_HALF))
                        + z * (Maths.exp(-0.5f * z * z) * Elementwise.DENSITY_OF_ZERO);
            case SILU -> Maths.sigmoid(z) + a * (1 - Maths.sigmoid(z));
        };
    }
}
