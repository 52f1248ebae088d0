package dev.nabla.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.selftest.Chromium;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;

/** The Images room in a Chromium of its own; what its read-out says, as expressions. */
final class RoomPage implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(90);
    static final String STEP = "number(readout(0))";
    static final String ACCURACY = "number(readout(3))";
    static final String PAUSED = "document.querySelector('.play').textContent.includes('Play')";

    private static final String NUMBER =
            "(() => { const number = (t) => { const n = parseFloat(t.replace(/[^0-9.]/g, ''));"
                    + " return isNaN(n) ? null : n; };"
                    // Empty until the page's Java has filled the frame.
                    + " const readout = (i) => {"
                    + " const shown = document.querySelectorAll('.readout dd > span')[i];"
                    + " return shown ? shown.textContent : ''; }; ";

    private final Chromium chromium = Chromium.start();

    Chromium chromium() {
        return chromium;
    }

    /** Shows the page of a site in a wide window. */
    void open(URI address) {
        chromium.driver().manage().window().setSize(new Dimension(1440, 900));
        chromium.open(address);
    }

    /** Gives a command of the DevTools protocol. */
    void devTools(String command, Map<String, Object> parameters) {
        chromium.driver().executeCdpCommand(command, parameters);
    }

    WebElement find(String selector) {
        return chromium.driver().findElement(By.cssSelector(selector));
    }

    void press(String label) {
        chromium.driver().findElements(By.cssSelector("button")).stream()
                .filter(button ->
                        button.isDisplayed() && button.getText().trim().equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No button \"" + label + "\""))
                .click();
    }

    /** Waits until a condition in JavaScript holds; {@code number(text)} is the number in a text, or null. */
    void await(String condition) {
        chromium.await(NUMBER + "return (" + condition + ") ? true : null; })()", LIMIT);
    }

    /** Waits for a message on the page that contains a text. */
    void awaitToast(String text) {
        await("document.querySelector('.toasts').textContent.includes('" + text + "')");
    }

    Object evaluate(String expression) {
        return chromium.driver().executeScript("return " + NUMBER + "return " + expression + "; })()");
    }

    String text(String selector) {
        return find(selector).getText();
    }

    /** Leaves the site, so that nothing of it is under way. */
    void leave() {
        chromium.open(URI.create("about:blank"));
    }

    /** Ends the browser; fails if the page has written to its console. */
    @Override
    public void close() {
        try {
            assertThat(chromium.console()).as("console").isEmpty();
        } finally {
            chromium.close();
        }
    }

    /** Copies the files of the built site that are wanted. */
    static void copySite(Path to, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(BuiltSite.FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).filter(wanted).toList()) {
                Path target = to.resolve(BuiltSite.FOLDER.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
