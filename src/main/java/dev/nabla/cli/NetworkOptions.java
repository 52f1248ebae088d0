package dev.nabla.cli;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Initializer;
import dev.nabla.nn.Layer;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.program.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that describe a network; null where they are not given. */
final class NetworkOptions {
    /** The loss unless said otherwise. */
    static final Loss DEFAULT_LOSS = Loss.CROSS_ENTROPY;

    @Option(
            names = "--layers",
            paramLabel = "LIST",
            converter = Converters.Layers.class,
            description = {
                "Dense layers, each units[:activation], such as 128:relu,10.",
                "Activations: relu, leaky-relu, elu, gelu, silu, sigmoid, tanh, linear, softmax",
                "(default: relu, for the last layer linear)."
            })
    @Nullable
    LayerList layers;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            converter = Converters.Losses.class,
            description = {
                "cross-entropy (of softmax), binary-cross-entropy (of sigmoids), quadratic, mean-squared-error,",
                "mean-absolute-error, huber (default: cross-entropy; where the data have numbers to predict",
                "mean-squared-error, several answers yes or no binary-cross-entropy)."
            })
    @Nullable
    Loss loss;

    @Mixin
    private final LossOptions details = new LossOptions();

    @Option(
            names = "--initializer",
            paramLabel = "SCHEME[:SCALE]",
            converter = Converters.Initializers.class,
            description = {
                "First weights: zeros, constant, normal, uniform, and xavier, he or lecun with -normal or -uniform",
                "(default: he-normal before relu and its kin, else xavier-uniform)."
            })
    @Nullable
    Initializer initializer;

    @Option(
            names = "--bias-initializer",
            paramLabel = "SCHEME[:SCALE]",
            converter = Converters.Initializers.class,
            description = "First biases (default: zeros).")
    @Nullable
    Initializer biasInitializer;

    @Option(
            names = "--l2",
            paramLabel = "NUMBER",
            converter = Converters.NotNegative.class,
            description = "Penalty on the weights: NUMBER times the sum of their squares (default: 0).")
    @Nullable
    Float l2;

    @Option(
            names = "--l1",
            paramLabel = "NUMBER",
            converter = Converters.NotNegative.class,
            description = "Penalty on the weights: NUMBER times the sum of their magnitudes (default: 0).")
    @Nullable
    Float l1;

    /**
     * The network that the flags describe.
     *
     * @param input shape of one example
     * @throws CommandException if flags are missing, do not go together, or the network is too large
     */
    Network network(Shape input) {
        return network(input, DEFAULT_LOSS);
    }

    /** The network that the flags describe, with the loss {@code usual} unless they say otherwise. */
    Network network(Shape input, Loss usual) {
        LayerList list = layers;
        if (list == null) {
            throw CommandException.usage("Missing: --layers LIST");
        }
        Memory.requireParameters("--layers " + list.text(), input.width(), list.units());
        List<Layer> described = new ArrayList<>();
        for (Dense layer : list.layers()) {
            described.add(layer.withInitializers(
                            initializer == null ? layer.weightInitializer() : initializer,
                            biasInitializer == null ? layer.biasInitializer() : biasInitializer)
                    .withL2(l2 == null ? 0 : l2, 0)
                    .withL1(l1 == null ? 0 : l1, 0));
        }
        try {
            return new Network(input, described, loss == null ? usual : loss, details.details());
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--layers " + list.text() + ": " + e.getMessage());
        }
    }

    /** Checks that the flags given say the same as the network of a file. */
    void requireSame(Network saved, String file) {
        Agreement agreement = new Agreement(file);
        LayerList list = layers;
        if (list != null) {
            String given = describe(list.layers(), saved.loss());
            agreement.require("--layers", given, describe(saved.layers(), saved.loss()));
        }
        agreement.require(
                "--loss", loss == null ? null : loss.label(), saved.loss().label());
        details.requireSame(saved.lossDetails(), agreement);
        for (Layer layer : saved.layers()) {
            if (layer instanceof Dense dense) {
                agreement.require("--initializer", text(initializer), text(dense.weightInitializer()));
                agreement.require("--bias-initializer", text(biasInitializer), text(dense.biasInitializer()));
                agreement.require("--l2", l2, dense.weightL2());
                agreement.require("--l1", l1, dense.weightL1());
            }
        }
    }

    private static @Nullable String text(@Nullable Initializer initializer) {
        return initializer == null ? null : initializer.scheme().label() + ":" + initializer.scale();
    }

    private static String describe(List<? extends Layer> layers, Loss loss) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof Dense dense) {
                // With cross-entropy the last layer is softmax whether it says softmax or linear.
                @Nullable Activation applied = i == layers.size() - 1 ? loss.outputActivation() : null;
                Activation activation = dense.activation();
                activation = applied != null && activation == Activation.LINEAR ? applied : activation;
                text.append(i == 0 ? "" : ",").append(dense.units()).append(':').append(activation.label());
            }
        }
        return text.toString();
    }
}
