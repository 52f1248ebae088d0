package dev.nabla.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON of other packages, such as the catalog of data sets, into Java's own types: one reader serves the worker. */
public final class PlainJson {
    private PlainJson() {}

    /**
     * The text as {@code Map<String, Object>} in order of the text, {@code List<Object>}, {@link String}, {@link Boolean},
     * null, {@link Long} for integers of up to 18 digits and the nearest {@link Float} for other numbers.
     *
     * @param source for messages
     * @throws ModelException if the text is not JSON
     */
    public static @Nullable Object parse(String source, String text) {
        return plain(JsonText.parse(source, text));
    }

    private static @Nullable Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            for (Object name : map.keySet()) {
                members.put((String) name, plain(map.get(name)));
            }
            return members;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(plain(item)));
            return items;
        }
        if (value instanceof Decimal decimal) {
            Long integer = decimal.toLong();
            return integer == null ? (Number) decimal.toFloat() : integer;
        }
        if (value instanceof JsonText.Literal literal) {
            return literal.text().equals("null")
                    ? null
                    : (Boolean) literal.text().equals("true");
        }
        return value;
    }
}
