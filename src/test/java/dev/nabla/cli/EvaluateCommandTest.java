package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.grack.nanojson.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    @TempDir
    Path directory;

    private String model;
    private JsonObject lastEpoch;

    @BeforeEach
    void train() {
        model = directory.resolve("model").toString();
        Run run = Run.line(
                "train --data circles --points 150 --layers 8:tanh,2 --epochs 3 --test circles --json --save " + model);
        lastEpoch = run.json().get(2);
    }

    @Test
    void evaluate_onTheTestSet_givesWhatTrainingGave() {
        Run run = Run.line("evaluate --data circles --points 150 --json --model " + model);

        assertThat(run.exitCode()).isZero();
        assertThat(run.json()).hasSize(1);
        JsonObject line = run.json().get(0);
        assertThat(line.keySet())
                .containsExactly(
                        "examples",
                        "loss",
                        "accuracy",
                        "correct",
                        "accuracyLow",
                        "accuracyHigh",
                        "macro",
                        "classes",
                        "mostConfused",
                        "confusion");
        assertThat(line.getInt("examples")).isEqualTo(300);
        assertThat(line.get("loss")).isEqualTo(lastEpoch.get("testLoss"));
        assertThat(line.get("accuracy")).isEqualTo(lastEpoch.get("testAccuracy"));
        assertThat(line.getInt("correct")).isEqualTo((int) Math.round(300 * line.getDouble("accuracy")));
    }

    @Test
    void evaluate_onOtherPoints_givesSomethingElse() {
        Run run = Run.line("evaluate --data circles --points 150 --seed 2 --json --model " + model);

        assertThat(run.json().get(0).get("loss")).isNotEqualTo(lastEpoch.get("testLoss"));
    }

    @Test
    void evaluate_withoutJson_givesAccuracyWithItsNumberOfExamples() {
        Run run = Run.line("evaluate --data circles --model " + model);

        assertThat(run.out())
                .matches("(?s)loss     [0-9.]+\\Raccuracy [0-9.]+ % \\([0-9.]+ % to [0-9.]+ %, n = 2,000\\)\\R.*");
    }

    private Run spiral(String flags) {
        String file = directory.resolve("spiral").toString();
        Run.line("train --data spiral --points 100 --layers 8:tanh,3 --epochs 3 --save " + file);
        return Run.line("evaluate --data spiral --points 50 " + flags + " --model " + file);
    }

    @Test
    void evaluate_threeClasses_givesTheTables() {
        Run run = spiral("--top 2");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .anyMatch(
                        line -> line.matches("most confused [012] → [012] \\([0-9]+\\)(, [012] → [012] \\([0-9]+\\))+"))
                .anyMatch(line -> line.matches("top 2    [0-9.]+ %"))
                .anyMatch(line -> line.matches("class  examples  precision     recall         F1"))
                .anyMatch(line -> line.matches("0 +50( +[01][.][0-9]{4}){3}"))
                .anyMatch(line -> line.matches("macro +150( +[01][.][0-9]{4}){3}"))
                .anyMatch(line -> line.matches("2( +[0-9]+){3}"));
    }

    @Test
    void evaluate_threeClasses_numbersAgree() {
        JsonObject line = spiral("--json --top 2").json().get(0);

        int correct = 0;
        int all = 0;
        for (int label = 0; label < 3; label++) {
            for (int prediction = 0; prediction < 3; prediction++) {
                int count = line.getArray("confusion").getArray(label).getInt(prediction);
                correct += label == prediction ? count : 0;
                all += count;
            }
        }
        assertThat(correct).isEqualTo(line.getInt("correct"));
        assertThat(all).isEqualTo(150);
        assertThat(line.getDouble("accuracy"))
                .isEqualTo(correct / 150.0)
                .isBetween(line.getDouble("accuracyLow"), line.getDouble("accuracyHigh"))
                .isLessThan(line.getDouble("top2"));
        JsonObject most = line.getArray("mostConfused").getObject(0);
        assertThat(line.getArray("confusion")
                        .getArray(Integer.parseInt(most.getString("label")))
                        .getInt(Integer.parseInt(most.getString("prediction"))))
                .isEqualTo(most.getInt("count"));
    }

    @Test
    void evaluate_largest_givesTheExamplesInOrder() {
        JsonObject line = spiral("--json --largest 10").json().get(0);

        double before = Double.POSITIVE_INFINITY;
        assertThat(line.getArray("largestLosses")).hasSize(10);
        for (int i = 0; i < 10; i++) {
            JsonObject example = line.getArray("largestLosses").getObject(i);
            double loss = example.getDouble("loss");
            assertThat(loss).isLessThanOrEqualTo(before);
            // The loss is cross-entropy: −log of the probability of the label.
            assertThat(Math.exp(-loss)).isCloseTo(example.getDouble("labelOutput"), within(1e-5));
            assertThat(example.getInt("example")).isBetween(0, 149);
            before = loss;
        }
        assertThat(spiral("--largest 4").out().lines().skip(1))
                .anyMatch(text -> text.matches(" example +loss  label +output  predicted +output"))
                .filteredOn(text -> text.matches(" +[0-9]+ +[0-9.]+  [012] +[0-9.]+  [012] +[0-9.]+"))
                .hasSize(4);
    }

    @Test
    void evaluate_oneOutput_givesTheProbabilityOfEitherClass() {
        String file = directory.resolve("one").toString();
        Run.line(
                "train --data xor --points 60 --layers 4:tanh,1 --loss binary-cross-entropy --epochs 3 --save " + file);
        JsonObject line = Run.line("evaluate --json --largest 1 --data xor --points 60 --model " + file)
                .json()
                .get(0);

        JsonObject worst = line.getArray("largestLosses").getObject(0);
        assertThat(Math.exp(-worst.getDouble("loss"))).isCloseTo(worst.getDouble("labelOutput"), within(1e-5));
        assertThat(worst.getDouble("labelOutput") + worst.getDouble("predictionOutput"))
                .isCloseTo(1, within(1e-6));
        assertThat(line.getArray("classes")).hasSize(2);
    }
}
