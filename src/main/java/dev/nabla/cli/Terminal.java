package dev.nabla.cli;

import com.grack.nanojson.JsonWriter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes to.
 *
 * @param out results
 * @param err messages and progress
 * @param interactive whether a person watches
 * @param stop how that person ends a run
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive, StopSignal stop) {
    /**
     * Writes a line of results and makes sure that it got out.
     *
     * @throws CommandException if it cannot be written: a full disk, a closed pipe
     */
    void println(String line) {
        out.println(line);
        if (out.checkError()) {
            throw CommandException.failure("standard output: cannot be written (disk full, or closed by its reader)");
        }
    }

    /** Writes an object of JSON on a line of its own; numbers that JSON does not know become null. */
    void printJson(Map<String, ? extends @Nullable Object> object) {
        println(JsonWriter.string(known(object)));
    }

    private static @Nullable Object known(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> known = new LinkedHashMap<>();
            map.forEach((key, member) -> known.put(String.valueOf(key), known(member)));
            return known;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> known = new ArrayList<>();
            list.forEach(item -> known.add(known(item)));
            return known;
        }
        return value instanceof Double number && !Double.isFinite(number) ? null : value;
    }
}
