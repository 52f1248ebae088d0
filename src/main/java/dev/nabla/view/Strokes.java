package dev.nabla.view;

import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.canvas.CanvasRenderingContext2D;

/** The strokes of a drawing, in a square of side 1. */
final class Strokes {

    /** Width of the pen, as a share of the side. */
    static final double PEN = 0.072;

    private static final double LEAST_STEP = 0.002;

    private final List<List<double[]>> strokes = new ArrayList<>();

    boolean isEmpty() {
        return strokes.isEmpty();
    }

    void clear() {
        strokes.clear();
    }

    /** Takes back the last stroke. */
    void undo() {
        if (!strokes.isEmpty()) {
            strokes.remove(strokes.size() - 1);
        }
    }

    /** Begins a stroke: a dot, until it goes on. */
    void begin(double x, double y) {
        List<double[]> stroke = new ArrayList<>();
        stroke.add(new double[] {x, y});
        strokes.add(stroke);
    }

    /** Draws on to a point. Returns whether that is a step worth drawing. */
    boolean extend(double x, double y) {
        List<double[]> stroke = strokes.get(strokes.size() - 1);
        double[] last = stroke.get(stroke.size() - 1);
        if (Math.abs(x - last[0]) + Math.abs(y - last[1]) < LEAST_STEP) {
            return false;
        }
        stroke.add(new double[] {x, y});
        return true;
    }

    /** Draws all strokes with the stroke style that is set, through the middles of their points. */
    void paint(CanvasRenderingContext2D g, double side) {
        g.setLineWidth(PEN * side);
        g.setLineCap("round");
        g.setLineJoin("round");
        for (List<double[]> stroke : strokes) {
            g.beginPath();
            double[] first = stroke.get(0);
            g.moveTo(first[0] * side, first[1] * side);
            for (int i = 1; i + 1 < stroke.size(); i++) {
                double[] a = stroke.get(i);
                double[] b = stroke.get(i + 1);
                g.quadraticCurveTo(a[0] * side, a[1] * side, (a[0] + b[0]) / 2 * side, (a[1] + b[1]) / 2 * side);
            }
            double[] last = stroke.get(stroke.size() - 1);
            // A dot is a line of almost no length.
            g.lineTo(last[0] * side + (stroke.size() == 1 ? 0.01 : 0), last[1] * side);
            g.stroke();
        }
    }
}
