package dev.nabla.cli;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dense layers in short: {@code 128:relu,10}, each {@code units[:activation]}. Without an activation a layer is ReLU, the
 * last one linear.
 *
 * @param text as given
 * @param layers with the usual initializers
 */
record LayerList(String text, List<Dense> layers) {
    private static final int MAX_LAYERS = 1000;

    LayerList {
        layers = List.copyOf(layers);
    }

    /**
     * Reads a list.
     *
     * @throws IllegalArgumentException naming the layer that makes no sense
     */
    static LayerList parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length > MAX_LAYERS) {
            throw new IllegalArgumentException(parts.length + " layers, expected at most " + MAX_LAYERS);
        }
        List<Dense> layers = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            layers.add(layer(parts[i].strip(), i == parts.length - 1));
        }
        return new LayerList(text, layers);
    }

    private static Dense layer(String part, boolean last) {
        int colon = part.indexOf(':');
        String units = colon < 0 ? part : part.substring(0, colon);
        @Nullable String activation = colon < 0 ? null : part.substring(colon + 1);
        int count;
        try {
            count = Integer.parseInt(units);
        } catch (NumberFormatException e) {
            throw refusal(part, e);
        }
        if (count < 1) {
            throw refusal(part, null);
        }
        if (activation != null) {
            return Dense.of(count, Activation.of(activation));
        }
        return Dense.of(count, last ? Activation.LINEAR : Activation.RELU);
    }

    private static IllegalArgumentException refusal(String part, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "Layer \"" + part + "\", expected units[:activation] such as 128:relu, units from 1 to "
                        + Integer.MAX_VALUE,
                cause);
    }

    /** Number of units of each layer. */
    List<Integer> units() {
        return layers.stream().map(Dense::units).toList();
    }

    /** The last layer's number of units. */
    int outputs() {
        return layers.get(layers.size() - 1).units();
    }
}
