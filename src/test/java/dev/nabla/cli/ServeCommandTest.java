package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServeCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        return new CommandLine(new ServeCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void serve_portTaken_saysSoInOneLine() throws IOException {
        Files.writeString(folder.resolve("index.html"), "");
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertThat(run("--port=" + port, "--dir=" + folder)).isEqualTo(1);
            assertThat(err.toString()).contains("port " + port + " is taken").hasLineCount(1);
            assertThat(out.toString()).isEmpty();
        }
    }

    @Test
    void serve_folderWithoutSite_saysHowToBuildIt() {
        assertThat(run("--dir=" + folder)).isEqualTo(1);
        assertThat(err.toString())
                .contains(folder.toString(), "index.html", "mvn")
                .hasLineCount(1);
    }

    @Test
    void serve_impossiblePort_namesTheRange() {
        assertThat(run("--port=65536", "--dir=" + folder)).isEqualTo(1);
        assertThat(err.toString()).contains("65536", "65535").hasLineCount(1);
    }

    @Test
    void serve_running_printsItsAddressAndStaysUntilInterrupted() throws Exception {
        Files.writeString(folder.resolve("index.html"), "");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<Integer> exit = thread.submit(() -> run("--port=0", "--dir=" + folder));
        while (!out.toString().endsWith("\n") && !exit.isDone()) {
            Thread.onSpinWait();
        }

        assertThat(out.toString()).startsWith("Nabla is at http://localhost:").hasLineCount(1);
        assertThat(exit.isDone()).isFalse();
        thread.shutdownNow();
        assertThat(thread.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
}
