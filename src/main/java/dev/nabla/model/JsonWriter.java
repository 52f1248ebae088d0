package dev.nabla.model;

/**
 * Writes JSON without spaces: {@code new JsonWriter().object().name("units").value(10).end().text()}. Numbers come out the
 * same on every platform: see {@link Decimal}.
 */
final class JsonWriter {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder open = new StringBuilder();
    private boolean separate;

    /** Begins an object. */
    JsonWriter object() {
        return open('{', '}');
    }

    /** Begins an array. */
    JsonWriter array() {
        return open('[', ']');
    }

    /** Ends the object or array begun last. */
    JsonWriter end() {
        text.append(open.charAt(open.length() - 1));
        open.setLength(open.length() - 1);
        separate = true;
        return this;
    }

    /** The name of the member that follows. */
    JsonWriter name(String name) {
        separate();
        string(name);
        text.append(':');
        separate = false;
        return this;
    }

    JsonWriter value(String value) {
        separate();
        string(value);
        return this;
    }

    JsonWriter value(long value) {
        separate();
        text.append(Decimal.of(value).text());
        return this;
    }

    JsonWriter value(int value) {
        return value((long) value);
    }

    JsonWriter value(float value) {
        separate();
        text.append(Decimal.of(value).text());
        return this;
    }

    /** The finished text. */
    String text() {
        return text.toString();
    }

    private JsonWriter open(char bracket, char closing) {
        separate();
        text.append(bracket);
        open.append(closing);
        separate = false;
        return this;
    }

    private void separate() {
        if (separate) {
            text.append(',');
        }
        separate = true;
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
