package dev.nabla.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.model.JsonText.Literal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTextTest {

    @Test
    void parse_anything_givesTree() {
        Object tree = JsonText.parse(
                "t",
                " {\"a\" : [ 1 , -2.5e+3,0.1E0 ,[],{} ],\n\t\"\\u00e9\\n\\\"\\\\\\/\\b\\f\\r\\t\" :\"∇\\ud83d\\ude00😀\",\r"
                        + "\"t\":true,\"f\":false,\"n\":null} ");

        assertThat(tree)
                .isEqualTo(Map.of(
                        "a",
                        List.of(new Decimal("1"), new Decimal("-2.5e+3"), new Decimal("0.1E0"), List.of(), Map.of()),
                        "é\n\"\\/\b\f\r\t",
                        "∇😀😀",
                        "t",
                        new Literal("true"),
                        "f",
                        new Literal("false"),
                        "n",
                        new Literal("null")));
        assertThat(((Map<?, ?>) tree).keySet().toString()).startsWith("[a, é").endsWith("t, f, n]");
    }

    static Stream<Arguments> parse_bad_isRefused() {
        return Stream.of(
                Arguments.of("", "the end at character 1, expected a value"),
                Arguments.of("{", "the end at character 2, expected a name in quotes"),
                Arguments.of("{\"a\"}", "\"}\" at character 5, expected ':'"),
                Arguments.of("{\"a\":}", "\"}\" at character 6, expected a value"),
                Arguments.of("{\"a\":1,}", "\"}\" at character 8, expected a name in quotes"),
                Arguments.of("{\"a\":1 \"b\":2}", "\"\"\" at character 8, expected ',' or '}'"),
                Arguments.of("{a:1}", "\"a\" at character 2, expected a name in quotes"),
                Arguments.of("[1,]", "\"]\" at character 4, expected a value"),
                Arguments.of("[1", "the end at character 3, expected ',' or ']'"),
                Arguments.of("1 2", "\"2\" at character 3, expected the end of the JSON text"),
                Arguments.of("tru", "\"t\" at character 1, expected true"),
                Arguments.of("nan", "\"n\" at character 1, expected null"),
                Arguments.of("01", "\"1\" at character 2, expected the end of the JSON text"),
                Arguments.of("-", "the end at character 2, expected a digit"),
                Arguments.of("1.", "the end at character 3, expected a digit"),
                Arguments.of(".5", "\".\" at character 1, expected a value"),
                Arguments.of("1e", "the end at character 3, expected a digit"),
                Arguments.of("+1", "\"+\" at character 1, expected a value"),
                Arguments.of(
                        "\"a", "the end at character 3, expected the rest of a string, control characters escaped"),
                Arguments.of(
                        "\"\n\"",
                        "\"\uFFFD\" at character 2, expected the rest of a string, control characters escaped"),
                Arguments.of("\"\\x\"", "\"x\" at character 3, expected an escape of JSON"),
                Arguments.of("\"\\", "the end at character 3, expected an escape of JSON"),
                Arguments.of("\"\\u12g4\"", "\"g\" at character 6, expected a hexadecimal digit"),
                Arguments.of("\"\\u１２34\"", "\"１\" at character 4, expected a hexadecimal digit"),
                Arguments.of("\"\\ud800\"", "half a character, \\ud800, in a string"),
                Arguments.of("\"\\ude00\\ud83d\"", "half a character, \\ude00, in a string"),
                Arguments.of("{\"a\":1,\"\\u0061\":2}", "the name \"a\" twice in one object"),
                Arguments.of("[".repeat(33), "JSON nested deeper than 32 levels"),
                Arguments.of("1" + "0".repeat(100), "a number of 101 characters, expected at most 100"),
                Arguments.of("[" + "1,".repeat(1_000_000) + "1]", "JSON of more than 1000000 values"),
                Arguments.of("\u00a01", "\"\u00a0\" at character 1, expected a value"));
    }

    @ParameterizedTest
    @MethodSource
    void parse_bad_isRefused(String text, String message) {
        assertThatThrownBy(() -> JsonText.parse("file", text))
                .isInstanceOf(ModelException.class)
                .hasMessage("file: " + message);
    }

    @Test
    void parse_whatTheWriterWrote_comesBack() {
        String text = new JsonWriter()
                .object()
                .name("\u0000\u001f\"\\/∇😀\u007f")
                .array()
                .value("a\nb")
                .value(Long.MAX_VALUE)
                .value(-1)
                .value(0.1f)
                .end()
                .name("o")
                .object()
                .end()
                .end()
                .text();

        assertThat(text)
                .isEqualTo(
                        "{\"\\u0000\\u001f\\\"\\\\/∇😀\u007f\":[\"a\\u000ab\",9223372036854775807,-1,0.1],\"o\":{}}");
        assertThat(JsonText.parse("t", text))
                .isEqualTo(Map.of(
                        "\u0000\u001f\"\\/∇😀\u007f",
                        List.of("a\nb", Decimal.of(Long.MAX_VALUE), Decimal.of(-1L), Decimal.of(0.1f)),
                        "o",
                        Map.of()));
    }
}
