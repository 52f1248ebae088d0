package dev.nabla.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.nabla.program.Examples;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics against numbers computed by NumPy; {@code golden/metrics/generate.py} made them. */
class MetricsGoldenTest {
    private static final double RELATIVE = 1e-12;

    private record Golden(JsonObject json) {
        float[] floats(String name) {
            double[] doubles = doubles(name);
            float[] floats = new float[doubles.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) doubles[i];
            }
            return floats;
        }

        /** What NumPy did not define is null in the file, NaN here. */
        double[] doubles(String name) {
            JsonArray array = json.getArray(name);
            double[] doubles = new double[array.size()];
            for (int i = 0; i < doubles.length; i++) {
                doubles[i] = array.isNull(i) ? Double.NaN : array.getDouble(i);
            }
            return doubles;
        }

        int[] ints(String name) {
            double[] doubles = doubles(name);
            int[] ints = new int[doubles.length];
            for (int i = 0; i < ints.length; i++) {
                ints[i] = (int) doubles[i];
            }
            return ints;
        }
    }

    private static Stream<Golden> classes() throws IOException, JsonParserException {
        return goldens("classes");
    }

    private static Stream<Golden> labels() throws IOException, JsonParserException {
        return goldens("labels");
    }

    private static Stream<Golden> regression() throws IOException, JsonParserException {
        return goldens("regression");
    }

    private static Stream<Golden> goldens(String kind) throws IOException, JsonParserException {
        try (InputStream in = MetricsGoldenTest.class.getResourceAsStream("/golden/metrics/goldens.json")) {
            return JsonParser.array().from(in).stream()
                    .map(element -> new Golden((JsonObject) element))
                    .filter(golden -> golden.json().getString("kind").equals(kind));
        }
    }

    @ParameterizedTest
    @MethodSource("classes")
    void classMetrics_randomPredictions_equalNumpy(Golden golden) {
        int width = golden.json().getInt("classes");
        int[] labels = golden.ints("labels");
        float[] outputs = golden.floats("outputs");
        ClassMetrics metrics = new ClassMetrics(width, width);
        Examples examples = Examples.of(labels.length, new float[labels.length], labels);
        for (int i = 0; i < labels.length; i++) {
            metrics.add(examples, i, largest(outputs, i * width, width), outputs, i * width);
        }

        assertThat(metrics.count()).isEqualTo(labels.length);
        assertThat(metrics.correct()).isEqualTo(golden.json().getInt("correct"));
        int[] confusion = golden.ints("confusion");
        int[] top = golden.ints("top");
        for (int c = 0; c < width; c++) {
            assertThat(metrics.top(c + 1)).as("top " + (c + 1)).isEqualTo(top[c]);
            for (int p = 0; p < width; p++) {
                assertThat(metrics.confusion(c, p)).isEqualTo(confusion[c * width + p]);
            }
        }
        checkScores(metrics.scores(), golden);
    }

    private static int largest(float[] outputs, int from, int width) {
        int best = 0;
        for (int j = 1; j < width; j++) {
            best = outputs[from + j] > outputs[from + best] ? j : best;
        }
        return best;
    }

    @ParameterizedTest
    @MethodSource("labels")
    void labelMetrics_randomPredictions_equalNumpy(Golden golden) {
        int width = golden.json().getInt("width");
        float[] targets = golden.floats("targets");
        LabelMetrics metrics = new LabelMetrics(width);
        addAll(metrics, targets, golden.floats("outputs"), width);

        assertThat(metrics.exact()).isEqualTo(golden.json().getInt("exact"));
        assertThat(metrics.hammingLoss()).isEqualTo(golden.json().getDouble("hamming"), within(RELATIVE));
        checkScores(metrics.scores(), golden);
    }

    @ParameterizedTest
    @MethodSource("regression")
    void regressionMetrics_randomPredictions_equalNumpy(Golden golden) {
        int width = golden.json().getInt("width");
        RegressionMetrics metrics = new RegressionMetrics(width);
        addAll(metrics, golden.floats("targets"), golden.floats("outputs"), width);

        for (int j = 0; j < width; j++) {
            check("MAE", metrics.meanAbsoluteError(j), golden.doubles("mae")[j]);
            check("RMSE", metrics.rootMeanSquaredError(j), golden.doubles("rmse")[j]);
            check("R²", metrics.r2(j), golden.doubles("r2")[j]);
        }
        double[] all = golden.doubles("all");
        check("MAE", metrics.meanAbsoluteError(), all[0]);
        check("RMSE", metrics.rootMeanSquaredError(), all[1]);
        check("R²", metrics.r2(), all[2]);
    }

    private static void addAll(Metrics metrics, float[] targets, float[] outputs, int width) {
        int size = targets.length / width;
        Examples examples = Examples.of(size, new float[size], targets);
        for (int i = 0; i < size; i++) {
            metrics.add(examples, i, 0, outputs, i * width);
        }
    }

    private static void checkScores(List<Score> scores, Golden golden) {
        for (int c = 0; c < scores.size(); c++) {
            check("precision of " + c, scores.get(c).precision(), golden.doubles("precision")[c]);
            check("recall of " + c, scores.get(c).recall(), golden.doubles("recall")[c]);
            check("F1 of " + c, scores.get(c).f1(), golden.doubles("f1")[c]);
        }
        Score macro = Score.macro(scores);
        double[] expected = golden.doubles("macro");
        check("macro precision", macro.precision(), expected[0]);
        check("macro recall", macro.recall(), expected[1]);
        check("macro F1", macro.f1(), expected[2]);
    }

    private static void check(String what, double actual, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(actual).as(what).isNaN();
        } else {
            assertThat(actual).as(what).isEqualTo(expected, within(RELATIVE * Math.max(1, Math.abs(expected))));
        }
    }
}
