package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {
    @TempDir
    Path directory;

    @Test
    void list_ofAnEmptyCache_showsWhatThereIs() {
        Run run = Run.line("data list --data-dir " + directory);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("mnist: MNIST, 10 classes, 28×28×1, 11.6 MB")
                .contains("  0 of 4 files in " + directory.resolve("fashion-mnist"));
        assertThat(Run.line("data list --json --data-dir " + directory).json())
                .hasSize(2)
                .allMatch(line -> line.getInt("present") == 0 && line.getInt("files") == 4);
    }

    @Test
    void fetch_wrongContents_areRefusedAndNotKept() throws Exception {
        Path from = Files.createDirectories(directory.resolve("from"));
        Files.writeString(from.resolve("train-images-idx3-ubyte"), "no images");

        Run run = Run.line("data fetch mnist --from " + from + " --data-dir " + directory);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("nabla: " + from.resolve("train-images-idx3-ubyte") + ": contents with SHA-256 ")
                .endsWith(", expected ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db\n");
        assertThat(directory.resolve("mnist")).isEmptyDirectory();
    }

    @Test
    void badCommands_haveASentence() {
        assertThat(Run.line("data fetch cifar").err())
                .isEqualTo("nabla: cifar: no data set of the catalog, expected mnist or fashion-mnist\n");
        assertThat(Run.line("data fetch").exitCode()).isEqualTo(2);
        assertThat(Run.line("data").err()).startsWith("nabla: No command, expected one of: fetch, list");
        assertThat(Run.line("data fetch mnist --data-dir /dev/null/x").err())
                .startsWith("nabla: /dev/null/x/mnist: cannot be made: ");
    }
}
