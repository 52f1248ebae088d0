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
import org.openqa.selenium.support.ui.Select;

/** The controls of network and training, in Chromium. */
class ControlsIT {
    private static final String HASH = "location.hash";

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

    private void open(String link) {
        page.open(server.uri(link));
        page.await(STEP + " >= 1");
        page.press("Full");
    }

    /** The control with that label. */
    private WebElement control(String label) {
        return page.chromium().driver().findElements(By.tagName("label")).stream()
                .filter(each -> label.equals(each.getAttribute("textContent")))
                .findFirst()
                .map(each -> page.find("#" + each.getAttribute("for")))
                .orElseThrow(() -> new AssertionError("No control \"" + label + "\""));
    }

    private void choose(String label, String option) {
        new Select(control(label)).selectByVisibleText(option);
    }

    private void keys(CharSequence... keys) {
        new Actions(page.chromium().driver()).sendKeys(keys).perform();
    }

    private void awaitHash(String part) {
        page.await(HASH + ".includes('" + part + "')");
    }

    @Test
    void training_changedLive_goesOn() {
        open("#v=2&layers=16:relu&seed=1");
        page.await(STEP + " > 20");
        Object before = page.evaluate(STEP);

        choose("Optimizer", "Adam");
        awaitHash("optimizer=adam&rate=0.001");
        choose("Schedule", "cosine");
        control("Learning rate").sendKeys(Keys.ARROW_RIGHT);
        page.press("More training settings");
        control("Clip by norm").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);

        awaitHash("schedule=cosine");
        awaitHash("clip-norm=0.016");
        assertThat(control("Momentum").isDisplayed()).isFalse();
        assertThat(control("β₁, of the mean").isDisplayed()).isTrue();
        assertThat(control("Steps N").isDisplayed()).isTrue();
        WebElement decay = control("Weight decay");
        assertThat(decay.isEnabled()).isFalse();
        assertThat(page.text("#" + decay.getAttribute("aria-describedby")))
                .isEqualTo("Adam has none; AdamW has. L2 is under Network.");
        page.await(STEP + " > " + before + " + 20");
        assertThat(page.text(".toasts")).isEmpty();
    }

    @Test
    void link_withEverything_isShownAndTrained() {
        open(
                "#v=2&layers=8:gelu:0.0001,6:elu&output=0.0001&optimizer=rmsprop&schedule=step&over=100000&factor=0.1&fade=0.9"
                        + "&loss=quadratic&init=lecun-normal&scale=2&max-norm=3&smoothing=0.1&seed=1");

        page.await(STEP + " > 50");
        assertThat(new Select(control("Optimizer")).getFirstSelectedOption().getText())
                .isEqualTo("RMSProp");
        assertThat(new Select(control("Loss")).getFirstSelectedOption().getText())
                .isEqualTo("quadratic");
        assertThat(control("ρ, of the squares").getAttribute("aria-valuetext")).isEqualTo("0.9000");
        assertThat(control("Max-norm").getAttribute("aria-valuetext")).isEqualTo("3");
        assertThat(control("Label smoothing").isEnabled()).isFalse();
        assertThat(control("L2, all layers").getAttribute("aria-valuetext")).isEqualTo("1e−4");
        assertThat(page.text(".layers")).contains("10 · sigmoid");
        page.await("document.querySelector('.maths').textContent.includes('L = ½·Σ (p')");
        // Such penalties leave nothing to learn, and a fast machine has said so by now.
        assertThat(page.text(".toasts")).matches("(Nothing is learned: [^\n]*\nDismiss)?");
    }

    @Test
    void layers_byKeysAlone_areAddedSizedMovedAndRemoved() {
        open("#v=2&layers=8:relu&seed=1");
        page.chromium()
                .driver()
                .executeScript("[...document.querySelectorAll('button')]"
                        + ".find(b => b.textContent === 'Add layer').focus()");

        keys(Keys.ENTER);
        awaitHash("layers=8:relu,8:relu&");
        keys(Keys.ARROW_UP);
        awaitHash("layers=8:relu,9:relu&");
        keys(Keys.ARROW_UP);
        awaitHash("layers=8:relu,10:relu&");
        new Actions(page.chromium().driver())
                .keyDown(Keys.SHIFT)
                .sendKeys(Keys.TAB)
                .keyUp(Keys.SHIFT)
                .perform();
        keys(Keys.ENTER, Keys.TAB, Keys.TAB, Keys.TAB, Keys.TAB);
        assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Move up");
        keys(Keys.ENTER);
        awaitHash("layers=10:relu,8:relu&");
        assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Move down");
        keys(Keys.ENTER);
        awaitHash("layers=8:relu,10:relu&");
        page.find("[title='Remove layer 1']").sendKeys(Keys.ENTER);
        awaitHash("layers=10:relu&");
        assertThat(page.evaluate("document.activeElement.value")).isEqualTo("10");
        page.await(STEP + " > 2");
        assertThat(page.text(".toasts")).isEmpty();
    }

    @Test
    void axe_withAllOpen_findsNothingInBothThemes() throws IOException {
        for (String theme : new String[] {"light", "dark"}) {
            page.open(server.uri("#v=2&layers=8:relu:0.1&seed=1"));
            page.chromium().driver().executeScript("localStorage.setItem('nabla.theme', arguments[0])", theme);
            page.chromium().driver().navigate().refresh();
            page.await("document.querySelector('.bars .top') !== null");
            page.chromium().driver().executeScript("document.querySelectorAll('.discloser').forEach(b => b.click())");
            choose("Optimizer", "Adagrad");
            choose("Schedule", "steps");
            assertThat(Axe.violations(page.chromium())).as(theme).isEmpty();
        }
    }
}
