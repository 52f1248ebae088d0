package dev.nabla.view;

import dev.nabla.browser.Layout;
import dev.nabla.browser.PointerEvent;
import dev.nabla.present.Curve;
import dev.nabla.present.Decimation;
import dev.nabla.present.KeptSteps;
import dev.nabla.present.LinearScale;
import dev.nabla.present.Mark;
import dev.nabla.present.NumberText;
import java.util.List;
import java.util.function.IntConsumer;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.events.EventListener;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * The run from its start to now: the loss in small, what happened, and a thumb on the step in sight. It can be moved to
 * any kept step by pointer, arrow keys, Page Up and Down, Home and End (now).
 */
public final class Timeline {

    private static final double INSET = 8;
    private static final int PAGES = 10;
    private static final double THUMB = 6;
    private static final double MARK = 5;

    private final CanvasPainter painter;
    private final HTMLElement element;
    private final Curve loss;
    private final IntConsumer onScrub;
    private KeptSteps kept = new KeptSteps(new int[0], 0);
    private List<Mark> marks = List.of();
    private int shown;
    private boolean live = true;
    private boolean dragged;
    private final Paced describing = new Paced(this::describe);

    /**
     * A timeline of a loss curve that grows elsewhere.
     *
     * @param onScrub told each kept step that a person moves to; the last one means now
     */
    public Timeline(Theme theme, Curve loss, IntConsumer onScrub) {
        this.loss = loss;
        this.onScrub = onScrub;
        painter = new CanvasPainter(theme, "Loss over time", this::paint);
        painter.canvas().setAttribute("role", "presentation");
        painter.canvas().removeAttribute("aria-label");
        element = Dom.div("timeline", painter.element());
        element.setAttribute("role", "slider");
        element.setAttribute("aria-label", "Time");
        element.setAttribute("aria-valuemin", "0");
        element.setTabIndex(0);
        Dom.onKey(element, this::press);
        listenToPointer();
        describe();
    }

    public HTMLElement element() {
        return element;
    }

    /** Follows the run: {@code now} steps are done, and these of them are kept, in ascending order. */
    public void setSteps(int now, int[] keptSteps) {
        kept = new KeptSteps(keptSteps, now);
        if (live) {
            shown = now;
        }
        describing.request();
        painter.invalidate();
    }

    public void setMarks(List<Mark> list) {
        marks = List.copyOf(list);
        painter.invalidate();
    }

    /** Puts the thumb on a step, and leaves it there while the run goes on. */
    public void showStep(int step) {
        shown = step;
        live = false;
        describing.now();
        painter.invalidate();
    }

    /** Puts the thumb on now, and keeps it there. */
    public void showNow() {
        shown = kept.now();
        live = true;
        describing.now();
        painter.invalidate();
    }

    private void scrub(int step) {
        if (step == kept.now()) {
            showNow();
        } else {
            showStep(step);
        }
        onScrub.accept(step);
    }

    private boolean press(String key, boolean shift) {
        int page = Math.max(1, kept.count() / PAGES);
        switch (key) {
            case "ArrowLeft", "ArrowDown" -> scrub(kept.moved(shown, -1));
            case "ArrowRight", "ArrowUp" -> scrub(kept.moved(shown, 1));
            case "PageDown" -> scrub(kept.moved(shown, -page));
            case "PageUp" -> scrub(kept.moved(shown, page));
            case "Home" -> scrub(kept.first());
            case "End" -> scrub(kept.now());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void listenToPointer() {
        EventListener<PointerEvent> down = event -> {
            dragged = true;
            PointerEvent.capture(element, event.getPointerId());
            scrubTo(PointerEvent.xIn(event, element));
        };
        EventListener<PointerEvent> move = event -> {
            if (dragged) {
                scrubTo(PointerEvent.xIn(event, element));
            }
        };
        element.addEventListener("pointerdown", down);
        element.addEventListener("pointermove", move);
        Dom.on(element, "pointerup", () -> dragged = false);
        Dom.on(element, "pointercancel", () -> dragged = false);
    }

    private void scrubTo(double x) {
        int step = kept.nearest(across(Layout.width(element)).value(x));
        if (step != shown) {
            scrub(step);
        }
    }

    private void describe() {
        String text = "Step " + NumberText.count(shown) + " of " + NumberText.count(kept.now());
        for (Mark mark : marks) {
            if (mark.step() == shown) {
                text += ", " + mark.label();
            }
        }
        element.setAttribute("aria-valuemax", Integer.toString(kept.now()));
        element.setAttribute("aria-valuenow", Integer.toString(shown));
        element.setAttribute("aria-valuetext", text);
    }

    private LinearScale across(double width) {
        return new LinearScale(0, Math.max(1, kept.now()), INSET, width - INSET);
    }

    private void paint(CanvasRenderingContext2D g, Palette palette, double width, double height) {
        LinearScale across = across(width);
        double track = Math.floor(height - THUMB - 1) - 0.5;
        g.setLineWidth(1);
        g.setStrokeStyle(palette.control.css());
        line(g, INSET, track, width - INSET, track);
        paintLoss(g, palette, across, track - 3);
        g.setStrokeStyle(palette.ink.css());
        for (Mark mark : marks) {
            double x = Math.floor(across.position(mark.step())) + 0.5;
            line(g, x, track - MARK, x, track + MARK);
        }
        double x = kept.now() == 0 ? INSET : across.position(shown);
        g.setStrokeStyle(palette.control.css());
        line(g, Math.floor(x) + 0.5, 0, Math.floor(x) + 0.5, track);
        g.setFillStyle(palette.ink.css());
        g.setStrokeStyle(palette.card.css());
        g.setLineWidth(2);
        g.beginPath();
        g.arc(x, track, THUMB, 0, 2 * Math.PI);
        g.fill();
        g.stroke();
    }

    private void paintLoss(CanvasRenderingContext2D g, Palette palette, LinearScale across, double bottom) {
        Decimation columns = loss.smoothColumns();
        double highest = 0;
        for (int i = 0; i < columns.size(); i++) {
            highest = Math.max(highest, columns.last(i));
        }
        LinearScale up = new LinearScale(0, highest, bottom, 2);
        g.setStrokeStyle(palette.training.css());
        g.setLineWidth(1.5);
        g.beginPath();
        for (int i = 0; i < columns.size(); i++) {
            double x = across.position(columns.step(i));
            double y = up.position(columns.last(i));
            if (i == 0) {
                g.moveTo(x, y);
            } else {
                g.lineTo(x, y);
            }
        }
        g.stroke();
    }

    private static void line(CanvasRenderingContext2D g, double x1, double y1, double x2, double y2) {
        g.beginPath();
        g.moveTo(x1, y1);
        g.lineTo(x2, y2);
        g.stroke();
    }
}
