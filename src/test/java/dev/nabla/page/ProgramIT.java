package dev.nabla.page;

import static dev.nabla.page.RoomPage.STEP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.cli.SiteServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The program that the network was compiled to, in Chromium. */
class ProgramIT {
    private static final String LINK = "#v=1&layers=32:relu&seed=1";
    private static final String ROWS = "document.querySelectorAll('.program tr.choice').length";
    private static final String CODE = "document.querySelector('.code').textContent";

    private RoomPage page;
    private SiteServer server;

    @BeforeEach
    void start() throws IOException {
        page = new RoomPage();
        server = BuiltSite.serve();
    }

    @AfterEach
    void stop() {
        if (page != null) {
            page.leave();
            server.close();
            page.close();
        }
    }

    private void openTab() {
        page.open(server.uri(LINK));
        page.await(STEP + " >= 1");
        page.press("Full");
        page.press("Program");
        page.await(ROWS + " > 5");
    }

    private WebElement step(String name) {
        return page.chromium().driver().findElements(By.cssSelector(".program .step button")).stream()
                .filter(button -> button.getText().startsWith(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No step \"" + name + "\""));
    }

    @Test
    void steps_ofANetwork_areListedTimedAndShown() {
        openTab();

        page.await("number(document.querySelector('.program tfoot .rate').textContent) > 0");
        assertThat(page.text(".program-tab .readouts")).contains("WebAssembly SIMD, ", "GFLOP/s", "kB", "MB");
        assertThat(page.text(".program")).contains("[rows, 784] × [32, 784]ᵀ → [rows, 32]");
        step("MatMul + AddBias + ReLU").click();
        page.await(CODE + ".startsWith('(func ')");
        assertThat((String) page.evaluate(CODE)).contains("(local ", "more lines");
        page.press("Show all");
        page.await("!" + CODE + ".includes('more lines')");
        assertThat((String) page.evaluate(CODE)).contains("f32x4.mul").endsWith(")\n");
        page.await("document.querySelector('.step-detail .summary').textContent.includes('32 values, min')");
        assertThat(page.text(".step-detail")).contains("z[r, j] = Σᵢ x[r, i] · W[j, i]", "layer1.a [rows, 32]");
    }

    @Test
    void keysAlone_goFromStepToStepAndBack() {
        openTab();
        step("Gather").sendKeys(Keys.ENTER);
        page.await("document.activeElement.getAttribute('aria-pressed') === 'true'");

        new Actions(page.chromium().driver())
                .sendKeys(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
                .perform();
        page.await("document.querySelector('.step-detail h2').textContent === 'MatMul + AddBias + ReLU'");
        new Actions(page.chromium().driver()).sendKeys(Keys.ESCAPE).perform();

        page.await("document.querySelector('.step-detail').hidden");
        assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("MatMul + AddBias + ReLU → layer1.a");
    }

    @Test
    void axe_withAStepOpen_findsNothingInBothThemes() throws IOException {
        for (String theme : new String[] {"light", "dark"}) {
            page.open(server.uri(LINK));
            page.chromium().driver().executeScript("localStorage.setItem('nabla.theme', arguments[0])", theme);
            page.chromium().driver().navigate().refresh();
            page.await("document.querySelector('.bars .top') !== null");
            page.press("Program");
            page.await(ROWS + " > 5");
            assertThat(Axe.violations(page.chromium())).as(theme).isEmpty();
            step("MatMul").click();
            page.await(CODE + ".startsWith('(func ')");
            assertThat(Axe.violations(page.chromium()))
                    .as(theme + ", a step open")
                    .isEmpty();
        }
    }
}
