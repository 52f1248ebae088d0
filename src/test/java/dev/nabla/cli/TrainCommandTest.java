package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {
    private static final String SMALL = "train --data moons --points 50 --layers 4:tanh,2 --epochs 2 ";

    @TempDir
    Path directory;

    @Test
    void json_withEverythingAskedFor_hasExactlyTheFields() {
        Run run = Run.line(SMALL + "--validation 20 --test moons --json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        List<JsonObject> lines = run.json();
        assertThat(lines).hasSize(3);
        for (JsonObject epoch : lines.subList(0, 2)) {
            assertThat(epoch.keySet())
                    .containsExactly(
                            "epoch",
                            "step",
                            "trainLoss",
                            "validationLoss",
                            "validationAccuracy",
                            "testLoss",
                            "testAccuracy",
                            "examplesPerSecond");
            assertThat(epoch.getDouble("validationAccuracy")).isBetween(0.0, 1.0);
            assertThat(epoch.getDouble("testAccuracy")).isBetween(0.0, 1.0);
            assertThat(epoch.getDouble("examplesPerSecond")).isPositive();
        }
        assertThat(lines.get(1).getInt("epoch")).isEqualTo(2);
        // 80 examples in batches of 32 are 3 steps an epoch.
        assertThat(lines.get(1).getInt("step")).isEqualTo(6);
        assertThat(lines.get(2).keySet()).containsExactly("weightsSha256", "parameters", "seconds");
        assertThat(lines.get(2).getInt("parameters")).isEqualTo(4 * 3 + 2 * 5);
        assertThat(lines.get(2).getString("weightsSha256")).matches("[0-9a-f]{64}");
    }

    @Test
    void json_withoutValidationAndTest_leavesTheirFieldsOut() {
        Run run = Run.line(SMALL + "--validation 0 --json");

        assertThat(run.json().get(0).keySet()).containsExactly("epoch", "step", "trainLoss", "examplesPerSecond");
    }

    @Test
    void table_hasALineAnEpochAndAccuracyWithItsNumberOfExamples() {
        Run run = Run.line(SMALL + "--test moons");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .hasSize(9)
                .anyMatch(line -> line.matches("epoch +step +train loss +validation loss +accuracy +test loss .*"))
                .anyMatch(line -> line.matches(" +2 +6( +[0-9.]+){2} +[0-9.]+ % +[0-9.]+ +[0-9.]+ % +[0-9]+"))
                .anyMatch(line -> line.matches("validation accuracy [0-9.]+ % \\([0-9.]+ % to [0-9.]+ %, n = 10\\)"))
                .anyMatch(line -> line.matches("test accuracy [0-9.]+ % \\([0-9.]+ % to [0-9.]+ %, n = 100\\)"));
    }

    @Test
    void weights_ofTheSameCommand_areTheSame() {
        String command =
                "train --data blobs --points 40 --layers 5:relu,3 --momentum 0.5 --decay 0.01 --epochs 2 --json";

        assertThat(Run.line(command).weights())
                .isEqualTo(Run.line(command).weights())
                .isEqualTo(Run.line(command + " --seed 1").weights())
                .isEqualTo(Run.line(command + " --test blobs").weights())
                .isNotEqualTo(Run.line(command + " --seed 2").weights());
    }

    @Test
    void weights_ofAnyNumberOfThreads_areTheSame() {
        String command = "train --data moons --points 400 --layers 200:relu,100:sigmoid,2 --batch-size 200 --epochs 2"
                + " --json --threads ";

        assertThat(Run.line(command + 1).weights())
                .isEqualTo(Run.line(command + 2).weights())
                .isEqualTo(Run.line(command + 5).weights());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--learning-rate 0.2",
                "--momentum 0.1",
                "--decay 0.5",
                "--weight-decay 0.1",
                "--optimizer nesterov",
                "--optimizer adagrad",
                "--optimizer rmsprop",
                "--optimizer adam",
                "--optimizer adamw --weight-decay 0.5",
                "--optimizer nadam",
                "--schedule cosine",
                "--schedule step:2:0.5 --warmup 1",
                "--schedule one-cycle",
                "--warmup 3",
                "--l2 0.1",
                "--l1 0.1",
                "--clip-value 0.01",
                "--clip-norm 0.01",
                "--max-norm 0.2",
                "--batch-size 7",
                "--validation 20",
                "--examples 50",
                "--loss quadratic",
                "--loss mean-absolute-error",
                "--loss huber",
                "--loss huber --huber-delta 0.1",
                "--loss binary-cross-entropy",
                "--label-smoothing 0.1",
                "--class-weights 1,2.5",
                "--initializer he-normal",
                "--initializer lecun-normal:0.5",
                "--bias-initializer normal"
            })
    void weights_ofAnotherSetting_differ(String flags) {
        String command = "train --data moons --points 50 --layers 4:tanh,2 --epochs 2 --json ";

        assertThat(Run.line(command + flags).weights())
                .isNotEqualTo(Run.line(command).weights());
    }

    @Test
    void training_oneOutputOfYesAndNo_learnsTwoClasses() {
        Run run = Run.line("train --data circles --points 200 --layers 16:tanh,1 --loss binary-cross-entropy"
                + " --learning-rate 0.5 --epochs 40 --test circles --json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.json().get(39).getDouble("testAccuracy")).isGreaterThan(0.95);
    }

    @Test
    void training_onMoons_learns() {
        Run run = Run.line("train --data moons --points 300 --layers 16:relu,2 --learning-rate 0.5 --epochs 60"
                + " --test moons --json");

        JsonObject last = run.json().get(59);
        assertThat(last.getDouble("testAccuracy")).isGreaterThan(0.95);
        assertThat(last.getDouble("trainLoss")).isLessThan(run.json().get(0).getDouble("trainLoss"));
    }

    @Test
    void training_onADirectory_takesTheTrainingFilesAndTestsOnTheOthers() throws IOException {
        String images = ImageFiles.directory(directory.resolve("bars"), 40, 10).toString();

        Run run = Run.of(
                "train",
                "--data",
                images,
                "--layers",
                "8:relu,2",
                "--test",
                images,
                "--validation",
                "0",
                "--epochs",
                "30",
                "--batch-size",
                "8",
                "--learning-rate",
                "0.5",
                "--json");

        assertThat(run.err()).isEmpty();
        assertThat(run.json().get(29).getInt("step")).isEqualTo(30 * 40 / 8);
        assertThat(run.json().get(29).getDouble("testAccuracy")).isEqualTo(1);
    }

    @Test
    void training_onANameOfTheCatalog_looksIntoTheDataDirectory() throws IOException {
        ImageFiles.directory(directory.resolve("fashion-mnist"), 20, 10);

        Run run = Run.of(
                "train",
                "--data",
                "fashion-mnist",
                "--data-dir",
                directory.toString(),
                "--layers",
                "2",
                "--epochs",
                "1");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("[8, 8, 1] → dense 2 softmax, cross-entropy");
    }

    @Test
    void output_thatCannotBeWritten_endsTheRun() {
        StringWriter err = new StringWriter();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        int exitCode = Main.run(
                new PrintWriter(full, false, StandardCharsets.UTF_8),
                new PrintWriter(err),
                (SMALL + "--json").split(" "));

        assertThat(exitCode).isEqualTo(1);
        assertThat(err)
                .hasToString("nabla: standard output: cannot be written (disk full, or closed by its reader)"
                        + System.lineSeparator());
    }
}
