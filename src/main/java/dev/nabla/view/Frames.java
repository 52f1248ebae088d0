package dev.nabla.view;

import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.browser.Window;

/** The one loop that all painters share: at most one turn a frame, none while nothing is to be painted. */
final class Frames {

    /** The page has one thread and one display. */
    private static final Frames SHARED = new Frames();

    private List<CanvasPainter> waiting = new ArrayList<>();
    private List<CanvasPainter> painting = new ArrayList<>();
    private boolean requested;

    private Frames() {}

    /** Paints this painter once in the next frame, however often it asks. */
    static void request(CanvasPainter painter) {
        SHARED.add(painter);
    }

    private void add(CanvasPainter painter) {
        if (!waiting.contains(painter)) {
            waiting.add(painter);
        }
        if (!requested) {
            requested = true;
            Window.requestAnimationFrame(this::turn);
        }
    }

    private void turn(double millis) {
        List<CanvasPainter> now = waiting;
        waiting = painting;
        painting = now;
        requested = false;
        try {
            for (CanvasPainter painter : now) {
                painter.paint(millis);
            }
        } finally {
            now.clear();
        }
    }
}
