package dev.nabla.data;

import static dev.nabla.data.TestFiles.gzip;
import static dev.nabla.data.TestFiles.idx;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDirectoryTest {
    private static final Catalog EMPTY = new Catalog(List.of());

    @TempDir
    Path directory;

    @Test
    void trainingAndTest_plainAndGzip_areRead() throws IOException {
        write("train-images-idx3-ubyte.gz", gzip(idx(256, 5, 3, 2)));
        write("train-labels-idx1-ubyte", idx(10, 5));
        write("t10k-images-idx3-ubyte", idx(256, 4, 3, 2));
        write("t10k-labels-idx1-ubyte.gz", gzip(idx(10, 4)));

        ImageDirectory images = new ImageDirectory(directory, EMPTY);

        assertThat(images.training().size()).isEqualTo(5);
        assertThat(images.training().labels().values()).containsExactly(0, 1, 2, 3, 4);
        assertThat(images.test().size()).isEqualTo(4);
        assertThat(images.test().shape()).isEqualTo(InputShape.gray(3, 2));
        assertThat(images.test().name()).isEqualTo(directory.getFileName().toString());
        assertThat(images.test().classNames()).isEqualTo(Labels.numbered(10));
    }

    @Test
    void training_namesWithDots_areFound() throws IOException {
        write("train-images.idx3-ubyte", idx(256, 5, 3, 2));
        write("train-labels.idx1-ubyte.gz", gzip(idx(10, 5)));

        assertThat(new ImageDirectory(directory, EMPTY).training().size()).isEqualTo(5);
    }

    /** Some archives unpack each file into a directory of the same name. */
    @Test
    void training_directoryWithAFilesName_isPassedOver() throws IOException {
        Files.createDirectory(directory.resolve("train-images-idx3-ubyte"));
        write("train-images.idx3-ubyte", idx(256, 5, 3, 2));
        write("train-labels-idx1-ubyte", idx(10, 5));

        assertThat(new ImageDirectory(directory, EMPTY).training().size()).isEqualTo(5);
    }

    @Test
    void training_fileMissing_listsTheNamesLookedFor() throws IOException {
        write("train-labels-idx1-ubyte", idx(10, 5));

        assertThatThrownBy(() -> new ImageDirectory(directory, EMPTY).training())
                .isInstanceOf(DataException.class)
                .hasMessage(directory + ": no file of the train-images, expected one of train-images-idx3-ubyte.gz,"
                        + " train-images-idx3-ubyte, train-images.idx3-ubyte.gz, train-images.idx3-ubyte");
    }

    @Test
    void test_noDirectory_isASentence() {
        Path missing = directory.resolve("missing");

        assertThatThrownBy(() -> new ImageDirectory(missing, EMPTY).test())
                .isInstanceOf(DataException.class)
                .hasMessage(missing + ": no such directory, expected one with t10k-labels-idx1-ubyte.gz");
    }

    @Test
    void training_damagedFile_namesThePath() throws IOException {
        write("train-images-idx3-ubyte", idx(256, 5, 3, 2));
        write("train-labels-idx1-ubyte", new byte[] {0, 0, 8, 1, 0, 0, 0, 5, 1});

        assertThatThrownBy(() -> new ImageDirectory(directory, EMPTY).training())
                .isInstanceOf(DataException.class)
                .hasMessage(directory.resolve("train-labels-idx1-ubyte")
                        + ": ends after 1 bytes of elements, expected 5 (5 U8)");
    }

    @Test
    void training_labelsInTheCatalog_haveItsClassNames() throws IOException {
        byte[] labels = idx(3, 5);
        write("train-images-idx3-ubyte", idx(256, 5, 3, 2));
        write("train-labels-idx1-ubyte.gz", gzip(labels));
        Catalog.DataFile file = new Catalog.DataFile("l", "training", "labels", 5, 9, 13, Sha256.hex(labels));
        Catalog.Entry entry = new Catalog.Entry(
                "pets", "Pets", "", "", InputShape.gray(3, 2), List.of("cat", "dog", "newt"), List.of(), List.of(file));

        Dataset set = new ImageDirectory(directory, new Catalog(List.of(entry))).training();

        assertThat(set.classNames()).containsExactly("cat", "dog", "newt");
    }

    private void write(String name, byte[] contents) throws IOException {
        Files.write(directory.resolve(name), contents);
    }
}
