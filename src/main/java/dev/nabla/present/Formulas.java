package dev.nabla.present;

import java.util.List;

/** The formulas of a network, in symbols and with the numbers of one example. */
public final class Formulas {

    /** Layers that a formula writes out; of more, the first and the last. */
    private static final int WRITTEN = 3;

    private static final char MINUS = NumberText.MINUS;
    private static final int DIGITS = 2;
    private static final double LEAST_PROBABILITY = 1e-30;
    private static final double LN_10 = 2.302585092994046;

    private Formulas() {}

    /** {@code p = softmax(W₂·ReLU(W₁·x + b₁) + b₂)}; the layers between the first and the last one as dots. */
    public static MathText network(NetworkShape shape) {
        MathText inner = new MathText().add("x");
        for (int layer = 0; layer < shape.layers(); layer++) {
            if (shape.layers() > WRITTEN && layer > 0 && layer < shape.last() - 1) {
                inner = layer == 1 ? new MathText().add("…(").add(inner).add(")") : inner;
                continue;
            }
            inner = layer(shape, layer, inner);
        }
        return new MathText().add("p = ").add(inner);
    }

    private static MathText layer(NetworkShape shape, int layer, MathText input) {
        String index = Integer.toString(layer + 1);
        MathText sum = new MathText()
                .add("W")
                .low(index)
                .add("·")
                .add(input)
                .add(" + b")
                .low(index);
        String activation = shape.activations().get(layer);
        return activation.equals("linear") && layer < shape.last()
                ? new MathText().add("(").add(sum).add(")")
                : new MathText().add(activation + "(").add(sum).add(")");
    }

    /** {@code L = −log p₇ = 0.039}. */
    public static MathText loss(String label, double probability) {
        return new MathText()
                .add("L = " + MINUS + "log p")
                .low(label)
                .add(" = " + NumberText.fixed(cost(probability), 3));
    }

    /** −log p, finite also where p has become 0. */
    public static double cost(double probability) {
        double cost = -Decades.log10(Math.max(LEAST_PROBABILITY, probability)) * LN_10;
        return Math.max(0, cost);
    }

    /** {@code p₇ = 0.962, p₉ = 0.017}: the most probable classes. */
    public static MathText probabilities(List<String> names, float[] probabilities, List<Integer> top) {
        MathText text = new MathText();
        for (int i = 0; i < top.size(); i++) {
            int unit = top.get(i);
            text.add(i == 0 ? "p" : ",  p").low(names.get(unit));
            text.add(" = " + NumberText.fixed(probabilities[unit], 3));
        }
        return text;
    }

    /**
     * {@code z₅ = 1.84 − 0.12 = 1.72,  a₅ = 1.72}: weighted sum of the inputs, bias, their sum, activation. The numbers
     * as written add up: the first is written as the difference of the other two.
     *
     * @param name of the unit: its number from 1, or its class
     */
    public static MathText unit(String name, double bias, double sum, double activation, boolean output) {
        double shownBias = rounded(bias);
        double shownSum = rounded(sum);
        MathText text = new MathText()
                .add("z")
                .low(name)
                .add(" = " + number(shownSum - shownBias) + (shownBias < 0 ? " " + MINUS + " " : " + ")
                        + number(Math.abs(shownBias)) + " = " + number(shownSum) + ",  ");
        return text.add(output ? "p" : "a")
                .low(name)
                .add(" = " + (output ? NumberText.fixed(activation, 3) : number(activation)));
    }

    /** {@code z₅ = Σ w·x + b₅,  a₅ = ReLU(z₅)}. */
    public static MathText unitSymbols(String name, int layer, NetworkShape shape) {
        boolean output = layer == shape.last();
        String activation = shape.activations().get(layer);
        String input = layer == 0 ? "x" : "a";
        MathText text = new MathText()
                .add("z")
                .low(name)
                .add(" = Σ w")
                .low(name)
                .add("·" + input + " + b")
                .low(name);
        text.add(output ? ",  p" : ",  a").low(name);
        if (output && activation.equals("softmax")) {
            return text.add(" = exp z").low(name).add(" / Σ exp z");
        }
        return activation.equals("linear")
                ? text.add(" = z").low(name)
                : text.add(" = " + activation + "(z").low(name).add(")");
    }

    /** A number as wide as it is exact, without "−0.00". */
    private static String number(double value) {
        double shown = rounded(value);
        return NumberText.fixed(shown == 0 ? 0 : shown, DIGITS);
    }

    private static double rounded(double value) {
        double scale = Decades.power(DIGITS);
        double size = Math.floor(Math.abs(value) * scale + 0.5) / scale;
        return value < 0 ? -size : size;
    }
}
