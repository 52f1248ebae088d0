package dev.nabla.page;

import static dev.nabla.page.RoomPage.ACCURACY;
import static dev.nabla.page.RoomPage.PAUSED;
import static dev.nabla.page.RoomPage.STEP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.cli.SiteServer;
import dev.nabla.data.Handwriting;
import dev.nabla.data.Handwriting.Group;
import dev.nabla.train.DataRandom;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Rectangle;

/** Digits by the writers of the validation set, drawn on the pad with the pointer. */
class PadIT {
    private static final int DIGITS = 100;

    /** What tells the command that shows a drawing, and a snapshot, from other messages. */
    private static final int DRAWING = 8;

    private static final int SNAPSHOT = 105;

    /** Apart by more than ten, so that each is by another writer. */
    private static final int APART = 101;

    /** Side of the larger dimension of a digit, as a share of the pad's. */
    private static final double SMALLEST = 0.3;

    private static final double LARGEST = 0.88;

    /** How far the pointer goes from one event to the next, as a share of the digit. */
    private static final double SLOWEST = 0.03;

    private static final double FASTEST = 0.12;
    private static final double MARGIN = 0.05;

    /**
     * Of 100 digits, a share that is really 93 % has a standard deviation of 2.6 points: what is really as good stays
     * within three of them. A pad that does not normalize loses 15 points and more.
     */
    private static final double POINTS = 8;

    /** Counts drawings sent to the worker and the answers that come back: a snapshot has the request as its third number. */
    private static final String COUNT = """
            window.asked = window.answered = 0;
            const post = nabla.worker.postMessage;
            nabla.worker.postMessage = function (message, transfer) {
                if (message.kind === %d) window.asked = message.ints[1];
                return post.call(this, message, transfer);
            };
            nabla.worker.addEventListener('message', ({data}) => {
                if (data.ints && data.kind === %d) window.answered = Math.max(window.answered, data.ints[2]);
            });""";

    /** The digit at the top, once two frames have passed in which nothing was asked and all is answered. */
    private static final String ANSWER = """
            const done = arguments[arguments.length - 1];
            const wait = (before, quiet) => requestAnimationFrame(() => {
                const now = asked === before && answered === asked && asked > arguments[0] ? quiet + 1 : 0;
                if (now > 2) done([asked, document.querySelector('.bars .top').firstChild.textContent]);
                else wait(asked, now);
            });
            wait(-1, 0);""";

    @Test
    void drawings_ofValidationWriters_areRecognizedAsTheirPicturesAre() throws IOException {
        try (RoomPage page = new RoomPage();
                SiteServer server = BuiltSite.serve()) {
            page.open(server.uri("#v=1&layers=64:relu&seed=1"));
            page.await(STEP + " >= 1");
            page.press("Full");
            page.await(ACCURACY + " > 92");
            page.press("Pause");
            page.await(PAUSED);
            page.chromium().driver().executeScript(COUNT.formatted(DRAWING, SNAPSHOT));

            List<String> mistaken = draw(page);
            double accuracy = ((Number) page.evaluate(ACCURACY)).doubleValue();
            double drawn = 100.0 * (DIGITS - mistaken.size()) / DIGITS;
            System.out.printf(
                    Locale.ROOT,
                    "Pad: %.0f of %d drawn digits recognized, validation accuracy %.1f %%; mistaken: %s%n",
                    drawn,
                    DIGITS,
                    accuracy,
                    mistaken);
            assertThat(drawn).as("mistaken: " + mistaken).isGreaterThan(accuracy - POINTS);
            page.leave();
        }
    }

    private static List<String> draw(RoomPage page) {
        Rectangle pad = page.find(".pad canvas").getRect();
        assertThat(pad.y + pad.height).isLessThan(900);
        Handwriting handwriting = new Handwriting(DataRandom.test(0));
        Random random = new Random(1);
        List<String> mistaken = new ArrayList<>();
        long asked = 0;
        for (int i = 0; i < DIGITS; i++) {
            int[] label = new int[1];
            handwriting.render(Group.VALIDATION, (long) i * APART, 1, new byte[Handwriting.PIXELS], label, 0);
            double size = SMALLEST + (LARGEST - SMALLEST) * random.nextDouble();
            double pace = SLOWEST + (FASTEST - SLOWEST) * random.nextDouble();
            List<List<double[]>> strokes = place(handwriting.strokes(Group.VALIDATION, (long) i * APART), size, random);
            for (List<double[]> stroke : strokes) {
                draw(page, pad, stroke, pace * size);
            }
            List<?> answer = (List<?>) page.chromium().driver().executeAsyncScript(ANSWER, asked);
            asked = ((Number) answer.get(0)).longValue();
            if (!answer.get(1).equals(Integer.toString(label[0]))) {
                mistaken.add(label[0] + " as " + answer.get(1) + String.format(Locale.ROOT, " (%.2f)", size));
            }
            page.press("Clear");
        }
        return mistaken;
    }

    /** The strokes in a square of side 1, with that size, somewhere. */
    private static List<List<double[]>> place(int[][] strokes, double size, Random random) {
        int[] xs = Arrays.stream(strokes)
                .flatMapToInt(each -> coordinates(each, 0))
                .toArray();
        int[] ys = Arrays.stream(strokes)
                .flatMapToInt(each -> coordinates(each, 1))
                .toArray();
        int left = Arrays.stream(xs).min().orElseThrow();
        int top = Arrays.stream(ys).min().orElseThrow();
        int width = Arrays.stream(xs).max().orElseThrow() - left;
        int height = Arrays.stream(ys).max().orElseThrow() - top;
        double scale = size / Math.max(1, Math.max(width, height));
        double x = MARGIN + (1 - 2 * MARGIN - width * scale) * random.nextDouble();
        double y = MARGIN + (1 - 2 * MARGIN - height * scale) * random.nextDouble();
        List<List<double[]>> placed = new ArrayList<>();
        for (int[] stroke : strokes) {
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i + 1 < stroke.length; i += 2) {
                points.add(new double[] {x + (stroke[i] - left) * scale, y + (stroke[i + 1] - top) * scale});
            }
            placed.add(points);
        }
        return placed;
    }

    private static IntStream coordinates(int[] stroke, int first) {
        return IntStream.range(0, stroke.length / 2).map(i -> stroke[2 * i + first]);
    }

    /** Draws a stroke by the mouse, with an event each time it has gone so far, and one at its end. */
    private static void draw(RoomPage page, Rectangle pad, List<double[]> stroke, double pace) {
        double[] last = stroke.get(0);
        mouse(page, pad, "mousePressed", last);
        for (int i = 1; i < stroke.size(); i++) {
            double[] point = stroke.get(i);
            if (i == stroke.size() - 1 || Math.hypot(point[0] - last[0], point[1] - last[1]) >= pace) {
                mouse(page, pad, "mouseMoved", point);
                last = point;
            }
        }
        mouse(page, pad, "mouseReleased", last);
    }

    private static void mouse(RoomPage page, Rectangle pad, String type, double[] point) {
        page.devTools(
                "Input.dispatchMouseEvent",
                Map.of(
                        "type",
                        type,
                        "x",
                        pad.x + point[0] * pad.width,
                        "y",
                        pad.y + point[1] * pad.height,
                        "button",
                        "left",
                        "buttons",
                        type.equals("mouseReleased") ? 0 : 1,
                        "clickCount",
                        1));
    }
}
