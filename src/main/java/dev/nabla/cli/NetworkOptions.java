package dev.nabla.cli;

import dev.nabla.model.LayersText;
import dev.nabla.model.NetworkJson;
import dev.nabla.model.WeightSettings;
import dev.nabla.nn.Initializer;
import dev.nabla.nn.Layer;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.program.Shape;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                "From the first to the last, such as 128:relu,10 or conv:8x5:same:relu,pool:2,dense:10.",
                "dense:UNITS or UNITS; conv:FILTERSxKERNEL or conv:FILTERSxHEIGHTxWIDTH, with :same or :valid and",
                ":stride=N; pool:SIZE and avgpool:SIZE, with :stride=N; globalavgpool; flatten;",
                "batchnorm, with :momentum=NUMBER and :epsilon=NUMBER; dropout:RATE; an activation.",
                "Behind dense and conv, with colons: an activation (relu, leaky-relu, elu, gelu, silu, sigmoid, tanh,",
                "linear, softmax; default: relu, before batchnorm, an activation or at the end linear),",
                "init=SCHEME[@SCALE], l1=NUMBER, l2=NUMBER, and bias-init, bias-l1, bias-l2."
            })
    @Nullable
    LayerList layers;

    @Option(
            names = "--network",
            paramLabel = "FILE",
            description = "The whole network as JSON, as describe --json prints it; instead of --layers and all below.")
    private @Nullable String file;

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
                "First weights: zeros, constant, normal, uniform, orthogonal, and xavier, he or lecun with -normal or",
                "-uniform (default: he-normal before relu and its kin, else xavier-uniform)."
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
        requireGiven();
        LayerList list = layers;
        if (list != null) {
            return network(input, list, usual);
        }
        Network read = fromFile();
        if (!read.input().equals(input)) {
            throw CommandException.usage(
                    "--network " + file + ": takes examples of shape " + read.input() + ", these are " + input);
        }
        return read;
    }

    private Network network(Shape input, LayerList list, Loss usual) {
        List<Integer> units = list.units();
        if (units != null) {
            Memory.requireParameters("--layers " + list.text(), input.width(), units);
        }
        try {
            return new Network(
                    input,
                    list.layers(i -> flags(WeightSettings.USUAL)),
                    loss == null ? usual : loss,
                    details.details());
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--layers " + list.text() + ": " + e.getMessage());
        }
    }

    /**
     * Checks that there is a network, and only one.
     *
     * @throws CommandException if not
     */
    void requireGiven() {
        if (file == null) {
            if (layers == null) {
                throw CommandException.usage("Missing: --layers LIST or --network FILE");
            }
            return;
        }
        requireAlone("--layers", layers);
        requireAlone("--loss", loss);
        requireAlone("--initializer", initializer);
        requireAlone("--bias-initializer", biasInitializer);
        requireAlone("--l2", l2);
        requireAlone("--l1", l1);
        if (details.given()) {
            throw CommandException.usage(
                    "--network " + file + ": says the numbers of the loss, give no flags for them");
        }
    }

    private void requireAlone(String flag, @Nullable Object value) {
        if (value != null) {
            throw CommandException.usage(flag + ": given together with --network " + file + ", which says it too");
        }
    }

    /** The shape that the network of {@code --network} takes; null without that flag. */
    @Nullable
    Shape inputOfFile() {
        return file == null ? null : fromFile().input();
    }

    private Network fromFile() {
        String name = String.valueOf(file);
        Path path = DataOptions.path(name);
        try {
            return NetworkJson.read(name, Files.readString(path));
        } catch (CharacterCodingException e) {
            throw CommandException.failure(name + ": no text in UTF-8, expected a network as JSON", e);
        } catch (IOException e) {
            throw FileErrors.failure(path, "read", e);
        }
    }

    /** What the flags say about the weights of all layers, and where they say nothing, {@code otherwise}. */
    private WeightSettings flags(WeightSettings otherwise) {
        return new WeightSettings(
                initializer == null ? otherwise.weights() : initializer,
                biasInitializer == null ? otherwise.biases() : biasInitializer,
                l2 == null ? otherwise.l2() : l2,
                l1 == null ? otherwise.l1() : l1,
                otherwise.biasL2(),
                otherwise.biasL1());
    }

    /** Checks that the flags given say the same as the network of a file. */
    void requireSame(Network saved, String model) {
        Agreement agreement = new Agreement(model);
        if (file != null) {
            requireGiven();
            agreement.require("--network " + file + ":", NetworkJson.write(fromFile()), NetworkJson.write(saved));
            return;
        }
        LayerList list = layers;
        if (list != null) {
            List<Layer> given = list.layers(i -> settings(saved.layers(), i));
            agreement.require("--layers", LayersText.write(withOutput(given, saved)), LayersText.write(saved.layers()));
        }
        agreement.require(
                "--loss", loss == null ? null : loss.label(), saved.loss().label());
        details.requireSame(saved.lossDetails(), agreement);
        List<Layer> flagged = list == null ? null : list.layers(i -> flags(settings(saved.layers(), i)));
        for (int i = 0; i < saved.layers().size(); i++) {
            WeightSettings was = WeightSettings.of(saved.layers().get(i));
            if (was != null) {
                WeightSettings now = flagged == null ? flags(was) : settings(flagged, i);
                agreement.require("--initializer", text(now.weights()), text(was.weights()));
                agreement.require("--bias-initializer", text(now.biases()), text(was.biases()));
                agreement.require("--l2", now.l2(), was.l2());
                agreement.require("--l1", now.l1(), was.l1());
            }
        }
    }

    private static WeightSettings settings(List<Layer> layers, int i) {
        WeightSettings settings = i < layers.size() ? WeightSettings.of(layers.get(i)) : null;
        return settings == null ? WeightSettings.USUAL : settings;
    }

    /** With cross-entropy the last layer is softmax whether it says softmax or linear. */
    private static List<Layer> withOutput(List<Layer> layers, Network saved) {
        try {
            return new Network(saved.input(), layers, saved.loss()).layers();
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--layers " + LayersText.write(layers) + ": " + e.getMessage());
        }
    }

    private static @Nullable String text(@Nullable Initializer initializer) {
        return initializer == null ? null : initializer.scheme().label() + ":" + initializer.scale();
    }
}
