package dev.nabla.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.cli.SiteServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.htmlunit.BrowserVersion;
import org.htmlunit.ScriptException;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.javascript.SilentJavaScriptErrorListener;
import org.junit.jupiter.api.Test;

/** The built page in HtmlUnit, which has no WebAssembly: the plainest browser that it runs in. */
class HtmlUnitIT {
    private static final int LIMIT_MILLIS = 30_000;

    @Test
    void index_inHtmlUnit_startsTheWorkerAsJavaScript() throws IOException {
        List<String> errors = new ArrayList<>();
        try (SiteServer server = BuiltSite.serve();
                WebClient client = new WebClient(BrowserVersion.CHROME)) {
            client.setJavaScriptErrorListener(new SilentJavaScriptErrorListener() {
                @Override
                public void scriptException(HtmlPage page, ScriptException exception) {
                    errors.add(exception.getMessage());
                }
            });
            HtmlPage page = client.getPage(server.uri("").toURL());
            await(client, () -> !engine(page).isEmpty());
            await(client, () -> !text(page).contains("Loading …")); // the page's own script takes its time as well

            assertThat(errors).isEmpty();
            assertThat(engine(page)).isEqualTo("JavaScript");
            assertThat(text(page)).doesNotContain("Loading …");
        }
    }

    /** What the worker runs as; why there is none; empty until one of them is known. */
    private static String engine(HtmlPage page) {
        return String.valueOf(
                page.executeJavaScript("nabla.engine || nabla.failure").getJavaScriptResult());
    }

    private static String text(HtmlPage page) {
        return page.getBody().getTextContent();
    }

    private static void await(WebClient client, BooleanSupplier condition) {
        long end = System.currentTimeMillis() + LIMIT_MILLIS;
        while (!condition.getAsBoolean() && System.currentTimeMillis() < end) {
            client.waitForBackgroundJavaScript(50);
        }
    }
}
