package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Augmentation, from the command line. */
class AugmentTest {
    private static final String TRAIN = "train --data handwriting --examples 100 --validation 20 --layers 10 --json ";
    private static final String AUGMENT = "--augment shift=2,rotate=10,elastic=1 --augment-clean 0.2 ";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "--batch-size 7 "})
    void resumed_hasTheWeightsOfTheWholeRun(String flags) {
        String file = directory.resolve("m.safetensors").toString();
        Run.line(TRAIN + AUGMENT + flags + "--epochs 2 --save " + file);

        Run resumed = Run.line(TRAIN.replace("--layers 10 ", "") + "--epochs 4 --resume " + file);
        String whole = Run.line(TRAIN + AUGMENT + flags + "--epochs 4").weights();

        assertThat(resumed.err()).isEmpty();
        assertThat(resumed.weights())
                .isEqualTo(whole)
                .isNotEqualTo(Run.line(TRAIN + flags + "--epochs 4").weights())
                .isNotEqualTo(Run.line(TRAIN + flags + "--epochs 4 --augment shift=2,rotate=10,elastic=1")
                        .weights());
        assertThat(Run.line(TRAIN + AUGMENT + "--epochs 4 --resume " + file).weights())
                .isEqualTo(whole);
    }

    @Test
    void resumed_withOtherFlags_namesBoth() {
        String file = directory.resolve("m.safetensors").toString();
        Run.line(TRAIN + AUGMENT + "--epochs 1 --save " + file);

        assertThat(Run.line(TRAIN + "--resume " + file + " --augment shift=3").err())
                .startsWith("nabla: --augment shift=3: the run in " + file + " has shift=2,rotate=10,elastic=1");
        assertThat(Run.line(TRAIN + "--resume " + file + " --augment-clean 0.5").err())
                .startsWith("nabla: --augment-clean 0.5: the run in " + file + " has 0.2");
    }

    @Test
    void clean_all_isNoAugmentation() {
        assertThat(Run.line(TRAIN + "--epochs 1 --augment shift=2 --augment-clean 1")
                        .weights())
                .isEqualTo(Run.line(TRAIN + "--epochs 1").weights());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--augment shift=x|nabla: Augmentation: shift \"x\", expected 0..100 with at most 3 decimals",
                "--augment-clean 0.2|nabla: --augment-clean 0.2: expected --augment as well",
                "--augment shift=1 --augment-clean 2|nabla: Augmentation: clean \"2\", expected 0..1"
            })
    void badFlags_haveASentence(String line) {
        String[] parts = line.split("\\|", -1);
        Run run = Run.line(TRAIN + parts[0]);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith(parts[1]);
    }

    @Test
    void points_areRefused() {
        Run run = Run.line("train --data moons --layers 2 --augment shift=1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("nabla: moons: not images with labels, expected such for augmentation\n");
    }
}
