package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.model.Checkpoint;
import dev.nabla.train.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {
    private static final String DATA = "train --json --data blobs --points 701 ";
    private static final String NETWORK = DATA + "--layers 6:sigmoid,3 --batch-size 13 --validation 77 ";

    /** Holds a run of two epochs. */
    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    @BeforeAll
    static void trainTwoEpochs() {
        Run.line(NETWORK + "--epochs 2 --save " + shared.resolve("run.safetensors"));
    }

    /** Ends a run when it has been asked so often. */
    private static final class StopAfter extends StopSignal {
        private int left;

        StopAfter(int questions) {
            left = questions;
        }

        @Override
        boolean requested() {
            return left-- == 0;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--momentum 0.9 --decay 0.001 ",
                "--examples 500 ",
                "--l2 0.001 --seed -5 ",
                "--optimizer adamw --schedule step:9:0.5 --warmup 5 ",
                "--optimizer nadam --clip-norm 0.1 ",
                "--optimizer nesterov --clip-value 0.01 --max-norm 0.5 --l1 0.001 "
            })
    void resumedRun_hasTheWeightsOfTheUninterruptedOne(String flags) {
        Path file = directory.resolve("run.safetensors");
        Run.line(NETWORK + flags + "--epochs 1 --save " + file);

        Run resumed = Run.line(DATA + "--resume " + file + " --epochs 3");

        Run whole = Run.line(NETWORK + flags + "--epochs 3");
        assertThat(resumed.weights()).isEqualTo(whole.weights());
        assertThat(resumed.json().get(1).get("trainLoss"))
                .isEqualTo(whole.json().get(2).get("trainLoss"));
    }

    @ParameterizedTest
    @CsvSource({"1, 64, 4, 2", "3, 156, 1, 1", "5, 284, 2, 7"})
    void runStoppedThreeTimes_hasTheWeightsOfTheUninterruptedOne(int first, int step, int second, int third) {
        Path file = directory.resolve("run.safetensors");
        String flags = "--momentum 0.9 --schedule cosine --epochs 8 ";

        Run stopped = Run.of(new StopAfter(first), (NETWORK + flags + "--save " + file).split(" "));
        assertThat(stopped.exitCode()).isEqualTo(130);
        assertThat(stopped.err())
                .isEqualTo("nabla: Stopped in step " + step + ", saved; goes on with --resume " + file
                        + System.lineSeparator());
        String again = DATA + "--epochs 8 --resume " + file + " --save " + file;
        assertThat(Run.of(new StopAfter(second), again.split(" ")).exitCode()).isEqualTo(130);
        assertThat(Run.of(new StopAfter(third), again.split(" ")).exitCode()).isEqualTo(130);

        assertThat(Run.line(again).weights())
                .isEqualTo(Run.line(NETWORK + flags).weights());
    }

    @Test
    void runStoppedWithoutAFile_saysThatNothingIsSaved() {
        Run stopped = Run.of(new StopAfter(0), NETWORK.split(" "));

        assertThat(stopped.err()).isEqualTo("nabla: Stopped in step 0, nothing saved" + System.lineSeparator());
    }

    @Test
    void runStoppedBeforeItsFirstStep_leavesTheFileAsItWas() throws IOException {
        Path file = directory.resolve("run.safetensors");
        Files.writeString(file, "precious");

        Run stopped = Run.of(new StopAfter(0), (NETWORK + "--save " + file).split(" "));

        assertThat(stopped.err()).isEqualTo("nabla: Stopped in step 0, nothing saved" + System.lineSeparator());
        assertThat(file).hasContent("precious");
    }

    @Test
    void finishedRun_resumed_printsItsWeights() {
        Path file = directory.resolve("run.safetensors");
        Run whole = Run.line(NETWORK + "--epochs 2 --save " + file);

        assertThat(Run.line(DATA + "--epochs 2 --resume " + file).weights()).isEqualTo(whole.weights());
    }

    @Test
    void flagsThatAgree_areAccepted() {
        Path file = directory.resolve("run.safetensors");
        Run.line(NETWORK + "--epochs 1 --save " + file);

        Run run = Run.line(NETWORK + "--loss cross-entropy --optimizer sgd --learning-rate 0.1 --momentum 0 --decay 0"
                + " --l2 0 --seed 1 --initializer xavier-uniform --bias-initializer zeros --examples 2026 --epochs 2"
                + " --resume " + file);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--layers 7:sigmoid,3 | --layers dense:7:sigmoid,dense:3:softmax: the run in FILE has"
                        + " dense:6:sigmoid,dense:3:softmax",
                "--loss quadratic | --loss quadratic: the run in FILE has cross-entropy",
                "--initializer zeros | --initializer zeros:1.0: the run in FILE has xavier-uniform:1.0",
                "--bias-initializer normal:2 | --bias-initializer normal:2.0: the run in FILE has zeros:1.0",
                "--l2 0.5 | --l2 0.5: the run in FILE has 0.0",
                "--learning-rate 0.5 | --learning-rate 0.5: the run in FILE has 0.1",
                "--momentum 0.5 | --momentum 0.5: the run in FILE has 0.0",
                "--decay 0.5 | --decay 0.5: the run in FILE has 0.0",
                "--batch-size 14 | --batch-size 14: the run in FILE has 13",
                "--seed 3 | --seed 3: the run in FILE has 1",
                "--validation 0 | --validation 0: the run in FILE has 77",
                "--examples 10 | --examples 10: the run in FILE has 2026",
                "--epochs 1 | --epochs 1: the run in FILE has done 2",
            })
    void flagsThatDisagree_areRefusedWithBothValues(String flags, String message) {
        Path file = shared.resolve("run.safetensors");

        Run run = Run.line(DATA + "--resume " + file + " " + flags);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("nabla: " + message.replace("FILE", file.toString()) + " (see nabla train --help)"
                        + System.lineSeparator());
        assertThat(run.out()).isEmpty();
    }

    @Test
    void otherData_areRefusedWithBothHashes() {
        Path file = directory.resolve("run.safetensors");
        Run.line(NETWORK + "--epochs 1 --save " + file);

        Run run = Run.line("train --data spiral --points 701 --resume " + file);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .matches(
                        "nabla: spiral: SHA-256 of the examples [0-9a-f]{64}, the run in \\S+ learned from [0-9a-f]{64}\\R");
    }

    @Test
    void fewerData_areRefused() {
        Path file = directory.resolve("run.safetensors");
        Run.line(NETWORK + "--epochs 1 --save " + file);

        Run run = Run.line("train --data blobs --points 5 --resume " + file);

        assertThat(run.err())
                .isEqualTo("nabla: blobs: 15 examples, the run in " + file
                        + " uses 2026 for training and 77 for validation" + System.lineSeparator());
    }

    @Test
    void runThatHasEndedInInfinity_cannotGoOn() throws IOException {
        Path file = shared.resolve("run.safetensors");
        Checkpoint saved = Checkpoint.read("run", Files.readAllBytes(file));
        RunState run = Objects.requireNonNull(saved.run());
        run.tensors().get(0).values()[0] = Float.POSITIVE_INFINITY;
        Path ended = directory.resolve("ended.safetensors");
        Files.write(ended, Checkpoint.ofRun(saved.network(), saved.data(), run).toBytes());

        Run resumed = Run.line(DATA + "--epochs 3 --resume " + ended);

        assertThat(resumed.err())
                .matches("nabla: Training stopped: layer1.weight became infinite or NaN in step [0-9]+; .*\\R");
        assertThat(resumed.exitCode()).isEqualTo(1);
    }

    @Test
    void save_leavesOnlyTheFile() throws IOException {
        Run.line(NETWORK + "--epochs 1 --save " + directory.resolve("run.safetensors"));

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("run.safetensors"));
        }
    }
}
