package dev.nabla.cli;

import dev.nabla.present.Wilson;
import dev.nabla.train.ClassMetrics;
import dev.nabla.train.Evaluation;
import dev.nabla.train.LabelMetrics;
import dev.nabla.train.Metrics;
import dev.nabla.train.RegressionMetrics;
import dev.nabla.train.Score;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** What an evaluation found out, for programs; what is undefined is NaN, null in JSON. */
final class MetricsJson {
    private MetricsJson() {}

    /**
     * Puts the numbers of an epoch.
     *
     * @param part in front of their names
     */
    static void putShort(Map<String, Object> line, String part, Evaluation evaluation) {
        line.put(part + "Loss", evaluation.loss());
        Metrics metrics = evaluation.metrics();
        if (metrics instanceof ClassMetrics) {
            line.put(part + "Accuracy", evaluation.accuracy());
        } else if (metrics instanceof LabelMetrics labels) {
            line.put(part + "ExactMatch", labels.exactMatch());
            line.put(part + "HammingLoss", labels.hammingLoss());
            line.put(part + "MacroF1", Score.macro(labels.scores()).f1());
        } else if (metrics instanceof RegressionMetrics regression) {
            line.put(part + "R2", regression.r2());
            line.put(part + "MeanAbsoluteError", regression.meanAbsoluteError());
            line.put(part + "RootMeanSquaredError", regression.rootMeanSquaredError());
        }
    }

    /**
     * All numbers.
     *
     * @param names of classes or outputs
     * @param top k of top-k
     */
    static Map<String, Object> of(Evaluation evaluation, IntFunction<String> names, int top) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("examples", evaluation.count());
        line.put("loss", evaluation.loss());
        Metrics metrics = evaluation.metrics();
        if (metrics instanceof ClassMetrics classes) {
            put(line, classes, names, top);
        } else if (metrics instanceof LabelMetrics labels) {
            line.put("exactMatch", labels.exactMatch());
            line.put("exact", labels.exact());
            putInterval(line, "exactMatch", labels.exact(), labels.count());
            line.put("hammingLoss", labels.hammingLoss());
            line.put("macro", score(Score.macro(labels.scores())));
            line.put("labels", scores(labels.scores(), names));
        } else if (metrics instanceof RegressionMetrics regression) {
            put(line, regression, names);
        }
        return line;
    }

    private static void put(Map<String, Object> line, ClassMetrics classes, IntFunction<String> names, int top) {
        line.put("accuracy", classes.accuracy());
        line.put("correct", classes.correct());
        putInterval(line, "accuracy", classes.correct(), classes.count());
        if (top > 1 && top < classes.classes()) {
            line.put("top" + top, (double) classes.top(top) / classes.count());
        }
        line.put("macro", score(Score.macro(classes.scores())));
        line.put("classes", scores(classes.scores(), names));
        List<Object> pairs = new ArrayList<>();
        for (ClassMetrics.Pair pair : classes.mostConfused(MetricsText.PAIRS)) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("label", names.apply(pair.label()));
            object.put("prediction", names.apply(pair.prediction()));
            object.put("count", pair.count());
            pairs.add(object);
        }
        line.put("mostConfused", pairs);
        if (classes.hasConfusion()) {
            line.put("confusion", confusion(classes));
        }
    }

    private static List<Object> confusion(ClassMetrics classes) {
        List<Object> rows = new ArrayList<>();
        for (int label = 0; label < classes.classes(); label++) {
            List<Object> row = new ArrayList<>();
            for (int prediction = 0; prediction < classes.classes(); prediction++) {
                row.add(classes.confusion(label, prediction));
            }
            rows.add(row);
        }
        return rows;
    }

    private static void put(Map<String, Object> line, RegressionMetrics regression, IntFunction<String> names) {
        line.put("r2", regression.r2());
        line.put("meanAbsoluteError", regression.meanAbsoluteError());
        line.put("rootMeanSquaredError", regression.rootMeanSquaredError());
        List<Object> outputs = new ArrayList<>();
        for (int j = 0; j < regression.outputs(); j++) {
            Map<String, Object> output = new LinkedHashMap<>();
            output.put("name", names.apply(j));
            output.put("r2", regression.r2(j));
            output.put("meanAbsoluteError", regression.meanAbsoluteError(j));
            output.put("rootMeanSquaredError", regression.rootMeanSquaredError(j));
            outputs.add(output);
        }
        line.put("outputs", outputs);
    }

    private static void putInterval(Map<String, Object> line, String name, long part, long whole) {
        Wilson interval = Accuracy.interval(part, whole);
        line.put(name + "Low", interval.low());
        line.put(name + "High", interval.high());
    }

    private static List<Object> scores(List<Score> scores, IntFunction<String> names) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("name", names.apply(i));
            object.putAll(score(scores.get(i)));
            list.add(object);
        }
        return list;
    }

    private static Map<String, Object> score(Score score) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("examples", score.support());
        object.put("precision", score.precision());
        object.put("recall", score.recall());
        object.put("f1", score.f1());
        return object;
    }
}
