package dev.nabla.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model's data are: enough to give it inputs as in training, to name its outputs, and to find its examples again.
 *
 * @param name of the data set, such as {@code mnist}
 * @param classNames the name of each output, in order; empty where outputs are not classes
 * @param scaling how a stored input becomes a number: {@link #PIXELS} or {@link #NUMBERS}
 * @param source what a run that is resumed needs to choose the same examples again, such as their number, that of the
 *     validation examples and the seed of the split; names and texts as whoever saves it likes; in order, unmodifiable
 * @param table how rows of a table become inputs and targets, as {@link TableJson} writes it; null where the data are no
 *     table. A text of its own in files: a page that shows images need not know how to read tables
 */
public record DataDescription(
        String name,
        List<String> classNames,
        String scaling,
        Map<String, String> source,
        @Nullable String table) {
    /** Bytes 0 … 255, each standing for {@code value / 255f}. */
    public static final String PIXELS = "pixel/255";

    /** Numbers as they are. */
    public static final String NUMBERS = "none";

    private static final int VERSION = 1;

    /** Copies the list and the map. */
    public DataDescription {
        classNames = List.copyOf(classNames);
        source = Collections.unmodifiableMap(new LinkedHashMap<>(source));
        if (!scaling.equals(PIXELS) && !scaling.equals(NUMBERS)) {
            throw new IllegalArgumentException(
                    "Data: scaling \"" + scaling + "\", expected \"" + PIXELS + "\" or \"" + NUMBERS + "\"");
        }
    }

    /** Of data that are no table. */
    public DataDescription(String name, List<String> classNames, String scaling, Map<String, String> source) {
        this(name, classNames, scaling, source, null);
    }

    String toJson() {
        JsonWriter json = new JsonWriter().object().name("version").value(VERSION);
        json.name("name").value(name).name("classNames").array();
        for (String className : classNames) {
            json.value(className);
        }
        json.end().name("scaling").value(scaling).name("source").object();
        for (Map.Entry<String, String> entry : source.entrySet()) {
            json.name(entry.getKey()).value(entry.getValue());
        }
        return json.end().end().text();
    }

    static DataDescription fromJson(String file, String text, @Nullable String table) {
        Json json = Json.parse(file, text);
        Versions.require(json, VERSION);
        json.allow("version", "name", "classNames", "scaling", "source");
        List<String> classNames = new ArrayList<>();
        for (Json item : json.get("classNames").items()) {
            classNames.add(item.string());
        }
        Map<String, String> source = new LinkedHashMap<>();
        Json texts = json.get("source");
        for (String key : texts.names()) {
            source.put(key, texts.get(key).string());
        }
        String name = json.get("name").string();
        String scaling = json.get("scaling").string();
        return json.check(() -> new DataDescription(name, classNames, scaling, source, table));
    }
}
