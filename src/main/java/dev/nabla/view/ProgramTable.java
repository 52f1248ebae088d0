package dev.nabla.view;

import dev.nabla.present.NumberText;
import dev.nabla.present.ProgramText;
import dev.nabla.protocol.ProgramListing;
import dev.nabla.protocol.ProgramListing.Step;
import dev.nabla.protocol.ProgramTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * The steps of a program, one in a row: what they do, shapes, amounts, their share of the time. One row can be chosen, by
 * pointer or by keys.
 */
public final class ProgramTable {
    private static final String NONE = "–";

    private final IntConsumer onChoose;
    private final List<HTMLElement> buttons = new ArrayList<>();
    private final List<HTMLElement> rows = new ArrayList<>();
    private final List<Timing> timings = new ArrayList<>();
    private final HTMLElement body = Dom.element("tbody", "");
    private final HTMLElement foot = Dom.element("tfoot", "");
    private final HTMLElement table;
    private final Timing waiting = new Timing();
    private final Timing outside = new Timing();
    private final Timing total = new Timing();
    private final HTMLElement waitingRow = other("Waiting", "for other threads", waiting);
    private final HTMLElement outsideRow = other("In Java", "around it", outside);
    private Roving roving = new Roving(buttons, index -> {});
    private @Nullable ProgramListing listing;

    /** Two cells: a share of the time as bar and number, and the rate. */
    private static final class Timing {
        private final HTMLElement bar = Dom.element("i", "");
        private final HTMLElement value = Dom.text("span", "value", NONE);
        private final HTMLElement share = Dom.element("td", "share", Dom.element("span", "track", bar), value);
        private final HTMLElement rate = Dom.text("td", "rate", NONE);

        /** {@code longest} is the share that fills the room of the bar. */
        void set(double part, double longest, String text) {
            Dom.style(bar, "width", NumberText.fixed(100 * part / longest, 1) + "%");
            Dom.setText(value, NumberText.percent(part, 1));
            Dom.setText(rate, text);
        }

        void clear() {
            Dom.style(bar, "width", "0");
            Dom.setText(value, NONE);
            Dom.setText(rate, NONE);
        }
    }

    /** An empty table; {@code onChoose} is told the row that a person chose. */
    public ProgramTable(IntConsumer onChoose) {
        this.onChoose = onChoose;
        table = Dom.element(
                "table",
                "program",
                Dom.text("caption", "unseen", "The steps of the program"),
                Dom.element("thead", "", head()),
                body,
                foot);
    }

    private static HTMLElement head() {
        HTMLElement line = Dom.element("tr", "");
        String[][] columns = {
            {"Phase", "phase"},
            {"Step", "step"},
            {"Shapes", "shapes"},
            {"FLOPs", "flops"},
            {"Bytes", "bytes"},
            {"Time", "share"},
            {"GFLOP/s", "rate"}
        };
        for (String[] column : columns) {
            line.appendChild(Dom.with(Dom.text("th", column[1], column[0]), "scope", "col"));
        }
        return line;
    }

    private static HTMLElement other(String name, String note, Timing timing) {
        HTMLElement words = Dom.text("span", "words", " " + note);
        HTMLElement label = Dom.with(Dom.element("th", "step", Dom.text("b", "", name), words), "scope", "row");
        return Dom.element(
                "tr",
                "",
                Dom.element("td", "phase"),
                label,
                Dom.element("td", "shapes"),
                Dom.element("td", "flops"),
                Dom.element("td", "bytes"),
                timing.share,
                timing.rate);
    }

    public HTMLElement element() {
        return table;
    }

    /** Shows another program, without times. */
    public void setListing(ProgramListing shown) {
        listing = shown;
        buttons.clear();
        rows.clear();
        timings.clear();
        Dom.replace(body);
        roving = new Roving(buttons, onChoose);
        Dom.mark(table, "untimed", !shown.isCompiled());
        String phase = "";
        for (Step step : shown.steps()) {
            HTMLElement row = row(shown, step);
            Dom.mark(row, "again", phase.equals(ProgramText.phase(step)));
            phase = ProgramText.phase(step);
            body.appendChild(row);
        }
        body.appendChild(waitingRow);
        roving.setCurrent(0);
        HTMLElement words = Dom.text("span", "words", " a batch of " + NumberText.count(shown.batch()));
        HTMLElement name = Dom.with(Dom.element("th", "step", Dom.text("b", "", "Program"), words), "scope", "row");
        Dom.replace(
                foot,
                Dom.element(
                        "tr",
                        "",
                        Dom.element("td", "phase"),
                        name,
                        Dom.element("td", "shapes"),
                        Dom.text("td", "flops", ProgramText.flops(shown.flops())),
                        Dom.text("td", "bytes", NumberText.bytes(shown.bytes())),
                        total.share,
                        total.rate),
                outsideRow);
        setTimes(null);
    }

    private HTMLElement row(ProgramListing shown, Step step) {
        int index = rows.size();
        HTMLElement button = Dom.element(
                "button",
                "",
                Dom.text("b", "", ProgramText.title(step)),
                Dom.text("span", "target", " → " + ProgramText.target(shown, step)));
        button.setAttribute("type", "button");
        button.setAttribute("aria-pressed", "false");
        HTMLElement name = Dom.with(Dom.element("th", "step", button), "scope", "row");
        Timing timing = new Timing();
        HTMLElement row = Dom.element(
                "tr",
                "choice",
                Dom.text("td", "phase", ProgramText.phase(step)),
                name,
                Dom.text("td", "shapes", ProgramText.shapes(shown, step)),
                Dom.text("td", "flops", ProgramText.flops(step.flops())),
                Dom.text("td", "bytes", NumberText.bytes(step.bytes())),
                timing.share,
                timing.rate);
        Dom.on(row, "click", () -> onChoose.accept(index));
        buttons.add(button);
        rows.add(row);
        timings.add(timing);
        roving.add(button, index);
        return row;
    }

    /** Shows how long the steps take; null for not known yet. */
    public void setTimes(@Nullable ProgramTimes times) {
        ProgramListing shown = listing;
        if (shown == null) {
            return;
        }
        outsideRow.setHidden(!shown.isCompiled());
        if (times == null || times.stepMicros().length != timings.size()) {
            waitingRow.setHidden(true);
            timings.forEach(Timing::clear);
            waiting.clear();
            outside.clear();
            total.clear();
            return;
        }
        waitingRow.setHidden(times.threads() == 1);
        double all = times.programMicros() + times.waitMicros();
        double longest = Math.max(Float.MIN_NORMAL, times.waitMicros());
        for (float micros : times.stepMicros()) {
            longest = Math.max(longest, micros);
        }
        for (int i = 0; i < timings.size(); i++) {
            double micros = times.stepMicros()[i];
            String rate = ProgramText.gigaflops(shown.steps().get(i).flops(), micros);
            timings.get(i).set(micros / all, longest / all, rate);
        }
        waiting.set(times.waitMicros() / all, longest / all, NONE);
        Dom.setText(outside.value, ProgramText.time(times.outsideMicros()));
        Dom.setText(total.value, ProgramText.time(all));
        Dom.setText(total.rate, ProgramText.gigaflops(shown.flops(), all));
    }

    /** Marks the row that is chosen; −1 for none. */
    public void setChosen(int index) {
        for (int i = 0; i < rows.size(); i++) {
            Dom.mark(rows.get(i), "chosen", i == index);
            buttons.get(i).setAttribute("aria-pressed", Boolean.toString(i == index));
        }
        if (index >= 0) {
            roving.setCurrent(index);
        }
    }

    /** Gives a row the focus. */
    public void focus(int index) {
        if (index >= 0 && index < buttons.size()) {
            buttons.get(index).focus();
        }
    }
}
