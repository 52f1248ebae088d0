package dev.nabla.model;

import dev.nabla.nn.Activation;
import dev.nabla.nn.ActivationLayer;
import dev.nabla.nn.AvgPool2d;
import dev.nabla.nn.BatchNorm;
import dev.nabla.nn.Conv2d;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Dropout;
import dev.nabla.nn.Flatten;
import dev.nabla.nn.GlobalAvgPool;
import dev.nabla.nn.Initializer;
import dev.nabla.nn.Layer;
import dev.nabla.nn.MaxPool2d;
import dev.nabla.nn.Padding;
import dev.nabla.program.Shape;
import java.util.List;

/** The kinds of layers in a {@link LayersText}. */
enum LayerKind {
    DENSE("dense") {
        @Override
        Layer read(LayerItem item, Activation usual, WeightSettings defaults) {
            String expected = "a number of units" + COUNT + ", such as 128:relu";
            int units = item.argument(expected).count(expected);
            item.settings(WEIGHTS, List.of(), true);
            Activation activation = item.activation(usual);
            return new Dense(
                    units,
                    activation,
                    item.initializer("init", weights(defaults, activation)),
                    item.initializer("bias-init", defaults.biases()),
                    item.number("l2", defaults.l2()),
                    item.number("bias-l2", defaults.biasL2()),
                    item.number("l1", defaults.l1()),
                    item.number("bias-l1", defaults.biasL1()));
        }
    },
    CONV("conv") {
        @Override
        Layer read(LayerItem item, Activation usual, WeightSettings defaults) {
            List<LayerItem.Word> sizes = item.argument(FILTERS).split('x');
            if (sizes.size() < 2 || sizes.size() > 3) {
                throw item.last().fail(FILTERS);
            }
            int filters = sizes.get(0).count("a number of filters" + COUNT);
            int height = sizes.get(1).count("the size of a kernel" + COUNT);
            int width = sizes.size() == 2 ? height : sizes.get(2).count("the width of a kernel" + COUNT);
            item.settings(CONV_WEIGHTS, PADDINGS, true);
            Activation activation = item.activation(usual);
            return new Conv2d(
                    filters,
                    height,
                    width,
                    item.count("stride", 1),
                    Padding.of(item.flag(PADDINGS)),
                    activation,
                    item.initializer("init", weights(defaults, activation)),
                    item.initializer("bias-init", defaults.biases()),
                    item.number("l2", defaults.l2()),
                    item.number("bias-l2", defaults.biasL2()),
                    item.number("l1", defaults.l1()),
                    item.number("bias-l1", defaults.biasL1()));
        }
    },
    POOL("pool") {
        @Override
        Layer read(LayerItem item, Activation usual, WeightSettings defaults) {
            int size = item.argument(WINDOW).count(WINDOW);
            item.settings(STRIDE, List.of(), false);
            return new MaxPool2d(size, item.count("stride", size));
        }
    },
    AVGPOOL("avgpool") {
        @Override
        Layer read(LayerItem item, Activation usual, WeightSettings defaults) {
            int size = item.argument(WINDOW).count(WINDOW);
            item.settings(STRIDE, List.of(), false);
            return new AvgPool2d(size, item.count("stride", size));
        }
    },
    GLOBALAVGPOOL("globalavgpool") {
        @Override
        Layer read(LayerItem item, Activation usual, WeightSettings defaults) {
            item.settings(List.of(), List.of(), false);
            return new GlobalAvgPool();
        }
    },
    FLATTEN("flatten") {
        @Override
        Layer read(LayerItem item, Activation usual, WeightSettings defaults) {
            item.settings(List.of(), List.of(), false);
            return new Flatten();
        }
    },
    BATCHNORM("batchnorm") {
        @Override
        Layer read(LayerItem item, Activation usual, WeightSettings defaults) {
            item.settings(NORM, List.of(), false);
            BatchNorm usualNorm = BatchNorm.of();
            return new BatchNorm(
                    item.number("momentum", usualNorm.momentum()), item.number("epsilon", usualNorm.epsilon()));
        }
    },
    DROPOUT("dropout") {
        @Override
        Layer read(LayerItem item, Activation usual, WeightSettings defaults) {
            String expected = "the share that is dropped, from 0 to below 1, such as dropout:0.5";
            float rate = item.argument(expected).number(expected);
            item.settings(List.of(), List.of(), false);
            return new Dropout(rate);
        }
    },
    ACTIVATION("") {
        @Override
        Layer read(LayerItem item, Activation usual, WeightSettings defaults) {
            item.settings(List.of(), List.of(), false);
            return new ActivationLayer(Activation.of(item.head().text()));
        }
    };

    /** All that begin with their label; activations begin with that of the function. */
    static final List<LayerKind> NAMED =
            List.of(DENSE, CONV, POOL, AVGPOOL, GLOBALAVGPOOL, FLATTEN, BATCHNORM, DROPOUT);

    private static final String COUNT = " from 1 to " + Shape.MAX_ELEMENTS;
    private static final String FILTERS = "FILTERSxKERNEL, such as conv:8x5, or FILTERSxHEIGHTxWIDTH";
    private static final String WINDOW = "the size of a window" + COUNT + ", such as pool:2";
    private static final List<String> WEIGHTS = List.of("init", "bias-init", "l1", "l2", "bias-l1", "bias-l2");
    private static final List<String> CONV_WEIGHTS =
            List.of("stride", "init", "bias-init", "l1", "l2", "bias-l1", "bias-l2");
    private static final List<String> STRIDE = List.of("stride");
    private static final List<String> NORM = List.of("momentum", "epsilon");

    /** The usual one first. */
    private static final List<String> PADDINGS = List.of(Padding.VALID.label(), Padding.SAME.label());

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
        return this == DENSE || this == CONV;
    }

    /** Whether the layer before it is linear unless said otherwise. */
    boolean followsLinear() {
        return this == BATCHNORM || this == ACTIVATION;
    }

    /**
     * Reads a layer's item behind its first word.
     *
     * @param usual the activation unless the item says otherwise
     * @param defaults what holds for weights where the item does not say it
     */
    abstract Layer read(LayerItem item, Activation usual, WeightSettings defaults);

    private static Initializer weights(WeightSettings defaults, Activation activation) {
        Initializer weights = defaults.weights();
        return weights == null ? Initializer.forActivation(activation) : weights;
    }
}
