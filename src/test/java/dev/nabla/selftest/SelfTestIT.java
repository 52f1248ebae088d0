package dev.nabla.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.selftest.TeaVmBuild.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs {@link SelfTest} on the JVM, and compiled by TeaVM in a worker of Chromium, as WebAssembly and as JavaScript;
 * compares what it prints.
 */
class SelfTestIT {

    /** Allowed between a target that rounds intermediate results to float32 and plain JavaScript, which does not. */
    static final double RELATIVE_TOLERANCE = 1e-3;

    private static final Path OUTPUT = Path.of("target", "selftest");
    private static final Duration LIMIT = Duration.ofMinutes(3);

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

    @TestFactory
    Stream<DynamicTest> selfTest_inChromium_printsWhatTheJvmPrints() {
        List<String> expected = SelfTest.run();
        return Stream.of(Target.values())
                .map(target -> DynamicTest.dynamicTest(
                        target.name(), () -> assertSame(target, runInChromium(target), expected)));
    }

    private static List<String> runInChromium(Target target) throws IOException {
        Path folder = Files.createDirectories(OUTPUT.resolve(target.name().toLowerCase(Locale.ROOT)));
        TeaVmBuild.compile(SelfTest.class, target, folder);
        for (String name : List.of("index.html", "page.js", "worker.js")) {
            try (InputStream resource = SelfTestIT.class.getResourceAsStream("/selftest/" + name)) {
                Files.write(folder.resolve(name), resource.readAllBytes());
            }
        }
        Map<?, ?> answer;
        try (StaticServer server = StaticServer.start(folder)) {
            chromium.open(server.uri("?target=" + folder.getFileName()));
            answer = (Map<?, ?>) chromium.await("window.selfTest", LIMIT);
        }
        assertThat(answer.get("error")).as("error on %s", target).isNull();
        assertThat(answer.get("isolated")).as("crossOriginIsolated").isEqualTo(true);
        assertThat(chromium.console()).as("console of the page").isEmpty();

        Path compiled = folder.resolve(target.fileName());
        System.out.printf(
                Locale.ROOT,
                "Self-test %s: %,d bytes, %,d compressed; ran %.0f ms%n",
                target,
                Files.size(compiled),
                TeaVmBuild.gzipBytes(compiled),
                ((Number) answer.get("millis")).doubleValue());
        return ((List<?>) answer.get("lines")).stream().map(String::valueOf).toList();
    }

    private static void assertSame(Target target, List<String> actual, List<String> expected) {
        assertThat(actual).as("lines on %s", target).hasSameSizeAs(expected);
        SoftAssertions.assertSoftly(softly -> {
            for (int i = 0; i < expected.size(); i++) {
                Fact actualFact = Fact.parse(actual.get(i));
                Fact expectedFact = Fact.parse(expected.get(i));
                softly.assertThat(actualFact.name()).isEqualTo(expectedFact.name());
                if (expectedFact.kind().equals("close")) {
                    double value = Double.parseDouble(expectedFact.value());
                    softly.assertThat(Double.parseDouble(actualFact.value()))
                            .as("%s on %s", expectedFact.name(), target)
                            .isCloseTo(value, within(Math.abs(value) * RELATIVE_TOLERANCE));
                } else if (expectedFact.kind().equals("exact") || target != Target.JAVASCRIPT) {
                    softly.assertThat(actualFact)
                            .as("%s on %s", expectedFact.name(), target)
                            .isEqualTo(expectedFact);
                }
            }
        });
    }

    private record Fact(String kind, String name, String value) {

        static Fact parse(String line) {
            String[] parts = line.split(" ", 3);
            assertThat(parts).as("'%s' in three parts", line).hasSize(3);
            assertThat(parts[0]).as(line).isIn("exact", "bits", "close");
            return new Fact(parts[0], parts[1], parts[2]);
        }
    }
}
