package dev.nabla.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.cli.SiteServer;
import dev.nabla.selftest.Chromium;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The Images room as a person uses it, in Chromium. */
class ImagesRoomIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String STEP = "number(document.querySelectorAll('.readout dd > span')[0].textContent)";
    private static final String ACCURACY = "number(document.querySelectorAll('.readout dd > span')[3].textContent)";
    private static final String NUMBER =
            "(() => { const number = (t) => { const n = parseFloat(t.replace(/[^0-9.]/g, ''));"
                    + " return isNaN(n) ? null : n; }; ";

    private Chromium chromium;
    private SiteServer server;

    @BeforeEach
    void start() {
        chromium = Chromium.start();
    }

    @AfterEach
    void stop() {
        if (chromium == null) {
            return;
        }
        try {
            chromium.open(URI.create("about:blank"));
            server.close();
            assertThat(chromium.console()).as("console").isEmpty();
        } finally {
            chromium.close();
        }
    }

    private void open(String query) throws IOException {
        if (server == null) {
            server = BuiltSite.serve();
        }
        chromium.driver().manage().window().setSize(new Dimension(1440, 900));
        chromium.open(server.uri(query));
    }

    @Test
    void firstVisit_learnsByItself() throws IOException {
        open("");

        await(STEP + " >= 2");
        await(ACCURACY + " > 60");
        assertThat(text(".caption")).isEqualTo("These weights started random. Draw a digit.");
    }

    @Test
    void firstVisit_withJavaScriptOnly_learnsToo() throws IOException {
        open("?engine=js");

        await(ACCURACY + " > 60");
    }

    @Test
    void drawing_aOne_isRecognized() throws IOException {
        open("#v=1&layers=32:relu&seed=1");
        press("Full");
        await(ACCURACY + " > 88");

        WebElement pad = chromium.driver().findElement(By.cssSelector(".pad canvas"));
        int side = pad.getSize().getHeight();
        new Actions(chromium.driver())
                .moveToElement(pad, side / 16, -side / 3)
                .clickAndHold()
                .moveByOffset(-side / 32, side / 3)
                .moveByOffset(-side / 32, side / 3)
                .release()
                .perform();

        await("document.querySelector('.seen').textContent.includes('centered')");
        await("document.querySelector('.bars .top').textContent.trim().startsWith('1')");
    }

    @Test
    void pause_holdsTheStep_andPlayGoesOn() throws IOException {
        open("#v=1&layers=16:relu");
        await(STEP + " >= 2");

        press("Pause");
        await("document.querySelector('.play').textContent.includes('Play')");
        Object held = evaluate(STEP);
        chromium.await("new Promise(r => setTimeout(() => r(true), 500))", LIMIT);
        assertThat(evaluate(STEP)).isEqualTo(held);

        press("Play");
        await(STEP + " > " + held);
    }

    @Test
    void reload_afterAPause_restoresTheRunPaused() throws IOException {
        open("");
        press("Full");
        await(STEP + " > 500");
        press("Pause");
        await("document.querySelector('.play').textContent.includes('Play')");
        Object held = evaluate(STEP);
        chromium.await(
                "new Promise(r => { const look = () => { const o = indexedDB.open('nabla', 1); o.onsuccess = () => {"
                        + " const g = o.result.transaction('records').objectStore('records').get('images');"
                        + " g.onsuccess = () => { o.result.close();"
                        + " if (g.result) setTimeout(() => r(true), 1000); else setTimeout(look, 100); }; }; }; look(); })",
                LIMIT);

        chromium.driver().navigate().refresh();

        await("document.querySelector('.toasts').textContent.includes('Welcome back')");
        assertThat(evaluate(STEP)).isEqualTo(held);
        assertThat(text(".play")).contains("Play");
    }

    @Test
    void mnist_notOnTheServer_saysSoAndKeepsTheRun(@TempDir Path folder) throws IOException {
        copyWithoutData(folder);
        server = BuiltSite.serve(folder);
        open("");
        await(STEP + " >= 2");

        press("MNIST");

        await("document.querySelector('.toasts').textContent.includes('data/mnist/')");
        Object before = evaluate(STEP);
        await(STEP + " > " + before);
        // The browser itself notes the missing file.
        assertThat(chromium.console()).allMatch(line -> line.contains("404"));
    }

    @Test
    void keyboardAlone_pausesAndSteps() throws IOException {
        open("#v=1&layers=16:relu");
        await(STEP + " >= 2");
        WebElement play = chromium.driver().findElement(By.cssSelector(".play"));
        chromium.driver().executeScript("arguments[0].focus()", play);

        play.sendKeys(Keys.SPACE);
        await("document.querySelector('.play').textContent.includes('Play')");
        Object held = evaluate(STEP);
        new Actions(chromium.driver()).sendKeys(Keys.TAB, Keys.ENTER).perform();

        await(STEP + " === " + held + " + 1");
    }

    @Test
    void axe_inBothThemes_findsNothing() throws IOException {
        for (String theme : new String[] {"light", "dark"}) {
            open("");
            await(STEP + " >= 1");
            chromium.driver().executeScript("localStorage.setItem('nabla.theme', arguments[0])", theme);
            chromium.driver().navigate().refresh();
            await("document.querySelector('.bars .top') !== null");
            assertThat(Axe.violations(chromium)).as(theme).isEmpty();
        }
    }

    private void press(String label) {
        chromium.driver().findElements(By.cssSelector("button")).stream()
                .filter(button ->
                        button.isDisplayed() && button.getText().trim().equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No button \"" + label + "\""))
                .click();
    }

    private void await(String condition) {
        chromium.await(NUMBER + "return (" + condition + ") ? true : null; })()", LIMIT);
    }

    private Object evaluate(String expression) {
        return chromium.driver().executeScript("return " + NUMBER + "return " + expression + "; })()");
    }

    private String text(String selector) {
        return chromium.driver().findElement(By.cssSelector(selector)).getText();
    }

    private static void copyWithoutData(Path to) throws IOException {
        try (Stream<Path> files = Files.walk(BuiltSite.FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(each -> !each.getFileName().toString().endsWith(".gz"))
                    .toList()) {
                Path target = to.resolve(BuiltSite.FOLDER.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
