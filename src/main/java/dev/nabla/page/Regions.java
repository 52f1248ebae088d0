package dev.nabla.page;

import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.html.HTMLElement;

/** The regions of index.html that Java fills. */
record Regions(
        HTMLElement bar,
        HTMLElement transport,
        HTMLElement railLeft,
        HTMLElement stage,
        HTMLElement maths,
        HTMLElement lower,
        HTMLElement railRight,
        HTMLElement toasts) {
    /** Those of the page. */
    static Regions ofPage() {
        return new Regions(
                region("bar"),
                region("transport"),
                region("rail-left"),
                region("stage"),
                region("maths"),
                region("lower"),
                region("rail-right"),
                region("toasts"));
    }

    private static HTMLElement region(String id) {
        return HTMLDocument.current().getElementById(id);
    }
}
