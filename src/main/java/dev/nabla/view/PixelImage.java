package dev.nabla.view;

import dev.nabla.browser.Drawing;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/** A small picture of pixels, kept beside the page and drawn enlarged, each pixel a sharp square. */
public final class PixelImage {

    private final HTMLCanvasElement canvas = (HTMLCanvasElement) Dom.element("canvas", "");
    private final CanvasRenderingContext2D own;
    private final int width;
    private final int height;

    public PixelImage(int width, int height) {
        this.width = width;
        this.height = height;
        canvas.setWidth(width);
        canvas.setHeight(height);
        own = (CanvasRenderingContext2D) canvas.getContext("2d");
    }

    /** Takes over the pixels, 0xAARRGGBB, [height, width]; the array may be used again. */
    public void set(int[] argb) {
        if (argb.length < width * height) {
            throw new IllegalArgumentException(
                    "PixelImage: " + argb.length + " pixels, expected " + width + " x " + height);
        }
        Drawing.putPixels(own, argb, width, height);
    }

    /** Draws it into a rectangle. */
    public void draw(CanvasRenderingContext2D g, double x, double y, double drawnWidth, double drawnHeight) {
        Drawing.smooth(g, false);
        g.drawImage(canvas, x, y, drawnWidth, drawnHeight);
    }
}
