package dev.nabla.view;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.Node;

/** The frame that labelled controls share: a label, the control, help, a message. */
final class Field {

    private final HTMLElement label;
    private final HTMLElement head;
    private final HTMLElement element;
    private final HTMLElement control;
    private final String name;
    private @Nullable HTMLElement note;

    /** {@code className} says how label and control lie: "row" side by side, "stack" one below the other. */
    Field(String className, String name, HTMLElement control, Node... aside) {
        this.name = name;
        this.control = control;
        if (control.getId().isEmpty()) {
            control.setId(Dom.newId("field"));
        }
        label = Dom.text("label", "", name);
        label.setAttribute("for", control.getId());
        head = Dom.div("name", label);
        element = Dom.append(Dom.div("field " + className, head), aside);
    }

    HTMLElement element() {
        return element;
    }

    /** Shows the control without its label, which stays its name. */
    void hideLabel() {
        element.getClassList().add("bare");
        head.setClassName("unseen");
    }

    void setHelp(Node... content) {
        Help help = new Help(name, content);
        head.appendChild(help.button());
        element.appendChild(help.text());
    }

    /** A sentence that is always in sight, and read out with the control; empty for none. */
    void setNote(String sentence) {
        HTMLElement shown = note;
        if (shown == null) {
            shown = Dom.element("p", "hint why");
            shown.setId(Dom.newId("note"));
            element.appendChild(shown);
            note = shown;
        }
        Dom.setText(shown, sentence);
        shown.setHidden(sentence.isEmpty());
        if (sentence.isEmpty()) {
            control.removeAttribute("aria-describedby");
        } else {
            control.setAttribute("aria-describedby", shown.getId());
        }
    }

    /** A sentence in place of the help text: what was wrong and what holds now. */
    static Node sentence(String text) {
        return Window.current().getDocument().createTextNode(text);
    }

    HTMLElement control() {
        return control;
    }
}
