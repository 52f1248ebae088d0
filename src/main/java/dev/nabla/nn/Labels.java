package dev.nabla.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Finds things by the names that descriptions of networks use. */
final class Labels {
    private Labels() {}

    /**
     * The value of that label.
     *
     * @param what for the message: {@code activation}
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    static <T> T find(String what, T[] values, Function<T, String> labelOf, String label) {
        List<String> known = new ArrayList<>();
        for (T value : values) {
            if (labelOf.apply(value).equals(label)) {
                return value;
            }
            known.add(labelOf.apply(value));
        }
        throw new IllegalArgumentException("Unknown " + what + " \"" + label + "\", expected one of: "
                + String.join(", ", known) + Spelling.hint(label, known));
    }
}
