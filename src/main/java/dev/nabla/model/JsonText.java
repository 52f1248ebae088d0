package dev.nabla.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Strict reader and writer of JSON. A text becomes a tree of {@code Map<String, Object>} in order of the text,
 * {@code List<Object>}, {@link String}, {@link Decimal} and {@link Literal}. Source: RFC 8259.
 *
 * <p>Stricter than the standard demands: no name twice in an object, no unpaired surrogates, and limits on depth and size
 * that keep a hostile text from filling memory. Numbers keep their text: see {@link Decimal}.
 */
final class JsonText {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_VALUES = 1_000_000;

    private final String source;
    private final JsonScanner scanner;
    private int depth;
    private int values;

    /** {@code true}, {@code false} or {@code null}. */
    record Literal(String text) {}

    private JsonText(String source, String text) {
        this.source = source;
        this.scanner = new JsonScanner(source, text);
    }

    /**
     * The tree of a text.
     *
     * @param source for messages
     * @throws ModelException if the text is not JSON
     */
    static Object parse(String source, String text) {
        JsonText parser = new JsonText(source, text);
        Object value = parser.value();
        if (parser.scanner.skipSpace() != JsonScanner.END) {
            throw parser.scanner.fail("the end of the JSON text");
        }
        return value;
    }

    private Object value() {
        if (++values > MAX_VALUES) {
            throw new ModelException(source + ": JSON of more than " + MAX_VALUES + " values");
        }
        int c = scanner.skipSpace();
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> scanner.string();
            case 't' -> scanner.literal("true");
            case 'f' -> scanner.literal("false");
            case 'n' -> scanner.literal("null");
            default -> {
                if (c == '-' || JsonScanner.isDigit(c)) {
                    yield scanner.number();
                }
                throw scanner.fail("a value");
            }
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        open();
        if (scanner.skipSpace() == '}') {
            return close(members);
        }
        while (true) {
            if (scanner.skipSpace() != '"') {
                throw scanner.fail("a name in quotes");
            }
            String name = scanner.string();
            if (members.containsKey(name)) {
                throw new ModelException(source + ": the name " + Json.quote(name) + " twice in one object");
            }
            if (scanner.skipSpace() != ':') {
                throw scanner.fail("':'");
            }
            scanner.skip();
            members.put(name, value());
            if (endsList('}')) {
                return close(members);
            }
        }
    }

    private List<Object> array() {
        List<Object> items = new ArrayList<>();
        open();
        if (scanner.skipSpace() == ']') {
            return close(items);
        }
        while (true) {
            items.add(value());
            if (endsList(']')) {
                return close(items);
            }
        }
    }

    private void open() {
        scanner.skip();
        if (++depth > MAX_DEPTH) {
            throw new ModelException(source + ": JSON nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    private <T> T close(T value) {
        scanner.skip();
        depth--;
        return value;
    }

    private boolean endsList(char bracket) {
        int c = scanner.skipSpace();
        if (c == bracket) {
            return true;
        }
        if (c != ',') {
            throw scanner.fail("',' or '" + bracket + "'");
        }
        scanner.skip();
        return false;
    }
}
