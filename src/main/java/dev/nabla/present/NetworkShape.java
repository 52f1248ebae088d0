package dev.nabla.present;

import dev.nabla.protocol.Choice;
import dev.nabla.protocol.Setup;
import java.util.ArrayList;
import java.util.List;

/**
 * How many units stand in which layer.
 *
 * @param inputs pixels of the picture
 * @param units of each layer, the output layer last
 * @param activations written name of each layer's activation; the last is softmax, or σ where the
 *     loss is another one than cross-entropy
 */
public record NetworkShape(int inputs, List<Integer> units, List<String> activations) {

    /** Pixels of a picture of 28 × 28. */
    public static final int PIXELS = 784;

    private static final String CROSS_ENTROPY = Choice.LOSS.options().get(0);

    public NetworkShape {
        units = List.copyOf(units);
        activations = List.copyOf(activations);
        if (units.isEmpty() || units.size() != activations.size()) {
            throw new IllegalArgumentException("NetworkShape: " + units.size() + " layers, " + activations.size()
                    + " activations, expected as many, at least one");
        }
    }

    /** The network that a run on pictures trains. */
    public static NetworkShape of(Setup setup, int classes) {
        List<Integer> units = new ArrayList<>();
        List<String> activations = new ArrayList<>();
        for (Setup.Hidden layer : setup.hidden()) {
            units.add(layer.units());
            activations.add(written(layer.activation()));
        }
        units.add(classes);
        activations.add(written(setup.choice(Choice.LOSS).equals(CROSS_ENTROPY) ? "softmax" : "sigmoid"));
        return new NetworkShape(PIXELS, units, activations);
    }

    /** The name of an activation as people write it: {@code relu} is ReLU. */
    public static String written(String activation) {
        return switch (activation) {
            case "relu" -> "ReLU";
            case "leaky-relu" -> "LReLU";
            case "elu" -> "ELU";
            case "gelu" -> "GELU";
            case "silu" -> "SiLU";
            case "sigmoid" -> "σ";
            default -> activation;
        };
    }

    /** Number of layers with weights, the output layer included. */
    public int layers() {
        return units.size();
    }

    /** Index of the output layer. */
    public int last() {
        return units.size() - 1;
    }

    /** Units of a layer. */
    public int width(int layer) {
        return units.get(layer);
    }

    /** Numbers that each unit of a layer receives. */
    public int fanIn(int layer) {
        return layer == 0 ? inputs : units.get(layer - 1);
    }

    /** The size of a layer's matrix: {@code 32 × 784}. */
    public String matrix(int layer) {
        return NumberText.count(width(layer)) + " × " + NumberText.count(fanIn(layer));
    }
}
