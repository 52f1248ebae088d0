package dev.nabla.view;

import dev.nabla.browser.ModalDialog;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.EventListener;
import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.Node;

/**
 * A dialog over the page. It closes by its button, by Escape, or by a click beside it; the focus then returns to where
 * it came from.
 */
public final class Dialog {

    private final HTMLElement element = Dom.element("dialog", "dialog");
    private final HTMLElement actions = Dom.div("actions");
    private Runnable onClose = () -> {};
    private @Nullable HTMLElement cameFrom;

    /** A dialog with its content, put at the end of the page. */
    public Dialog(String title, Node... content) {
        HTMLElement heading = Dom.text("h2", "", title);
        heading.setId(Dom.newId("dialog"));
        element.setAttribute("aria-labelledby", heading.getId());
        HTMLElement head = Dom.div(
                "head",
                heading,
                Button.ofIcon(Icon.CLOSE, "Close", this::close).quiet().element());
        element.appendChild(Dom.div("inside", head, Dom.append(Dom.div("body"), content), actions));
        EventListener<Event> outside = event -> {
            // What lies inside is never the target: the dialog itself has no padding, so this is its backdrop.
            if (event.getTarget() == element) {
                close();
            }
        };
        element.addEventListener("click", outside);
        Dom.on(element, "close", this::closed);
        HTMLElement home = HTMLDocument.current().getElementById("dialogs");
        (home == null ? HTMLDocument.current().getBody() : home).appendChild(element);
    }

    /** Adds buttons at its foot, the most important one last. */
    public Dialog actions(Button... buttons) {
        for (Button button : buttons) {
            actions.appendChild(button.element());
        }
        return this;
    }

    /** Told each time it has closed, however that came. */
    public Dialog onClose(Runnable listener) {
        onClose = listener;
        return this;
    }

    public HTMLElement element() {
        return element;
    }

    public boolean isOpen() {
        return ModalDialog.isOpen(element);
    }

    /** Shows it. */
    public void open() {
        if (!isOpen()) {
            cameFrom = HTMLDocument.current().getActiveElement();
            ModalDialog.show(element);
        }
    }

    /** Hides it. */
    public void close() {
        if (isOpen()) {
            ModalDialog.close(element);
        }
    }

    private void closed() {
        if (cameFrom != null) {
            cameFrom.focus();
            cameFrom = null;
        }
        onClose.run();
    }
}
