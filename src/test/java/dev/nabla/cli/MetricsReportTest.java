package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonWriter;
import dev.nabla.EngineFixture;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Examples;
import dev.nabla.program.Shape;
import dev.nabla.program.Tensor;
import dev.nabla.train.EpochSource;
import dev.nabla.train.Evaluation;
import dev.nabla.train.LargestLosses;
import dev.nabla.train.RunState;
import dev.nabla.train.Settings;
import dev.nabla.train.Trainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reports of targets that are no classes: outputs are what the inputs are, so that every number is known. */
class MetricsReportTest {
    /** A network that gives back its inputs: two of them. */
    private static Trainer identity(Loss loss, Examples examples) {
        Network network = EngineFixture.network(2, loss, Dense.of(2, Activation.LINEAR));
        EpochSource source = new EpochSource(examples, new int[] {0}, 1);
        RunState fresh = new Trainer(network, new Settings(Sgd.of(1), 1, 1), source).state();
        List<Tensor> weights = List.of(
                new Tensor("layer1.weight", Shape.of(2, 2), new float[] {1, 0, 0, 1}),
                new Tensor("layer1.bias", Shape.of(2), new float[2]));
        RunState state = new RunState(fresh.settings(), List.of(), 0, 0, weights);
        return Trainer.resume(network, state, source, dev.nabla.program.JavaExecutor::new);
    }

    private static final Examples NUMBERS =
            Examples.of(3, new float[] {1, 5, 2, 5, 3, 8}, new float[] {1, 5, 3, 5, 5, 5});

    private static final Examples YES_OR_NO = Examples.of(2, new float[] {3, -3, -4, 4}, new float[] {1, 0, 1, 1});

    private static Evaluation evaluate(Loss loss, Examples examples) {
        return identity(loss, examples).evaluate(examples, EngineFixture.range(examples.size()));
    }

    @Test
    void regression_lines_giveErrorsOfEachOutput() {
        MetricsText text = new MetricsText(evaluate(Loss.MEAN_SQUARED_ERROR, NUMBERS), i -> "y" + i);

        // Errors 0 −1 −2 of the first output, whose targets have squares 8 around their mean; 0 0 3 of the second.
        assertThat(text.summary())
                .containsExactly("R² 0.3750, mean absolute error 1.0000, root mean squared error 1.5275, n = 3");
        assertThat(text.details(3))
                .containsExactly(
                        "",
                        "output         R²           MAE          RMSE",
                        "y0         0.3750        1.0000        1.2910",
                        "y1      undefined        1.0000        1.7321");
        assertThat(MetricsText.cell(evaluate(Loss.MEAN_SQUARED_ERROR, NUMBERS))).isEqualTo("0.3750");
    }

    @Test
    void regression_json_saysNullWhereUndefined() {
        Map<String, Object> line = MetricsJson.of(evaluate(Loss.HUBER, NUMBERS), i -> "y" + i, 3);

        assertThat(line).containsEntry("r2", 0.375).containsEntry("meanAbsoluteError", 1.0);
        Map<String, Object> epoch = new LinkedHashMap<>();
        MetricsJson.putShort(epoch, "test", evaluate(Loss.HUBER, NUMBERS));
        assertThat(epoch.keySet())
                .containsExactly("testLoss", "testR2", "testMeanAbsoluteError", "testRootMeanSquaredError");
        Run.Captured captured = new Run.Captured();
        captured.terminal().printJson(line);
        assertThat(captured.out()).contains("{\"name\":\"y1\",\"r2\":null,");
    }

    @Test
    void labels_lines_giveExactMatchAndScores() {
        MetricsText text = new MetricsText(
                evaluate(Loss.BINARY_CROSS_ENTROPY, YES_OR_NO),
                i -> List.of("cat", "dog").get(i));

        assertThat(text.summary())
                .containsExactly(
                        "exact match 50.00 % (9.45 % to 90.55 %, n = 2)",
                        "Hamming loss 0.2500, macro precision 1.0000, recall 0.7500, F1 0.8333");
        assertThat(text.details(3))
                .containsExactly(
                        "",
                        "label  examples  precision     recall         F1",
                        "cat           2     1.0000     0.5000     0.6667",
                        "dog           1     1.0000     1.0000     1.0000",
                        "macro         3     1.0000     0.7500     0.8333");
    }

    @Test
    void labels_json_hasTheNumbersOfAnEpoch() {
        Map<String, Object> epoch = new LinkedHashMap<>();
        MetricsJson.putShort(epoch, "validation", evaluate(Loss.BINARY_CROSS_ENTROPY, YES_OR_NO));
        assertThat(epoch)
                .containsEntry("validationExactMatch", 0.5)
                .containsEntry("validationHammingLoss", 0.25)
                .containsEntry("validationMacroF1", (2 / 3.0 + 1) / 2);
        assertThat(JsonWriter.string(MetricsJson.of(evaluate(Loss.BINARY_CROSS_ENTROPY, YES_OR_NO), i -> "", 3)))
                .contains("\"exactMatchLow\"", "\"labels\":[{");
    }

    @Test
    void largestLosses_numbers_giveTargetsAndOutputs() {
        Trainer trainer = identity(Loss.MEAN_SQUARED_ERROR, NUMBERS);
        LargestLosses largest = new LargestLosses(1, 2);
        trainer.evaluate(NUMBERS, EngineFixture.range(3), largest);
        LargestLossesReport report = new LargestLossesReport(trainer.network(), NUMBERS, largest, i -> "");

        assertThat(report.lines())
                .containsExactly(
                        "",
                        " example        loss  targets; outputs",
                        "       2      6.5000  5.0000 5.0000; 3.0000 8.0000");
        assertThat(JsonWriter.string(report.json()))
                .isEqualTo("[{\"example\":2,\"loss\":6.5,\"targets\":[5.0,5.0],\"outputs\":[3.0,8.0]}]");
    }
}
