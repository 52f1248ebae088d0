package dev.nabla.view;

import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.Node;

/** One sentence on demand: a small button, and the sentence that it shows and hides. */
final class Help {

    private final HTMLElement button;
    private final HTMLElement text;

    /** Help on a thing, such as "Learning rate"; the content may hold a formula. */
    Help(String thing, Node... content) {
        text = Dom.element("p", "hint", content);
        text.setId(Dom.newId("help"));
        text.setHidden(true);
        button = Dom.element("button", "help", Icon.HELP.element(), Dom.text("span", "unseen", "About " + thing));
        button.setAttribute("type", "button");
        button.setAttribute("aria-expanded", "false");
        button.setAttribute("aria-controls", text.getId());
        Dom.on(button, "click", () -> {
            text.setHidden(!text.isHidden());
            button.setAttribute("aria-expanded", Boolean.toString(!text.isHidden()));
        });
    }

    HTMLElement button() {
        return button;
    }

    HTMLElement text() {
        return text;
    }
}
