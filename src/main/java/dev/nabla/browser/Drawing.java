package dev.nabla.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
import org.teavm.jso.canvas.CanvasRenderingContext2D;

/** What TeaVM's binding of the canvas lacks. */
public final class Drawing {

    private Drawing() {}

    /** Draws lines as dashes of the given lengths; with none, solid again. */
    @JSBody(
            params = {"g", "on", "off"},
            script = "if (g.setLineDash) { g.setLineDash(on > 0 ? [on, off] : []); }")
    public static native void dash(CanvasRenderingContext2D g, double on, double off);

    /** Whether images drawn larger are blurred (the browser's default) or keep their pixels. */
    @JSBody(
            params = {"g", "smooth"},
            script = "g.imageSmoothingEnabled = smooth;")
    public static native void smooth(CanvasRenderingContext2D g, boolean smooth);

    /** Adds a rectangle with round corners to the path; square corners where the browser knows no others. */
    @JSBody(
            params = {"g", "x", "y", "width", "height", "radius"},
            script = """
            if (g.roundRect) { g.roundRect(x, y, width, height, radius); } else { g.rect(x, y, width, height); }""")
    public static native void roundRect(
            CanvasRenderingContext2D g, double x, double y, double width, double height, double radius);

    @JSBody(
            params = {"g", "text"},
            script = "return g.measureText(text).width;")
    public static native double textWidth(CanvasRenderingContext2D g, String text);

    /**
     * Writes pixels to the canvas, in its own pixels, whatever the transform.
     *
     * @param argb 0xAARRGGBB, row by row, [height, width]
     */
    @JSBody(
            params = {"g", "argb", "width", "height"},
            script = """
            var image = g.createImageData(width, height);
            var bytes = image.data;
            for (var i = 0, j = 0; j < bytes.length; i++, j += 4) {
              var pixel = argb[i];
              bytes[j] = pixel >> 16 & 255;
              bytes[j + 1] = pixel >> 8 & 255;
              bytes[j + 2] = pixel & 255;
              bytes[j + 3] = pixel >>> 24;
            }
            g.putImageData(image, 0, 0);""")
    public static native void putPixels(CanvasRenderingContext2D g, @JSByRef int[] argb, int width, int height);
}
