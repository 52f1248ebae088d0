package dev.nabla.present;

import java.util.ArrayList;
import java.util.List;

/** A line of mathematics: pieces of text, some of them set lower. */
public final class MathText {

    private static final char FIRST_SUBSCRIPT = '₀';

    /** A piece of text; {@code low} for an index. */
    public record Run(String text, boolean low) {}

    private final List<Run> runs = new ArrayList<>();

    public List<Run> runs() {
        return List.copyOf(runs);
    }

    /** Adds text on the line. */
    MathText add(String text) {
        int last = runs.size() - 1;
        if (last >= 0 && !runs.get(last).low()) {
            runs.set(last, new Run(runs.get(last).text() + text, false));
        } else {
            runs.add(new Run(text, false));
        }
        return this;
    }

    /** Adds an index to what stands before. */
    MathText low(String text) {
        runs.add(new Run(text, true));
        return this;
    }

    MathText add(MathText other) {
        for (Run run : other.runs) {
            if (run.low()) {
                low(run.text());
            } else {
                add(run.text());
            }
        }
        return this;
    }

    /** Number of characters. */
    int length() {
        return plain().length();
    }

    /** In one string: numbers as indices become subscript digits, other indices stand after an underscore. */
    public String plain() {
        StringBuilder text = new StringBuilder();
        for (Run run : runs) {
            if (!run.low()) {
                text.append(run.text());
            } else if (isNumber(run.text())) {
                text.append(lowered(run.text()));
            } else {
                text.append('_').append(run.text());
            }
        }
        return text.toString();
    }

    /** As it is read out: "minus", "times", "sub". */
    public String spoken() {
        StringBuilder text = new StringBuilder();
        for (Run run : runs) {
            String word = run.text()
                    .replace("·", " times ")
                    .replace("\u2212log", "minus log of")
                    .replace("\u2212", "minus ")
                    .replace("=", " equals ")
                    .replace("Σ", " sum of ")
                    .replace("δ", " delta ")
                    .replace("(", " of ( ");
            text.append(run.low() ? " " + word + " " : word);
        }
        return singleSpaced(text);
    }

    private static String singleSpaced(StringBuilder text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean doubled = text.charAt(i) == ' ' && (out.length() == 0 || out.charAt(out.length() - 1) == ' ');
            if (!doubled) {
                out.append(text.charAt(i));
            }
        }
        return out.toString().trim();
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static String lowered(String digits) {
        StringBuilder low = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            low.append((char) (FIRST_SUBSCRIPT + digits.charAt(i) - '0'));
        }
        return low.toString();
    }

    /** A number in subscript digits: {@code ₁₂}. */
    public static String subscript(int number) {
        return lowered(Integer.toString(number));
    }
}
