package dev.nabla.page;

import dev.nabla.selftest.Chromium;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The checker axe-core, run on the page that Chromium shows. */
final class Axe {

    private static final String RUN = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
                .then(found => done(found.violations.flatMap(rule => rule.nodes.map(
                    node => rule.id + ': ' + node.html.slice(0, 160) + ' ' + (node.failureSummary || '')))),
                  error => done(['axe failed: ' + error]));""";

    private Axe() {}

    /** What is wrong with the page: one line a rule and element. */
    static List<?> violations(Chromium chromium) throws IOException {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            chromium.driver().executeScript(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<?>) chromium.driver().executeAsyncScript(RUN);
    }
}
