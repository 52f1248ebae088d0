package dev.nabla.view;

import dev.nabla.browser.Address;
import dev.nabla.present.NumberText;
import dev.nabla.present.OpFormulas;
import dev.nabla.present.ProgramText;
import dev.nabla.protocol.BufferValues;
import dev.nabla.protocol.ProgramListing;
import dev.nabla.protocol.ProgramListing.Op;
import dev.nabla.protocol.ProgramListing.Step;
import dev.nabla.protocol.ProgramTimes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;

/** One step of a program: formulas, what it reads and writes, its values for the example on the stage, its code. */
public final class StepDetail {
    private static final int DIGITS = 4;
    private static final String NO_VALUES = "None for this picture: without a label there is no loss and no gradient.";

    private final HTMLElement title = Dom.element("h2", "");
    private final HTMLElement target = Dom.element("span", "target");
    private final HTMLElement facts = Dom.element("p", "facts");
    private final HTMLElement skipped =
            Dom.text("p", "facts", "Pixels that are zero are passed over; the operations count all of them.");
    private final HTMLElement formulas = Dom.element("dl", "formulas");
    private final HTMLElement buffers = Dom.element("dl", "buffers");
    private final HTMLElement note = Dom.element("p", "hint");
    private final HTMLElement code = Dom.element("pre", "code");
    private final Button all;
    private final Button copy = new Button("Copy", this::copy).quiet();
    private final HTMLElement element;
    private final List<ValueCells> cells = new ArrayList<>();
    private String text = "";

    /** Where the values of a buffer stand. */
    private record ValueCells(String buffer, HTMLElement summary, HTMLElement values, List<HTMLElement> numbers) {}

    /**
     * An empty detail.
     *
     * @param onClose asked to close it
     * @param onAll asked for the whole text
     */
    public StepDetail(Runnable onClose, Runnable onAll) {
        all = new Button("Show all", onAll).quiet();
        title.setId(Dom.newId("step"));
        code.setTabIndex(0);
        code.setAttribute("role", "region");
        code.setAttribute("aria-label", "WebAssembly text");
        HTMLElement head = Dom.div(
                "head",
                Dom.div("titles", title, target),
                Button.ofIcon(Icon.CLOSE, "Close", onClose).quiet().element());
        element = Dom.element(
                "section",
                "step-detail",
                head,
                facts,
                skipped,
                formulas,
                Dom.text("h3", "", "Buffers, with values for the example on the stage"),
                buffers,
                Dom.div("line", Dom.text("h3", "", "WebAssembly"), Dom.div("tools", copy.element(), all.element())),
                note,
                code);
        element.setAttribute("aria-labelledby", title.getId());
    }

    public HTMLElement element() {
        return element;
    }

    /** Shows a step, without values and text yet. */
    public void setStep(ProgramListing listing, Step step) {
        Dom.setText(title, ProgramText.title(step));
        Dom.setText(target, "→ " + ProgramText.target(listing, step));
        formulas.setTextContent("");
        for (Op op : step.ops()) {
            String formula = OpFormulas.formula(op);
            HTMLElement words = Dom.element("dd", "");
            if (!formula.isEmpty()) {
                words.appendChild(Dom.text("p", "formula", formula));
            }
            String sentence = OpFormulas.words(op);
            if (!sentence.isEmpty()) {
                words.appendChild(Dom.text("p", "", sentence));
            }
            Dom.append(formulas, Dom.text("dt", "", OpFormulas.name(op)), words);
        }
        buffers.setTextContent("");
        cells.clear();
        for (int read : step.reads()) {
            if (!step.writes().contains(read)) {
                addBuffer("reads", listing.buffers().get(read));
            }
        }
        for (int written : step.writes()) {
            ProgramListing.Buffer buffer = listing.buffers().get(written);
            HTMLElement cell = addBuffer(step.reads().contains(written) ? "changes" : "writes", buffer);
            ValueCells values = new ValueCells(
                    buffer.name(), Dom.element("p", "summary"), Dom.element("p", "values"), new ArrayList<>());
            Dom.append(cell, values.summary(), values.values());
            cells.add(values);
        }
        skipped.setHidden(!step.skipsZeros());
        setTimes(listing, step, null, 0);
        boolean hasText = listing.isCompiled();
        Dom.setText(
                note,
                hasText
                        ? ""
                        : "There is none: " + (listing.reason().isEmpty() ? "" : listing.reason() + " ")
                                + "The reference in Java computes the same, one operation after the other.");
        note.setHidden(hasText);
        setText(hasText ? "Reading …" : "", true);
    }

    private HTMLElement addBuffer(String verb, ProgramListing.Buffer buffer) {
        HTMLElement cell = Dom.element(
                "dd",
                "",
                Dom.element(
                        "p",
                        "",
                        Dom.text("b", "", ProgramText.name(buffer.name())),
                        Dom.text("span", "shape", " " + ProgramText.shape(buffer))));
        Dom.append(buffers, Dom.text("dt", "", verb), cell);
        return cell;
    }

    /** Shows amounts, and how long it takes; {@code times} is null where that is not known. */
    public void setTimes(ProgramListing listing, Step step, @Nullable ProgramTimes times, int index) {
        String amounts =
                step.phase() + " · " + ProgramText.flops(step.flops()) + " FLOPs · " + NumberText.bytes(step.bytes());
        if (times != null && index < times.stepMicros().length) {
            double micros = times.stepMicros()[index];
            amounts += " · " + ProgramText.time(micros);
            amounts += step.flops() == 0
                    ? ""
                    : " · " + ProgramText.gigaflops(step.flops(), micros) + NumberText.THIN + "GFLOP/s";
        }
        Dom.setText(facts, amounts);
    }

    /** Shows values. */
    public void setValues(List<BufferValues> values) {
        for (BufferValues each : values) {
            for (ValueCells cell : cells) {
                if (cell.buffer().equals(each.name())) {
                    show(cell, each);
                }
            }
        }
    }

    private static void show(ValueCells cell, BufferValues values) {
        if (!values.isKnown()) {
            Dom.setText(cell.summary(), NO_VALUES);
            cell.numbers().forEach(number -> Dom.setText(number, ""));
            return;
        }
        if (values.count() == 1) {
            Dom.setText(cell.summary(), "");
        } else {
            Dom.setText(
                    cell.summary(),
                    NumberText.count(values.count()) + " values, min " + number(values.least()) + ", mean "
                            + number(values.mean()) + ", max " + number(values.most()));
        }
        int cells = values.first().length + (values.count() > values.first().length ? 1 : 0);
        while (cell.numbers().size() < cells) {
            HTMLElement number = Dom.element("span", "");
            cell.numbers().add(number);
            cell.values().appendChild(number);
        }
        for (int i = 0; i < cell.numbers().size(); i++) {
            String shown = i < values.first().length ? number(values.first()[i]) : i < cells ? "…" : "";
            Dom.setText(cell.numbers().get(i), shown);
        }
    }

    private static String number(float value) {
        return NumberText.fixed(value, DIGITS);
    }

    /** Shows the text of the step's function; {@code whole} says whether that is all of it. */
    public void setText(String shown, boolean whole) {
        text = shown;
        Dom.setText(code, shown);
        code.setHidden(shown.isEmpty());
        all.element().setHidden(whole);
        copy.element().setHidden(shown.isEmpty());
        copy.setLabel("Copy");
    }

    private void copy() {
        Address.copy(text, () -> copy.setLabel("Copied"), () -> copy.setLabel("Not allowed"));
    }
}
