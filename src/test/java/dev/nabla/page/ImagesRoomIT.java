package dev.nabla.page;

import static dev.nabla.page.RoomPage.ACCURACY;
import static dev.nabla.page.RoomPage.LIMIT;
import static dev.nabla.page.RoomPage.PAUSED;
import static dev.nabla.page.RoomPage.STEP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.cli.SiteServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The Images room as a person uses it, in Chromium. */
class ImagesRoomIT {
    private RoomPage page;
    private SiteServer server;

    @BeforeEach
    void start() {
        page = new RoomPage();
    }

    @AfterEach
    void stop() {
        if (page == null) {
            return;
        }
        // Leaves before the server goes, so that what still loads is not an error.
        page.leave();
        if (server != null) {
            server.close();
        }
        page.close();
    }

    private void open(String query) throws IOException {
        if (server == null) {
            server = BuiltSite.serve();
        }
        page.open(server.uri(query));
    }

    @Test
    void firstVisit_learnsByItself() throws IOException {
        open("");

        page.await(STEP + " >= 2");
        page.await(ACCURACY + " > 60");
        assertThat(page.text(".caption")).isEqualTo("These weights started random. Draw a digit.");
    }

    @Test
    void firstVisit_withJavaScriptOnly_learnsToo() throws IOException {
        open("?engine=js");

        page.await(ACCURACY + " > 60");
    }

    @Test
    void drawing_aOne_isRecognized() throws IOException {
        open("#v=1&layers=32:relu&seed=1");
        page.await(STEP + " >= 1");
        page.press("Full");
        page.await(ACCURACY + " > 88");

        WebElement pad = page.find(".pad canvas");
        int side = pad.getSize().getHeight();
        new Actions(page.chromium().driver())
                .moveToElement(pad, side / 16, -side / 3)
                .clickAndHold()
                .moveByOffset(-side / 32, side / 3)
                .moveByOffset(-side / 32, side / 3)
                .release()
                .perform();

        page.await("document.querySelector('.seen').textContent.includes('centered')");
        page.await("document.querySelector('.bars .top').textContent.trim().startsWith('1')");
    }

    @Test
    void pause_holdsTheStep_andPlayGoesOn() throws IOException {
        open("#v=1&layers=16:relu");
        page.await(STEP + " >= 2");

        page.press("Pause");
        page.await(PAUSED);
        Object held = page.evaluate(STEP);
        page.chromium().await("new Promise(r => setTimeout(() => r(true), 500))", LIMIT);
        assertThat(page.evaluate(STEP)).isEqualTo(held);

        page.press("Play");
        page.await(STEP + " > " + held);
    }

    @Test
    void reload_afterAPause_restoresTheRunPaused() throws IOException {
        open("");
        page.await(STEP + " >= 1");
        page.press("Full");
        page.await(STEP + " > 500");
        page.press("Pause");
        page.await(PAUSED);
        Object held = page.evaluate(STEP);
        page.chromium()
                .await(
                        "new Promise(r => { const look = () => { const o = indexedDB.open('nabla', 1); o.onsuccess = () => {"
                                + " const g = o.result.transaction('records').objectStore('records').get('images');"
                                + " g.onsuccess = () => { o.result.close();"
                                + " if (g.result) setTimeout(() => r(true), 1000); else setTimeout(look, 100); }; }; }; look(); })",
                        LIMIT);

        page.chromium().driver().navigate().refresh();

        page.awaitToast("Welcome back");
        assertThat(page.evaluate(STEP)).isEqualTo(held);
        assertThat(page.text(".play")).contains("Play");
    }

    @Test
    void mnist_notOnTheServer_saysSoAndKeepsTheRun(@TempDir Path folder) throws IOException {
        RoomPage.copySite(folder, file -> !file.toString().endsWith(".gz"));
        server = BuiltSite.serve(folder);
        open("");
        page.await(STEP + " >= 2");

        page.press("MNIST");

        page.awaitToast("data/mnist/");
        Object before = page.evaluate(STEP);
        page.await(STEP + " > " + before);
        // The browser itself notes the missing file.
        assertThat(page.chromium().console()).allMatch(line -> line.contains("404"));
    }

    @Test
    void keyboardAlone_pausesAndSteps() throws IOException {
        open("#v=1&layers=16:relu");
        page.await(STEP + " >= 2");
        WebElement play = page.find(".play");
        page.chromium().driver().executeScript("arguments[0].focus()", play);

        play.sendKeys(Keys.SPACE);
        page.await(PAUSED);
        Object held = page.evaluate(STEP);
        new Actions(page.chromium().driver()).sendKeys(Keys.TAB, Keys.ENTER).perform();

        page.await(STEP + " === " + held + " + 1");
    }

    @Test
    void axe_inBothThemes_findsNothing() throws IOException {
        for (String theme : new String[] {"light", "dark"}) {
            open("");
            page.await(STEP + " >= 1");
            page.chromium().driver().executeScript("localStorage.setItem('nabla.theme', arguments[0])", theme);
            page.chromium().driver().navigate().refresh();
            page.await("document.querySelector('.bars .top') !== null");
            assertThat(Axe.violations(page.chromium())).as(theme).isEmpty();
        }
    }
}
