package dev.nabla.page;

import static dev.nabla.page.RoomPage.ACCURACY;
import static dev.nabla.page.RoomPage.PAUSED;
import static dev.nabla.page.RoomPage.STEP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.cli.SiteServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The frame of the Images room: what is in sight at which size, and what a person may change of it. */
@Tag("browser")
class FrameIT {
    private static final String TINY = "#v=1&layers=16:relu";
    private static final String LOWER = "document.querySelector('.lower').getBoundingClientRect().height";

    /** Captions go by while nobody asks. */
    private static final String KEEP_CAPTIONS = """
            window.captions = [];
            new MutationObserver(() => {
              const caption = document.querySelector('.caption');
              const text = caption && caption.textContent;
              if (text && text !== captions[captions.length - 1]) { captions.push(text); }
            }).observe(document, {childList: true, subtree: true, characterData: true});""";

    private RoomPage page;
    private SiteServer server;

    @BeforeEach
    void start() throws IOException {
        page = new RoomPage();
        server = BuiltSite.serve();
    }

    @AfterEach
    void stop() {
        if (page == null) {
            return;
        }
        page.leave();
        server.close();
        page.close();
    }

    private void open(String link, int width, int height) {
        page.devTools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        page.chromium().open(server.uri(link));
        page.await(STEP + " >= 1");
    }

    private double number(String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    @ParameterizedTest
    @CsvSource({"1440, 900", "1280, 720", "1024, 768"})
    void answerAndMeasurements_atTheSize_areInSight(int width, int height) {
        open(TINY, width, height);

        page.await("document.querySelector('.bars .top') !== null");
        String bottoms = "[...document.querySelectorAll('.bars li, .plots canvas, .plots .area')]"
                + ".map(e => e.getBoundingClientRect()).map(box => [box.right, box.bottom])";
        for (Object corner : (List<?>) page.evaluate(bottoms)) {
            List<?> numbers = (List<?>) corner;
            assertThat(((Number) numbers.get(0)).doubleValue()).isLessThanOrEqualTo(width);
            assertThat(((Number) numbers.get(1)).doubleValue()).isLessThanOrEqualTo(height);
        }
        assertThat(number("document.querySelector('.transport').offsetHeight")).isLessThan(104);
        assertThat(number("document.querySelector('#stage canvas').offsetHeight"))
                .isGreaterThan(220);
    }

    @ParameterizedTest
    @CsvSource({"1280, 720", "1024, 768"})
    void formulaOfAUnit_longerThanItsLine_staysInTheMiddle(int width, int height) {
        open(TINY, width, height);
        page.press("Pause");
        page.await(PAUSED);

        page.find("#stage .canvas").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_DOWN);

        page.await("document.querySelector('.formula').textContent.includes('ReLU(z')");
        assertThat(number("document.querySelector('.work').getBoundingClientRect().right"))
                .isLessThanOrEqualTo(number("document.querySelector('.rail-right').getBoundingClientRect().left"));
    }

    @Test
    void scrubbing_movesNothing() {
        open(TINY, 1440, 900);
        page.press("Full");
        page.await(STEP + " > 300");
        page.press("Pause");
        page.await(PAUSED);
        double before = number("document.querySelector('#stage').getBoundingClientRect().top");

        page.find(".timeline").sendKeys(Keys.PAGE_DOWN);

        page.await("document.querySelector('.past').textContent.includes(' of ')");
        assertThat(page.find(".past").isDisplayed()).isTrue();
        assertThat(number("document.querySelector('#stage').getBoundingClientRect().top"))
                .isEqualTo(before);
        page.press("Back to now");
        assertThat(page.find(".past").isDisplayed()).isFalse();
    }

    @Test
    void splitter_byKeysAndPointer_setsTheHeightThatAReloadKeeps() {
        open(TINY, 1440, 900);
        WebElement splitter = page.find(".splitter");
        double before = number(LOWER);

        splitter.sendKeys(Keys.ARROW_UP, Keys.ARROW_UP);
        assertThat(number(LOWER)).isEqualTo(Math.floor(before) + 32);
        assertThat(splitter.getAttribute("aria-valuenow")).isEqualTo(Integer.toString((int) before + 32));

        new Actions(page.chromium().driver())
                .clickAndHold(splitter)
                .moveByOffset(0, -100)
                .release()
                .perform();
        assertThat(number(LOWER)).isBetween(before + 130, before + 134);
        double dragged = number(LOWER);
        page.chromium().driver().navigate().refresh();
        page.await("document.querySelector('.bars .top') !== null");
        assertThat(number(LOWER)).isEqualTo(dragged);

        page.find(".splitter").sendKeys(Keys.END);
        assertThat(number(LOWER)).isEqualTo(540);
    }

    @Test
    void projector_isLargerAndAPointerStillHitsWhatItPointsAt() {
        open("#v=1&layers=32:relu&seed=1", 1440, 900);
        page.chromium()
                .driver()
                .findElement(By.xpath("//button[.='Projector: larger']"))
                .click();

        page.await("getComputedStyle(document.querySelector('.rail-left')).visibility === 'hidden'");
        assertThat(number("parseFloat(getComputedStyle(document.querySelector('.readout dd')).fontSize)"
                        + " * document.querySelector('.readout').getBoundingClientRect().height"
                        + " / document.querySelector('.readout').offsetHeight"))
                .isGreaterThanOrEqualTo(24);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(1440L);
        page.press("Full");
        page.await(ACCURACY + " > 88");
        WebElement pad = page.find(".pad canvas");
        double side = number("document.querySelector('.pad canvas').getBoundingClientRect().height");
        new Actions(page.chromium().driver())
                .moveToElement(pad, (int) side / 16, (int) -side / 3)
                .clickAndHold()
                .moveByOffset((int) -side / 32, (int) side / 3)
                .moveByOffset((int) -side / 32, (int) side / 3)
                .release()
                .perform();
        page.await("document.querySelector('.bars .top').textContent.trim().startsWith('1')");

        page.chromium().driver().navigate().refresh();
        page.await("document.querySelector('.bars .top') !== null");
        assertThat(page.evaluate("document.documentElement.hasAttribute('data-projector')"))
                .isEqualTo(true);
    }

    @Test
    void firstVisit_explainsItsSlowSteps() {
        page.devTools("Page.addScriptToEvaluateOnNewDocument", Map.of("source", KEEP_CAPTIONS));
        open("", 1440, 900);

        page.await("captions.some(text => text.startsWith('Backward'))");
        page.await("captions[captions.length - 1] === 'These weights started random. Draw a digit.'"
                + " && captions.length > 4");
        assertThat((List<?>) page.evaluate("captions"))
                .map(text -> text.toString().split("[: ]", 2)[0])
                .contains("Forward", "Loss", "Backward");
    }

    @Test
    void withoutAWorker_theStageSaysSo() {
        page.devTools(
                "Page.addScriptToEvaluateOnNewDocument",
                Map.of("source", "window.Worker = function () { throw new Error('blocked'); };"));
        page.chromium().open(server.uri(""));

        page.awaitToast("could not start (blocked)");
        page.await("document.querySelector('.bars') !== null");
        page.await("document.querySelector('.caption').textContent.startsWith('No network yet')");
    }

    @Test
    void networkThatLearnsNothing_isSaidTo() {
        open("#v=1&rate=10&momentum=0.9&layers=16:relu", 1440, 900);
        page.press("Full");

        page.awaitToast("Nothing is learned: after");
    }

    @Test
    void fashion_showsAGalleryInsteadOfAPad() {
        Assumptions.assumeTrue(
                Files.exists(BuiltSite.FOLDER.resolve(Path.of("data", "fashion-mnist", "train-images-idx3-ubyte.gz"))),
                "The site was built without Fashion-MNIST (-Dnabla.data=DIR)");
        open("#v=1&data=fashion-mnist&layers=16:relu", 1440, 900);
        page.press("Full");
        page.await("document.querySelectorAll('.thumb').length >= 3");
        assertThat(page.find(".pad").isDisplayed()).isFalse();

        page.find(".thumb:last-child").click();

        page.await("document.querySelector('#stage canvas').getAttribute('aria-label').includes('your picture')");
        page.press("Next pictures");
        page.await("document.querySelector('#stage canvas').getAttribute('aria-label').includes('validation example')");
        page.press("Handwriting");
        page.await("document.querySelector('.pad').getBoundingClientRect().height > 0");
    }
}
