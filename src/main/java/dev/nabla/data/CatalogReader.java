package dev.nabla.data;

import dev.nabla.data.Catalog.DataFile;
import dev.nabla.data.Catalog.Entry;
import dev.nabla.data.Catalog.Mirror;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the tree of the catalog's JSON; every value must be there and of its type. */
final class CatalogReader {
    private static final int SCHEMA = 1;

    private final String name;

    CatalogReader(String name) {
        this.name = name;
    }

    Catalog read(@Nullable Object tree) {
        Map<?, ?> root = object("the whole", tree);
        long schema = integer(root, "schema");
        if (schema != SCHEMA) {
            throw new DataException(name + ": schema " + schema + ", expected " + SCHEMA);
        }
        List<Entry> entries = new ArrayList<>();
        for (Object item : array(root, "datasets")) {
            entries.add(entry(object("datasets", item)));
        }
        return new Catalog(entries);
    }

    private Entry entry(Map<?, ?> json) {
        Map<?, ?> shape = object("shape", json.get("shape"));
        List<String> classNames = new ArrayList<>();
        for (Object item : array(json, "classNames")) {
            classNames.add(string("classNames", item));
        }
        List<Mirror> mirrors = new ArrayList<>();
        for (Object item : array(json, "mirrors")) {
            Map<?, ?> mirror = object("mirrors", item);
            mirrors.add(new Mirror(string(mirror, "name"), string(mirror, "url")));
        }
        List<DataFile> files = new ArrayList<>();
        for (Object item : array(json, "files")) {
            files.add(file(object("files", item)));
        }
        return new Entry(
                string(json, "id"),
                string(json, "name"),
                string(json, "homepage"),
                string(json, "license"),
                new InputShape(count(shape, "height"), count(shape, "width"), count(shape, "channels")),
                classNames,
                mirrors,
                files);
    }

    private DataFile file(Map<?, ?> json) {
        return new DataFile(
                string(json, "name"),
                string(json, "part"),
                string(json, "content"),
                count(json, "examples"),
                integer(json, "compressedBytes"),
                integer(json, "bytes"),
                string(json, "sha256"));
    }

    private Map<?, ?> object(String key, @Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw wrongType(key, value, "an object");
    }

    private List<?> array(Map<?, ?> json, String key) {
        Object value = json.get(key);
        if (value instanceof List<?> array) {
            return array;
        }
        throw wrongType(key, value, "an array");
    }

    private String string(Map<?, ?> json, String key) {
        return string(key, json.get(key));
    }

    private String string(String key, @Nullable Object value) {
        if (value instanceof String string) {
            return string;
        }
        throw wrongType(key, value, "a string");
    }

    private int count(Map<?, ?> json, String key) {
        long value = integer(json, key);
        if (value > Integer.MAX_VALUE) {
            throw new DataException(name + ": \"" + key + "\" is " + value + ", expected at most " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    private long integer(Map<?, ?> json, String key) {
        Object value = json.get(key);
        if (value instanceof Number number && number.doubleValue() == number.longValue() && number.longValue() >= 0) {
            return number.longValue();
        }
        throw wrongType(key, value, "an integer ≥ 0");
    }

    private DataException wrongType(String key, @Nullable Object value, String expected) {
        return new DataException(name + ": \"" + key + "\" is " + describe(value) + ", expected " + expected);
    }

    private static String describe(@Nullable Object value) {
        if (value instanceof Map<?, ?>) {
            return "an object";
        }
        if (value instanceof List<?>) {
            return "an array";
        }
        if (value instanceof Number number) {
            return number.toString();
        }
        if (value instanceof Boolean truth) {
            return truth ? "true" : "false";
        }
        return value instanceof String text ? text : "missing";
    }
}
