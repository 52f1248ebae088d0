package dev.nabla.view;

import dev.nabla.browser.Drawing;
import dev.nabla.present.Block;
import dev.nabla.present.Caption;
import dev.nabla.present.ColorMap;
import dev.nabla.present.NetworkLayout;
import dev.nabla.present.NumberText;
import dev.nabla.present.Rgb;
import dev.nabla.present.StepPhase;
import dev.nabla.protocol.Event;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.canvas.CanvasRenderingContext2D;

/** Draws the whole stage: picture, edges, units, captions, legend. */
final class StageScene {

    private static final int FONT = 11;
    private static final int PIXELS = 784;
    private static final double LEGEND = 72;
    private static final double LEGEND_HIGH = 6;
    private static final double LEAST_SPACE = 12;

    private final StageModel model;
    private final WeightPictures pictures;
    private final PixelImage input = new PixelImage(WeightPictures.SIDE, WeightPictures.SIDE);
    private final int[] argb = new int[PIXELS];

    StageScene(StageModel model, WeightPictures pictures) {
        this.model = model;
        this.pictures = pictures;
    }

    /** Draws a snapshot; {@code moment} where a slow step is under way. */
    void paint(
            CanvasRenderingContext2D g,
            Palette palette,
            Event.Snapshot now,
            StepPhase.@Nullable Moment moment,
            boolean raw) {
        int blocks = model.layout.blocks().size();
        StageEdges edges = new StageEdges(model, g, palette);
        StageUnits units = new StageUnits(model, now, pictures, g, palette);
        double wave = -1;
        if (moment != null && moment.phase() == StepPhase.FORWARD) {
            wave = moment.progress() * blocks;
            units.setReached(Math.floor(wave) + (moment.progress() >= 1 ? 1 : 0));
        }
        if (moment != null && moment.phase() == StepPhase.BACKWARD) {
            wave = (1 - moment.progress()) * blocks;
        }
        boolean learning = moment != null
                && (moment.phase() == StepPhase.BACKWARD || moment.phase() == StepPhase.UPDATE)
                && now.deltas().size() == model.shape.layers();
        units.setGradients(learning);
        model.showGradients(learning);
        if (learning) {
            edges.setSigns(now.deltas().toArray(new float[0][]));
        }
        edges.drawGuides(moment != null && moment.phase() == StepPhase.BACKWARD ? -1 : wave);
        for (int i = 1; i < blocks; i++) {
            edges.draw(i, wave - i);
        }
        input(g, palette, now);
        for (int i = 0; i < blocks; i++) {
            units.draw(i);
        }
        captions(g, palette, now);
        legend(g, palette, raw);
    }

    private void input(CanvasRenderingContext2D g, Palette palette, Event.Snapshot now) {
        NetworkLayout layout = model.layout;
        double side = layout.inputSide();
        boolean causes = model.hasFocus() && model.focusLayer == 0;
        if (causes) {
            tint(palette, now);
        } else {
            for (int i = 0; i < PIXELS; i++) {
                int v = now.pixels()[i] & 255;
                argb[i] = 0xff000000 | v << 16 | v << 8 | v;
            }
        }
        input.set(argb);
        g.setFillStyle("#000");
        g.beginPath();
        Drawing.roundRect(g, layout.inputX(), layout.inputY(), side, side, 6);
        g.fill();
        double inset = Math.min(4, side / 28);
        input.draw(g, layout.inputX() + inset, layout.inputY() + inset, side - 2 * inset, side - 2 * inset);
        g.setStrokeStyle(palette.line.css());
        g.setLineWidth(1);
        g.beginPath();
        Drawing.roundRect(g, layout.inputX() - 0.5, layout.inputY() - 0.5, side + 1, side + 1, 6);
        g.stroke();
    }

    /** The pixels of the picture by what each contributes to the unit in focus: w·x. */
    private void tint(Palette palette, Event.Snapshot now) {
        float[] weights = now.weights().get(0);
        double most = 0;
        for (int i = 0; i < PIXELS; i++) {
            most = Math.max(most, Math.abs(weights[model.focusUnit * PIXELS + i] * (now.pixels()[i] & 255)));
        }
        Rgb black = new Rgb(0, 0, 0);
        ColorMap colors = ColorMap.signed(black, palette.plus, palette.minus);
        for (int i = 0; i < PIXELS; i++) {
            double part = weights[model.focusUnit * PIXELS + i] * (now.pixels()[i] & 255);
            argb[i] = colors.argb(most > 0 ? part / most : 0);
        }
    }

    private void captions(CanvasRenderingContext2D g, Palette palette, Event.Snapshot now) {
        NetworkLayout layout = model.layout;
        g.setFont(palette.font(FONT));
        g.setFillStyle(palette.soft.css());
        for (Caption caption : layout.captions()) {
            g.setTextAlign(caption.align());
            g.fillText(caption.text(), caption.x(), caption.y());
        }
        g.setTextAlign("left");
        double room = layout.blocks().get(0).x() - layout.inputX() - 8;
        boolean causes = model.hasFocus() && model.focusLayer == 0;
        String below = causes ? "pixel × weight" : "x  28 × 28";
        g.fillText(below, layout.inputX(), layout.inputY() + layout.inputSide() + 17);
        String above = model.text.caption(now);
        if (Drawing.textWidth(g, above) <= room) {
            g.fillText(above, layout.inputX(), layout.inputY() - 9);
            return;
        }
        // Two lines where one is too wide: "validation example:" and "7 ✓".
        int space = above.indexOf(' ');
        g.fillText(above.substring(0, space), layout.inputX(), layout.inputY() - 23, room);
        g.fillText(above.substring(space + 1), layout.inputX(), layout.inputY() - 9, room);
    }

    private void legend(CanvasRenderingContext2D g, Palette palette, boolean raw) {
        Block block = model.layout.blocks().get(0);
        if (!block.showsWeights() || pictures.scale() <= 0) {
            return;
        }
        String most = NumberText.brief(pictures.scale(), 2);
        boolean noted = block.places() < model.shape.width(0) || block.isOutput();
        double y = block.bottom() + (noted ? 27 : 15);
        g.setTextAlign("left");
        g.setFillStyle(palette.soft.css());
        String low = "\u2212" + most;
        g.fillText(low, block.x(), y + LEGEND_HIGH);
        double x = block.x() + Drawing.textWidth(g, low) + 6;
        ColorMap colors = ColorMap.signed(palette.card, palette.plus, palette.minus);
        for (int i = 0; i < LEGEND; i += 2) {
            int color = colors.argb(2.0 * i / (LEGEND - 2) - 1);
            g.setFillStyle(new Rgb(color >> 16 & 255, color >> 8 & 255, color & 255).css());
            g.fillRect(x + i, y, 2, LEGEND_HIGH);
        }
        g.setStrokeStyle(palette.line.css());
        g.setLineWidth(1);
        g.strokeRect(x - 0.5, y - 0.5, LEGEND + 1, LEGEND_HIGH + 1);
        g.setFillStyle(palette.soft.css());
        String high = "+" + most;
        String full = high + (raw ? "   weight" : "   weight × σ of pixel");
        double end = model.layout.blocks().size() == 1
                ? model.layout.width()
                : model.layout.blocks().get(1).x();
        boolean room = x + LEGEND + Drawing.textWidth(g, full) + 18 <= end - (noted ? 0 : LEAST_SPACE);
        g.fillText(room ? full : high, x + LEGEND + 6, y + LEGEND_HIGH);
    }
}
