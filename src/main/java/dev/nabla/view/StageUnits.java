package dev.nabla.view;

import dev.nabla.browser.Drawing;
import dev.nabla.present.Block;
import dev.nabla.present.ColorMap;
import dev.nabla.present.NumberText;
import dev.nabla.present.Places;
import dev.nabla.present.Rgb;
import dev.nabla.protocol.Event;
import org.teavm.jso.canvas.CanvasRenderingContext2D;

/** Draws the units of a layer: weight pictures, activation cells, outputs; each with its bias and its frame. */
final class StageUnits {

    private static final double DIMMED = 0.28;
    private static final double TICK = 2;
    private static final double TICK_BELOW = 3;
    private static final double TALL = 1.5;
    /** From this side on, each weight is a sharp square; smaller, squares of uneven size would look like noise. */
    private static final double CRISP_FROM = 84;

    private static final int LEAST_FONT = 11;
    private static final int MOST_FONT = 17;
    private static final double LEAST_FOR_PERCENT = 52;

    private final StageModel model;
    private final WeightPictures pictures;
    private final CanvasRenderingContext2D g;
    private final Palette palette;
    private final Event.Snapshot now;
    private final ColorMap signs;
    private double reached = Double.POSITIVE_INFINITY;
    private boolean gradients;

    StageUnits(
            StageModel model,
            Event.Snapshot now,
            WeightPictures pictures,
            CanvasRenderingContext2D g,
            Palette palette) {
        this.model = model;
        this.now = now;
        this.pictures = pictures;
        this.g = g;
        this.palette = palette;
        signs = ColorMap.signed(palette.card, palette.plus, palette.minus);
    }

    /** Dims the units of the blocks that the signal has not reached yet: those from this number on. */
    void setReached(double blocks) {
        reached = blocks;
    }

    /** Frames show ∂L/∂z in place of the activation. */
    void setGradients(boolean shown) {
        gradients = shown && now.deltas().size() == model.shape.layers();
    }

    void draw(int index) {
        Block block = model.layout.blocks().get(index);
        Places places = model.places.get(index);
        int layer = block.layer();
        float[] shown = (gradients ? now.deltas() : now.activations()).get(layer);
        float[] biases = now.biases().get(layer);
        double most = largest(shown);
        double mostBias = largest(biases);
        Drawing.smooth(g, block.cell() < CRISP_FROM);
        for (int place = 0; place < places.count(); place++) {
            int unit = places.unitAt(place);
            double x = block.placeX(place);
            double y = block.placeY(place);
            boolean lit = model.isLit(layer, unit) && index < reached;
            g.setGlobalAlpha(lit ? 1 : DIMMED);
            body(block, place, unit, x, y, most);
            frame(block, unit, x, y, most > 0 ? shown[unit] / most : 0);
            bias(x, y + block.cell() + TICK_BELOW, block.cell(), mostBias > 0 ? biases[unit] / mostBias : 0);
        }
        g.setGlobalAlpha(1);
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private void body(Block block, int place, int unit, double x, double y, double most) {
        if (block.showsWeights()) {
            pictures.draw(g, place, x, y, block.cell());
        } else {
            float a = now.activations().get(block.layer())[unit];
            Rgb fill =
                    block.isOutput() ? palette.card.mix(palette.ink, a) : color(most > 0 && !gradients ? a / most : 0);
            g.setFillStyle(fill.css());
            g.beginPath();
            Drawing.roundRect(g, x, y, block.cell(), block.cell(), Math.min(6, block.cell() / 5));
            g.fill();
        }
        if (block.isOutput()) {
            name(block, unit, x, y);
        }
    }

    private Rgb color(double share) {
        int argb = signs.argb(share);
        return new Rgb(argb >> 16 & 255, argb >> 8 & 255, argb & 255);
    }

    private void frame(Block block, int unit, double x, double y, double share) {
        boolean top = block.isOutput() && unit == model.winner();
        boolean active = gradients ? Math.abs(share) > 0.02 : block.isOutput() ? top : share > 0;
        boolean focused = block.layer() == model.focusLayer && unit == model.focusUnit;
        Rgb strong = !gradients ? palette.ink : share > 0 ? palette.plus : palette.minus;
        double strength = block.isOutput() && !gradients ? 1 : Math.abs(share);
        Rgb color = active ? palette.line.mix(strong, 0.5 + strength / 2) : palette.line;
        g.setStrokeStyle((focused ? palette.focus : color).css());
        g.setLineWidth(focused ? 2.5 : active ? 1 + strength : 1);
        g.beginPath();
        double radius = block.showsWeights() ? 0 : Math.min(6, block.cell() / 5);
        Drawing.roundRect(g, x - 0.5, y - 0.5, block.cell() + 1, block.cell() + 1, radius);
        g.stroke();
    }

    /** A bar from the middle: to the right for a positive bias, to the left for a negative one. */
    private void bias(double x, double y, double cell, double share) {
        double middle = x + cell / 2;
        double length = Math.abs(share) * cell / 2;
        g.setFillStyle(palette.soft.css());
        g.fillRect(middle - 0.5, y - 0.5, 1, TICK + 1);
        g.setFillStyle((share < 0 ? palette.minus : palette.plus).css());
        g.fillRect(share < 0 ? middle - length : middle, y, length, TICK);
    }

    private void name(Block block, int unit, double x, double y) {
        boolean top = unit == model.winner();
        g.setFillStyle((top ? palette.ink : palette.soft).css());
        g.setTextAlign("left");
        if (block.kind() == Block.Kind.OUTPUT_PICTURES) {
            double line = y + block.cell() + TICK_BELOW + TICK + TICK + LEAST_FONT;
            g.setFont((top ? "600 " : "") + palette.font(LEAST_FONT));
            g.fillText(model.names.get(unit), x, line, block.cell());
            if (block.cell() >= LEAST_FOR_PERCENT) {
                g.setTextAlign("right");
                float p = now.activations().get(block.layer())[unit];
                g.fillText(NumberText.percent(p, 1), x + block.cell(), line);
            }
            return;
        }
        int size = (int) Math.max(LEAST_FONT, Math.min(MOST_FONT, block.cell() / TALL));
        g.setFont((top ? "600 " : "") + palette.font(size));
        g.setTextBaseline("middle");
        g.fillText(model.names.get(unit), x + block.cell() + 8, y + block.cell() / 2 + 0.5, model.layout.labelWidth());
        g.setTextBaseline("alphabetic");
    }
}
