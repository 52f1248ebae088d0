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

/**
 * A layer in {@link NetworkJson}, one of
 *
 * <pre>
 * {"type": "dense", "units": 10, "activation": "relu", …}
 * {"type": "conv2d", "filters": 8, "kernel": [5, 5], "stride": 1, "padding": "same", "activation": "relu", …}
 * {"type": "max-pool2d", "size": 2, "stride": 2}
 * {"type": "avg-pool2d", "size": 2, "stride": 2}
 * {"type": "global-avg-pool"}
 * {"type": "flatten"}
 * {"type": "batch-norm", "momentum": 0.1, "epsilon": 0.00001}
 * {"type": "dropout", "rate": 0.5}
 * {"type": "activation", "activation": "relu"}
 * </pre>
 *
 * <p>where … are {@code weightInitializer}, {@code biasInitializer}, {@code weightL2} and {@code biasL2}, and with an L1
 * penalty {@code weightL1} and {@code biasL1} too.
 */
final class LayerJson {
    private static final String TYPE = "type";
    private static final String UNITS = "units";
    private static final String FILTERS = "filters";
    private static final String KERNEL = "kernel";
    private static final String STRIDE = "stride";
    private static final String PADDING = "padding";
    private static final String ACTIVATION = "activation";
    private static final String SIZE = "size";
    private static final String MOMENTUM = "momentum";
    private static final String EPSILON = "epsilon";
    private static final String RATE = "rate";
    private static final String WEIGHT_INITIALIZER = "weightInitializer";
    private static final String BIAS_INITIALIZER = "biasInitializer";
    private static final String WEIGHT_L2 = "weightL2";
    private static final String BIAS_L2 = "biasL2";
    private static final String WEIGHT_L1 = "weightL1";
    private static final String BIAS_L1 = "biasL1";

    private LayerJson() {}

    /** What layers with weights have in common. */
    private record Learning(
            Activation activation,
            Initializer weights,
            Initializer biases,
            float weightL2,
            float biasL2,
            float weightL1,
            float biasL1) {
        static Learning of(Dense layer) {
            return new Learning(
                    layer.activation(),
                    layer.weightInitializer(),
                    layer.biasInitializer(),
                    layer.weightL2(),
                    layer.biasL2(),
                    layer.weightL1(),
                    layer.biasL1());
        }

        static Learning of(Conv2d layer) {
            return new Learning(
                    layer.activation(),
                    layer.weightInitializer(),
                    layer.biasInitializer(),
                    layer.weightL2(),
                    layer.biasL2(),
                    layer.weightL1(),
                    layer.biasL1());
        }

        void write(JsonWriter json) {
            json.name(ACTIVATION).value(activation.label());
            initial(json.name(WEIGHT_INITIALIZER), weights);
            initial(json.name(BIAS_INITIALIZER), biases);
            json.name(WEIGHT_L2).value(weightL2).name(BIAS_L2).value(biasL2);
            if (weightL1 != 0 || biasL1 != 0) {
                json.name(WEIGHT_L1).value(weightL1).name(BIAS_L1).value(biasL1);
            }
        }

        static Learning read(Json json) {
            return new Learning(
                    activationOf(json),
                    initial(json.get(WEIGHT_INITIALIZER)),
                    initial(json.get(BIAS_INITIALIZER)),
                    json.get(WEIGHT_L2).number(),
                    json.get(BIAS_L2).number(),
                    json.has(WEIGHT_L1) ? json.get(WEIGHT_L1).number() : 0,
                    json.has(BIAS_L1) ? json.get(BIAS_L1).number() : 0);
        }
    }

    static void write(JsonWriter json, Layer layer) {
        json.object().name(TYPE);
        if (layer instanceof Dense dense) {
            json.value("dense").name(UNITS).value(dense.units());
            Learning.of(dense).write(json);
        } else if (layer instanceof Conv2d conv) {
            json.value("conv2d").name(FILTERS).value(conv.filters());
            json.name(KERNEL).array().value(conv.kernelHeight()).value(conv.kernelWidth());
            json.end().name(STRIDE).value(conv.stride());
            json.name(PADDING).value(conv.padding().label());
            Learning.of(conv).write(json);
        } else if (layer instanceof MaxPool2d pool) {
            json.value("max-pool2d").name(SIZE).value(pool.size()).name(STRIDE).value(pool.stride());
        } else if (layer instanceof AvgPool2d pool) {
            json.value("avg-pool2d").name(SIZE).value(pool.size()).name(STRIDE).value(pool.stride());
        } else if (layer instanceof GlobalAvgPool) {
            json.value("global-avg-pool");
        } else if (layer instanceof Flatten) {
            json.value("flatten");
        } else if (layer instanceof BatchNorm norm) {
            json.value("batch-norm").name(MOMENTUM).value(norm.momentum());
            json.name(EPSILON).value(norm.epsilon());
        } else if (layer instanceof Dropout dropout) {
            json.value("dropout").name(RATE).value(dropout.rate());
        } else if (layer instanceof ActivationLayer alone) {
            json.value("activation").name(ACTIVATION).value(alone.activation().label());
        } else {
            throw new IllegalArgumentException("Network: no name in JSON for " + layer);
        }
        json.end();
    }

    static Layer read(Json json) {
        Json type = json.get(TYPE);
        return switch (type.string()) {
            case "dense" -> dense(json);
            case "conv2d" -> conv2d(json);
            case "max-pool2d" -> {
                json.allow(TYPE, SIZE, STRIDE);
                yield new MaxPool2d(count(json.get(SIZE)), count(json.get(STRIDE)));
            }
            case "avg-pool2d" -> {
                json.allow(TYPE, SIZE, STRIDE);
                yield new AvgPool2d(count(json.get(SIZE)), count(json.get(STRIDE)));
            }
            case "global-avg-pool" -> {
                json.allow(TYPE);
                yield new GlobalAvgPool();
            }
            case "flatten" -> {
                json.allow(TYPE);
                yield new Flatten();
            }
            case "batch-norm" -> {
                json.allow(TYPE, MOMENTUM, EPSILON);
                float momentum = json.get(MOMENTUM).number();
                float epsilon = json.get(EPSILON).number();
                yield json.check(() -> new BatchNorm(momentum, epsilon));
            }
            case "dropout" -> {
                json.allow(TYPE, RATE);
                float rate = json.get(RATE).number();
                yield json.check(() -> new Dropout(rate));
            }
            case "activation" -> {
                json.allow(TYPE, ACTIVATION);
                yield new ActivationLayer(activationOf(json));
            }
            default ->
                throw type.fail("\"dense\", \"conv2d\", \"max-pool2d\", \"avg-pool2d\", \"global-avg-pool\","
                        + " \"flatten\", \"batch-norm\", \"dropout\" or \"activation\"");
        };
    }

    private static Layer dense(Json json) {
        json.allow(
                TYPE, UNITS, ACTIVATION, WEIGHT_INITIALIZER, BIAS_INITIALIZER, WEIGHT_L2, BIAS_L2, WEIGHT_L1, BIAS_L1);
        int units = count(json.get(UNITS));
        Learning l = Learning.read(json);
        return json.check(
                () -> new Dense(units, l.activation, l.weights, l.biases, l.weightL2, l.biasL2, l.weightL1, l.biasL1));
    }

    private static Layer conv2d(Json json) {
        json.allow(
                TYPE,
                FILTERS,
                KERNEL,
                STRIDE,
                PADDING,
                ACTIVATION,
                WEIGHT_INITIALIZER,
                BIAS_INITIALIZER,
                WEIGHT_L2,
                BIAS_L2,
                WEIGHT_L1,
                BIAS_L1);
        int filters = count(json.get(FILTERS));
        List<Json> kernel = json.get(KERNEL).items();
        if (kernel.size() != 2) {
            throw json.get(KERNEL).fail("[height, width]");
        }
        int height = count(kernel.get(0));
        int width = count(kernel.get(1));
        int stride = count(json.get(STRIDE));
        String label = json.get(PADDING).string();
        Padding padding = json.get(PADDING).check(() -> Padding.of(label));
        Learning l = Learning.read(json);
        return json.check(() -> new Conv2d(
                filters,
                height,
                width,
                stride,
                padding,
                l.activation,
                l.weights,
                l.biases,
                l.weightL2,
                l.biasL2,
                l.weightL1,
                l.biasL1));
    }

    private static int count(Json json) {
        return json.integer(1, Shape.MAX_ELEMENTS);
    }

    private static Activation activationOf(Json layer) {
        Json json = layer.get(ACTIVATION);
        String label = json.string();
        return json.check(() -> Activation.of(label));
    }

    private static void initial(JsonWriter json, Initializer initializer) {
        json.object().name("scheme").value(initializer.scheme().label());
        json.name("scale").value(initializer.scale()).end();
    }

    private static Initializer initial(Json json) {
        json.allow("scheme", "scale");
        Json scheme = json.get("scheme");
        String label = scheme.string();
        float scale = json.get("scale").number();
        return scheme.check(() -> Initializer.of(label, scale));
    }
}
