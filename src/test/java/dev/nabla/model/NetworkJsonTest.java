package dev.nabla.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.nabla.nn.Loss;
import dev.nabla.nn.LossDetails;
import dev.nabla.nn.MaxPool2d;
import dev.nabla.nn.Network;
import dev.nabla.nn.Padding;
import dev.nabla.program.Shape;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkJsonTest {

    private static final String HIDDEN =
            "{\"type\":\"dense\",\"units\":128,\"activation\":\"relu\",\"weightInitializer\":{\"scheme\":\"he-normal\","
                    + "\"scale\":1},\"biasInitializer\":{\"scheme\":\"constant\",\"scale\":0.1},\"weightL2\":0.0005,\"biasL2\":0}";
    private static final String OUTPUT =
            "{\"type\":\"dense\",\"units\":10,\"activation\":\"softmax\",\"weightInitializer\":{\"scheme\":\"xavier-uniform\","
                    + "\"scale\":1},\"biasInitializer\":{\"scheme\":\"zeros\",\"scale\":1},\"weightL2\":0,\"biasL2\":0}";
    private static final String JSON =
            "{\"version\":1,\"input\":[28,28,1],\"loss\":\"cross-entropy\",\"layers\":[" + HIDDEN + "," + OUTPUT + "]}";

    private static Network network() {
        return Network.builder()
                .input(28, 28, 1)
                .layer(Dense.of(128, Activation.RELU)
                        .withInitializers(
                                Initializer.of(Initializer.Scheme.HE_NORMAL),
                                new Initializer(Initializer.Scheme.CONSTANT, 0.1f))
                        .withL2(5e-4f, 0))
                .dense(10, Activation.SOFTMAX)
                .build();
    }

    @Test
    void write_givesTheDocumentedText() {
        assertThat(NetworkJson.write(network())).isEqualTo(JSON);
    }

    @Test
    void read_givesTheNetwork() {
        assertThat(NetworkJson.read("f", JSON)).isEqualTo(network());
    }

    @Test
    void read_otherOrderAndSpaces_givesTheNetwork() {
        String spaced = JSON.replace("\"version\":1,", "").replace("]}", "] , \"version\" : 1 }\n");
        assertThat(NetworkJson.read("f", spaced)).isEqualTo(network());
    }

    @ParameterizedTest
    @EnumSource
    void read_everyLoss_comesBack(Loss loss) {
        for (Activation activation : Activation.values()) {
            for (Initializer.Scheme scheme : Initializer.Scheme.values()) {
                Dense hidden = Dense.of(3, activation).withInitializers(Initializer.of(scheme), Initializer.of(scheme));
                Network network = new Network(Shape.of(2), List.of(hidden, Dense.of(2, Activation.LINEAR)), loss);
                assertThat(NetworkJson.read("f", NetworkJson.write(network))).isEqualTo(network);
            }
        }
    }

    @Test
    void read_awkwardNumbers_comeBackToTheBit() {
        SplittableRandom random = new SplittableRandom(3);
        float[] values = new float[200];
        for (int i = 0; i < values.length; i++) {
            float value = Float.intBitsToFloat(random.nextInt() & Integer.MAX_VALUE);
            values[i] = value <= Float.MAX_VALUE ? value : Float.MIN_VALUE * i;
        }
        for (float value : values) {
            Initializer initializer = new Initializer(Initializer.Scheme.NORMAL, -value);
            Layer layer = new Dense(1, Activation.TANH, initializer, Initializer.zeros(), value, value, value, value);
            Network network = new Network(Shape.of(), List.of(layer), Loss.QUADRATIC);
            assertThat(NetworkJson.read("f", NetworkJson.write(network))).isEqualTo(network);
        }
    }

    /** One of each kind: a new one needs its JSON. */
    private static final List<Layer> KINDS = List.of(
            Conv2d.of(4, 3, Activation.RELU).withKernel(3, 2).withStride(2).withPadding(Padding.SAME),
            Conv2d.of(5, 2, Activation.LINEAR).withL2(0.1f, 0.2f).withL1(0.3f, 0),
            new BatchNorm(0.2f, 1e-3f),
            new ActivationLayer(Activation.TANH),
            new MaxPool2d(2, 1),
            new AvgPool2d(2, 2),
            new Dropout(0.3f),
            new GlobalAvgPool(),
            new Flatten(),
            Dense.of(2, Activation.SOFTMAX));

    @Test
    void read_everyKindOfLayer_comesBack() {
        assertThat(KINDS).extracting(Object::getClass).contains(Layer.class.getPermittedSubclasses());
        Network network = new Network(Shape.of(20, 20, 2), KINDS, Loss.CROSS_ENTROPY);
        assertThat(NetworkJson.read("f", NetworkJson.write(network))).isEqualTo(network);
    }

    private static final String IMAGES = NetworkJson.write(new Network(Shape.of(20, 20, 2), KINDS, Loss.CROSS_ENTROPY));

    @Test
    void write_layersOfImages_isThisText() {
        assertThat(IMAGES)
                .contains(
                        "{\"type\":\"conv2d\",\"filters\":4,\"kernel\":[3,2],\"stride\":2,\"padding\":\"same\","
                                + "\"activation\":\"relu\",\"weightInitializer\":{\"scheme\":\"he-normal\",\"scale\":1},"
                                + "\"biasInitializer\":{\"scheme\":\"zeros\",\"scale\":1},\"weightL2\":0,\"biasL2\":0}",
                        "{\"type\":\"batch-norm\",\"momentum\":0.2,\"epsilon\":0.001}",
                        "{\"type\":\"activation\",\"activation\":\"tanh\"}",
                        "{\"type\":\"max-pool2d\",\"size\":2,\"stride\":1}",
                        "{\"type\":\"avg-pool2d\",\"size\":2,\"stride\":2}",
                        "{\"type\":\"dropout\",\"rate\":0.3},{\"type\":\"global-avg-pool\"},{\"type\":\"flatten\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [3,2]              | [3]                | layers[0].kernel: an array, expected [height, width]
            [3,2]              | [3,0]              | layers[0].kernel[1]: 0, expected 1 to 2147483639
            "same"             | "full"             | layers[0].padding: Unknown padding "full", expected one of: same, valid
            "momentum":0.2     | "momentum":0       | layers[2]: BatchNorm: momentum 0.0, expected above 0 to 1
            "epsilon":0.001    | "epsilon":-1       | layers[2]: BatchNorm: epsilon -1.0, expected a finite number above 0
            "rate":0.3         | "rate":1           | layers[6]: Dropout: rate 1.0, expected 0 to below 1
            "rate":0.3         | "rate":0.3,"p":1   | layers[6]: unknown name "p", expected only type, rate
            "flatten"          | "flatten","size":1 | layers[8]: unknown name "size", expected only type
            "tanh"             | "softmax"          | Network: softmax alone as layer 4 of 10, expected only as the last
            [20,20,2]          | [20,20]            | Layer 1: Conv2d: input [20, 20], expected an image [height, width, channels]
            [20,20,2]          | [2,20,2]           | Layer 2: Conv2d: kernel 2×2 on an image of 1×10, expected at most as large
            """)
    void read_wrongLayerOfImages_namesPlaceFoundAndExpected(String from, String to, String message) {
        assertThat(IMAGES).contains(from);
        assertThatThrownBy(() -> NetworkJson.read("f", IMAGES.replace(from, to)))
                .isInstanceOf(ModelException.class)
                .hasMessage("f: " + message);
    }

    @Test
    void read_whatWasWritten_hasTheSameLossDetailsAndL1() {
        Layer layer = Dense.of(2, Activation.SOFTMAX).withL1(0.1f, 0.2f);
        LossDetails details = new LossDetails(0.1f, List.of(0.3f, 2f), 1);
        Network network = new Network(Shape.of(2), List.of(layer), Loss.CROSS_ENTROPY, details);
        assertThat(NetworkJson.read("f", NetworkJson.write(network))).isEqualTo(network);
        Network huber = new Network(Shape.of(2), List.of(layer), Loss.HUBER, new LossDetails(0, List.of(), 0.7f));
        assertThat(NetworkJson.read("f", NetworkJson.write(huber))).isEqualTo(huber);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "units":10            | "units":-3         | layers[1].units: -3, expected 1 to 2147483639
            "units":10            | "units":2147483648 | layers[1].units: 2147483648, expected 1 to 2147483639
            "units":10            | "units":"10"       | layers[1].units: "10", expected an integer
            "units":10            | "units":1.5        | layers[1].units: 1.5, expected an integer
            "units":10,           |                    | layers[1].units: missing
            "units":10            | "unit":10          | layers[1]: unknown name "unit", expected only type, units, activation, weightInitializer, biasInitializer, weightL2, biasL2, weightL1, biasL1
            "units":128           | "units":2147483639 | Layer 1: Dense: 2147483639 units on 784 inputs have 1683627172976 weights, expected at most 2147483639
            "type":"dense"        | "type":"conv9d"    | layers[0].type: "conv9d", expected "dense", "conv2d", "max-pool2d", "avg-pool2d", "global-avg-pool", "flatten", "batch-norm", "dropout" or "activation"
            "relu"                | "glue"             | layers[0].activation: Unknown activation "glue", expected one of: linear, relu, sigmoid, tanh, leaky-relu, elu, gelu, silu, softmax
            "he-normal"           | "he"               | layers[0].weightInitializer.scheme: Unknown initializer "he", expected one of: zeros, constant, normal, uniform, xavier-normal, xavier-uniform, he-normal, he-uniform, lecun-normal, lecun-uniform, orthogonal
            "scale":0.1           | "scale":1e39       | layers[0].biasInitializer.scale: 1e39, expected a number of float32
            "scale":0.1           | "scale":null       | layers[0].biasInitializer.scale: null, expected a number of float32
            0.0005                | -1                 | layers[0]: Dense: L2 penalty -1.0 on the weights, expected a finite number that is not negative
            "cross-entropy"       | "hinge"            | loss: Unknown loss "hinge", expected one of: cross-entropy, quadratic, mean-squared-error, mean-absolute-error, huber, binary-cross-entropy
            "softmax"             | "tanh"             | Network: cross-entropy after tanh, expected a last layer that is linear or softmax
            [28,28,1]             | [28,0,1]           | input[1]: 0, expected 1 to 2147483639
            [28,28,1]             | [65536,65536]      | input: Shape [65536, 65536]: more elements than the largest array, 2147483639
            "version":1           | "version":2        | version: 2, expected at most 1; a newer Nabla has written it
            "version":1           | "version":0        | version: 0, expected at least 1
            "version":1,          |                    | version: missing
            "loss"                | "optimizer":1,"loss" | unknown name "optimizer", expected only version, input, loss, lossDetails, layers
            {"version"            | x{"version"        | "x" at character 1, expected a value
            """)
    void read_wrong_namesPlaceFoundAndExpected(String from, String to, String message) {
        String text = replaceLast(JSON, from, to == null ? "" : to);
        assertThatThrownBy(() -> NetworkJson.read("f", text))
                .isInstanceOf(ModelException.class)
                .hasMessage("f: " + message);
    }

    @Test
    void read_noLayers_isRefused() {
        assertThatThrownBy(() ->
                        NetworkJson.read("f", "{\"version\":1,\"input\":[2],\"loss\":\"quadratic\",\"layers\":[]}"))
                .hasMessage("f: Network: no layers, expected at least one");
        assertThatThrownBy(() -> NetworkJson.read("f", "[]")).hasMessage("f: an array, expected an object");
    }

    private static String replaceLast(String text, String from, String to) {
        int at = from.equals("\"type\":\"dense\"") ? text.indexOf(from) : text.lastIndexOf(from);
        assertThat(at).as(from).isNotNegative();
        return text.substring(0, at) + to + text.substring(at + from.length());
    }
}
