package dev.nabla.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.cli.SiteServer;
import dev.nabla.selftest.Chromium;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Every component, used as a person does: by name and by keyboard; checked by axe in both themes. */
class ComponentsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int HEIGHT = 900;

    private static Chromium chromium;
    private static SiteServer server;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start();
        server = BuiltSite.serve();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() {
        resize(1440);
        chromium.open(server.uri("components.html"));
        chromium.await("document.querySelectorAll('.specimen').length > 10 ? true : null", LIMIT);
    }

    @AfterEach
    void consoleIsEmpty() {
        chromium.open(URI.create("about:blank"));
        assertThat(chromium.console()).as("console").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Light", "Dark"})
    void components_inTheTheme_passAxe(String theme) throws IOException {
        named("radio", theme).click();
        run("document.querySelectorAll('.help, .plot .tools button').forEach(button => button.click())");
        named("button", "Ask").click();
        named("button", "Warn").click();

        assertThat(run("return document.documentElement.dataset.theme")).isEqualTo(theme.toLowerCase(Locale.ROOT));
        assertThat(Axe.violations(chromium)).isEmpty();

        named("button", "Open a dialog").click();
        assertThat(Axe.violations(chromium)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1440, 24", "1024, 24", "390, 44"})
    void controls_atTheWidth_areLargeEnough(int width, int least) {
        resize(width);

        assertThat((List<?>) run("""
                return [...document.querySelectorAll('main button, main input, main select, .bar button')]
                    .map(e => [e, e.getBoundingClientRect()])
                    .filter(([e, r]) => r.width > 0 && (r.width < %1$d || r.height < %1$d))
                    .map(([e, r]) => e.outerHTML.slice(0, 120) + ' ' + r.width + ' x ' + r.height)""".formatted(least))).isEmpty();
    }

    /** 320 px is what 400 % zoom leaves of 1280. */
    @ParameterizedTest
    @ValueSource(ints = {1440, 1024, 390, 320})
    void page_atTheWidth_doesNotScrollSideways(int width) {
        resize(width);

        assertThat(run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0L);
    }

    @Test
    void slider_arrowKeys_changeTheValue() {
        WebElement slider = named("slider", "Learning rate");
        slider.sendKeys(Keys.ARROW_RIGHT);
        assertThat(slider.getAttribute("aria-valuetext")).isEqualTo("0.063");
        slider.sendKeys(Keys.HOME);
        assertThat(slider.getAttribute("aria-valuetext")).isEqualTo("0.00010");
        slider.sendKeys(Keys.END);
        assertThat(slider.getAttribute("aria-valuetext")).isEqualTo("10");
    }

    @Test
    void numberField_keysAndText_stayInRange() {
        WebElement seed = named("spinbutton", "Seed");
        seed.sendKeys(Keys.ARROW_UP, Keys.PAGE_UP);
        assertThat(seed.getDomProperty("value")).isEqualTo("53");
        seed.sendKeys(Keys.chord(Keys.CONTROL, "a"), "99999999", Keys.ENTER);
        assertThat(seed.getDomProperty("value")).isEqualTo("999999");
        seed.sendKeys(Keys.chord(Keys.CONTROL, "a"), "none", Keys.TAB);
        assertThat(seed.getDomProperty("value")).isEqualTo("999999");
    }

    @Test
    void tabs_arrowKeys_showTheirPanels() {
        named("tab", "Curves").click();
        focused().sendKeys(Keys.ARROW_RIGHT);
        assertThat(focused().getText()).isEqualTo("Mistakes");
        assertThat(visible("No mistakes yet.")).isTrue();
        focused().sendKeys(Keys.END);
        assertThat(focused().getText()).isEqualTo("Layers");
        focused().sendKeys(Keys.ARROW_RIGHT);
        assertThat(focused().getText()).isEqualTo("Curves");
        assertThat(visible("No mistakes yet.")).isFalse();
    }

    @Test
    void segments_arrowKeys_passWhatIsDisabled() {
        named("radio", "Batch").click();
        focused().sendKeys(Keys.ARROW_RIGHT);

        assertThat(focused().getText()).isEqualTo("Example");
        assertThat(focused().getAttribute("aria-checked")).isEqualTo("true");
    }

    @Test
    void dialog_escape_givesTheFocusBack() {
        WebElement opener = named("button", "Open a dialog");
        opener.sendKeys(Keys.ENTER);
        assertThat(run("return document.querySelector('dialog').contains(document.activeElement)"))
                .isEqualTo(true);
        focused().sendKeys(Keys.ESCAPE);

        assertThat(run("return document.querySelector('dialog').open")).isEqualTo(false);
        assertThat(focused()).isEqualTo(opener);
    }

    @Test
    void drawer_underTheWidth_holdsAndReturnsTheFocus() {
        resize(1024);
        WebElement opener = named("button", "Settings");
        opener.sendKeys(Keys.ENTER);
        assertThat(run("return document.querySelector('.drawer').contains(document.activeElement)"))
                .isEqualTo(true);
        assertThat(run("return document.getElementById('components').inert")).isEqualTo(true);
        focused().sendKeys(Keys.ESCAPE);

        assertThat(focused()).isEqualTo(opener);
        assertThat(run("return document.getElementById('components').inert")).isEqualTo(false);
    }

    @Test
    void timeline_keys_moveOverKeptSteps() {
        WebElement timeline =
                chromium.driver().findElement(By.cssSelector(".wide-specimen [role=slider][aria-label=Time]"));
        timeline.sendKeys(Keys.ARROW_RIGHT);
        assertThat(timeline.getAttribute("aria-valuenow")).isEqualTo("1260");
        assertThat(timeline.getAttribute("aria-valuetext")).endsWith("batch size 64");
        timeline.sendKeys(Keys.HOME);
        assertThat(timeline.getAttribute("aria-valuenow")).isEqualTo("60");
        timeline.sendKeys(Keys.END);
        assertThat(timeline.getAttribute("aria-valuenow")).isEqualTo("2040");
    }

    @Test
    void plot_keys_readValuesOff() {
        WebElement reader = named("slider", "Loss, five steps, read off at a step");
        reader.sendKeys(Keys.HOME, Keys.ARROW_RIGHT);
        assertThat(reader.getAttribute("aria-valuetext")).isEqualTo("Step 1, training 2.300, validation –");
        reader.sendKeys(Keys.ESCAPE);
        assertThat(reader.getAttribute("aria-valuetext")).isEqualTo("Step 5, training 1.900, validation 2.100");
    }

    @Test
    void plot_table_holdsTheValues() {
        WebElement plot =
                named("slider", "Loss, five steps, read off at a step").findElement(By.xpath("ancestor::figure"));
        plot.findElement(By.xpath(".//button[.='Table']")).click();

        List<WebElement> rows = plot.findElements(By.tagName("tr"));
        assertThat(rows.get(0).getText()).isEqualTo("Step training validation");
        assertThat(rows.get(1).getText()).isEqualTo("5 1.900 2.100");
    }

    @Test
    void canvas_arrowKeys_moveTheRing() {
        WebElement canvas = named("application", "Units, arrow keys move");
        canvas.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_DOWN);
        Map<?, ?> ring =
                (Map<?, ?>) run("return arguments[0].querySelector('.ring').getBoundingClientRect().toJSON()", canvas);
        Map<?, ?> box = (Map<?, ?>) run("return arguments[0].getBoundingClientRect().toJSON()", canvas);

        assertThat(((Number) ring.get("x")).doubleValue() - ((Number) box.get("x")).doubleValue())
                .isEqualTo(32);
        assertThat(visible("Unit 13")).isTrue();
        canvas.sendKeys(Keys.ENTER);
        assertThat(visible("Unit 13 entered.")).isTrue();
    }

    @Test
    void theme_chosen_isRemembered() {
        named("radio", "Dark").click();
        open();
        assertThat(run("return document.documentElement.dataset.theme")).isEqualTo("dark");
        named("radio", "Auto").click();
        assertThat(run("return localStorage.getItem('nabla.theme')")).isNull();
    }

    /** The first element of a role, as the browser's own accessibility tree has it, with this name. */
    private static WebElement named(String role, String name) {
        String kind = switch (role) {
            case "slider" -> "[role=slider], input[type=range]";
            case "button" -> "button";
            default -> "[role=" + role + "]";
        };
        return chromium.driver().findElements(By.cssSelector(kind)).stream()
                .filter(element -> element.getAccessibleName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + role + " named " + name));
    }

    private static WebElement focused() {
        return chromium.driver().switchTo().activeElement();
    }

    private static boolean visible(String text) {
        return chromium.driver().findElements(By.xpath("//p[.='" + text + "']")).stream()
                .anyMatch(WebElement::isDisplayed);
    }

    private static void resize(int width) {
        chromium.driver()
                .executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
    }

    private static Object run(String script, Object... arguments) {
        return chromium.driver().executeScript(script, arguments);
    }
}
