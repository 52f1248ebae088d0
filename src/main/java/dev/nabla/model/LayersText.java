package dev.nabla.model;

import dev.nabla.nn.Activation;
import dev.nabla.nn.ActivationLayer;
import dev.nabla.nn.AvgPool2d;
import dev.nabla.nn.BatchNorm;
import dev.nabla.nn.Conv2d;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Dropout;
import dev.nabla.nn.Flatten;
import dev.nabla.nn.Initializer;
import dev.nabla.nn.Layer;
import dev.nabla.nn.MaxPool2d;
import dev.nabla.nn.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a network in one line, such as {@code conv:8x5:same:relu,pool:2,dense:10}:
 *
 * <pre>
 * layers     = layer *("," layer)
 * layer      = dense / conv / pool / "globalavgpool" / "flatten" / batchnorm / dropout / activation
 * dense      = ["dense:"] UNITS *(":" (activation / weights))
 * conv       = "conv:" FILTERS "x" KERNEL ["x" WIDTH] *(":" (padding / "stride=" N / activation / weights))
 * pool       = ("pool" / "avgpool") ":" SIZE [":stride=" N]       ; without a stride SIZE is the stride
 * batchnorm  = "batchnorm" [":momentum=" NUMBER] [":epsilon=" NUMBER]
 * dropout    = "dropout:" RATE
 * activation = "linear" / "relu" / "sigmoid" / "tanh" / "leaky-relu" / "elu" / "gelu" / "silu" / "softmax"
 * padding    = "valid" / "same"                                   ; valid unless said otherwise
 * weights    = "init=" scheme / "bias-init=" scheme / "l1=" NUMBER / "l2=" NUMBER / "bias-l1=" NUMBER / "bias-l2=" NUMBER
 * scheme     = NAME ["@" SCALE]                                   ; such as he-normal, constant@0.1
 * </pre>
 *
 * <p>KERNEL is the height of a filter, and its width unless WIDTH says otherwise. Settings may stand in any order, spaces
 * around words do not count. Without an activation of its own, a layer with weights is ReLU; it is linear if batch
 * normalization or an activation follows, or if it is the last one with weights. {@link #write} is the inverse of {@link
 * #parse}.
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
        if (LayerItem.isActivation(head)) {
            return LayerKind.ACTIVATION;
        }
        if (!head.isEmpty() && head.charAt(0) <= '9') {
            item.headIsArgument();
            return LayerKind.DENSE;
        }
        List<String> known = new ArrayList<>();
        for (LayerKind kind : LayerKind.NAMED) {
            if (kind.label().equals(head)) {
                return kind;
            }
            known.add(kind.label());
        }
        String labels = String.join(", ", known);
        known.addAll(LayerItem.activations());
        throw item.head().fail("a number of units, an activation or one of: " + labels + Spelling.hint(head, known));
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
            weights(text, dense.activation(), WeightSettings.of(dense));
        } else if (layer instanceof Conv2d conv) {
            text.append("conv:").append(conv.filters()).append('x').append(conv.kernelHeight());
            if (conv.kernelWidth() != conv.kernelHeight()) {
                text.append('x').append(conv.kernelWidth());
            }
            if (conv.stride() != 1) {
                text.append(":stride=").append(conv.stride());
            }
            text.append(':').append(conv.padding().label());
            weights(text, conv.activation(), WeightSettings.of(conv));
        } else if (layer instanceof MaxPool2d pool) {
            pool(text, "pool", pool.size(), pool.stride());
        } else if (layer instanceof AvgPool2d pool) {
            pool(text, "avgpool", pool.size(), pool.stride());
        } else if (layer instanceof BatchNorm norm) {
            text.append("batchnorm");
            number(text, "momentum", norm.momentum(), BatchNorm.of().momentum());
            number(text, "epsilon", norm.epsilon(), BatchNorm.of().epsilon());
        } else if (layer instanceof Dropout dropout) {
            text.append("dropout:").append(Decimal.of(dropout.rate()).text());
        } else if (layer instanceof ActivationLayer alone) {
            text.append(alone.activation().label());
        } else {
            text.append(layer instanceof Flatten ? "flatten" : "globalavgpool");
        }
    }

    private static void pool(StringBuilder text, String kind, int size, int stride) {
        text.append(kind).append(':').append(size);
        if (stride != size) {
            text.append(":stride=").append(stride);
        }
    }

    private static void weights(StringBuilder text, Activation activation, @Nullable WeightSettings settings) {
        text.append(':').append(activation.label());
        if (settings != null && settings.weights() != null) {
            initializer(text, "init", settings.weights(), Initializer.forActivation(activation));
            initializer(text, "bias-init", settings.biases(), Initializer.zeros());
            number(text, "l1", settings.l1(), 0);
            number(text, "l2", settings.l2(), 0);
            number(text, "bias-l1", settings.biasL1(), 0);
            number(text, "bias-l2", settings.biasL2(), 0);
        }
    }

    private static void number(StringBuilder text, String name, float value, float usual) {
        if (value != usual) {
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
