package dev.nabla.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.kernel.GeneratedRun;
import dev.nabla.kernel.HashRecorder;
import dev.nabla.kernel.ImageRun;
import dev.nabla.kernel.LargeRun;
import dev.nabla.kernel.RunPlayer;
import dev.nabla.program.JavaExecutor;
import dev.nabla.selftest.Chromium;
import dev.nabla.selftest.StaticServer;
import dev.nabla.selftest.TeaVmBuild;
import dev.nabla.selftest.TeaVmBuild.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Modules in Chromium on 1, 2 and 3 threads give the bits of the reference on the JVM. */
class KernelIT {
    private static final Path OUTPUT = Path.of("target", "kernel-it");
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private static Chromium chromium;
    private static Map<String, HashRecorder> expected;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        expected = new LinkedHashMap<>();
        for (int seed = KernelSelfTest.FROM; seed < KernelSelfTest.FROM + KernelSelfTest.RUNS; seed++) {
            HashRecorder recorder = new HashRecorder();
            RunPlayer player = new RunPlayer(new GeneratedRun(seed), JavaExecutor::new, recorder);
            while (player.advance()) {}
            expected.put(String.valueOf(seed), recorder);
        }
        HashRecorder images = new HashRecorder();
        ImageRun ofImages = new ImageRun(JavaExecutor::new, images);
        while (ofImages.advance()) {}
        expected.put(KernelSelfTest.IMAGES, images);
        HashRecorder large = new HashRecorder();
        LargeRun run = new LargeRun(JavaExecutor::new, large);
        while (run.advance()) {}
        expected.put(KernelSelfTest.LARGE, large);
        expected.put(KernelSelfTest.LOST, large);
    }

    @AfterAll
    static void stopChromium() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void modules_inChromium_giveTheBitsOfTheReference(Target target) throws IOException {
        Path folder = Files.createDirectories(OUTPUT.resolve(target.name().toLowerCase(Locale.ROOT)));
        TeaVmBuild.compile(KernelSelfTest.class, target, folder);
        MachineIT.copyTo(folder, "index.html", "page.js", "worker.js");
        Map<?, ?> answer;
        try (StaticServer server = StaticServer.start(folder)) {
            chromium.open(server.uri("?target=" + folder.getFileName()));
            answer = (Map<?, ?>) chromium.await("window.selfTest", LIMIT);
        }
        List<String> lines =
                ((List<?>) answer.get("lines")).stream().map(String::valueOf).toList();
        assertThat(answer.get("error")).as("error; lines: %s", lines).isNull();
        assertThat(answer.get("isolated")).as("crossOriginIsolated").isEqualTo(true);

        int runs = 0;
        List<String> failures = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ", 4);
            if (words[0].equals("run")) {
                runs++;
                compare(words[1] + " threads, seed " + words[2], words[3], expected.get(words[2]), failures);
            }
        }
        assertThat(failures).isEmpty();
        int perThreads = KernelSelfTest.RUNS + 2;
        assertThat(runs).isEqualTo(KernelSelfTest.MAX_THREADS * (perThreads + 1) - 1);
        assertThat(lines)
                .as("a loss leaves one thread")
                .contains("threads 2 lost 1", "threads 3 lost 1", "threads 3 large 3");
        for (int threads = 1; threads <= KernelSelfTest.MAX_THREADS; threads++) {
            String prefix = "ready " + threads + ' ';
            String line = lines.stream()
                    .filter(candidate -> candidate.startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
            assertThat(Integer.parseInt(line.substring(prefix.length())))
                    .as("slices that began with %d threads", threads)
                    .isGreaterThan(3 * KernelSelfTest.RUNS);
        }
    }

    private static void compare(String name, String actual, HashRecorder recorder, List<String> failures) {
        String wanted = recorder.hashes().strip();
        if (actual.equals(wanted)) {
            return;
        }
        String[] hashes = actual.split(" ", -1);
        String[] wantedHashes = wanted.split(" ", -1);
        int first = 0;
        while (first < hashes.length && first < wantedHashes.length && hashes[first].equals(wantedHashes[first])) {
            first++;
        }
        failures.add(name + ": differs at "
                + (first < recorder.names().size() ? recorder.names().get(first) : "the end"));
    }
}
