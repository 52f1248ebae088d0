package dev.nabla.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A value of a JSON text together with its place, so that every failure can say where it is.
 *
 * @param source what the text belongs to, such as the file
 * @param path the place in the text, such as {@code layers[1].units}; empty for the whole
 * @param value as {@link JsonText} gives it
 */
record Json(String source, String path, Object value) {
    private static final int MAX_QUOTED = 60;

    /** Reads a text. */
    static Json parse(String source, String text) {
        return new Json(source, "", JsonText.parse(source, text));
    }

    /** The object's member of that name. */
    Json get(String name) {
        Object member = members().get(name);
        if (member == null) {
            throw new ModelException(place(path.isEmpty() ? name : path + "." + name) + "missing");
        }
        return member(name, member);
    }

    /** Whether the object has a member of that name. */
    boolean has(String name) {
        return members().containsKey(name);
    }

    /** The names of the object's members, in order. */
    Iterable<String> names() {
        return members().keySet();
    }

    /** This object, if it has no members but these. */
    Json allow(String... names) {
        List<String> known = List.of(names);
        for (String name : names()) {
            if (!known.contains(name)) {
                throw new ModelException(
                        place(path) + "unknown name " + quote(name) + ", expected only " + join(known));
            }
        }
        return this;
    }

    /** The array's items. */
    List<Json> items() {
        if (!(value instanceof List<?> list)) {
            throw fail("an array");
        }
        List<Json> items = new ArrayList<>();
        for (Object item : list) {
            items.add(new Json(source, path + "[" + items.size() + "]", item));
        }
        return items;
    }

    String string() {
        if (value instanceof String string) {
            return string;
        }
        throw fail("a string");
    }

    /** An integer between two others, inclusive. */
    long integer(long min, long max) {
        Long number = value instanceof Decimal decimal ? decimal.toLong() : null;
        if (number == null) {
            throw fail("an integer");
        }
        if (number < min || number > max) {
            throw fail(max == Long.MAX_VALUE ? "at least " + min : min + " to " + max);
        }
        return number;
    }

    /** An integer between two others, inclusive. */
    int integer(int min, int max) {
        return (int) integer((long) min, (long) max);
    }

    /** The nearest finite float32. */
    float number() {
        float number = value instanceof Decimal decimal ? decimal.toFloat() : Float.NaN;
        if (!(Math.abs(number) <= Float.MAX_VALUE)) {
            throw fail("a number of float32");
        }
        return number;
    }

    /** Runs a constructor that refuses bad arguments; its message gets this place. */
    <T> T check(Check<T> constructor) {
        try {
            return constructor.make();
        } catch (IllegalArgumentException e) {
            throw new ModelException(place(path) + e.getMessage(), e);
        }
    }

    /** Makes something, or throws {@link IllegalArgumentException}. */
    @FunctionalInterface
    interface Check<T> {
        T make();
    }

    /** A failure that tells what is here and what should be. */
    ModelException fail(String expected) {
        return new ModelException(place(path) + quote(value) + ", expected " + expected);
    }

    private String place(String where) {
        return where.isEmpty() ? source + ": " : source + ": " + where + ": ";
    }

    private Json member(String name, Object member) {
        return new Json(source, path.isEmpty() ? name : path + "." + name, member);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> members() {
        if (!(value instanceof Map<?, ?> map)) {
            throw fail("an object");
        }
        return (Map<String, Object>) map;
    }

    private static String join(List<String> names) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append(text.isEmpty() ? "" : ", ").append(name);
        }
        return text.toString();
    }

    /** A value for a message: a long one shortened, an object or an array only named. */
    static String quote(Object value) {
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof List) {
            return "an array";
        }
        if (value instanceof Decimal decimal) {
            return decimal.text();
        }
        if (value instanceof JsonText.Literal literal) {
            return literal.text();
        }
        String text = (String) value;
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < Math.min(text.length(), MAX_QUOTED); i++) {
            char c = text.charAt(i);
            quoted.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '\uFFFD' : c);
        }
        return quoted.append(text.length() > MAX_QUOTED ? "…\"" : "\"").toString();
    }
}
