package dev.nabla.view;

import dev.nabla.browser.Drawing;
import dev.nabla.present.Block;
import dev.nabla.present.ColorMap;
import dev.nabla.present.CommonScale;
import dev.nabla.present.Places;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/** The weights of units as pictures on one ± scale, kept on one canvas beside the page. */
final class WeightPictures {

    static final int SIDE = 28;
    private static final int PIXELS = SIDE * SIDE;

    private final HTMLCanvasElement sheet = (HTMLCanvasElement) Dom.element("canvas", "");
    private final CommonScale scale = new CommonScale();
    private CanvasRenderingContext2D own = (CanvasRenderingContext2D) sheet.getContext("2d");
    private float[] scaled = new float[0];
    private int[] argb = new int[0];
    private int columns = 1;

    /** The weight that has the strongest color. */
    double scale() {
        return scale.value();
    }

    /**
     * Colors the weights of the units in their places.
     *
     * @param weights [units, 784]
     * @param deviation of each pixel, [784]; empty for raw weights
     */
    void update(Block block, Places places, float[] weights, float[] deviation, Palette palette) {
        int count = places.count();
        columns = block.columns();
        int width = columns * SIDE;
        int height = block.rows() * SIDE;
        if (sheet.getWidth() != width || sheet.getHeight() != height) {
            sheet.setWidth(width);
            sheet.setHeight(height);
            own = (CanvasRenderingContext2D) sheet.getContext("2d");
            argb = new int[width * height];
            scaled = new float[count * PIXELS];
        }
        if (scaled.length != count * PIXELS) {
            scaled = new float[count * PIXELS];
        }
        for (int place = 0; place < count; place++) {
            int from = places.unitAt(place) * PIXELS;
            for (int i = 0; i < PIXELS; i++) {
                float weight = weights[from + i];
                scaled[place * PIXELS + i] = deviation.length == PIXELS ? weight * deviation[i] : weight;
            }
        }
        scale.update(scaled);
        color(ColorMap.signed(palette.card, palette.plus, palette.minus), count, width);
        Drawing.putPixels(own, argb, width, height);
    }

    private void color(ColorMap colors, int count, int width) {
        double factor = scale.value() > 0 ? 1 / scale.value() : 0;
        for (int place = 0; place < count; place++) {
            int corner = place / columns * SIDE * width + place % columns * SIDE;
            for (int i = 0; i < PIXELS; i++) {
                argb[corner + i / SIDE * width + i % SIDE] = colors.argb(scaled[place * PIXELS + i] * factor);
            }
        }
    }

    /** Draws the picture of a place. */
    void draw(CanvasRenderingContext2D g, int place, double x, double y, double side) {
        g.drawImage(sheet, place % columns * SIDE, place / columns * SIDE, SIDE, SIDE, x, y, side, side);
    }
}
