package dev.nabla.model;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Initializer;
import dev.nabla.nn.Layer;
import dev.nabla.program.Shape;
import java.util.List;

/** The kinds of layers in a {@link LayersText}. */
enum LayerKind {
    DENSE("dense") {
        @Override
        Layer read(LayerItem item, Activation usual, WeightSettings defaults) {
            int units = item.argument("a number of units from 1 to " + Shape.MAX_ELEMENTS + ", such as 128:relu")
                    .count("a number of units from 1 to " + Shape.MAX_ELEMENTS + ", such as 128:relu");
            item.settings(WEIGHTS, List.of(), true);
            Activation activation = item.activation(usual);
            Initializer weights = defaults.weights();
            Initializer usualWeights = weights == null ? Initializer.forActivation(activation) : weights;
            return new Dense(
                    units,
                    activation,
                    item.initializer("init", usualWeights),
                    item.initializer("bias-init", defaults.biases()),
                    item.number("l2", defaults.l2()),
                    item.number("bias-l2", defaults.biasL2()),
                    item.number("l1", defaults.l1()),
                    item.number("bias-l1", defaults.biasL1()));
        }
    };

    private static final List<String> WEIGHTS = List.of("init", "bias-init", "l1", "l2", "bias-l1", "bias-l2");

    private final String label;

    LayerKind(String label) {
        this.label = label;
    }

    /** The word that such a layer begins with; empty for activations, which have words of their own. */
    String label() {
        return label;
    }

    /** Whether it learns weights, so that it has an activation of its own. */
    boolean hasWeights() {
        return true;
    }

    /** Whether the layer before it is linear unless said otherwise. */
    boolean followsLinear() {
        return false;
    }

    /** Reads a layer's item behind its first word. */
    abstract Layer read(LayerItem item, Activation usual, WeightSettings defaults);
}
