package dev.nabla.view;

import dev.nabla.browser.Layout;
import dev.nabla.browser.Numbers;
import dev.nabla.browser.PointerEvent;
import dev.nabla.present.HitArea;
import dev.nabla.present.HitAreas;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.events.EventListener;
import org.teavm.jso.dom.events.MouseEvent;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * A canvas that fits its box and paints when asked, at most once a frame. Its areas can be pointed at, clicked, and
 * reached by arrow keys; a ring, which is an element, shows which one has the keyboard.
 *
 * <p>The scene draws in CSS pixels; the backing store is larger by the device's pixel ratio, at most 2. Its box comes
 * from the style sheet: the element fills its parent.
 */
public final class CanvasPainter {

    private static final double MOST_DENSE = 2;

    /** Draws one picture on a cleared canvas. */
    @FunctionalInterface
    public interface Scene {
        void paint(CanvasRenderingContext2D g, Palette palette, double width, double height);
    }

    private final Theme theme;
    private final String name;
    private final Scene scene;
    private final HTMLCanvasElement canvas = (HTMLCanvasElement) Dom.element("canvas", "");
    private final HTMLElement ring = Dom.div("ring");
    private final HTMLElement spoken = Dom.div("unseen");
    private final HTMLElement element = Dom.div("canvas", canvas, ring, spoken);
    private final Layout.Stop resizing;

    private HitAreas areas = HitAreas.NONE;
    private Consumer<Optional<HitArea>> onPoint = area -> {};
    private Consumer<HitArea> onActivate = area -> {};
    private @Nullable String focusedId;
    private String pointedId = "";
    private String summary = "";
    private final Paced describing = new Paced(this::describe);
    private double width;
    private double height;

    /** A painter with a name, such as "Loss". */
    public CanvasPainter(Theme theme, String name, Scene scene) {
        this.theme = theme;
        this.name = name;
        this.scene = scene;
        canvas.setAttribute("role", "img");
        canvas.setAttribute("aria-label", name);
        spoken.setAttribute("aria-live", "polite");
        ring.setHidden(true);
        theme.onChange(this::invalidate);
        resizing = Layout.onResize(element, this::invalidate);
        EventListener<MouseEvent> move = event -> point(at(event));
        EventListener<MouseEvent> leave = event -> point(focused());
        EventListener<MouseEvent> click = event -> at(event).ifPresent(area -> onActivate.accept(area));
        element.addEventListener("pointermove", move);
        element.addEventListener("pointerleave", leave);
        element.addEventListener("click", click);
        Dom.onKey(element, this::press);
        Dom.on(element, "focus", this::focusFirst);
        Dom.on(element, "blur", this::showRing);
        invalidate();
    }

    /** What is put into the page. */
    public HTMLElement element() {
        return element;
    }

    public HTMLCanvasElement canvas() {
        return canvas;
    }

    /** Width in CSS pixels at the last painting. */
    public double width() {
        return width;
    }

    /** Height in CSS pixels at the last painting. */
    public double height() {
        return height;
    }

    /** Paints in the next frame. */
    public void invalidate() {
        Frames.request(this);
    }

    /**
     * Says where what is. Called by the scene, or by its owner before; an area that the keyboard is on keeps it as long
     * as its id is among them.
     */
    public void setAreas(List<HitArea> list) {
        areas = new HitAreas(list);
        if (list.isEmpty()) {
            element.removeAttribute("tabindex");
            element.removeAttribute("role");
            element.removeAttribute("aria-label");
        } else {
            element.setTabIndex(0);
            element.setAttribute("role", "application");
            element.setAttribute("aria-label", name + ", arrow keys move");
        }
        showRing();
    }

    /** Told which area the pointer is on or the keyboard has come to; empty when it leaves. */
    public void onPoint(Consumer<Optional<HitArea>> listener) {
        onPoint = listener;
    }

    /** Told which area was clicked, or entered with Enter or Space. */
    public void onActivate(Consumer<HitArea> listener) {
        onActivate = listener;
    }

    /** What the picture shows, in one sentence; taken over at most every 5 seconds. */
    public void setSummary(String sentence) {
        summary = sentence;
        describing.request();
    }

    private void describe() {
        canvas.setAttribute("aria-label", name + ". " + summary);
    }

    /** Stops listening to the size. */
    public void dispose() {
        resizing.stop();
    }

    void paint(double millis) {
        width = element.getClientWidth();
        height = element.getClientHeight();
        if (width <= 0 || height <= 0) {
            return;
        }
        double density =
                Math.max(1, Math.min(MOST_DENSE, Window.current().getDevicePixelRatio() * Layout.zoom(element)));
        int columns = (int) (width * density + 0.5);
        int rows = (int) (height * density + 0.5);
        if (canvas.getWidth() != columns || canvas.getHeight() != rows) {
            canvas.setWidth(columns);
            canvas.setHeight(rows);
        }
        CanvasRenderingContext2D g = (CanvasRenderingContext2D) canvas.getContext("2d");
        g.setTransform(density, 0, 0, density, 0, 0);
        g.clearRect(0, 0, width, height);
        g.save();
        scene.paint(g, theme.palette(), width, height);
        g.restore();
    }

    private Optional<HitArea> at(MouseEvent event) {
        return areas.at(PointerEvent.xIn(event, element), PointerEvent.yIn(event, element));
    }

    private void point(Optional<HitArea> area) {
        String id = area.map(HitArea::id).orElse("");
        if (!id.equals(pointedId)) {
            pointedId = id;
            Dom.mark(element, "pointed", !id.isEmpty());
            onPoint.accept(area);
        }
    }

    private Optional<HitArea> focused() {
        return focusedId == null ? Optional.empty() : areas.find(focusedId);
    }

    private void focusFirst() {
        if (focused().isEmpty() && !areas.list().isEmpty()) {
            focusedId = areas.list().get(0).id();
        }
        showRing();
    }

    private boolean press(String key, boolean shift) {
        List<HitArea> list = areas.list();
        if (list.isEmpty()) {
            return false;
        }
        HitArea from = focused().orElse(list.get(0));
        switch (key) {
            case "ArrowLeft" -> focus(areas.next(from, -1, 0));
            case "ArrowRight" -> focus(areas.next(from, 1, 0));
            case "ArrowUp" -> focus(areas.next(from, 0, -1));
            case "ArrowDown" -> focus(areas.next(from, 0, 1));
            case "Home" -> focus(list.get(0));
            case "End" -> focus(list.get(list.size() - 1));
            case "Enter", " " -> onActivate.accept(from);
            case "Escape" -> {
                focusedId = null;
                showRing();
                point(Optional.empty());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void focus(HitArea area) {
        focusedId = area.id();
        showRing();
        Dom.setText(spoken, area.label());
        point(Optional.of(area));
    }

    /** Puts the ring around the area that has the keyboard; the style sheet shows it only with the focus. */
    private void showRing() {
        HitArea area = focused().orElse(null);
        ring.setHidden(area == null);
        if (area != null) {
            Dom.style(ring, "left", Numbers.text(area.x()) + "px");
            Dom.style(ring, "top", Numbers.text(area.y()) + "px");
            Dom.style(ring, "width", Numbers.text(area.width()) + "px");
            Dom.style(ring, "height", Numbers.text(area.height()) + "px");
        }
    }
}
