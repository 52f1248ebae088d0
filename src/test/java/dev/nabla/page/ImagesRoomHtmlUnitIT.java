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
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.javascript.SilentJavaScriptErrorListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Images room in HtmlUnit, where the worker is JavaScript that is interpreted: slow, so the network is tiny. */
class ImagesRoomHtmlUnitIT {
    private static final int LIMIT_MILLIS = 120_000;
    private static final String LINK = "#v=1&layers=4:relu&rate=0.2&batch=8&momentum=0.5&seed=7";

    private final List<String> errors = new ArrayList<>();
    private WebClient client;
    private SiteServer server;
    private HtmlPage page;

    @BeforeEach
    void open() throws IOException {
        server = BuiltSite.serve();
        client = new WebClient(BrowserVersion.CHROME);
        client.setJavaScriptErrorListener(new SilentJavaScriptErrorListener() {
            @Override
            public void scriptException(HtmlPage where, ScriptException exception) {
                errors.add(exception.getMessage());
            }
        });
        page = client.getPage(server.uri(LINK).toURL());
        // What is put on the page last.
        await(() -> page.querySelector(".bars") != null);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        assertThat(errors).isEmpty();
    }

    @Test
    void link_inHtmlUnit_isReadIntoTheControls() {
        assertThat(input("Units of layer 1").getValue()).isEqualTo("4");
        assertThat(input("Seed").getValue()).isEqualTo("7");
        assertThat(input("Learning rate").getAttribute("aria-valuetext")).isEqualTo("0.20");
        assertThat(input("Batch size").getAttribute("aria-valuetext")).isEqualTo("8");
        assertThat(input("Momentum").getAttribute("aria-valuetext")).isEqualTo("0.50");
    }

    @Test
    void tinyNetwork_inHtmlUnit_takesStepsAndAChangeIsInTheAddress() throws IOException {
        await(() -> step() >= 2);
        assertThat(step()).isGreaterThanOrEqualTo(2);

        HtmlInput seed = input("Seed");
        seed.focus();
        seed.setValue("8");
        seed.fireEvent("change");

        await(() -> page.executeJavaScript("location.hash")
                .getJavaScriptResult()
                .toString()
                .contains("seed=8"));
        assertThat(page.executeJavaScript("location.hash").getJavaScriptResult().toString())
                .contains("layers=4:relu", "seed=8");
    }

    @Test
    void program_withoutWebAssembly_listsItsOperationsAndSaysWhy() throws IOException {
        await(() -> step() >= 1);
        for (DomNode tab : page.querySelectorAll("[role=tab]")) {
            if (tab.getTextContent().equals("Program")) {
                ((HtmlElement) tab).click();
            }
        }

        await(() -> page.querySelectorAll(".program tr.choice").size() > 5);

        assertThat(page.querySelector(".program").getTextContent()).contains("[rows, 784] × [4, 784]ᵀ → [rows, 4]");
        assertThat(page.querySelector(".program-tab .hint").getTextContent())
                .isEqualTo("Not compiled: This browser has no WebAssembly. The operations run in Java one after the"
                        + " other, and are not timed one by one.");
    }

    private HtmlInput input(String label) {
        for (DomNode each : page.querySelectorAll("label")) {
            if (each.getTextContent().trim().equals(label)) {
                return (HtmlInput) page.getElementById(
                        each.getAttributes().getNamedItem("for").getNodeValue());
            }
        }
        throw new AssertionError("No field \"" + label + "\"");
    }

    private int step() {
        DomNode step = page.querySelector(".readout dd > span");
        String digits = step.getTextContent().replaceAll("[^0-9]", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private void await(BooleanSupplier condition) {
        long end = System.currentTimeMillis() + LIMIT_MILLIS;
        while (!condition.getAsBoolean() && System.currentTimeMillis() < end) {
            client.waitForBackgroundJavaScript(50);
        }
    }
}
