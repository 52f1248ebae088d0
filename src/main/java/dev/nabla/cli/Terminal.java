package dev.nabla.cli;

import com.grack.nanojson.JsonWriter;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
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
        Map<String, @Nullable Object> known = new LinkedHashMap<>();
        object.forEach((key, value) -> known.put(key, isNonFinite(value) ? null : value));
        println(JsonWriter.string(known));
    }

    private static boolean isNonFinite(@Nullable Object value) {
        return value instanceof Double number && !Double.isFinite(number);
    }
}
