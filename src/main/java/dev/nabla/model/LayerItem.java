package dev.nabla.model;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Initializer;
import dev.nabla.nn.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One layer's part of a {@link LayersText}: words between colons, read from the left to the right. */
final class LayerItem {
    /** Key of the activation among the settings, and of other words that stand without a name. */
    private static final String ACTIVATION = "an activation";

    /**
     * A word and its place.
     *
     * @param column of its first character, from 1
     */
    record Word(String text, int column) {
        SyntaxException fail(String expected) {
            return new SyntaxException(
                    (text.isEmpty() ? "nothing" : "\"" + text + "\"") + ", expected " + expected,
                    column,
                    text.length());
        }

        Word from(int start) {
            return new Word(text.substring(start), column + start);
        }

        Word to(int end) {
            return new Word(text.substring(0, end), column);
        }

        /** The words between separators. */
        List<Word> split(char separator) {
            List<Word> parts = new ArrayList<>();
            int start = 0;
            for (int i = 0; i <= text.length(); i++) {
                if (i == text.length() || text.charAt(i) == separator) {
                    parts.add(to(i).from(start));
                    start = i + 1;
                }
            }
            return parts;
        }

        /** A whole number of at least 1. */
        int count(String expected) {
            Long number = digits();
            if (number == null || number < 1 || number > Integer.MAX_VALUE) {
                throw fail(expected);
            }
            return (int) (long) number;
        }

        private @Nullable Long digits() {
            return text.startsWith("-") || text.isEmpty() ? null : new Decimal(text).toLong();
        }

        /** A finite number of float32. */
        float number(String expected) {
            float number = Float.NaN;
            try {
                if (JsonText.parse("", text) instanceof Decimal decimal) {
                    number = decimal.toFloat();
                }
            } catch (ModelException e) {
                throw fail(expected);
            }
            if (!(Math.abs(number) <= Float.MAX_VALUE)) {
                throw fail(expected);
            }
            return number;
        }
    }

    private final List<Word> words;
    private final Map<String, Word> settings = new LinkedHashMap<>();
    private int next = 1;

    private LayerItem(List<Word> words) {
        this.words = words;
    }

    /** The items of a text, which commas divide; spaces around words do not count. */
    static List<LayerItem> split(String text) {
        List<LayerItem> items = new ArrayList<>();
        List<Word> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            if (c == ',' || c == ':') {
                words.add(word(text, start, i));
                start = i + 1;
            }
            if (c == ',') {
                items.add(new LayerItem(words));
                words = new ArrayList<>();
            }
        }
        return items;
    }

    private static Word word(String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && text.charAt(start) == ' ') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == ' ') {
            end--;
        }
        return new Word(text.substring(start, end), start + 1);
    }

    /** What the item begins with. */
    Word head() {
        return words.get(0);
    }

    /** The word behind those read so far, which must be there. */
    Word argument(String expected) {
        if (next == words.size()) {
            Word last = words.get(next - 1);
            throw new Word("", last.column() + last.text().length()).fail(expected);
        }
        return words.get(next++);
    }

    /** The word read last. */
    Word last() {
        return words.get(next - 1);
    }

    /** Reads the head again, as an argument. */
    void headIsArgument() {
        next = 0;
    }

    /**
     * Reads the rest.
     *
     * @param names of settings that stand as {@code name=value}
     * @param flags words that stand alone, without the activations
     * @param activation whether an activation may stand here
     */
    void settings(List<String> names, List<String> flags, boolean activation) {
        while (next < words.size()) {
            Word word = words.get(next++);
            int equals = word.text().indexOf('=');
            String key;
            if (equals >= 0) {
                key = word.text().substring(0, equals);
                if (!names.contains(key)) {
                    throw unknown(word.to(equals), names, flags, activation);
                }
            } else if (flags.contains(word.text())) {
                key = flags.get(0);
            } else if (activation && isActivation(word.text())) {
                key = ACTIVATION;
            } else {
                throw unknown(word, names, flags, activation);
            }
            if (settings.putIfAbsent(key, equals < 0 ? word : word.from(equals + 1)) != null) {
                throw word.fail((equals < 0 ? "no second word of this kind" : "no second " + key));
            }
        }
    }

    private static SyntaxException unknown(Word word, List<String> names, List<String> flags, boolean activation) {
        List<String> known = new ArrayList<>(flags);
        StringBuilder expected = new StringBuilder(String.join(", ", flags));
        for (String name : names) {
            known.add(name);
            expected.append(expected.isEmpty() ? "" : ", ").append(name).append('=');
        }
        if (activation) {
            known.addAll(activations());
            expected.append(expected.isEmpty() ? "" : " or ")
                    .append("one of: ")
                    .append(String.join(", ", activations()));
        }
        if (expected.isEmpty()) {
            return word.fail("a comma or the end");
        }
        return word.fail(expected + Spelling.hint(word.text(), known));
    }

    static List<String> activations() {
        List<String> labels = new ArrayList<>();
        for (Activation activation : Activation.values()) {
            labels.add(activation.label());
        }
        return labels;
    }

    static boolean isActivation(String word) {
        return activations().contains(word);
    }

    /** The activation that was given, or another. */
    Activation activation(Activation otherwise) {
        Word word = settings.get(ACTIVATION);
        return word == null ? otherwise : Activation.of(word.text());
    }

    /** The flag that was given of several, or the first. */
    String flag(List<String> flags) {
        Word word = settings.get(flags.get(0));
        return word == null ? flags.get(0) : word.text();
    }

    int count(String name, int otherwise) {
        Word word = settings.get(name);
        return word == null ? otherwise : word.count("a whole number from 1 to " + Integer.MAX_VALUE);
    }

    float number(String name, float otherwise) {
        Word word = settings.get(name);
        return word == null ? otherwise : word.number("a finite number");
    }

    /** {@code scheme} or {@code scheme@scale}. */
    Initializer initializer(String name, Initializer otherwise) {
        Word word = settings.get(name);
        if (word == null) {
            return otherwise;
        }
        int at = word.text().indexOf('@');
        Word scheme = at < 0 ? word : word.to(at);
        float scale = at < 0 ? 1 : word.from(at + 1).number("a finite number behind the @");
        try {
            return Initializer.of(scheme.text(), scale);
        } catch (IllegalArgumentException e) {
            throw new SyntaxException(
                    String.valueOf(e.getMessage()),
                    scheme.column(),
                    scheme.text().length());
        }
    }

    /** Makes the layer; what its constructor refuses gets the item's place. */
    <T> T make(Supplier<T> layer) {
        try {
            return layer.get();
        } catch (SyntaxException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            Word last = words.get(words.size() - 1);
            int end = last.column() + last.text().length();
            throw new SyntaxException(String.valueOf(e.getMessage()), head().column(), end - head().column());
        }
    }
}
