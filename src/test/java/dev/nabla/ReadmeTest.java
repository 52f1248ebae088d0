package dev.nabla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nabla.data.Catalog;
import dev.nabla.data.Dataset;
import dev.nabla.data.ImageDirectory;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Network;
import dev.nabla.optim.Sgd;
import dev.nabla.train.EpochSource;
import dev.nabla.train.Settings;
import dev.nabla.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README's example in Java is this test's code, and runs. */
class ReadmeTest {
    private static final Path DATA = Path.of(System.getProperty("nabla.data", "../shared/data"), "mnist");

    @Test
    void readme_showsThisCode() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String shown = readme.substring(readme.indexOf("```java") + 7);
        shown = shown.substring(0, shown.indexOf("```"));
        String here = Files.readString(Path.of("src/test/java/dev/nabla/ReadmeTest.java"));

        assertThat(words(here)).contains(words(shown));
        assertThat(shown.strip().lines()).hasSizeLessThan(15);
    }

    private static String words(String code) {
        return code.replaceAll("\\s+", "").replace("Path.of(\"mnist\")", "DATA");
    }

    @Test
    void example_learnsDigits() {
        assumeThat(DATA).as("SKIPPED: the README's example needs MNIST").exists();

        Dataset mnist = new ImageDirectory(DATA, Catalog.bundled()).training();
        Network network = Network.builder()
                .input(28, 28, 1)
                .dense(128, Activation.RELU)
                .dense(10, Activation.SOFTMAX)
                .build();
        Settings settings = new Settings(Sgd.of(0.1f).withMomentum(0.9f), 100, 1);
        Trainer trainer = new Trainer(network, settings, EpochSource.of(mnist, 1));
        trainer.trainEpoch(step -> {});

        assertThat(trainer.step()).isEqualTo(600);
        assertThat(trainer.evaluate(EpochSource.of(mnist, 1).examples(), new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
                        .correct())
                .isGreaterThan(7);
    }
}
