package dev.nabla.cli;

import dev.nabla.train.ClassMetrics;
import dev.nabla.train.Evaluation;
import dev.nabla.train.LabelMetrics;
import dev.nabla.train.Metrics;
import dev.nabla.train.RegressionMetrics;
import dev.nabla.train.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** What an evaluation found out, in lines for people. */
final class MetricsText {
    /** Pairs of classes that are named. */
    static final int PAIRS = 3;

    /** More of them make a table that no terminal can show. */
    private static final int TABLE_CLASSES = 26;

    private static final String UNDEFINED = "undefined";

    private final Evaluation evaluation;
    private final IntFunction<String> names;

    /**
     * @param names of classes or outputs
     */
    MetricsText(Evaluation evaluation, IntFunction<String> names) {
        this.evaluation = evaluation;
        this.names = names;
    }

    /** What {@link #cell} is. */
    static String column(Metrics metrics) {
        if (metrics instanceof ClassMetrics) {
            return "accuracy";
        }
        return metrics instanceof LabelMetrics ? "exact" : "R²";
    }

    /** The one number that says most, beside the loss. */
    static String cell(Evaluation evaluation) {
        return evaluation.metrics() instanceof RegressionMetrics regression
                ? number(regression.r2())
                : text("%.2f %%", 100 * evaluation.accuracy());
    }

    /** The numbers that say most; some lines. */
    List<String> summary() {
        Metrics metrics = evaluation.metrics();
        List<String> lines = new ArrayList<>();
        if (metrics instanceof ClassMetrics classes) {
            lines.add("accuracy " + Accuracy.text(classes.correct(), classes.count()));
            if (classes.classes() > 2 && !classes.mostConfused(1).isEmpty()) {
                lines.add("most confused " + mostConfused(classes));
            }
        } else if (metrics instanceof LabelMetrics labels) {
            lines.add("exact match " + Accuracy.text(labels.exact(), labels.count()));
            lines.add("Hamming loss " + number(labels.hammingLoss()) + ", " + macro(Score.macro(labels.scores())));
        } else if (metrics instanceof RegressionMetrics regression) {
            lines.add("R² " + number(regression.r2()) + ", mean absolute error "
                    + measure(regression.meanAbsoluteError()) + ", root mean squared error "
                    + measure(regression.rootMeanSquaredError()) + text(", n = %,d", regression.count()));
        }
        return lines;
    }

    private String mostConfused(ClassMetrics classes) {
        return classes.mostConfused(PAIRS).stream()
                .map(pair ->
                        names.apply(pair.label()) + " → " + names.apply(pair.prediction()) + " (" + pair.count() + ")")
                .collect(Collectors.joining(", "));
    }

    /**
     * All numbers, in tables.
     *
     * @param top k of top-k
     */
    List<String> details(int top) {
        Metrics metrics = evaluation.metrics();
        if (metrics instanceof ClassMetrics classes) {
            List<String> lines = new ArrayList<>();
            if (top > 1 && top < classes.classes()) {
                lines.add(text("top %d    %.2f %%", top, 100.0 * classes.top(top) / classes.count()));
            }
            lines.addAll(scores("class", classes.scores()));
            lines.addAll(confusion(classes));
            return lines;
        } else if (metrics instanceof LabelMetrics labels) {
            return scores("label", labels.scores());
        }
        return metrics instanceof RegressionMetrics regression && regression.outputs() > 1
                ? outputs(regression)
                : List.of();
    }

    private List<String> scores(String what, List<Score> scores) {
        int width = Math.max(what.length(), longestName(scores.size()));
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(text("%-" + width + "s  %8s  %9s  %9s  %9s", what, "examples", "precision", "recall", "F1"));
        for (int i = 0; i < scores.size(); i++) {
            lines.add(row(width, names.apply(i), scores.get(i)));
        }
        lines.add(row(width, "macro", Score.macro(scores)));
        if (!scores.stream().allMatch(Score::isDefined)) {
            lines.add("undefined: the precision of what is never predicted, the recall of what has no example;"
                    + " left out of the macro average");
        }
        return lines;
    }

    private static String row(int width, String name, Score score) {
        return text(
                "%-" + width + "s  %8d  %9s  %9s  %9s",
                name,
                score.support(),
                number(score.precision()),
                number(score.recall()),
                number(score.f1()));
    }

    private int longestName(int count) {
        int longest = "macro".length();
        for (int i = 0; i < count; i++) {
            longest = Math.max(longest, names.apply(i).length());
        }
        return longest;
    }

    private List<String> confusion(ClassMetrics classes) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        if (classes.classes() > TABLE_CLASSES) {
            lines.add("the confusion matrix of " + classes.classes() + " classes "
                    + (classes.hasConfusion() ? "is in --json" : "is too large"));
            return lines;
        }
        lines.add("confusion: a row for each label, a column for each prediction");
        int name = longestName(classes.classes());
        int width = Math.max(2, Long.toString(classes.count()).length());
        StringBuilder head = new StringBuilder(" ".repeat(name));
        for (int c = 0; c < classes.classes(); c++) {
            String label = names.apply(c);
            head.append(text("  %" + width + "s", label.substring(0, Math.min(width, label.length()))));
        }
        lines.add(head.toString());
        for (int c = 0; c < classes.classes(); c++) {
            StringBuilder row = new StringBuilder(text("%-" + name + "s", names.apply(c)));
            for (int p = 0; p < classes.classes(); p++) {
                row.append(text("  %" + width + "d", classes.confusion(c, p)));
            }
            lines.add(row.toString());
        }
        return lines;
    }

    private List<String> outputs(RegressionMetrics regression) {
        int width = Math.max("output".length(), longestName(regression.outputs()));
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(text("%-" + width + "s  %9s  %12s  %12s", "output", "R²", "MAE", "RMSE"));
        for (int j = 0; j < regression.outputs(); j++) {
            lines.add(text(
                    "%-" + width + "s  %9s  %12s  %12s",
                    names.apply(j),
                    number(regression.r2(j)),
                    measure(regression.meanAbsoluteError(j)),
                    measure(regression.rootMeanSquaredError(j))));
        }
        return lines;
    }

    private static String macro(Score macro) {
        return "macro precision " + number(macro.precision()) + ", recall " + number(macro.recall()) + ", F1 "
                + number(macro.f1());
    }

    private static String number(double value) {
        return Double.isNaN(value) ? UNDEFINED : text("%.4f", value);
    }

    /** A number of any unit. */
    private static String measure(double value) {
        return text("%.5g", value);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
