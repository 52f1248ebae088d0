package dev.nabla.selftest;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The system's Chromium, driven by the system's chromedriver, with a profile of its own that is deleted afterwards.
 *
 * <p>Both are looked for on the {@code PATH}; nothing is ever downloaded. Where they are missing, tests are skipped,
 * unless {@value #REQUIRED} (a system property or an environment variable) is {@code true}: then they fail.
 */
public final class Chromium implements AutoCloseable {

    public static final String REQUIRED = "NABLA_REQUIRE_CHROMIUM";

    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** Kept here, because loggers are forgotten with their level when nothing holds them. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final Path profile;
    private final ChromeDriver driver;

    private Chromium(Path browser, Path driverFile) throws IOException {
        // It warns that it has no DevTools bindings for this version of Chromium; none are used.
        SELENIUM.setLevel(Level.SEVERE);
        profile = Files.createTempDirectory("nabla-chromium-");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.addArguments(FLAGS);
        options.addArguments("--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driverFile.toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
    }

    /** Starts a browser; skips or fails the calling test where there is none. */
    public static Chromium start() {
        Optional<Path> browser = onPath("chromium").or(() -> onPath("chromium-browser"));
        Optional<Path> driverFile = onPath("chromedriver");
        if (browser.isEmpty() || driverFile.isEmpty()) {
            String reason = "NO BROWSER TESTS: "
                    + (browser.isEmpty() ? "chromium" : "chromedriver")
                    + " is not on the PATH (Debian: apt-get install chromium chromium-driver)";
            if (isRequired()) {
                fail(reason + ", and " + REQUIRED + " is true");
            }
            System.err.println(reason);
            Assumptions.abort(reason);
        }
        try {
            return new Chromium(browser.orElseThrow(), driverFile.orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRequired() {
        return Boolean.getBoolean(REQUIRED) || Boolean.parseBoolean(System.getenv(REQUIRED));
    }

    private static Optional<Path> onPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public void open(URI address) {
        driver.get(address.toString());
    }

    /** For what this class does not offer: elements, keys, screenshots. */
    public ChromeDriver driver() {
        return driver;
    }

    /** Waits until the script, an expression, gives something other than null, and returns it. */
    public Object await(String expression, Duration limit) {
        return new WebDriverWait(driver, limit)
                .withMessage(() -> expression + "; console: " + console())
                .until(ready -> driver.executeScript("return " + expression));
    }

    /** What the page has written to its console since the last call, errors of loading included. */
    public List<String> console() {
        List<String> lines = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            lines.add(entry.getLevel() + " " + entry.getMessage());
        }
        return lines;
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("Chromium: the profile " + profile + " could not be deleted: " + e.getMessage());
        }
    }
}
