package dev.nabla.view;

import dev.nabla.browser.Drawing;
import dev.nabla.browser.Pictures;
import dev.nabla.browser.PointerEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.events.EventListener;
import org.teavm.jso.dom.events.MouseEvent;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/** A square to draw on with mouse, finger, pen or keys, or to put a picture on. */
public final class Pad {

    /** Side of what is handed to the normalizer, in pixels. */
    private static final int SIDE = 280;

    private static final int PICTURE = 784;
    private static final double STEP = 0.025;
    private static final double LARGE_STEP = 0.1;
    private static final double CURSOR = 5;
    private static final double TURN = Math.PI * 2;
    private static final String HELP = "Draw with mouse, finger or pen. Or with keys: arrows move the pen, with Shift"
            + " further; Space puts it down and lifts it; Backspace takes back a stroke, Delete clears.";

    /** Told of a drawing. */
    @FunctionalInterface
    public interface Listener {
        /** [28, 28] u8; null when the pad is empty. */
        void drawn(byte @Nullable [] pixels);
    }

    private final CanvasPainter painter;
    private final HTMLElement surface;
    private final HTMLElement element;
    private final Button undo = new Button("Undo", this::undo);
    private final Button clear = new Button("Clear", this::clear);
    private final String invitation;
    private final Normalizer normalizer;
    private final Strokes strokes = new Strokes();
    private final HTMLCanvasElement sheet = (HTMLCanvasElement) Dom.element("canvas", "");
    private final CanvasRenderingContext2D own;
    private final PixelImage picture = new PixelImage(SIDE, SIDE);
    private byte @Nullable [] ink;
    private Listener listener = pixels -> {};
    private Consumer<String> onRefused = sentence -> {};
    private boolean pending;
    private int pointer = -1;
    private boolean keyboard;
    private boolean penDown;
    private double penX = 0.5;
    private double penY = 0.5;

    /** An empty pad; {@code invitation} such as "Draw a digit" stands on it until something is drawn. */
    public Pad(Theme theme, String invitation, Normalizer normalizer) {
        this.invitation = invitation;
        this.normalizer = normalizer;
        sheet.setWidth(SIDE);
        sheet.setHeight(SIDE);
        own = Pictures.readable(sheet);
        painter = new CanvasPainter(theme, "Drawing", this::paint);
        HTMLElement help = Dom.text("p", "unseen", HELP);
        help.setId(Dom.newId("pad-help"));
        surface = Dom.div("pad", painter.element());
        surface.setTabIndex(0);
        surface.setAttribute("role", "application");
        surface.setAttribute("aria-label", invitation);
        surface.setAttribute("aria-describedby", help.getId());
        Button file = new Button("Image…", () -> Pictures.choose(SIDE, this::take, this::refuse));
        HTMLElement tools = Dom.div("buttons", undo.element(), clear.element(), file.element());
        element = Dom.div("drawing", surface, tools, help);
        listen();
        enable();
    }

    public HTMLElement element() {
        return element;
    }

    /** Told of every change, at most once a frame. */
    public void onDrawing(Listener heard) {
        listener = heard;
    }

    /** Told a sentence when a file is no picture. */
    public void onRefused(Consumer<String> heard) {
        onRefused = heard;
    }

    /** Whether there is nothing on it. */
    public boolean isEmpty() {
        return ink == null && strokes.isEmpty();
    }

    /** Takes everything away. */
    public void clear() {
        strokes.clear();
        ink = null;
        penDown = false;
        changed();
    }

    private void undo() {
        if (strokes.isEmpty()) {
            ink = null;
        }
        strokes.undo();
        penDown = false;
        changed();
    }

    private void listen() {
        EventListener<PointerEvent> down = this::down;
        EventListener<PointerEvent> move = this::move;
        EventListener<PointerEvent> up = event -> pointer = event.getPointerId() == pointer ? -1 : pointer;
        surface.addEventListener("pointerdown", down);
        surface.addEventListener("pointermove", move);
        surface.addEventListener("pointerup", up);
        surface.addEventListener("pointercancel", up);
        Dom.onKey(surface, this::press);
        Dom.on(surface, "blur", () -> {
            keyboard = false;
            penDown = false;
            painter.invalidate();
        });
        Pictures.onDrop(surface, SIDE, this::take, this::refuse);
    }

    private void down(PointerEvent event) {
        if (pointer >= 0 || event.getButton() != 0) {
            return;
        }
        pointer = event.getPointerId();
        keyboard = false;
        penDown = false;
        PointerEvent.capture(surface, pointer);
        strokes.begin(x(event), y(event));
        changed();
    }

    private void move(PointerEvent event) {
        if (event.getPointerId() != pointer) {
            return;
        }
        boolean longer = false;
        for (MouseEvent moment : PointerEvent.coalesced(event)) {
            longer |= strokes.extend(x(moment), y(moment));
        }
        if (longer) {
            changed();
        }
    }

    private double x(MouseEvent event) {
        return PointerEvent.xIn(event, painter.element()) / Math.max(1, painter.width());
    }

    private double y(MouseEvent event) {
        return PointerEvent.yIn(event, painter.element()) / Math.max(1, painter.height());
    }

    private boolean press(String key, boolean shift) {
        double step = shift ? LARGE_STEP : STEP;
        switch (key) {
            case "ArrowLeft" -> movePen(-step, 0);
            case "ArrowRight" -> movePen(step, 0);
            case "ArrowUp" -> movePen(0, -step);
            case "ArrowDown" -> movePen(0, step);
            case "Delete" -> clear();
            case "Backspace" -> undo();
            case " " -> {
                penDown = !penDown;
                if (penDown) {
                    strokes.begin(penX, penY);
                    changed();
                }
            }
            default -> {
                return false;
            }
        }
        keyboard = true;
        painter.invalidate();
        return true;
    }

    private void movePen(double dx, double dy) {
        penX = Math.max(0, Math.min(1, penX + dx));
        penY = Math.max(0, Math.min(1, penY + dy));
        if (penDown && strokes.extend(penX, penY)) {
            changed();
        }
    }

    private void take(HTMLCanvasElement image) {
        strokes.clear();
        ink = PadPicture.ink(image, own, SIDE);
        changed();
    }

    private void refuse() {
        onRefused.accept("That file is not a picture that this browser can read.");
    }

    private void changed() {
        enable();
        painter.invalidate();
        if (!pending) {
            pending = true;
            Window.requestAnimationFrame(millis -> emit());
        }
    }

    private void enable() {
        undo.setDisabled(isEmpty());
        clear.setDisabled(isEmpty());
    }

    private void emit() {
        pending = false;
        byte[] gray = new byte[SIDE * SIDE];
        byte[] under = ink;
        if (!strokes.isEmpty()) {
            own.setFillStyle("#000");
            own.fillRect(0, 0, SIDE, SIDE);
            own.setStrokeStyle("#fff");
            strokes.paint(own, SIDE);
            Pictures.readGray(own, gray, SIDE, SIDE);
        }
        for (int i = 0; under != null && i < gray.length; i++) {
            gray[i] = (byte) Math.max(gray[i] & 255, under[i] & 255);
        }
        byte[] pixels = new byte[PICTURE];
        boolean any = normalizer.normalize(gray, SIDE, SIDE, pixels);
        listener.drawn(any ? pixels : null);
    }

    private void paint(CanvasRenderingContext2D g, Palette palette, double width, double height) {
        byte[] under = ink;
        if (under != null) {
            picture.set(PadPicture.colored(under, palette.ink));
            Drawing.smooth(g, true);
            picture.draw(g, 0, 0, width, height);
        }
        g.setStrokeStyle(palette.ink.css());
        strokes.paint(g, width);
        if (isEmpty() && !keyboard) {
            g.setFont(palette.font(15));
            g.setFillStyle(palette.soft.css());
            g.setTextAlign("center");
            g.fillText(invitation, width / 2, height / 2 + 5);
        }
        if (keyboard) {
            g.setStrokeStyle((penDown ? palette.focus : palette.soft).css());
            g.setLineWidth(2);
            g.beginPath();
            g.arc(penX * width, penY * height, penDown ? CURSOR + 2 : Strokes.PEN * width / 2, 0, TURN);
            g.stroke();
        }
    }
}
