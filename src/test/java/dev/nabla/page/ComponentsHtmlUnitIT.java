package dev.nabla.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.cli.SiteServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.htmlunit.BrowserVersion;
import org.htmlunit.ScriptException;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.javascript.SilentJavaScriptErrorListener;
import org.junit.jupiter.api.Test;

/** The components in HtmlUnit, which has no ResizeObserver, no layout and no modal dialogs. */
class ComponentsHtmlUnitIT {

    private static final int LIMIT_MILLIS = 20_000;

    @Test
    void components_inHtmlUnit_areBuiltWithoutErrors() throws IOException {
        List<String> errors = new ArrayList<>();
        try (SiteServer server = BuiltSite.serve();
                WebClient client = new WebClient(BrowserVersion.CHROME)) {
            client.setJavaScriptErrorListener(new SilentJavaScriptErrorListener() {
                @Override
                public void scriptException(HtmlPage page, ScriptException exception) {
                    errors.add(exception.getMessage());
                }
            });
            HtmlPage page = client.getPage(server.uri("components.html").toURL());
            long end = System.currentTimeMillis() + LIMIT_MILLIS;
            while (page.querySelectorAll(".card").isEmpty() && System.currentTimeMillis() < end) {
                client.waitForBackgroundJavaScript(100);
            }

            assertThat(errors).isEmpty();
            assertThat(page.querySelectorAll(".specimen")).hasSizeGreaterThan(10);
            assertThat(page.querySelectorAll(".card")).hasSize(1);
        }
    }
}
