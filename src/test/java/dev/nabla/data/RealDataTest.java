package dev.nabla.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official files of MNIST and Fashion-MNIST; skipped where they are missing, see {@link TestFiles#realData}. */
class RealDataTest {

    @ParameterizedTest
    @ValueSource(strings = {"mnist", "fashion-mnist"})
    void everyFile_isWhatTheCatalogSays(String id) throws IOException {
        Path directory = TestFiles.realData(id);
        for (Catalog.DataFile file :
                CatalogTest.catalog().find(id).orElseThrow().files()) {
            IdxArray array = read(directory.resolve(file.name()));

            assertThat(array.sha256()).as(file.name()).isEqualTo(file.sha256());
            assertThat(array.header().length + (long) array.bytes().length)
                    .as(file.name())
                    .isEqualTo(file.bytes());
            assertThat(array.dimension(0)).as(file.name()).isEqualTo(file.examples());
        }
    }

    /** The published numbers of examples per digit, and a mean pixel of 0.1307 as everybody normalizes with. */
    @Test
    void mnist_trainingAndTest_areTheOnesKnown() throws IOException {
        ImageDirectory mnist = new ImageDirectory(TestFiles.realData("mnist"), CatalogTest.catalog());
        Dataset training = mnist.training();

        assertThat(training.name()).isEqualTo("mnist");
        assertThat(training.shape()).isEqualTo(InputShape.gray(28, 28));
        assertThat(training.labels().counts())
                .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
        assertThat(mnist.test().labels().counts())
                .containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
        assertThat(training.labels().values()).startsWith(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
        long sum = 0;
        for (byte pixel : ((Pixels) training.inputs()).values()) {
            sum += pixel & 255;
        }
        assertThat(Math.round(sum / 255.0 / training.inputs().count() * 10_000)).isEqualTo(1307);
    }

    @Test
    void fashionMnist_trainingAndTest_areBalancedAndNamed() throws IOException {
        ImageDirectory fashion = new ImageDirectory(TestFiles.realData("fashion-mnist"), CatalogTest.catalog());
        Dataset training = fashion.training();

        assertThat(training.labels().counts()).containsOnly(6000);
        assertThat(fashion.test().labels().counts()).containsOnly(1000);
        assertThat(training.classNames()).startsWith("T-shirt/top", "Trouser").endsWith("Ankle boot");
        assertThat(fashion.test().classNames()).isEqualTo(training.classNames());
    }

    @Test
    void mnist_split_isStratified() throws IOException {
        Labels labels = new ImageDirectory(TestFiles.realData("mnist"), CatalogTest.catalog())
                .training()
                .labels();

        Split split = Split.of(labels, 10_000, TestBits.seed(1));

        assertThat(split.training()).hasSize(50_000);
        assertThat(labels.select(split.validation()).counts())
                .containsExactly(987, 1124, 993, 1022, 974, 904, 986, 1044, 975, 991);
    }

    private static IdxArray read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return IdxReader.read(file.getFileName().toString(), in);
        }
    }
}
