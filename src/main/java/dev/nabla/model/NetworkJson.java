package dev.nabla.model;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Initializer;
import dev.nabla.nn.Layer;
import dev.nabla.nn.Loss;
import dev.nabla.nn.LossDetails;
import dev.nabla.nn.Network;
import dev.nabla.program.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A network's description as JSON:
 *
 * <pre>
 * {"version": 1, "input": [28, 28, 1], "loss": "cross-entropy", "layers": [
 *   {"type": "dense", "units": 10, "activation": "softmax",
 *    "weightInitializer": {"scheme": "xavier-uniform", "scale": 1}, "biasInitializer": {"scheme": "zeros", "scale": 1},
 *    "weightL2": 0, "biasL2": 0}]}
 * </pre>
 *
 * <p>Layers with an L1 penalty have {@code weightL1} and {@code biasL1} too, losses with unusual numbers {@code
 * lossDetails}. Reading is strict: every other name must be
 * there, and no more. Numbers come back to the bit.
 */
public final class NetworkJson {
    private static final int VERSION = 1;
    private static final String DENSE = "dense";

    private NetworkJson() {}

    /** The description of a network; the same on every platform. */
    public static String write(Network network) {
        JsonWriter json = new JsonWriter().object().name("version").value(VERSION);
        json.name("input").array();
        for (int dimension : network.input().dimensions()) {
            json.value(dimension);
        }
        json.end().name("loss").value(network.loss().label());
        if (!network.lossDetails().equals(LossDetails.USUAL)) {
            details(json.name("lossDetails"), network.lossDetails());
        }
        json.name("layers").array();
        for (Layer layer : network.layers()) {
            if (!(layer instanceof Dense dense)) {
                throw new IllegalArgumentException("Network: no name in JSON for " + layer);
            }
            json.object().name("type").value(DENSE).name("units").value(dense.units());
            json.name("activation").value(dense.activation().label());
            initializer(json.name("weightInitializer"), dense.weightInitializer());
            initializer(json.name("biasInitializer"), dense.biasInitializer());
            json.name("weightL2").value(dense.weightL2());
            json.name("biasL2").value(dense.biasL2());
            if (dense.weightL1() != 0 || dense.biasL1() != 0) {
                json.name("weightL1").value(dense.weightL1()).name("biasL1").value(dense.biasL1());
            }
            json.end();
        }
        return json.end().end().text();
    }

    private static void initializer(JsonWriter json, Initializer initializer) {
        json.object().name("scheme").value(initializer.scheme().label());
        json.name("scale").value(initializer.scale()).end();
    }

    /**
     * The network of a description.
     *
     * @param source what the text belongs to, such as the file, for messages
     * @throws ModelException if the text does not describe a network; the message names the place
     */
    public static Network read(String source, String text) {
        Json json = Json.parse(source, text);
        Versions.require(json, VERSION);
        json.allow("version", "input", "loss", "lossDetails", "layers");
        List<Json> items = json.get("input").items();
        int[] dimensions = new int[items.size()];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = items.get(i).integer(1, Shape.MAX_ELEMENTS);
        }
        Shape input = json.get("input").check(() -> Shape.of(dimensions));
        Json loss = json.get("loss");
        List<Layer> layers = new ArrayList<>();
        for (Json layer : json.get("layers").items()) {
            layers.add(layer(layer));
        }
        String lossLabel = loss.string();
        Loss found = loss.check(() -> Loss.of(lossLabel));
        LossDetails details = json.has("lossDetails") ? details(json.get("lossDetails")) : LossDetails.USUAL;
        return json.check(() -> new Network(input, layers, found, details));
    }

    private static void details(JsonWriter json, LossDetails details) {
        json.object().name("labelSmoothing").value(details.labelSmoothing());
        json.name("classWeights").array();
        details.classWeights().forEach(json::value);
        json.end().name("huberDelta").value(details.huberDelta()).end();
    }

    private static LossDetails details(Json json) {
        json.allow("labelSmoothing", "classWeights", "huberDelta");
        float smoothing = json.get("labelSmoothing").number();
        List<Float> weights = new ArrayList<>();
        for (Json weight : json.get("classWeights").items()) {
            weights.add(weight.number());
        }
        float delta = json.get("huberDelta").number();
        return json.check(() -> new LossDetails(smoothing, weights, delta));
    }

    private static Layer layer(Json json) {
        Json type = json.get("type");
        if (!type.string().equals(DENSE)) {
            throw type.fail("\"" + DENSE + "\"");
        }
        json.allow(
                "type",
                "units",
                "activation",
                "weightInitializer",
                "biasInitializer",
                "weightL2",
                "biasL2",
                "weightL1",
                "biasL1");
        int units = json.get("units").integer(1, Shape.MAX_ELEMENTS);
        Json activation = json.get("activation");
        String label = activation.string();
        Activation function = activation.check(() -> Activation.of(label));
        Initializer weights = initializer(json.get("weightInitializer"));
        Initializer biases = initializer(json.get("biasInitializer"));
        float weightL2 = json.get("weightL2").number();
        float biasL2 = json.get("biasL2").number();
        float weightL1 = json.has("weightL1") ? json.get("weightL1").number() : 0;
        float biasL1 = json.has("biasL1") ? json.get("biasL1").number() : 0;
        return json.check(() -> new Dense(units, function, weights, biases, weightL2, biasL2, weightL1, biasL1));
    }

    private static Initializer initializer(Json json) {
        json.allow("scheme", "scale");
        Json scheme = json.get("scheme");
        String label = scheme.string();
        float scale = json.get("scale").number();
        return scheme.check(() -> Initializer.of(label, scale));
    }
}
