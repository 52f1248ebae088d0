package dev.nabla.view;

import dev.nabla.browser.Drawing;
import dev.nabla.present.Curve;
import dev.nabla.present.Decimation;
import dev.nabla.present.LinearScale;
import dev.nabla.present.Mark;
import dev.nabla.present.NumberText;
import dev.nabla.present.PlotAxis;
import dev.nabla.present.Scale;
import dev.nabla.present.Tick;
import dev.nabla.present.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.canvas.CanvasRenderingContext2D;

/** What a plot draws: axes, band, curves, marks, crosshair. */
final class PlotPicture {

    private static final double TOP = 8;
    private static final double BOTTOM = 24;
    private static final double RIGHT = 8;
    private static final int FONT = 11;
    private static final double PIXELS_PER_TICK = 72;
    private static final double NEAR = 4;
    /** What a point may stand out over the axes. */
    private static final double DOT_ROOM = 6;

    private static final double BAND_ALPHA = 0.18;

    private final PlotAxis axis;
    private final List<PlotLine> lines = new ArrayList<>();
    private @Nullable PlotLine bandLow;
    private @Nullable PlotLine bandHigh;
    private List<Mark> marks = List.of();
    private @Nullable Integer crosshair;
    private @Nullable Integer shownStep;
    private boolean log;
    private LinearScale across = new LinearScale(0, 1, 0, 1);

    PlotPicture(PlotAxis axis) {
        this.axis = axis;
    }

    PlotLine add(Curve curve, PlotLine.Look look) {
        PlotLine line = new PlotLine(curve, look);
        lines.add(line);
        return line;
    }

    List<PlotLine> lines() {
        return lines;
    }

    void setBand(Curve low, Curve high) {
        bandLow = new PlotLine(low, PlotLine.Look.VALIDATION);
        bandHigh = new PlotLine(high, PlotLine.Look.VALIDATION);
    }

    void setMarks(List<Mark> list) {
        marks = List.copyOf(list);
    }

    void setShownStep(@Nullable Integer step) {
        shownStep = step;
    }

    void setCrosshair(@Nullable Integer step) {
        crosshair = step;
    }

    @Nullable
    Integer crosshair() {
        return crosshair;
    }

    void setLog(boolean on) {
        log = on;
    }

    boolean isLog() {
        return log;
    }

    int lastStep() {
        int last = 0;
        for (PlotLine line : lines) {
            last = Math.max(last, line.curve().lastStep());
        }
        return last;
    }

    int stepAt(double x) {
        return (int) Math.max(0, Math.min(lastStep(), Math.round(across.value(x))));
    }

    /** The mark that a crosshair at this step lies on. */
    Optional<Mark> markAt(int step) {
        for (Mark mark : marks) {
            if (Math.abs(across.position(mark.step()) - across.position(step)) <= NEAR) {
                return Optional.of(mark);
            }
        }
        return Optional.empty();
    }

    void paint(CanvasRenderingContext2D g, Palette palette, double width, double height) {
        double bottom = Math.max(TOP + 1, height - BOTTOM);
        Scale up = scale(bottom);
        g.setFont(palette.numberFont(FONT));
        double left = paintAxis(g, palette, up, width);
        across = new LinearScale(0, Math.max(1, lastStep()), left, width - RIGHT);
        paintSteps(g, bottom);
        g.save();
        g.beginPath();
        g.rect(left - DOT_ROOM, TOP - DOT_ROOM, width - left + DOT_ROOM, bottom - TOP + 2 * DOT_ROOM);
        g.clip();
        paintBand(g, palette, up);
        for (PlotLine line : lines) {
            if (!line.isHidden()) {
                line.paint(g, palette, across, value -> y(up, value));
            }
        }
        g.restore();
        paintMarks(g, palette, bottom);
        if (crosshair != null) {
            paintCrosshair(g, palette, up, bottom, crosshair);
        }
    }

    private Scale scale(double bottom) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = 0;
        for (PlotLine line : lines) {
            Decimation columns = line.curve().columns();
            for (int i = 0; i < columns.size() && !line.isHidden(); i++) {
                greatest = Math.max(greatest, columns.greatest(i));
                if (columns.least(i) > 0) {
                    least = Math.min(least, columns.least(i));
                }
            }
        }
        return axis.scale(least == Double.POSITIVE_INFINITY ? 0 : least, greatest, log, bottom, TOP);
    }

    /** Draws the upright axis and gives the left edge of what is right of its labels. */
    private double paintAxis(CanvasRenderingContext2D g, Palette palette, Scale up, double width) {
        List<Tick> ticks = axis.ticks(up);
        double label = 0;
        for (Tick tick : ticks) {
            label = Math.max(label, Drawing.textWidth(g, tick.label()));
        }
        double left = Math.ceil(label / 8) * 8 + 8;
        g.setLineWidth(1);
        g.setStrokeStyle(palette.line.css());
        g.setFillStyle(palette.soft.css());
        g.setTextAlign("right");
        g.setTextBaseline("middle");
        for (Tick tick : ticks) {
            double y = Math.floor(up.position(tick.value())) + 0.5;
            stroke(g, left, y, width, y);
            g.fillText(tick.label(), left - 8, y);
        }
        return left;
    }

    private void paintSteps(CanvasRenderingContext2D g, double bottom) {
        int most = (int) Math.max(3, (across.end() - across.start()) / PIXELS_PER_TICK);
        g.setTextBaseline("alphabetic");
        for (Tick tick : Ticks.whole(0, Math.max(1, lastStep()), most)) {
            double x = across.position(tick.value());
            double half = Drawing.textWidth(g, tick.label()) / 2;
            g.setTextAlign("center");
            g.fillText(tick.label(), Math.min(x, across.end() + RIGHT - half), bottom + 17);
            stroke(g, Math.floor(x) + 0.5, bottom, Math.floor(x) + 0.5, bottom + 4);
        }
    }

    private void paintBand(CanvasRenderingContext2D g, Palette palette, Scale up) {
        PlotLine low = bandLow;
        PlotLine high = bandHigh;
        if (low == null || high == null || low.curve().size() == 0) {
            return;
        }
        Decimation below = low.curve().columns();
        Decimation above = high.curve().columns();
        g.beginPath();
        for (int i = 0; i < above.size(); i++) {
            g.lineTo(across.position(above.step(i)), y(up, above.greatest(i)));
        }
        for (int i = below.size() - 1; i >= 0; i--) {
            g.lineTo(across.position(below.step(i)), y(up, below.least(i)));
        }
        g.closePath();
        g.setFillStyle(palette.validation.css(BAND_ALPHA));
        g.fill();
    }

    private void paintMarks(CanvasRenderingContext2D g, Palette palette, double bottom) {
        g.setLineWidth(1);
        g.setStrokeStyle(palette.control.css());
        Drawing.dash(g, 2, 3);
        for (Mark mark : marks) {
            double x = Math.floor(across.position(mark.step())) + 0.5;
            stroke(g, x, TOP, x, bottom);
        }
        Drawing.dash(g, 0, 0);
        if (shownStep != null) {
            double x = Math.floor(across.position(shownStep)) + 0.5;
            g.setStrokeStyle(palette.ink.css());
            stroke(g, x, TOP, x, bottom);
        }
    }

    private void paintCrosshair(CanvasRenderingContext2D g, Palette palette, Scale up, double bottom, int step) {
        double x = across.position(step);
        g.setStrokeStyle(palette.soft.css());
        g.setLineWidth(1);
        stroke(g, Math.floor(x) + 0.5, TOP, Math.floor(x) + 0.5, bottom);
        for (PlotLine line : lines) {
            float value = line.curve().valueAt(step);
            if (!line.isHidden() && !Float.isNaN(value)) {
                line.paintDot(g, palette, x, y(up, value));
            }
        }
        String text = NumberText.count(step)
                + markAt(step).map(mark -> "  " + mark.label()).orElse("");
        double half = Drawing.textWidth(g, text) / 2 + 4;
        double middle = Math.max(across.start() + half, Math.min(across.end() + RIGHT - half, x));
        g.setFillStyle(palette.paper.css());
        g.fillRect(0, bottom + 5, across.end() + RIGHT, BOTTOM - 5);
        g.setFillStyle(palette.ink.css());
        g.setTextAlign("center");
        g.fillText(text, middle, bottom + 17);
    }

    private double y(Scale up, double value) {
        return up.position(axis.shown(value, log));
    }

    private static void stroke(CanvasRenderingContext2D g, double x1, double y1, double x2, double y2) {
        g.beginPath();
        g.moveTo(x1, y1);
        g.lineTo(x2, y2);
        g.stroke();
    }
}
