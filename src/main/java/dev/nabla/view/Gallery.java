package dev.nabla.view;

import dev.nabla.browser.Drawing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/** The last pictures that were shown, the newest first, each with the answer to it; one can be held. */
public final class Gallery {

    private static final int MOST = 12;
    private static final int SIDE = 28;
    private static final int OPAQUE = 0xff000000;

    /** Told which picture is held. */
    @FunctionalInterface
    public interface Listener {
        /** [28, 28] u8; null when none is. */
        void held(byte @Nullable [] pixels);
    }

    private static final class Item {
        private final byte[] pixels;
        private final HTMLElement button;
        private final HTMLElement mark = Dom.element("span", "mark-right");

        Item(byte[] pixels) {
            this.pixels = pixels;
            HTMLCanvasElement canvas = (HTMLCanvasElement) Dom.element("canvas", "");
            canvas.setWidth(SIDE);
            canvas.setHeight(SIDE);
            int[] argb = new int[SIDE * SIDE];
            for (int i = 0; i < argb.length; i++) {
                int v = pixels[i] & 255;
                argb[i] = OPAQUE | v << 16 | v << 8 | v;
            }
            Drawing.putPixels((CanvasRenderingContext2D) canvas.getContext("2d"), argb, SIDE, SIDE);
            button = Dom.element("button", "thumb", canvas, mark);
            button.setAttribute("type", "button");
            button.setAttribute("aria-pressed", "false");
        }

        void answer(String label, String answer) {
            boolean right = label.equals(answer);
            Dom.setText(mark, right ? "✓" : "✗");
            String text = label + (right ? ", recognized" : ", taken for " + answer);
            button.setAttribute("aria-label", text);
            button.setTitle(text);
        }
    }

    private final Listener listener;
    private final List<Item> items = new ArrayList<>();
    private final HTMLElement grid = Dom.div("gallery");
    private final Button release = new Button("Next pictures", this::release);
    private final HTMLElement element = Dom.div("", grid, Dom.div("buttons", release.element()));
    private @Nullable Item held;

    /** An empty gallery. */
    public Gallery(Listener listener) {
        this.listener = listener;
        release.setDisabled(true);
    }

    public HTMLElement element() {
        return element;
    }

    /** Takes up the picture that is shown now, and what the network takes it for. */
    public void add(byte[] pixels, String label, String answer) {
        if (items.isEmpty() || !Arrays.equals(items.get(0).pixels, pixels)) {
            Item item = new Item(pixels);
            Dom.on(item.button, "click", () -> hold(item));
            items.add(0, item);
            grid.insertBefore(item.button, grid.getFirstChild());
            if (items.size() > MOST) {
                items.remove(MOST).button.delete();
            }
        }
        items.get(0).answer(label, answer);
    }

    private void hold(Item item) {
        if (item == held) {
            release();
            return;
        }
        press(false);
        held = item;
        press(true);
        listener.held(item.pixels.clone());
    }

    private void release() {
        press(false);
        held = null;
        listener.held(null);
    }

    private void press(boolean pressed) {
        if (held != null) {
            held.button.setAttribute("aria-pressed", Boolean.toString(pressed));
        }
        release.setDisabled(!pressed);
    }
}
