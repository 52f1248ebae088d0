package dev.nabla.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.cli.SiteServer;
import dev.nabla.selftest.Chromium;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.TimeoutException;

/** The benchmark's page in Chromium; how fast it is does not matter here. */
class BenchPageIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String SHORT = "&secs=0.03&n=600";

    /** Set behind the promise's end: "resolved", or the reason. */
    private static final String END = "window.benchEnd || null";

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

    @AfterEach
    void consoleIsEmpty() {
        chromium.open(URI.create("about:blank"));
        assertThat(chromium.console()).as("console").isEmpty();
    }

    private static void run(URI address) {
        chromium.open(address);
        chromium.driver()
                .executeScript("window.done.then(() => { window.benchEnd = 'resolved'; },"
                        + " (error) => { window.benchEnd = error.message; })");
        try {
            chromium.await(END, LIMIT);
        } catch (TimeoutException late) {
            throw new AssertionError("not done: " + evaluate("document.body.innerText"), late);
        }
    }

    private static Object evaluate(String expression) {
        return chromium.driver().executeScript("return " + expression);
    }

    /** What a driver of benchmarks does: it offers emitLine before the page is there. */
    private static List<Map<String, Object>> rows(URI address) {
        Map<String, Object> added = chromium.driver()
                .executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument",
                        Map.of(
                                "source",
                                "window.lines = []; window.emitLine = async (o) => { window.lines.push(o); };"));
        try {
            run(address);
            @SuppressWarnings("unchecked")
            List<Map<String, Object>> lines = (List<Map<String, Object>>) evaluate("window.lines");
            return lines;
        } finally {
            chromium.driver().executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", added);
        }
    }

    @Test
    void isolated_withTwoThreads_measuresWithBoth() throws IOException {
        try (SiteServer server = BuiltSite.serve()) {
            List<Map<String, Object>> rows =
                    rows(server.uri("bench.html?items=W1,W3%2CW5&density=0.19,1&threads=2" + SHORT));

            assertThat(evaluate(END)).isEqualTo("resolved");
            assertThat(evaluate("document.getElementById('table').hidden")).isEqualTo(true);
            assertThat(rows)
                    .extracting(row -> row.get("item") + "@" + row.get("density"))
                    .containsExactly("W1@0.19", "W3@0.19", "W5@0.19", "W1@1", "W3@1");
            assertThat(rows).allSatisfy(row -> {
                assertThat(row)
                        .containsEntry("peer", "nabla")
                        .containsEntry("unit", "samples/s")
                        .containsEntry("engine", "WebAssembly")
                        .containsEntry("executor", "compiled");
                assertThat((String) row.get("version")).matches("[0-9a-f]{16}");
                assertThat(((Number) row.get("value")).doubleValue()).isPositive();
                assertThat(row).containsEntry("threads", 2L).doesNotContainKey("asked");
            });
            chromium.open(URI.create("about:blank"));
        }
    }

    @Test
    void notIsolated_withTwoThreads_saysHowManyWorked() throws IOException {
        try (PlainServer server = new PlainServer(BuiltSite.FOLDER)) {
            List<Map<String, Object>> rows = rows(server.uri("bench.html?items=W1,W4,W6&threads=2" + SHORT));

            assertThat(rows).extracting(row -> row.get("item")).containsExactly("W1", "W4", "W6-mlp", "W6-cnn");
            assertThat(rows.get(0)).containsEntry("threads", 1L).containsEntry("asked", 2L);
            assertThat(rows.get(1)).containsEntry("unit", "steps/s").doesNotContainKey("density");
            assertThat(rows.get(2)).containsEntry("unit", "us").containsEntry("threads", 1L);
            assertThat(((Number) rows.get(2).get("value")).doubleValue()).isPositive();
            chromium.open(URI.create("about:blank"));
        }
    }

    @Test
    void opened_byAPerson_showsATableThatKeepsTheRules() throws IOException {
        try (SiteServer server = BuiltSite.serve()) {
            run(server.uri("bench.html?items=W1,W4,W5" + SHORT));

            assertThat(evaluate("document.getElementById('status').textContent"))
                    .isEqualTo("Done.");
            assertThat((String) evaluate("document.getElementById('rows').innerText"))
                    .containsPattern("W1\\s+0\\.19\\s+1\\s+[0-9,.]+\\s+samples/s")
                    .containsPattern("W4\\s+1\\s+[0-9,.]+\\s+steps/s")
                    .containsPattern("W5\\s+0\\.19\\s+1\\s+[0-9,.]+\\s+samples/s");
            assertThat(Axe.violations(chromium)).isEmpty();
            chromium.open(URI.create("about:blank"));
        }
    }

    @Test
    void wrongItems_areSaidAndRejected() throws IOException {
        try (SiteServer server = BuiltSite.serve()) {
            run(server.uri("bench.html?items=W9"));

            assertThat(evaluate(END)).isEqualTo("items: \"W9\", expected some of W1,W2,W3,W4,W5,W6");
            assertThat(evaluate("document.getElementById('status').textContent"))
                    .isEqualTo(evaluate(END));
            chromium.open(URI.create("about:blank"));
        }
    }
}
