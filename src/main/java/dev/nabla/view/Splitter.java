package dev.nabla.view;

import dev.nabla.browser.Layout;
import dev.nabla.browser.LocalStore;
import dev.nabla.browser.PointerEvent;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.EventListener;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * The upper edge of a pane, dragged by pointer or moved by arrow keys, Home and End; a double click gives the pane the
 * height back that the style sheet gives it. The height is remembered.
 */
public final class Splitter {

    private static final String KEY = "nabla.lower";
    private static final String PROPERTY = "--lower";
    private static final double LEAST = 176;
    private static final double MOST_SHARE = 0.6;
    private static final double STEP = 16;
    private static final int MOST_DIGITS = 4;

    private final HTMLElement pane;
    private final HTMLElement element;
    private boolean dragged;
    private double grip;

    /** The upper edge of {@code pane}, whose height the style sheet takes from {@code --lower}. */
    public Splitter(String name, HTMLElement pane) {
        this.pane = pane;
        element = Dom.div("splitter");
        element.setAttribute("role", "separator");
        element.setAttribute("aria-orientation", "horizontal");
        element.setAttribute("aria-label", name);
        element.setAttribute("aria-valuemin", Integer.toString((int) LEAST));
        element.setTabIndex(0);
        Dom.onKey(element, this::press);
        Dom.on(element, "dblclick", this::reset);
        Dom.on(element, "focus", this::describe);
        listenToPointer();
        int kept = kept(LocalStore.read(KEY));
        if (kept >= LEAST) {
            apply(kept);
        }
        describe();
    }

    /** What was remembered; 0 where that is not a height. */
    private static int kept(@Nullable String text) {
        int value = 0;
        for (int i = 0; text != null && i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i == MOST_DIGITS) {
                return 0;
            }
            value = 10 * value + digit;
        }
        return value;
    }

    public HTMLElement element() {
        return element;
    }

    private double most() {
        return Math.max(LEAST, MOST_SHARE * Window.current().getInnerHeight() / Layout.zoom(pane));
    }

    private double height() {
        return Layout.height(pane) / Layout.zoom(pane);
    }

    private boolean press(String key, boolean shift) {
        double step = shift ? 4 * STEP : STEP;
        switch (key) {
            case "ArrowUp" -> resize(height() + step);
            case "ArrowDown" -> resize(height() - step);
            case "Home" -> resize(LEAST);
            case "End" -> resize(most());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void listenToPointer() {
        EventListener<PointerEvent> down = event -> {
            dragged = true;
            grip = PointerEvent.yIn(event, pane);
            PointerEvent.capture(element, event.getPointerId());
        };
        EventListener<PointerEvent> move = event -> {
            if (dragged) {
                // The lower edge stays; the pointer keeps its distance from the upper one.
                resize(height() - PointerEvent.yIn(event, pane) + grip);
            }
        };
        element.addEventListener("pointerdown", down);
        element.addEventListener("pointermove", move);
        Dom.on(element, "pointerup", () -> dragged = false);
        Dom.on(element, "pointercancel", () -> dragged = false);
    }

    private void resize(double wanted) {
        int height = (int) Math.max(LEAST, Math.min(most(), wanted));
        apply(height);
        LocalStore.write(KEY, Integer.toString(height));
        describe();
    }

    private void reset() {
        pane.getStyle().removeProperty(PROPERTY);
        LocalStore.remove(KEY);
        describe();
    }

    private void apply(int height) {
        Dom.style(pane, PROPERTY, height + "px");
    }

    private void describe() {
        element.setAttribute("aria-valuemax", Integer.toString((int) most()));
        element.setAttribute("aria-valuenow", Integer.toString((int) height()));
    }
}
