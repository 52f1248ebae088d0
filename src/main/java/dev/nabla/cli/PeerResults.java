package dev.nabla.cli;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the runs of all rounds have printed. */
final class PeerResults {
    private final Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();

    /**
     * Takes a line of a run.
     *
     * @param run such as {@code numpy-2}
     * @param line an object of JSON; anything else is passed over
     */
    void add(String run, String line) {
        JsonObject object;
        try {
            object = JsonParser.object().from(line);
        } catch (JsonParserException e) {
            // Libraries greet and warn.
            return;
        }
        if (!object.has("item") || !object.has("peer")) {
            return;
        }
        String peer = object.getString("peer");
        versions.put(run, peer + " " + object.getString("version", "?"));
        if (object.has("browser")) {
            versions.put("browser", "Chromium " + object.getString("browser"));
        }
        String item = label(object.getString("item"), object.has("density") ? object.getDouble("density") : Double.NaN);
        if (object.has("asked")) {
            notes.add(run + ": " + item + " worked with " + object.getInt("threads") + " of " + object.getInt("asked")
                    + " threads, and is left out of that round");
        } else if (!object.isNumber("value")) {
            notes.add(run + ": " + item + " could not be measured (" + object.getString("error", "no reason given")
                    + ")");
        } else {
            values.computeIfAbsent(run, name -> new TreeMap<>())
                    .computeIfAbsent(item, name -> new ArrayList<>())
                    .add(object.getDouble("value"));
        }
    }

    /** Such as {@code W1@0.19}; the density is NaN where there is none. */
    static String label(String item, double density) {
        return item + (item.matches("W[123]") && !Double.isNaN(density) ? "@" + density(density) : "");
    }

    /** Such as {@code 0.19} and {@code 1}. */
    static String density(double density) {
        return density == Math.rint(density) ? Long.toString((long) density) : Double.toString(density);
    }

    /** Remembers something that a reader has to know. */
    void note(String sentence) {
        notes.add(sentence);
    }

    /** The middle of an item's values in a run; NaN if there is none. */
    double median(String run, String item) {
        List<Double> found = new ArrayList<>(values.getOrDefault(run, Map.of()).getOrDefault(item, List.of()));
        if (found.isEmpty()) {
            return Double.NaN;
        }
        Collections.sort(found);
        int middle = found.size() / 2;
        return found.size() % 2 == 1 ? found.get(middle) : (found.get(middle - 1) + found.get(middle)) / 2;
    }

    /** In how many rounds an item was measured. */
    int count(String run, String item) {
        return values.getOrDefault(run, Map.of()).getOrDefault(item, List.of()).size();
    }

    /** The runs that have measured something. */
    List<String> runs() {
        return List.copyOf(values.keySet());
    }

    /** The items that any run has measured. */
    Set<String> items() {
        Set<String> items = new LinkedHashSet<>();
        values.values().forEach(of -> items.addAll(of.keySet()));
        return new TreeSet<>(items);
    }

    /** Names and versions, by run; the browser's under "browser". */
    Map<String, String> versions() {
        return versions;
    }

    /** What a reader has to know. */
    Set<String> notes() {
        return notes;
    }
}
