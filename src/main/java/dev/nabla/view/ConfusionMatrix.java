package dev.nabla.view;

import dev.nabla.browser.Drawing;
import dev.nabla.present.ColorMap;
import dev.nabla.present.Confusion;
import dev.nabla.present.HitArea;
import dev.nabla.present.NumberText;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLElement;

/** Which class was taken for which: rows are labels, columns answers, grey is the share of the row. */
public final class ConfusionMatrix {

    private static final int FONT = 11;
    private static final double LABEL = 20;
    private static final double SPACE = 6;
    private static final int SHORT = 2;
    private static final double LEAST_FOR_COUNT = 22;
    private static final double DARK_ENOUGH = 0.5;
    /** Errors are rare: a quarter of a row already has all the ink, a hundredth a fifth of it. */
    private static final double ERROR_GAIN = 4;

    private final CanvasPainter painter;
    private final List<String> names;
    /** Names that stand at the rows; the columns then have numbers, and so have the rows. */
    private final boolean wide;

    private final HTMLElement most = Dom.element("span", "note");
    private final TableTwin twin;
    private final HTMLElement element;
    private Confusion confusion;

    /** An empty matrix for classes with these names. */
    public ConfusionMatrix(Theme theme, List<String> classNames) {
        names = List.copyOf(classNames);
        boolean isWide = false;
        for (String name : names) {
            isWide |= name.length() > SHORT;
        }
        wide = isWide;
        confusion = new Confusion(names.size(), new int[names.size() * names.size()]);
        painter = new CanvasPainter(theme, "Confusion matrix", this::paint);
        painter.onPoint(area -> Dom.setText(most, area.map(HitArea::label).orElseGet(this::mostConfused)));
        HTMLElement body = Dom.div("area", painter.element());
        twin = new TableTwin(
                "Confusion matrix: rows are labels, columns answers" + (wide ? " by number" : ""), body, this::rows);
        HTMLElement caption =
                Dom.element("figcaption", "", Dom.text("b", "", "Confusion"), Dom.div("tools", twin.button()), most);
        element = Dom.element("figure", wide ? "plot matrix wide" : "plot matrix", caption, body, twin.element());
        set(confusion);
    }

    public HTMLElement element() {
        return element;
    }

    /** Shows other counts. */
    public void set(Confusion counts) {
        if (counts.classes() != names.size()) {
            throw new IllegalArgumentException(
                    "ConfusionMatrix: " + counts.classes() + " classes, expected " + names.size());
        }
        confusion = counts;
        String sentence = mostConfused();
        Dom.setText(most, sentence);
        painter.setSummary(sentence);
        painter.invalidate();
        twin.update();
    }

    private String mostConfused() {
        return confusion
                .mostConfused()
                .map(pair -> (wide ? "mostly " : "most confused: ") + names.get(pair.label()) + (wide ? " → " : "→")
                        + names.get(pair.answer()) + " (" + NumberText.count(pair.count()) + ")")
                .orElse("nothing confused");
    }

    private void paint(CanvasRenderingContext2D g, Palette palette, double width, double height) {
        int classes = names.size();
        g.setFont(palette.font(FONT));
        double left = left(g);
        double cell = Math.floor(Math.min(width - left, height - LABEL) / classes);
        if (cell < 2) {
            return;
        }
        ColorMap grey = ColorMap.sequential(palette.card, palette.ink);
        List<HitArea> areas = new ArrayList<>();
        g.setTextAlign("center");
        g.setTextBaseline("middle");
        for (int row = 0; row < classes; row++) {
            for (int column = 0; column < classes; column++) {
                double x = left + column * cell;
                double y = LABEL + row * cell;
                double share = confusion.share(row, column);
                double strength = row == column ? share : Math.min(1, Math.sqrt(share * ERROR_GAIN));
                g.setFillStyle(grey.css(strength));
                g.fillRect(x, y, cell - 1, cell - 1);
                int count = confusion.count(row, column);
                if (cell >= LEAST_FOR_COUNT && count > 0) {
                    g.setFont(palette.numberFont(FONT));
                    g.setFillStyle((strength > DARK_ENOUGH ? palette.card : palette.ink).css());
                    g.fillText(shortCount(count), x + (cell - 1) / 2, y + cell / 2, cell - 3);
                }
                areas.add(new HitArea(row + "-" + column, label(row, column), x, y, cell - 1, cell - 1));
            }
        }
        paintNames(g, palette, left, cell);
        painter.setAreas(areas);
    }

    private String rowName(int i) {
        return wide ? names.get(i) + "  " + i : names.get(i);
    }

    /** The room for the names of the rows. */
    private double left(CanvasRenderingContext2D g) {
        double widest = LABEL - SPACE;
        for (int i = 0; i < names.size(); i++) {
            widest = Math.max(widest, Drawing.textWidth(g, rowName(i)));
        }
        return Math.ceil(widest + SPACE);
    }

    private void paintNames(CanvasRenderingContext2D g, Palette palette, double left, double cell) {
        g.setFont(palette.font(FONT));
        g.setFillStyle(palette.soft.css());
        for (int i = 0; i < names.size(); i++) {
            double middle = i * cell + cell / 2;
            g.setTextAlign("right");
            g.fillText(rowName(i), left - SPACE, LABEL + middle);
            g.setTextAlign("center");
            g.fillText(wide ? Integer.toString(i) : names.get(i), left + middle, LABEL / 2, cell);
        }
    }

    private String label(int row, int column) {
        return names.get(row) + (row == column ? " recognized: " : " taken for " + names.get(column) + ": ")
                + NumberText.count(confusion.count(row, column)) + " of " + NumberText.count(confusion.total(row));
    }

    private static String shortCount(int count) {
        return count < 1000 ? Integer.toString(count) : NumberText.fixed(count / 1000.0, 1) + "k";
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("Label"));
        head.addAll(names);
        rows.add(head);
        for (int row = 0; row < names.size(); row++) {
            List<String> line = new ArrayList<>(List.of(names.get(row)));
            for (int column = 0; column < names.size(); column++) {
                line.add(NumberText.count(confusion.count(row, column)));
            }
            rows.add(line);
        }
        return rows;
    }
}
