package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(line.keySet()).containsExactly("examples", "loss", "accuracy", "correct");
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
                .matches("loss     [0-9.]+\\Raccuracy [0-9.]+ % \\([0-9.]+ % to [0-9.]+ %, n = 2,000\\)\\R");
    }
}
