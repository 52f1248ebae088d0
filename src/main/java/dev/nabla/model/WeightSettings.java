package dev.nabla.model;

import dev.nabla.nn.Conv2d;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Initializer;
import dev.nabla.nn.Layer;
import org.jspecify.annotations.Nullable;

/**
 * How the weights of a layer begin and what penalties they get.
 *
 * @param weights first values of the weights; null for the usual ones of the activation
 * @param biases first values of the biases
 * @param l2 penalty on the weights
 * @param l1 penalty on the weights
 * @param biasL2 penalty on the biases
 * @param biasL1 penalty on the biases
 */
public record WeightSettings(
        @Nullable Initializer weights, Initializer biases, float l2, float l1, float biasL2, float biasL1) {
    /** The usual initializers, no penalty. */
    public static final WeightSettings USUAL = new WeightSettings(null, Initializer.zeros(), 0, 0, 0, 0);

    /** Those of a layer; null where it has no weights. */
    public static @Nullable WeightSettings of(Layer layer) {
        if (layer instanceof Dense dense) {
            return new WeightSettings(
                    dense.weightInitializer(),
                    dense.biasInitializer(),
                    dense.weightL2(),
                    dense.weightL1(),
                    dense.biasL2(),
                    dense.biasL1());
        }
        if (layer instanceof Conv2d conv) {
            return new WeightSettings(
                    conv.weightInitializer(),
                    conv.biasInitializer(),
                    conv.weightL2(),
                    conv.weightL1(),
                    conv.biasL2(),
                    conv.biasL1());
        }
        return null;
    }
}
