package dev.nabla.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLElement;

/** Takes everything but one element out of reach of pointer, keyboard and screen reader. */
public final class Inert {

    private Inert() {}

    /** Sets or clears {@code inert} on the siblings of the element and of all elements around it. */
    @JSBody(
            params = {"element", "on"},
            script = """
            for (var inner = element; inner !== document.body && inner.parentElement; inner = inner.parentElement) {
              var siblings = inner.parentElement.children;
              for (var i = 0; i < siblings.length; i++) {
                if (siblings[i] !== inner && siblings[i].tagName !== 'SCRIPT') { siblings[i].inert = on; }
              }
            }""")
    public static native void others(HTMLElement element, boolean on);
}
