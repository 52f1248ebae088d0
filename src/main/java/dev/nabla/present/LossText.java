package dev.nabla.present;

import dev.nabla.protocol.Choice;
import dev.nabla.protocol.Knob;
import dev.nabla.protocol.Setup;
import java.util.Arrays;

/**
 * The loss of a set-up: its formula with the number of one example, and what guessing gives. Targets y are 1 for the class
 * of the example and 0 for the others; label smoothing s makes them 1 − s + s/K and s/K, K the number of classes.
 *
 * @param label of the loss, as in {@link Choice#LOSS}
 * @param smoothing s of cross-entropy
 */
public record LossText(String label, double smoothing) {
    /** The loss of a set-up. */
    public static LossText of(Setup setup) {
        return new LossText(setup.choice(Choice.LOSS), setup.number(Knob.LABEL_SMOOTHING));
    }

    /** {@code L = −log p₇ = 0.039}, {@code L = ½·Σ (p − y)² = 0.012}. */
    public MathText of(String name, int target, float[] outputs) {
        if (isCrossEntropy() && smoothing == 0) {
            return Formulas.loss(name, outputs[target]);
        }
        return new MathText()
                .add("L = " + symbols(outputs.length) + " = " + NumberText.fixed(value(target, outputs), 3));
    }

    private boolean isCrossEntropy() {
        return label.equals(Choice.LOSS.options().get(0));
    }

    private String symbols(int classes) {
        char minus = NumberText.MINUS;
        return switch (label) {
            case "quadratic" -> "½·Σ (p " + minus + " y)²";
            case "mean-squared-error" -> "Σ (p " + minus + " y)² / " + classes;
            // log p where y is 1, log(1 − p) where it is 0, in the width of the line.
            case "binary-cross-entropy" -> minus + "Σ log |p + y " + minus + " 1| / " + classes;
            default -> minus + "Σ y·log p";
        };
    }

    /** The loss of one example. */
    public double value(int target, float[] outputs) {
        double sum = 0;
        int classes = outputs.length;
        for (int i = 0; i < classes; i++) {
            double p = outputs[i];
            double y = i == target ? 1 : 0;
            sum += switch (label) {
                case "quadratic" -> (p - y) * (p - y) / 2;
                case "mean-squared-error" -> (p - y) * (p - y) / classes;
                case "binary-cross-entropy" -> Formulas.cost(i == target ? p : 1 - p) / classes;
                default -> ((1 - smoothing) * y + smoothing / classes) * Formulas.cost(p);
            };
        }
        return sum;
    }

    /** What the loss is, on average, where every class is given the same probability. */
    public double guessing(int classes) {
        float[] same = new float[classes];
        Arrays.fill(same, 1f / classes);
        return value(0, same);
    }
}
