package dev.nabla.model;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Initializer;
import dev.nabla.nn.Layer;
import dev.nabla.nn.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The layers of a network in one line, such as {@code 128:relu,10}:
 *
 * <pre>
 * layers     = layer *("," layer)
 * layer      = dense
 * dense      = ["dense:"] UNITS *(":" (activation / weights))
 * activation = "linear" / "relu" / "sigmoid" / "tanh" / "leaky-relu" / "elu" / "gelu" / "silu" / "softmax"
 * weights    = "init=" scheme / "bias-init=" scheme / "l1=" NUMBER / "l2=" NUMBER / "bias-l1=" NUMBER / "bias-l2=" NUMBER
 * scheme     = NAME ["@" SCALE]                 ; such as he-normal, constant@0.1
 * </pre>
 *
 * <p>What follows a colon may stand in any order, spaces around words do not count. Without an activation a layer with
 * weights is ReLU; linear if it is the last one with weights. {@link #write} is the inverse of {@link #parse}.
 *
 * <p>Lies beside the description in JSON, because both need numbers that are read to the bit on every platform.
 */
public final class LayersText {
    private static final int MAX_LAYERS = 1000;

    private LayersText() {}

    /** The layers of a text, with usual first values and no penalties where it does not say otherwise. */
    public static List<Layer> parse(String text) {
        return parse(text, i -> WeightSettings.USUAL);
    }

    /**
     * The layers of a text.
     *
     * @param defaults what holds for layer i, counted from 0, where the text does not say it
     * @throws SyntaxException naming the place, what is there and what is expected
     */
    public static List<Layer> parse(String text, IntFunction<WeightSettings> defaults) {
        List<LayerItem> items = LayerItem.split(text);
        if (items.size() > MAX_LAYERS) {
            throw new SyntaxException(items.size() + " layers, expected at most " + MAX_LAYERS, 1, text.length());
        }
        List<LayerKind> kinds = new ArrayList<>();
        int lastWithWeights = 0;
        for (LayerItem item : items) {
            LayerKind kind = kind(item);
            lastWithWeights = kind.hasWeights() ? kinds.size() : lastWithWeights;
            kinds.add(kind);
        }
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            LayerItem item = items.get(i);
            LayerKind kind = kinds.get(i);
            boolean linear = i == lastWithWeights
                    || kinds.get(i + 1 < kinds.size() ? i + 1 : i).followsLinear();
            Activation usual = linear ? Activation.LINEAR : Activation.RELU;
            WeightSettings weights = defaults.apply(i);
            layers.add(item.make(() -> kind.read(item, usual, weights)));
        }
        return layers;
    }

    private static LayerKind kind(LayerItem item) {
        String head = item.head().text();
        if (!head.isEmpty() && head.charAt(0) <= '9') {
            item.headIsArgument();
            return LayerKind.DENSE;
        }
        List<String> known = new ArrayList<>();
        for (LayerKind kind : LayerKind.values()) {
            if (kind.label().equals(head)) {
                return kind;
            }
            known.add(kind.label());
        }
        String labels = String.join(", ", known);
        throw item.head().fail("a number of units or one of: " + labels + Spelling.hint(head, known));
    }

    /** The layers as a text from which {@link #parse(String)} gets them back. */
    public static String write(List<? extends Layer> layers) {
        StringBuilder text = new StringBuilder();
        for (Layer layer : layers) {
            text.append(text.isEmpty() ? "" : ",");
            write(text, layer);
        }
        return text.toString();
    }

    private static void write(StringBuilder text, Layer layer) {
        if (layer instanceof Dense dense) {
            text.append("dense:").append(dense.units());
            text.append(':').append(dense.activation().label());
            Initializer usual = Initializer.forActivation(dense.activation());
            initializer(text, "init", dense.weightInitializer(), usual);
            initializer(text, "bias-init", dense.biasInitializer(), Initializer.zeros());
            number(text, "l1", dense.weightL1());
            number(text, "l2", dense.weightL2());
            number(text, "bias-l1", dense.biasL1());
            number(text, "bias-l2", dense.biasL2());
        }
    }

    private static void number(StringBuilder text, String name, float value) {
        if (value != 0) {
            text.append(':').append(name).append('=').append(Decimal.of(value).text());
        }
    }

    private static void initializer(StringBuilder text, String name, Initializer value, Initializer usual) {
        if (!value.equals(usual)) {
            text.append(':').append(name).append('=').append(value.scheme().label());
            if (value.scale() != 1) {
                text.append('@').append(Decimal.of(value.scale()).text());
            }
        }
    }
}
