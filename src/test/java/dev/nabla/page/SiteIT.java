package dev.nabla.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.cli.SiteServer;
import dev.nabla.selftest.Chromium;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built site in Chromium: what holds whatever the page shows. A violation of the policy is a line in the console. */
class SiteIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** True once the page's Java has replaced what index.html shows while loading. */
    private static final String FILLED = "document.body.textContent.includes('Loading …') ? null : true";

    private static final String ENGINE = "nabla.engine || nabla.failure || null";

    private static Chromium chromium;

    private SiteServer server;

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

    @AfterEach
    void consoleIsEmpty() {
        // Leaves before the server goes, so that what still loads (the icon) is not an error.
        chromium.open(URI.create("about:blank"));
        server.close();
        assertThat(chromium.console()).as("console").isEmpty();
    }

    @Test
    void index_withWebAssembly_startsTheWorkerWithIt() throws IOException {
        server = BuiltSite.serve();
        assertThat(engineAt(server.uri(""))).isEqualTo("WebAssembly");
        assertThat(run("return crossOriginIsolated")).isEqualTo(true);
        assertThat(chromium.await(FILLED, LIMIT)).isEqualTo(true);
    }

    @Test
    void index_javaScriptAskedFor_startsTheWorkerAsJavaScript() throws IOException {
        server = BuiltSite.serve();
        assertThat(engineAt(server.uri("?engine=js"))).isEqualTo("JavaScript");
    }

    @Test
    void index_underAPath_works(@TempDir Path parent) throws IOException {
        copyWithoutData(BuiltSite.FOLDER, parent.resolve("some").resolve("path"));
        server = BuiltSite.serve(parent);
        assertThat(engineAt(server.uri("some/path/"))).isEqualTo("WebAssembly");
    }

    @Test
    void index_loaded_requestsNothingElsewhere() throws IOException {
        server = BuiltSite.serve();
        engineAt(server.uri(""));

        List<?> loaded = (List<?>) run("return performance.getEntriesByType('resource').map(e => e.name)");
        assertThat(loaded)
                .isNotEmpty()
                .allSatisfy(address ->
                        assertThat((String) address).startsWith(server.uri("").toString()));
    }

    @Test
    void index_restarted_startsAnotherWorker() throws IOException {
        server = BuiltSite.serve();
        engineAt(server.uri(""));
        run("window.first = nabla.worker; nabla.restart()");

        assertThat(chromium.await(ENGINE, LIMIT)).isEqualTo("WebAssembly");
        assertThat(run("return nabla.worker !== window.first")).isEqualTo(true);
    }

    @Test
    void index_inlineScript_isNotRun() throws IOException {
        server = BuiltSite.serve();
        engineAt(server.uri(""));
        run("const script = document.createElement('script');"
                + "script.textContent = 'window.bitten = true'; document.head.append(script)");

        assertThat(run("return window.bitten === true")).isEqualTo(false);
        assertThat(chromium.console()).singleElement().asString().contains("Content Security Policy");
    }

    @Test
    void index_withoutWorkerScript_saysSo(@TempDir Path folder) throws IOException {
        copyWithoutData(BuiltSite.FOLDER, folder);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(each -> each.endsWith("worker.js")).toList()) {
                Files.delete(file);
            }
        }
        server = BuiltSite.serve(folder);
        assertThat(engineAt(server.uri(""))).isEqualTo("The trainer stopped (it could not be loaded).");
    }

    @Test
    void components_inChromium_runs() throws IOException {
        server = BuiltSite.serve();
        chromium.open(server.uri("components.html"));

        assertThat(chromium.await(FILLED, LIMIT)).isEqualTo(true);
    }

    private static Object engineAt(URI address) {
        chromium.open(address);
        return chromium.await(ENGINE, LIMIT);
    }

    private static Object run(String script) {
        return chromium.driver().executeScript(script);
    }

    private static void copyWithoutData(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(each -> !each.startsWith(from.resolve("data")))
                    .toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
