package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyStoppingCommandTest {
    /** Learns its few examples by heart. */
    private static final String DATA = "train --json --data moons --points 100 --test moons ";

    private static final String OVERFITTING =
            DATA + "--layers 32:relu,2 --learning-rate 0.5 --momentum 0.9 --examples 40 --validation 60 --epochs 60 ";

    @TempDir
    Path directory;

    private static JsonObject last(Run run) {
        List<JsonObject> lines = run.json();
        return lines.get(lines.size() - 1);
    }

    /** The step of the epoch with the least validation loss of those printed. */
    private static int bestStep(Run run, String key, int sign) {
        int step = 0;
        double best = Double.POSITIVE_INFINITY;
        for (JsonObject line : run.json()) {
            if (line.has("epoch") && sign * line.getDouble(key) < best) {
                best = sign * line.getDouble(key);
                step = line.getInt("step");
            }
        }
        return step;
    }

    @Test
    void patience_exhausted_endsAndSavesTheBestWeights() {
        Path file = directory.resolve("model");
        Run run = Run.line(OVERFITTING + "--early-stopping 6 --save " + file);

        assertThat(run.exitCode()).isZero();
        assertThat(run.json().size() - 1).isBetween(7, 59);
        JsonObject end = last(run);
        assertThat(end.getBoolean("stoppedEarly")).isTrue();
        assertThat(end.getInt("bestStep")).isEqualTo(bestStep(run, "validationLoss", 1));
        JsonObject measured = Run.line("evaluate --json --data moons --points 100 --model " + file)
                .json()
                .get(0);
        assertThat(end.get("testLoss")).isEqualTo(measured.get("loss"));
        assertThat(end.get("testAccuracy")).isEqualTo(measured.get("accuracy"));
        assertThat(end.getDouble("testLoss"))
                .isNotEqualTo(run.json().get(run.json().size() - 2).getDouble("testLoss"));
    }

    @Test
    void best_withoutPatience_trainsToTheEnd() {
        Run run = Run.line(OVERFITTING + "--best accuracy");

        assertThat(run.json()).hasSize(61);
        assertThat(last(run).getBoolean("stoppedEarly")).isFalse();
        assertThat(last(run).getInt("bestStep")).isEqualTo(bestStep(run, "validationAccuracy", -1));
    }

    @Test
    void resume_keepsTheRuleAndEndsWithTheSameBits() {
        Path file = directory.resolve("model");
        Path whole = directory.resolve("whole");
        Run.line(OVERFITTING + "--early-stopping 6:accuracy:0.001 --save " + whole);
        Run first = Run.line(
                OVERFITTING.replace("--epochs 60", "--epochs 3") + "--early-stopping 6:accuracy:0.001 --save " + file);
        assertThat(first.json()).hasSize(4);
        Run second = Run.line(DATA + "--epochs 60 --save " + file + " --resume " + file);

        assertThat(last(second).getBoolean("stoppedEarly")).isTrue();
        assertThat(file).hasSameBinaryContentAs(whole);
    }

    @Test
    void resume_runThatStoppedEarly_staysStopped() {
        Path file = directory.resolve("model");
        Run stopped = Run.line(OVERFITTING + "--early-stopping 6 --save " + file);
        Run again = Run.line(DATA + "--epochs 60 --resume " + file);

        assertThat(again.json()).hasSize(1);
        assertThat(again.weights()).isEqualTo(stopped.weights());
    }

    @Test
    void table_stoppedEarly_saysSo() {
        Run run = Run.line(OVERFITTING.replace("--json ", "") + "--early-stopping 6");
        assertThat(run.out().lines())
                .anyMatch(line -> line.equals("stopped early: no better validation loss in 6 epochs"))
                .anyMatch(line -> line.matches("best validation loss 0\\.[0-9]{4}, behind step [0-9]+; its weights:"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--early-stopping 0 | Invalid value for option '--early-stopping': \"0\", expected PATIENCE[:METRIC[:NUMBER]] such as 5:loss, PATIENCE from 1 to 2147483647, NUMBER finite and not negative",
                "--early-stopping 3:loss:-1 | Invalid value for option '--early-stopping': \"3:loss:-1\", expected PATIENCE",
                "--early-stopping 3:beauty | Invalid value for option '--early-stopping': \"3:beauty\": Unknown metric \"beauty\", expected one of: loss, accuracy",
                "--best f1 | Invalid value for option '--best': \"f1\": Unknown metric \"f1\", expected one of: loss, accuracy",
                "--best loss --early-stopping 3 | --early-stopping with --best: expected one of them, the former keeps the best weights as well",
                "--best loss --validation 0 | --best: no examples to validate on, expected at least 1; see --validation"
            })
    void impossibleRule_isRefusedWithASentence(String flags, String message) {
        Run run = Run.line("train --data xor --points 50 --layers 2 " + flags);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("nabla: " + message);
    }

    @Test
    void resume_withAnotherRule_isRefused() {
        Path file = directory.resolve("model");
        Run.line("train --data xor --points 50 --layers 2 --epochs 1 --best loss --save " + file);
        Run run = Run.line("train --data xor --points 50 --early-stopping 3 --resume " + file);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("nabla: --early-stopping 3:loss:0.0: the run in " + file + " has --best loss");
    }
}
