package dev.nabla.view;

import dev.nabla.browser.Drawing;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/** The 28 × 28 pixels that a drawing becomes. */
public final class NetworkSees {

    private static final int SIDE = 28;
    private static final int OPAQUE = 0xff000000;

    private final HTMLCanvasElement canvas = (HTMLCanvasElement) Dom.element("canvas", "");
    private final CanvasRenderingContext2D own;
    private final HTMLElement note = Dom.element("span", "");
    private final HTMLElement element;
    private final int[] argb = new int[SIDE * SIDE];

    /** Nothing yet. */
    public NetworkSees() {
        canvas.setWidth(SIDE);
        canvas.setHeight(SIDE);
        canvas.setAttribute("role", "img");
        own = (CanvasRenderingContext2D) canvas.getContext("2d");
        HTMLElement words = Dom.element("figcaption", "", Dom.text("b", "", "What the network sees"), note);
        element = Dom.element("figure", "seen", Dom.div("picture", canvas), words);
        show(null);
    }

    public HTMLElement element() {
        return element;
    }

    /** Shows pixels, [28, 28] u8; null where there are none. */
    public void show(byte @Nullable [] pixels) {
        for (int i = 0; i < argb.length; i++) {
            int v = pixels == null ? 0 : pixels[i] & 255;
            argb[i] = OPAQUE | v << 16 | v << 8 | v;
        }
        Drawing.putPixels(own, argb, SIDE, SIDE);
        Dom.mark(element, "empty", pixels == null);
        canvas.setAttribute("aria-label", pixels == null ? "Nothing drawn" : "The drawing in 28 × 28 pixels");
        Dom.setText(note, pixels == null ? "nothing yet" : "scaled to 20 px, centered by mass, as in MNIST");
    }
}
