package dev.nabla.view;

import dev.nabla.browser.Drawing;
import dev.nabla.present.Block;
import dev.nabla.present.Edge;
import dev.nabla.present.NetworkLayout;
import dev.nabla.present.Places;
import dev.nabla.present.Rgb;
import org.teavm.jso.canvas.CanvasRenderingContext2D;

/** Draws contributions as curves: color, and dashes for negative ones, by sign, width by size; and what runs on them. */
final class StageEdges {

    private static final int MOST_GUIDES = 8;
    private static final double GUIDE_ALPHA = 0.4;
    private static final double LEAST_WIDTH = 0.75;
    private static final double WIDTH = 3.25;
    /** Up to as many edges are drawn in full width. */
    private static final int FEW = 20;

    private static final double UNDER_ALPHA = 0.45;
    private static final double LEAST_ALPHA = 0.22;
    private static final double ALPHA = 0.68;
    private static final double DASH = 5;
    private static final double SPACE = 3;
    private static final double DOT = 2.6;
    private static final double TURN = Math.PI * 2;

    private final StageModel model;
    private final CanvasRenderingContext2D g;
    private final Palette palette;
    private float[][] signs = new float[0][];
    private double thickness = WIDTH;

    StageEdges(StageModel model, CanvasRenderingContext2D g, Palette palette) {
        this.model = model;
        this.g = g;
        this.palette = palette;
    }

    /** Takes the sign from the receiving unit's ∂L/∂z instead of from the contribution. */
    void setSigns(float[][] deltas) {
        signs = deltas;
    }

    /** Thin lines from the picture to the first layer; to the unit in focus only, where there is one. */
    void drawGuides(double pulse) {
        NetworkLayout layout = model.layout;
        Block block = layout.blocks().get(0);
        g.setLineWidth(1);
        int rows = block.rows();
        int guides = Math.min(MOST_GUIDES, rows);
        if (model.hasFocus() && model.focusLayer == 0) {
            int place = model.places.get(0).placeOf(model.focusUnit);
            if (place >= 0) {
                guide(0.5, block.placeX(place), block.placeY(place) + block.cell() / 2, pulse);
            }
            return;
        }
        for (int i = 0; i < guides; i++) {
            int row = guides == 1 ? rows / 2 : i * (rows - 1) / (guides - 1);
            double share = guides == 1 ? 0.5 : 0.08 + 0.84 * i / (guides - 1);
            guide(share, block.x(), block.y() + row * block.pitchY() + block.cell() / 2, pulse);
        }
    }

    private void guide(double share, double x, double y, double pulse) {
        NetworkLayout layout = model.layout;
        double startX = layout.inputX() + layout.inputSide() + 1;
        double startY = layout.inputY() + layout.inputSide() * share;
        double end = Math.min(x, model.layout.blocks().get(0).x()) - 4;
        double middle = (startX + end) / 2;
        g.setStrokeStyle(palette.soft.css(GUIDE_ALPHA));
        g.beginPath();
        g.moveTo(startX, startY);
        g.bezierCurveTo(middle, startY, middle, y, end, y);
        g.lineTo(x - 4, y);
        g.stroke();
        if (pulse >= 0 && pulse <= 1) {
            dot(palette.soft, along(startX, middle, end, pulse), along(startY, startY, y, y, pulse));
        }
    }

    /** The edges between two neighboring blocks; {@code pulse} from 0 to 1 puts a dot on each, otherwise none. */
    void draw(int index, double pulse) {
        Block from = model.layout.blocks().get(index - 1);
        Block to = model.layout.blocks().get(index);
        if (to.layer() != from.layer() + 1) {
            return;
        }
        double most = 0;
        int count = 0;
        for (Edge edge : model.edges) {
            if (edge.layer() == to.layer()) {
                most = Math.max(most, Math.abs(edge.value()));
                count++;
            }
        }
        thickness = WIDTH * Math.min(1, Math.sqrt(FEW / (double) Math.max(1, count)));
        for (int i = model.edges.size() - 1; i >= 0; i--) {
            Edge edge = model.edges.get(i);
            if (edge.layer() == to.layer()) {
                edge(edge, index, from, to, Math.abs(edge.value()) / most, pulse);
            }
        }
        Drawing.dash(g, 0, 0);
        g.setGlobalAlpha(1);
    }

    private void edge(Edge edge, int index, Block from, Block to, double strength, double pulse) {
        Places sources = model.places.get(index - 1);
        int source = sources.placeOf(edge.from());
        int target = model.places.get(index).placeOf(edge.to());
        if (source < 0 || target < 0) {
            return;
        }
        double startX = from.placeX(source) + from.cell();
        double startY = exit(from, source);
        double turnX = from.right() + 1;
        double endX = to.x() - 3;
        double endY = to.placeY(target) + to.cell() / 2;
        boolean negative = signs.length > edge.layer() ? signs[edge.layer()][edge.to()] < 0 : edge.value() < 0;
        Rgb color = negative ? palette.minus : palette.plus;
        g.setStrokeStyle(color.css());
        Drawing.dash(g, negative ? DASH : 0, SPACE);
        // Behind the units of its row, a line is thin: it shall not look like a mark between them.
        g.setGlobalAlpha(UNDER_ALPHA);
        g.setLineWidth(LEAST_WIDTH);
        g.beginPath();
        g.moveTo(startX, startY);
        g.lineTo(turnX, startY);
        g.stroke();
        g.setGlobalAlpha(LEAST_ALPHA + ALPHA * strength);
        g.setLineWidth(LEAST_WIDTH + thickness * strength);
        double middle = (turnX + endX) / 2;
        g.beginPath();
        g.moveTo(turnX, startY);
        g.bezierCurveTo(middle, startY, middle, endY, endX, endY);
        g.lineTo(to.placeX(target) - 2, endY);
        g.stroke();
        if (pulse >= 0 && pulse <= 1) {
            g.setGlobalAlpha(1);
            dot(color, along(turnX, middle, endX, pulse), along(startY, startY, endY, endY, pulse));
        }
    }

    /** Units of one row leave it at different heights, so that their lines can be told apart. */
    private static double exit(Block block, int place) {
        double middle = block.placeY(place) + block.cell() / 2;
        double column = place % block.columns() - (block.columns() - 1) / 2.0;
        return middle + column * block.cell() * 0.6 / Math.max(1, block.columns());
    }

    private void dot(Rgb color, double x, double y) {
        g.setFillStyle(color.css());
        g.beginPath();
        g.arc(x, y, DOT, 0, TURN);
        g.fill();
    }

    private static double along(double start, double middle, double end, double t) {
        return along(start, middle, middle, end, t);
    }

    private static double along(double a, double b, double c, double d, double t) {
        double u = 1 - t;
        return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
    }
}
