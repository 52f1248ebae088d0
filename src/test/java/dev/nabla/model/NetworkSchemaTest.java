package dev.nabla.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Initializer;
import dev.nabla.nn.Layer;
import dev.nabla.nn.Loss;
import dev.nabla.nn.LossDetails;
import dev.nabla.nn.Network;
import dev.nabla.nn.Padding;
import dev.nabla.program.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema of networks accepts what is written, and refuses what the reader refuses because of its form. */
class NetworkSchemaTest {
    private static final String TEXT = text();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(TEXT);

    private static final String EVERY_LAYER =
            "conv:8x5:same:relu,pool:2,conv:4x3x2:stride=2:l1=0.5:l2=1e-7:init=orthogonal@2,"
                    + "batchnorm,leaky-relu,avgpool:2:stride=1,dropout:0.25,globalavgpool,flatten,12:tanh:bias-l1=1,3";

    private static String text() {
        try (InputStream in = NetworkJson.class.getResourceAsStream("network.schema.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean accepts(String json) {
        return SCHEMA.validate(json, InputFormat.JSON).isEmpty();
    }

    private static String written(String layers) {
        return NetworkJson.write(new Network(Shape.of(28, 28, 1), LayersText.parse(layers), Loss.CROSS_ENTROPY));
    }

    @Test
    void schema_acceptsEveryLayer() {
        String json = written(EVERY_LAYER);
        assertThat(SCHEMA.validate(json, InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "conv:2x3,10", "relu,10:sigmoid,2", "dropout:0,5:init=constant@-0.25,2"})
    void schema_acceptsWhatIsWritten(String layers) {
        assertThat(SCHEMA.validate(written(layers), InputFormat.JSON)).isEmpty();
    }

    @Test
    void schema_acceptsLossDetails() {
        List<Layer> layers = LayersText.parse("3");
        LossDetails details = new LossDetails(0.1f, List.of(1f, 2f, 0f), 1);
        assertThat(accepts(NetworkJson.write(new Network(Shape.of(2), layers, Loss.CROSS_ENTROPY, details))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\":1              | \"version\":2",
                "\"version\":1,             | ``",
                "\"version\":1              | \"version\":1,\"name\":\"x\"",
                "[28,28,1]                  | [28,28,0]",
                "[28,28,1]                  | [28,28,1.5]",
                "\"cross-entropy\"          | \"hinge\"",
                "\"dense\"                  | \"sparse\"",
                "\"units\":12               | \"units\":0",
                "\"units\":12               | \"units\":\"12\"",
                "\"units\":12               | \"units\":2147483640",
                "\"units\":12,              | ``",
                "\"activation\":\"tanh\"    | \"activation\":\"than\"",
                "\"activation\":\"relu\"    | \"activation\":\"softmax\"",
                "\"scheme\":\"orthogonal\"  | \"scheme\":\"diagonal\"",
                "\"padding\":\"same\"       | \"padding\":\"full\"",
                "\"kernel\":[5,5]           | \"kernel\":[5]",
                "\"kernel\":[5,5]           | \"kernel\":5",
                "\"weightL1\":0.5           | \"weightL1\":-0.5",
                "\"rate\":0.25              | \"rate\":1",
                "\"momentum\":0.1           | \"momentum\":0",
                "\"size\":2,\"stride\":1    | \"size\":2",
                "{\"type\":\"flatten\"}     | {\"type\":\"flatten\",\"size\":2}",
                "{\"type\":\"flatten\"}     | {}",
                "{\"type\":\"flatten\"}     | \"flatten\"",
            })
    void wrongForm_isRefusedBySchemaAndReader(String from, String to) {
        String right = written(EVERY_LAYER);
        String wrong = right.replace(from, to);
        assertThat(wrong).isNotEqualTo(right);

        assertThat(accepts(wrong)).isFalse();
        assertThatThrownBy(() -> NetworkJson.read("f", wrong)).isInstanceOf(ModelException.class);
    }

    @Test
    void enumerations_areThoseOfTheLibrary() throws JsonParserException {
        JsonObject schema = JsonParser.object().from(TEXT);
        JsonObject definitions = schema.getObject("$defs");

        assertThat(strings(schema.getObject("properties").getObject("loss").getArray("enum")))
                .isEqualTo(labels(Loss.values(), Loss::label));
        assertThat(strings(definitions.getObject("activation").getArray("enum")))
                .isEqualTo(labels(Activation.values(), Activation::label));
        assertThat(strings(definitions
                        .getObject("initializer")
                        .getObject("properties")
                        .getObject("scheme")
                        .getArray("enum")))
                .isEqualTo(labels(Initializer.Scheme.values(), Initializer.Scheme::label));
        JsonObject conv =
                definitions.getObject("layer").getArray("oneOf").getObject(1).getObject("properties");
        assertThat(strings(conv.getObject("padding").getArray("enum")))
                .isEqualTo(labels(Padding.values(), Padding::label));
    }

    /** As many kinds of layers as there are records. */
    @Test
    void layers_areThoseOfTheLibrary() throws JsonParserException {
        JsonArray kinds = JsonParser.object()
                .from(TEXT)
                .getObject("$defs")
                .getObject("layer")
                .getArray("oneOf");
        assertThat(kinds).hasSameSizeAs(Layer.class.getPermittedSubclasses());
    }

    private static Set<String> strings(JsonArray array) {
        Set<String> strings = new HashSet<>();
        array.forEach(value -> strings.add((String) value));
        return strings;
    }

    private static <T> Set<String> labels(T[] values, Function<T, String> label) {
        return new HashSet<>(Arrays.stream(values).map(label).toList());
    }
}
