package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void help_listsTheCommandsAndExitCodes() {
        Run run = Run.of("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("train  ", "evaluate  ", "predict  ", "check  ", "bench  ", "Exit codes: 0 done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "evaluate", "predict", "check", "bench"})
    void help_ofACommand_fitsATerminalAndNamesDefaults(String command) {
        Run run = Run.of(command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: nabla " + command).contains("(default: ");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void version_isThatOfTheProject() {
        assertThat(Run.of("--version").out()).matches("nabla \\S+\\R");
    }

    @Test
    void run_withWriters_isForEmbedding() {
        StringWriter out = new StringWriter();

        int exitCode = Main.run(new PrintWriter(out), new PrintWriter(new StringWriter()), "check", "--layers", "2");

        assertThat(exitCode).isZero();
        assertThat(out.toString()).contains("All gradients agree.");
    }
}
