package dev.nabla.data;

import java.util.ArrayList;
import java.util.List;

/** Cuts texts. {@code String.split} would bring the library's regular expressions to the browser. */
final class Texts {
    private Texts() {}

    /** The parts of a text between the separators: one more than there are separators. */
    static String[] split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
            parts.add(text.substring(from, to));
            from = to + 1;
        }
        parts.add(text.substring(from));
        return parts.toArray(new String[0]);
    }
}
