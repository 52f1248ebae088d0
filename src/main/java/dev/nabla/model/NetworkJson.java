package dev.nabla.model;

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
 * <p>The other layers are those of {@link LayerJson}; losses with unusual numbers have {@code lossDetails}. Reading is strict: every other name must be
 * there, and no more. Numbers come back to the bit.
 */
public final class NetworkJson {
    private static final int VERSION = 1;

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
            LayerJson.write(json, layer);
        }
        return json.end().end().text();
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
            layers.add(LayerJson.read(layer));
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
}
