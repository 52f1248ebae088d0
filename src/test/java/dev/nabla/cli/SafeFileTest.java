package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SafeFileTest {
    @TempDir
    Path directory;

    private static byte[] text(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void write_replacesTheFile() throws IOException {
        Path path = directory.resolve("file");
        SafeFile file = SafeFile.of(path);
        assertThat(path).doesNotExist();

        file.write(text("one"));
        assertThat(path).hasContent("one");
        file.write(text("two"));
        assertThat(path).hasContent("two");

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void write_thatFails_leavesNothingAndTheOldFileAsItWas() throws IOException {
        Path place = Files.createDirectory(directory.resolve("place"));
        SafeFile file = SafeFile.of(place.resolve("file"));
        // A directory that holds something cannot be replaced by a file.
        Path obstacle = Files.createDirectories(place.resolve("file").resolve("content"));

        assertThatThrownBy(() -> file.write(text("new")))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith(place.resolve("file") + ": cannot be written: ");

        assertThat(obstacle).exists();
        try (Stream<Path> files = Files.list(place)) {
            assertThat(files).containsExactly(place.resolve("file"));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void write_throughALink_keepsTheLink() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);

        SafeFile.of(link).write(text("new"));

        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void save_onAFullDisk_saysSoAndStillPrintsTheWeights() {
        Run run = Run.line("train --data moons --points 20 --layers 2 --epochs 1 --json --save /dev/full");

        assertThat(run.err())
                .isEqualTo("nabla: /dev/full: cannot be written: No space left on device" + System.lineSeparator());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.weights()).hasSize(64);
        assertThat(Path.of("/dev/full")).exists();
    }
}
