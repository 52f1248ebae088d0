package dev.nabla.view;

import org.teavm.jso.dom.html.HTMLElement;

/** A measured value under its name. It takes the width of the widest text that it will show, and keeps it. */
public final class Readout {

    private final HTMLElement value = Dom.element("span", "");
    private final HTMLElement note = Dom.element("span", "");
    private final HTMLElement more = Dom.element("span", "more");
    private final HTMLElement element;

    /** A name and the widest value to come, such as "60 000". */
    public Readout(String label, String widest) {
        HTMLElement data = Dom.element("dd", "", value, Dom.element("small", "", note, more));
        element = Dom.div("readout", Dom.text("dt", "", label), data);
        Dom.style(value, "min-width", widest.length() + "ch");
    }

    /** Several of them side by side. */
    public static HTMLElement list(Readout... readouts) {
        HTMLElement list = Dom.element("dl", "readouts");
        for (Readout readout : readouts) {
            list.appendChild(readout.element);
        }
        return list;
    }

    public void set(String text) {
        Dom.setText(value, text);
    }

    /** Something smaller behind the value, such as its interval, and what goes first where room is short. */
    public void setNote(String text, String rest) {
        Dom.setText(note, text);
        Dom.setText(more, rest);
    }
}
