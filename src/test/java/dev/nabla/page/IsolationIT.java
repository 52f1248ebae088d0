package dev.nabla.page;

import static dev.nabla.page.RoomPage.STEP;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The choice to use all cores, on a host that sends no headers. */
class IsolationIT {
    private static final String ISOLATED = "crossOriginIsolated";
    private static final String LOADS = "Number(sessionStorage.loads)";
    private static final String VERSION = "document.querySelector('script[data-worker]').src.split('/').slice(-2)[0]";
    private static final String CACHES =
            "(() => { window.names = null; caches.keys().then((names) => { window.names = names; }); })()";
    private static final String REGISTERED = "(() => { window.registered = null;"
            + " navigator.serviceWorker.getRegistrations().then((all) => { window.registered = all.length; }); })()";

    @TempDir
    private Path folder;

    private RoomPage page;
    private PlainServer server;

    @BeforeEach
    void start() throws IOException {
        RoomPage.copySite(folder, file -> !file.startsWith(BuiltSite.FOLDER.resolve("data")));
        try (Stream<Path> versions = Files.list(folder.resolve("assets"));
                InputStream nested = IsolationIT.class.getResourceAsStream("/machine/nested.js")) {
            Files.copy(nested, versions.findFirst().orElseThrow().resolve("nested.js"));
        }
        page = new RoomPage();
        server = new PlainServer(folder);
        addScript("if (location.protocol === 'http:') sessionStorage.loads = Number(sessionStorage.loads || 0) + 1;");
    }

    @AfterEach
    void stop() {
        page.close();
        server.close();
    }

    private void addScript(String script) {
        page.devTools("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    private void openTraining() {
        page.open(server.uri("#v=1&layers=8:relu&seed=1"));
        page.await(STEP + " >= 1");
    }

    private void optIn() {
        openTraining();
        page.press("Use all cores");
        page.await(ISOLATED + " && " + STEP + " >= 1");
    }

    private void awaitLoads(int count) {
        page.await(LOADS + " === " + count + " && " + STEP + " >= 1");
    }

    private List<?> caches() {
        page.evaluate(CACHES);
        page.await("window.names");
        return (List<?>) page.evaluate("window.names");
    }

    private static final int VISITS = 10;

    @Test
    void page_notAsked_isNotIsolatedAndRegistersNothing() {
        openTraining();

        assertThat(page.evaluate(ISOLATED)).isEqualTo(false);
        page.evaluate(REGISTERED);
        page.await("window.registered !== null");
        assertThat(page.evaluate("window.registered")).isEqualTo(0L);
        assertThat(caches()).isEmpty();
        page.leave();
    }

    @Test
    void useAllCores_pressed_isolatesAfterOneReloadAndWorksOffline() {
        optIn();

        assertThat(page.evaluate(LOADS)).isEqualTo(2L);
        assertThat(page.text("#rail-left")).contains("Training may use all", "for use offline");
        awaitSharedMemory();

        page.devTools("Page.reload", Map.of());
        awaitLoads(3);
        assertThat(page.evaluate(ISOLATED)).isEqualTo(true);
        page.leave();

        server.close();
        page.chromium().console();
        page.open(server.uri("#v=1&layers=8:relu&seed=2"));
        awaitLoads(4);
        assertThat(page.evaluate(ISOLATED)).as("isolated offline").isEqualTo(true);
        assertThat(page.evaluate("nabla.engine")).isEqualTo("WebAssembly");
        awaitSharedMemory();
    }

    /** A worker of a worker, started from the site's assets, works on the memory that they share. */
    private void awaitSharedMemory() {
        page.chromium()
                .driver()
                .executeScript(
                        "window.shared = null; const worker = new Worker(nabla.address.replace('worker.js', 'nested.js'));"
                                + " worker.onmessage = (event) => { window.shared = event.data; }");
        page.await("window.shared");
    }

    /** This driver's refresh is a step of zero in the history: it finds the page that the reload has left. */
    @Test
    void pageOfBefore_restoredFromTheHistory_isolatesItself() {
        optIn();

        page.chromium().driver().navigate().refresh();

        awaitLoads(3);
        assertThat(page.evaluate(ISOLATED)).isEqualTo(true);
        page.leave();
    }

    @Test
    void useOneCore_pressed_restores() {
        optIn();

        page.press("Use one core");

        page.await("!" + ISOLATED + " && " + STEP + " >= 1");
        assertThat(page.evaluate(LOADS)).isEqualTo(3L);
        assertThat(page.evaluate("navigator.serviceWorker.controller")).isNull();
        assertThat(caches()).isEmpty();
        assertThat(page.text("#rail-left")).contains("Use all cores");
        page.leave();
    }

    @Test
    void anotherVersion_opened_comesAtOnceAndReplacesTheOld() throws IOException {
        optIn();
        String old = (String) page.evaluate(VERSION);
        String next = "0123456789abcdef";
        rename(old, next);

        page.devTools("Page.reload", Map.of());
        awaitLoads(3);
        assertThat(page.evaluate(VERSION)).isEqualTo(next);
        assertThat(page.evaluate(ISOLATED)).isEqualTo(true);

        page.await("(navigator.serviceWorker.getRegistration().then((it) => { window.waits = !!it.waiting; }),"
                + " window.waits)");
        // A page that the browser keeps for going back holds the new version up: it may take some visits.
        String replaced = "(caches.keys().then((names) => { window.names = names; }), !!window.names"
                + " && window.names.length === 1 && window.names[0].includes('" + next + "'))";
        boolean isReplaced = false;
        for (int visit = 0; visit < VISITS && !isReplaced; visit++) {
            page.chromium().open(URI.create("about:blank"));
            openTraining();
            page.await("(" + replaced + ", !!window.names)");
            isReplaced = Boolean.TRUE.equals(page.evaluate(replaced));
        }
        assertThat(isReplaced).isTrue();
        page.leave();
    }

    /** What a new version of the site looks like. */
    private void rename(String old, String next) throws IOException {
        Files.move(
                folder.resolve("assets").resolve(old), folder.resolve("assets").resolve(next));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().matches(".*\\.(html|js)"))
                    .toList()) {
                Files.writeString(file, Files.readString(file).replace(old, next));
            }
        }
    }

    @Test
    void useAllCores_withoutTheServiceWorker_saysSoAndGoesOn() throws IOException {
        Files.delete(folder.resolve("sw.js"));
        openTraining();

        page.press("Use all cores");

        page.await("document.querySelector('#rail-left').textContent.includes('That could not be done: ')");
        page.await(STEP + " > " + page.evaluate(STEP));
        assertThat(page.evaluate(LOADS)).isEqualTo(1L);
        page.leave();
        page.chromium().console();
    }

    @Test
    void useAllCores_fileOfThePageIsMissing_saysSoAndGoesOn() throws IOException {
        openTraining();
        Files.delete(folder.resolve("manifest.webmanifest"));

        page.press("Use all cores");

        page.await(
                "document.querySelector('#rail-left').textContent.includes('a file of this page could not be kept')");
        page.await(STEP + " > " + page.evaluate(STEP));
        assertThat(page.evaluate(LOADS)).isEqualTo(1L);
        page.leave();
        page.chromium().console();
    }

    @Test
    void browser_withoutServiceWorkers_saysSoAndTrains() {
        addScript("Object.defineProperty(Navigator.prototype, 'serviceWorker', {get: () => undefined});");
        openTraining();

        assertThat(page.text("#rail-left")).contains("Training uses one core");
        assertThat(page.find("#rail-left").getText()).doesNotContain("Use all cores");
        page.leave();
    }
}
