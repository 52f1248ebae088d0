package dev.nabla.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.selftest.Chromium;
import dev.nabla.selftest.StaticServer;
import dev.nabla.selftest.TeaVmBuild;
import dev.nabla.selftest.TeaVmBuild.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs {@link MachineSelfTest} in an isolated worker of Chromium, compiled as WebAssembly and as JavaScript. */
class MachineIT {
    private static final Path OUTPUT = Path.of("target", "machine-it");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static Chromium chromium;

    @BeforeAll
    static void startChromium() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stopChromium() {
        if (chromium != null) {
            chromium.close();
        }
    }

    static void copyTo(Path folder, String... names) throws IOException {
        for (String name : names) {
            try (InputStream resource = MachineIT.class.getResourceAsStream("/machine/" + name)) {
                Files.write(folder.resolve(name), resource.readAllBytes());
            }
        }
        Files.write(folder.resolve("helper.js"), Files.readAllBytes(Path.of("webapp", "helper.js")));
    }

    /** So the page may end a trainer that hangs. */
    @Test
    void worker_endedWhileItsHelperWorks_endsTheHelper() throws IOException {
        Path folder = Files.createDirectories(OUTPUT.resolve("endless"));
        copyTo(folder, "index.html", "endless.js");
        Files.writeString(folder.resolve("page.js"), """
                const worker = new Worker("endless.js");
                worker.onmessage = (event) => { window.count = new Int32Array(event.data.buffer); };
                """);
        try (StaticServer server = StaticServer.start(folder)) {
            chromium.open(server.uri(""));
            chromium.await("window.count && window.count[0] > 3 ? true : null", LIMIT);
            chromium.driver().executeScript("""
                    worker.terminate();
                    let last = -1;
                    const look = () => {
                      if (window.count[0] === last) window.still = true;
                      else { last = window.count[0]; setTimeout(look, 500); }
                    };
                    look();""");
            assertThat(chromium.await("window.still", LIMIT)).isEqualTo(true);
        }
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void machine_inChromium_doesWhatItsContractSays(Target target) throws IOException {
        Path folder = Files.createDirectories(OUTPUT.resolve(target.name().toLowerCase(Locale.ROOT)));
        TeaVmBuild.compile(MachineSelfTest.class, target, folder);
        copyTo(folder, "index.html", "page.js", "worker.js");
        Map<?, ?> answer;
        try (StaticServer server = StaticServer.start(folder)) {
            chromium.open(server.uri("?target=" + folder.getFileName()));
            answer = (Map<?, ?>) chromium.await("window.selfTest", LIMIT);
        }
        List<String> lines =
                ((List<?>) answer.get("lines")).stream().map(String::valueOf).toList();
        lines.stream()
                .filter(line -> line.startsWith("cost "))
                .forEach(line -> System.out.println("Machine " + target + ":" + line.substring(4)));

        assertThat(answer.get("error")).as("error; lines: %s", lines).isNull();
        assertThat(answer.get("isolated")).as("crossOriginIsolated").isEqualTo(true);
        assertThat(lines).filteredOn(line -> line.startsWith("failed")).isEmpty();
        assertThat(lines).filteredOn(line -> line.startsWith("ok")).hasSizeGreaterThan(40);
    }
}
