package dev.nabla.view;

import dev.nabla.present.Curve;
import dev.nabla.present.Decimation;
import dev.nabla.present.Rgb;
import dev.nabla.present.Scale;
import java.util.function.DoubleUnaryOperator;
import org.teavm.jso.canvas.CanvasRenderingContext2D;

/** A curve in a plot: where it is measured while training, every point thin and its mean over it; otherwise one line. */
final class PlotLine {

    private static final double RAW_ALPHA = 0.4;
    /** Over 1: browsers draw hairlines piece by piece, and where pieces overlap they would be darker. */
    private static final double RAW_WIDTH = 1.25;

    private static final double DOT = 4;

    private final Curve curve;
    private final Look look;
    private boolean hidden;

    PlotLine(Curve curve, Look look) {
        this.curve = curve;
        this.look = look;
    }

    /** How a curve is drawn. */
    enum Look {
        TRAINING("training"),
        VALIDATION("validation");

        private final String className;

        Look(String className) {
            this.className = className;
        }

        String className() {
            return className;
        }

        private Rgb color(Palette palette) {
            return this == TRAINING ? palette.training : palette.validation;
        }
    }

    Curve curve() {
        return curve;
    }

    boolean isHidden() {
        return hidden;
    }

    void setHidden(boolean hidden) {
        this.hidden = hidden;
    }

    /** Draws the curve; {@code up} gives the position of a value. */
    void paint(CanvasRenderingContext2D g, Palette palette, Scale across, DoubleUnaryOperator up) {
        boolean training = look == Look.TRAINING;
        g.setLineJoin("round");
        if (training) {
            paintRange(g, palette, across, up);
        }
        Decimation columns = training ? curve.smoothColumns() : curve.columns();
        g.setStrokeStyle(look.color(palette).css());
        g.setLineWidth(training ? 1.5 : 2);
        g.beginPath();
        for (int i = 0; i < columns.size(); i++) {
            g.lineTo(across.position(columns.step(i)), up.applyAsDouble(columns.last(i)));
        }
        g.stroke();
        if (columns.size() == 1) {
            paintDot(g, palette, across.position(columns.step(0)), up.applyAsDouble(columns.last(0)));
        }
    }

    /** Every column from its least to its greatest value: no peak is lost. */
    private void paintRange(CanvasRenderingContext2D g, Palette palette, Scale across, DoubleUnaryOperator up) {
        Decimation columns = curve.columns();
        g.setStrokeStyle(look.color(palette).css(RAW_ALPHA));
        g.setLineWidth(RAW_WIDTH);
        g.beginPath();
        for (int i = 0; i < columns.size(); i++) {
            double x = across.position(columns.step(i));
            g.lineTo(x, up.applyAsDouble(columns.least(i)));
            g.lineTo(x, up.applyAsDouble(columns.greatest(i)));
        }
        g.stroke();
    }

    void paintDot(CanvasRenderingContext2D g, Palette palette, double x, double y) {
        g.setFillStyle(look.color(palette).css());
        g.setStrokeStyle(palette.paper.css());
        g.setLineWidth(2);
        g.beginPath();
        g.arc(x, y, DOT, 0, 2 * Math.PI);
        g.fill();
        g.stroke();
    }
}
