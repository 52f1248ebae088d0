package dev.nabla.view;

import dev.nabla.browser.Layout;
import dev.nabla.browser.PointerEvent;
import dev.nabla.present.Curve;
import dev.nabla.present.Mark;
import dev.nabla.present.NumberText;
import dev.nabla.present.PlotAxis;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.events.EventListener;
import org.teavm.jso.dom.events.MouseEvent;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * Curves over the steps of a run. Its caption is the legend: each entry shows the value now, or under the crosshair, and
 * takes its curve out and in. The crosshair follows the pointer, and the arrow keys.
 */
public final class Plot {

    private static final int ROWS = 24;

    private final PlotPicture picture;
    private final CanvasPainter painter;
    private final HTMLElement reader = Dom.div("reader");
    private final HTMLElement body;
    private final HTMLElement legend = Dom.div("legend");
    private final List<HTMLElement> legendValues = new ArrayList<>();
    private final Button log = new Button("Log", this::toggleLog).quiet();
    private final TableTwin twin;
    private final HTMLElement element;
    private final PlotAxis axis;
    private final Paced describing = new Paced(this::describe);

    /** A plot without curves, such as "Loss". */
    public Plot(Theme theme, String title, PlotAxis axis) {
        this.axis = axis;
        picture = new PlotPicture(axis);
        painter = new CanvasPainter(theme, title, this::paint);
        body = Dom.div("area", painter.element(), reader);
        twin = new TableTwin(title, body, this::rows);
        log.setPressed(false);
        HTMLElement tools = Dom.div("tools", log.element(), twin.button());
        HTMLElement caption = Dom.element("figcaption", "", Dom.text("b", "", title), tools, legend);
        element = Dom.element("figure", "plot", caption, body, twin.element());
        reader.setAttribute("role", "slider");
        reader.setAttribute("aria-label", title + ", read off at a step");
        reader.setAttribute("aria-valuemin", "0");
        reader.setTabIndex(0);
        EventListener<MouseEvent> move = event -> read(picture.stepAt(PointerEvent.xIn(event, reader)));
        reader.addEventListener("pointermove", move);
        reader.addEventListener("pointerdown", move);
        Dom.on(reader, "pointerleave", () -> read(null));
        Dom.on(reader, "blur", () -> read(null));
        Dom.onKey(reader, this::press);
        describe();
    }

    /** Adds a curve measured while training: grey, every point, its mean over it. */
    public Plot addTraining(Curve curve) {
        return add(curve, PlotLine.Look.TRAINING);
    }

    /** Adds a curve measured on the validation set: green. */
    public Plot addValidation(Curve curve) {
        return add(curve, PlotLine.Look.VALIDATION);
    }

    private Plot add(Curve curve, PlotLine.Look look) {
        PlotLine line = picture.add(curve, look);
        HTMLElement value = Dom.element("span", "value");
        Dom.style(value, "min-width", axis.text(1).length() + "ch");
        HTMLElement item = Dom.element(
                "button", "key " + look.className(), Dom.element("i", ""), Dom.text("span", "", curve.name()), value);
        item.setAttribute("type", "button");
        item.setAttribute("aria-pressed", "true");
        Dom.on(item, "click", () -> {
            line.setHidden(!line.isHidden());
            item.setAttribute("aria-pressed", Boolean.toString(!line.isHidden()));
            update();
        });
        legend.appendChild(item);
        legendValues.add(value);
        update();
        return this;
    }

    /** Draws a band between two curves, such as the ends of a confidence interval, behind the lines. */
    public Plot band(Curve low, Curve high) {
        picture.setBand(low, high);
        return this;
    }

    public HTMLElement element() {
        return element;
    }

    /** Marks what happened. */
    public void setMarks(List<Mark> marks) {
        picture.setMarks(marks);
        update();
    }

    /** Draws a line at the step that the rest of the page shows; null while that is now. */
    public void setShownStep(@Nullable Integer step) {
        picture.setShownStep(step);
        update();
    }

    /** Says that curves have changed: they are drawn with the next frame. */
    public void update() {
        painter.invalidate();
        twin.update();
    }

    private void toggleLog() {
        picture.setLog(!picture.isLog());
        log.setPressed(picture.isLog());
        update();
    }

    private void paint(CanvasRenderingContext2D g, Palette palette, double width, double height) {
        picture.paint(g, palette, width, height);
        writeLegend();
        describing.request();
    }

    private void read(@Nullable Integer step) {
        picture.setCrosshair(step);
        writeLegend();
        describing.now();
        painter.invalidate();
    }

    private boolean press(String key, boolean shift) {
        Integer crosshair = picture.crosshair();
        int now = picture.lastStep();
        int at = crosshair == null ? now : crosshair;
        int small = Math.max(1, (int) (now / Math.max(1, Layout.width(reader))));
        int large = Math.max(1, now / 10);
        switch (key) {
            case "ArrowLeft", "ArrowDown" -> read(Math.max(0, at - (shift ? large : small)));
            case "ArrowRight", "ArrowUp" -> read(Math.min(now, at + (shift ? large : small)));
            case "PageDown" -> read(Math.max(0, at - large));
            case "PageUp" -> read(Math.min(now, at + large));
            case "Home" -> read(0);
            case "End" -> read(now);
            case "Escape" -> read(null);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The value now, or under the crosshair. */
    private String valueText(Curve curve) {
        Integer crosshair = picture.crosshair();
        float value = crosshair == null ? curve.lastValue() : curve.valueAt(crosshair);
        return Float.isNaN(value) ? "–" : axis.text(value);
    }

    private void writeLegend() {
        List<PlotLine> lines = picture.lines();
        for (int i = 0; i < lines.size(); i++) {
            Dom.setText(legendValues.get(i), valueText(lines.get(i).curve()));
        }
    }

    /** Writes the sentence for those who do not see the picture. */
    private void describe() {
        Integer crosshair = picture.crosshair();
        int step = crosshair == null ? picture.lastStep() : crosshair;
        StringBuilder sentence = new StringBuilder("Step ").append(NumberText.count(step));
        for (PlotLine line : picture.lines()) {
            sentence.append(", ").append(line.curve().name()).append(' ').append(valueText(line.curve()));
        }
        picture.markAt(step).ifPresent(mark -> sentence.append(", ").append(mark.label()));
        reader.setAttribute("aria-valuemax", Integer.toString(picture.lastStep()));
        reader.setAttribute("aria-valuenow", Integer.toString(step));
        reader.setAttribute("aria-valuetext", sentence.toString());
        if (crosshair == null) {
            painter.setSummary(sentence + ".");
        }
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("Step"));
        picture.lines().forEach(line -> head.add(line.curve().name()));
        rows.add(head);
        int now = picture.lastStep();
        for (int i = ROWS; i >= 0 && picture.lines().size() > 0; i--) {
            int step = (int) ((long) now * i / ROWS);
            if (i < ROWS && step == (int) ((long) now * (i + 1) / ROWS)) {
                continue;
            }
            List<String> row = new ArrayList<>(List.of(NumberText.count(step)));
            for (PlotLine line : picture.lines()) {
                float value = line.curve().valueAt(step);
                row.add(Float.isNaN(value) ? "–" : axis.text(value));
            }
            rows.add(row);
        }
        return rows;
    }
}
