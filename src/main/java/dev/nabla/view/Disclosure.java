package dev.nabla.view;

import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.Node;

/** What is less often wanted: a button, and what it shows and hides. */
public final class Disclosure {
    private final Button button;
    private final HTMLElement content;

    /** Closed at first. */
    public Disclosure(String label, Node... content) {
        this.content = Dom.div("disclosed", content);
        this.content.setId(Dom.newId("disclosed"));
        button = new Button(label, () -> setOpen(!isOpen())).quiet();
        button.element().getClassList().add("discloser");
        button.element().setAttribute("aria-controls", this.content.getId());
        setOpen(false);
    }

    /** The button; where it stands is up to others. */
    public HTMLElement button() {
        return button.element();
    }

    public HTMLElement content() {
        return content;
    }

    public boolean isOpen() {
        return !content.isHidden();
    }

    public void setOpen(boolean open) {
        content.setHidden(!open);
        button.element().setAttribute("aria-expanded", Boolean.toString(open));
    }
}
