package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The jar as people run it. */
@Timeout(120)
class JarIT {
    @TempDir
    Path directory;

    private static Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", Path.of("target", "nabla.jar").toString()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String run(String line) throws IOException, InterruptedException {
        Process process = start(line.split(" "));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void version_isThatOfTheManifest() throws IOException, InterruptedException {
        assertThat(run("--version")).matches("nabla [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\\R");
    }

    @Test
    void train_evaluate_work() throws IOException, InterruptedException {
        Path model = directory.resolve("spiral.model");

        String table = run("train --data spiral --layers 64:relu,3 --learning-rate 1 --epochs 3 --save " + model);

        assertThat(table)
                .startsWith("[2] → dense 64 relu → dense 3 softmax, cross-entropy")
                .contains("weights SHA-256 ");
        assertThat(run("evaluate --data spiral --model " + model)).contains("n = 3,000");
    }

    @Test
    void hash_inTwoProcesses_isTheSame() throws IOException, InterruptedException {
        String command = "train --data moons --layers 8:tanh,2 --epochs 2 --json";

        assertThat(run(command).lines().toList().get(2).substring(0, 80))
                .isEqualTo(run(command).lines().toList().get(2).substring(0, 80));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void termination_whileTraining_savesTheRun() throws IOException, InterruptedException {
        Path model = directory.resolve("spiral.model");
        Process process =
                start(("train --data spiral --layers 16:relu,3 --epochs 1000000 --json --save " + model).split(" "));

        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).startsWith("{\"epoch\":1,");
            // The handle, because Process.destroy would close the output as well.
            process.toHandle().destroy();
            String last = output.lines().reduce("", (before, line) -> line);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(last).matches("nabla: Stopped in step [0-9]+, saved; goes on with --resume .*");
        }

        assertThat(run("evaluate --data spiral --model " + model)).contains("accuracy");
    }
}
