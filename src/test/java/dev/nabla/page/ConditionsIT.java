package dev.nabla.page;

import static dev.nabla.page.RoomPage.ACCURACY;
import static dev.nabla.page.RoomPage.STEP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.cli.SiteServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The Images room where something is unlike the usual: a phone, a plain server, damaged files, absurd settings. */
class ConditionsIT {
    private static final Path IMAGES = Path.of("data", "mnist", "train-images-idx3-ubyte.gz");
    private static final int HALF = 2;

    private RoomPage page;

    @BeforeEach
    void start() {
        page = new RoomPage();
    }

    @AfterEach
    void stop() {
        if (page != null) {
            page.close();
        }
    }

    @Test
    void phone_drawnOnByTouch_answersWithoutScrollingSideways() throws IOException {
        page.devTools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
        page.devTools("Emulation.setTouchEmulationEnabled", Map.of("enabled", true, "maxTouchPoints", 5));
        try (SiteServer server = BuiltSite.serve()) {
            page.chromium().open(server.uri("#v=1&layers=32:relu&seed=1"));
            page.await(STEP + " >= 1");
            page.press("Full");
            page.await(ACCURACY + " > 88");
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0L);

            page.chromium().driver().executeScript("document.querySelector('.pad').scrollIntoView({block: 'center'})");
            Object scrolled = page.evaluate("scrollY");
            touchAOne();

            page.await("document.querySelector('.seen').textContent.includes('centered')");
            page.await("document.querySelector('.bars .top').textContent.trim().startsWith('1')");
            assertThat(page.evaluate("scrollY"))
                    .as("the page does not scroll under the finger")
                    .isEqualTo(scrolled);
            page.leave();
        }
    }

    private void touchAOne() {
        List<?> box = (List<?>) page.evaluate("(({x, y, width, height}) => [x, y, width, height])"
                + "(document.querySelector('.pad canvas').getBoundingClientRect())");
        double[] numbers =
                box.stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray();
        for (int i = 0; i <= 10; i++) {
            double x = numbers[0] + numbers[2] * (0.55 - 0.01 * i);
            double y = numbers[1] + numbers[3] * (0.2 + 0.06 * i);
            page.devTools(
                    "Input.dispatchTouchEvent",
                    Map.of(
                            "type",
                            i == 0 ? "touchStart" : "touchMove",
                            "touchPoints",
                            List.of(Map.of("x", x, "y", y))));
        }
        page.devTools("Input.dispatchTouchEvent", Map.of("type", "touchEnd", "touchPoints", List.of()));
    }

    @Test
    void reducedMotion_learns() throws IOException {
        page.devTools(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        try (SiteServer server = BuiltSite.serve()) {
            page.open(server.uri(""));
            assertThat(page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches"))
                    .isEqualTo(true);

            page.await(ACCURACY + " > 60");
            page.leave();
        }
    }

    @Test
    void serverWithoutIsolation_learns() throws IOException {
        try (PlainServer server = new PlainServer()) {
            page.open(server.uri(""));
            assertThat(page.evaluate("crossOriginIsolated")).isEqualTo(false);

            page.await(ACCURACY + " > 60");
            page.leave();
        }
    }

    @Test
    void mnist_truncated_isNamedAndTheRunGoesOn(@TempDir Path folder) throws IOException {
        byte[] images = copyWithMnist(folder);

        expectItNamed(folder, Arrays.copyOf(images, images.length / HALF));
    }

    @Test
    void mnist_withFlippedBits_isNamedAndTheRunGoesOn(@TempDir Path folder) throws IOException {
        byte[] images = copyWithMnist(folder);
        for (int i = 0; i < 16; i++) {
            images[images.length / HALF + i] ^= 0x55;
        }

        expectItNamed(folder, images);
    }

    private static byte[] copyWithMnist(Path folder) throws IOException {
        Assumptions.assumeTrue(
                Files.exists(BuiltSite.FOLDER.resolve(IMAGES)), "The site was built without MNIST (-Dnabla.data=DIR)");
        RoomPage.copySite(folder, file -> !file.toString().contains("fashion"));
        return Files.readAllBytes(folder.resolve(IMAGES));
    }

    private void expectItNamed(Path folder, byte[] images) throws IOException {
        Files.write(folder.resolve(IMAGES), images);
        try (SiteServer server = BuiltSite.serve(folder)) {
            page.open(server.uri(""));
            page.await(STEP + " >= 2");

            page.press("MNIST");

            page.awaitToast(IMAGES.getFileName().toString());
            page.await(STEP + " > " + page.evaluate(STEP));
            assertThat((String) page.evaluate("location.hash")).doesNotContain("data=mnist");
            page.leave();
        }
    }

    @Test
    void droppedFile_thatIsDamaged_isNamedAndTheRunGoesOn() throws IOException {
        try (SiteServer server = BuiltSite.serve()) {
            page.open(server.uri("#v=1&layers=16:relu"));
            page.await(STEP + " >= 1");

            page.evaluate("(() => { const data = new DataTransfer();"
                    + " data.items.add(new File([new Uint8Array([31, 139, 8, 0, 1])], 'train-images-idx3-ubyte.gz'));"
                    + " document.dispatchEvent(new DragEvent('drop', {dataTransfer: data, cancelable: true})); })()");

            page.awaitToast("train-images-idx3-ubyte.gz");
            page.await(STEP + " > " + page.evaluate(STEP));
            page.leave();
        }
    }

    @Test
    void link_withHostileValues_startsARunWithinTheLimits() throws IOException {
        try (SiteServer server = BuiltSite.serve()) {
            page.open(server.uri("#v=1&layers=99999:relu&rate=1e99&batch=-4&momentum=NaN&seed=x&data=%3Cscript%3E"));

            page.await(STEP + " >= 2");
            assertThat((String) page.evaluate("location.hash"))
                    .contains("layers=1024:relu&", "rate=10.0&", "batch=1&", "data=handwriting&");
            page.leave();
        }
    }

    @Test
    void run_thatDiverges_saysSoAndCanBeginAgain() throws IOException {
        try (SiteServer server = BuiltSite.serve()) {
            page.open(server.uri("#v=1&layers=64:linear,64:linear&rate=10&momentum=0.99"));
            page.awaitToast("became infinite or NaN in step");
            assertThat(page.find(".bars").getText()).contains("NaN");
            page.chromium()
                    .driver()
                    .findElement(By.xpath("//button[starts-with(., 'Back to step')]"))
                    .click();
            page.await("document.querySelector('.past').textContent.includes(' of ')");
            page.await("!document.querySelector('.bars').textContent.includes('NaN')");
            page.chromium()
                    .driver()
                    .findElement(By.xpath("//label[.='Learning rate']/ancestor::*[contains(@class,'field')]//input"))
                    .sendKeys(Keys.HOME);
            page.press("New weights");
            page.await("location.hash.includes('seed=2')");
            page.await(STEP + " > 100");
            page.leave();
        }
    }
}
