package dev.nabla.view;

import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.Node;

/** A titled part of a rail. As a card it has a frame and can be closed: it then takes the place of something else. */
public final class Section {

    private final HTMLElement title;
    private final HTMLElement content = Dom.div("");
    private final HTMLElement head;
    private final HTMLElement element;

    /** A section with its content. */
    public Section(String name, Node... content) {
        title = Dom.text("h2", "", name);
        title.setId(Dom.newId("section"));
        head = Dom.div("head", title);
        Dom.append(this.content, content);
        element = Dom.element("section", "section", head, this.content);
        element.setAttribute("aria-labelledby", title.getId());
    }

    /** Adds to the content. */
    public Section and(Node... others) {
        Dom.append(content, others);
        return this;
    }

    /** Puts controls to the right of the title. */
    public Section tools(Node... tools) {
        Dom.append(head, tools);
        return this;
    }

    /** Makes it a card that a button closes. */
    public Section card(Runnable onClose) {
        element.getClassList().add("card");
        return tools(Button.ofIcon(Icon.CLOSE, "Close", onClose).quiet().element());
    }

    public HTMLElement element() {
        return element;
    }

    /** Puts something else in the place of the content. */
    public void setContent(Node... other) {
        Dom.replace(content, other);
    }

    public void setTitle(String name) {
        Dom.setText(title, name);
    }
}
