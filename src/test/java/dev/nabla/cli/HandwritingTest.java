package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import dev.nabla.data.Dataset;
import dev.nabla.data.Pixels;
import dev.nabla.train.HandwrittenDigits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training and measuring on handwriting. */
class HandwritingTest {
    private static final String DATA = "train --data handwriting --json ";
    private static final String FIXED = DATA + "--layers 10 --examples 300 --validation 50 --epochs 2 ";

    /** An epoch of 60,000 examples is seven steps, the last of which goes beyond it. */
    private static final String ENDLESS = DATA + "--layers 10 --batch-size 9000 --validation 50 ";

    /** Holds a fixed run, an endless one stopped in the middle, and one of other data. */
    @TempDir
    static Path shared;

    private static Run endless;

    @TempDir
    Path directory;

    @BeforeAll
    static void train() {
        Run.line(FIXED + "--save " + shared.resolve("fixed"));
        Run.line("train --data moons --points 20 --layers 2 --epochs 1 --save " + shared.resolve("moons"));
        endless = Run.line(ENDLESS + "--epochs 2");
        Run.of(new StopAfter(3), (ENDLESS + "--epochs 2 --save " + shared.resolve("endless")).split(" "));
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

    @Test
    void endlessRun_hasTheFieldsOfAnyOther_andEpochsOf60000Examples() {
        assertThat(endless.err()).isEmpty();
        List<JsonObject> lines = endless.json();
        assertThat(lines).hasSize(3);
        for (JsonObject epoch : lines.subList(0, 2)) {
            assertThat(epoch.keySet())
                    .containsExactly(
                            "epoch", "step", "trainLoss", "validationLoss", "validationAccuracy", "examplesPerSecond");
        }
        assertThat(lines.get(0).getInt("epoch")).isEqualTo(1);
        assertThat(lines.get(0).getInt("step")).isEqualTo(7);
        assertThat(lines.get(1).getInt("epoch")).isEqualTo(2);
        // 14 steps are 126,000 examples: the 6,000 too many belong to the third epoch.
        assertThat(lines.get(1).getInt("step")).isEqualTo(14);
        assertThat(lines.get(2).keySet()).containsExactly("weightsSha256", "parameters", "seconds");
    }

    @Test
    void endlessRunStopped_goesOnToTheWeightsOfTheUninterruptedOne() {
        Run resumed = Run.line(DATA + "--epochs 2 --resume " + shared.resolve("endless"));

        assertThat(resumed.err()).isEmpty();
        assertThat(resumed.weights()).isEqualTo(endless.weights());
        assertThat(resumed.json().get(resumed.json().size() - 2).get("validationLoss"))
                .isEqualTo(endless.json().get(1).get("validationLoss"));
    }

    @Test
    void fewThousandExamples_areLearned() {
        Run run =
                Run.line(DATA + "--layers 32:relu,10 --examples 4000 --validation 1000 --epochs 4 --test handwriting");

        JsonObject last = run.json().get(3);
        assertThat(last.getInt("step")).isEqualTo(4 * 4000 / 32);
        assertThat(last.getDouble("validationAccuracy")).isGreaterThan(0.6);
        assertThat(last.getDouble("testAccuracy")).isGreaterThan(0.6);
    }

    @Test
    void weights_ofTheSameCommand_areTheSame() {
        assertThat(Run.line(FIXED).weights())
                .isEqualTo(Run.line(FIXED.replace("--validation 50", "--validation 0"))
                        .weights())
                .isNotEqualTo(Run.line(FIXED + "--seed 2").weights())
                .isNotEqualTo(Run.line(FIXED.replace("300", "310")).weights());
    }

    @Test
    void validationOfNone_leavesItsFieldsOut() {
        Run run = Run.line(FIXED.replace("--validation 50", "--validation 0"));

        assertThat(run.json().get(0).keySet()).containsExactly("epoch", "step", "trainLoss", "examplesPerSecond");
    }

    @Test
    void fixedRunResumed_hasTheWeightsOfTheUninterruptedOne() {
        Run resumed = Run.line(DATA + "--epochs 3 --resume " + shared.resolve("fixed"));

        assertThat(resumed.weights())
                .isEqualTo(Run.line(FIXED.replace("--epochs 2", "--epochs 3")).weights());
    }

    @Test
    void checkpoint_saysThatTheDataAreHandwriting() {
        SavedModel saved = SavedModel.read(shared.resolve("endless").toString());

        assertThat(saved.data().name()).isEqualTo("handwriting");
        assertThat(saved.data().scaling()).isEqualTo("pixel/255");
        assertThat(saved.data().source()).containsEntry("training", "endless").containsEntry("validation", "50");
        assertThat(saved.className(7)).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void evaluate_givesWhatTrainingMeasured_whateverTheSeed(int seed) {
        String model = directory.resolve("model").toString();
        Run trained = Run.line(FIXED + "--test handwriting --save " + model);

        Run run = Run.line("evaluate --data handwriting --json --seed " + seed + " --model " + model);

        JsonObject line = run.json().get(0);
        assertThat(line.getInt("examples")).isEqualTo(10_000);
        assertThat(line.get("loss")).isEqualTo(trained.json().get(1).get("testLoss"));
    }

    @Test
    void testDigits_areNotAmongThoseToValidateOn() {
        Dataset validation = HandwrittenDigits.set(HandwrittenDigits.validation(), 0, 1_000);
        Dataset test = HandwritingSets.test();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < validation.size(); i++) {
            seen.add(image(validation, i));
        }

        assertThat(seen).hasSize(1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(seen).doesNotContain(image(test, i));
        }
    }

    private static String image(Dataset data, int i) {
        byte[] pixels = ((Pixels) data.inputs()).values();
        return new String(pixels, 784 * i, 784, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--layers 10 --validation 100001 | --validation 100001: handwriting has 100000 examples for validation",
                "--layers 10 --examples 2739138 | --examples 2739138: expected 1 to 2739137 of handwriting, or no"
                        + " --examples for an endless source",
                "--layers 10 --batch-size 60001 | --batch-size 60001: an epoch of handwriting is 60000 examples",
                "--resume DIR/endless --examples 100 | --examples 100: the run in DIR/endless has endless ones",
                "--resume DIR/endless --validation 10 | --validation 10: the run in DIR/endless has 50",
                "--resume DIR/fixed --examples 100 | --examples 100: the run in DIR/fixed has 300",
                "--resume DIR/fixed --epochs 1 | --epochs 1: the run in DIR/fixed has done 2",
            })
    void commandThatMakesNoSense_isRefused(String flags, String message) {
        Run run = Run.line(DATA + flags.replace("DIR", shared.toString()));

        assertThat(run.err())
                .isEqualTo("nabla: " + message.replace("DIR", shared.toString()) + " (see nabla train --help)"
                        + System.lineSeparator());
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train --data handwriting --layers 9 --validation 0 | handwriting: label 9 of example [0-9], the network"
                        + " has outputs 0..8",
                "train --data handwriting --layers 11 --validation 0 | handwriting: class 10 has no example among the"
                        + " 1000 to train on, the network has 11 outputs",
                "train --data handwriting --layers 10 --validation 0 --examples 9 | handwriting: class [0-9] has no"
                        + " example among the 9 to train on, the network has 10 outputs",
                "train --data handwriting --resume DIR/moons | handwriting: SHA-256 of the examples [0-9a-f]+, the run"
                        + " in DIR/moons learned from [0-9a-f]+",
                "train --data moons --resume DIR/endless | moons: the run in DIR/endless learns from handwriting without"
                        + " end",
                "evaluate --data handwriting --model DIR/moons | handwriting: examples of shape \\[28, 28, 1\\], the"
                        + " network takes \\[2\\]",
            })
    void dataThatDoNotFit_areRefused(String command, String message) {
        Run run = Run.line(command.replace("DIR", shared.toString()));

        assertThat(run.err()).matches("nabla: " + message.replace("DIR", shared.toString()) + "\\R");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void help_saysWhatAnEpochIs() {
        assertThat(Run.line("train --help").out().replaceAll("\\s+", " "))
                .contains("an epoch of an endless source is 60,000 examples")
                .contains("handwriting, digits generated without end, every example new");
    }
}
