package dev.nabla.view;

import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.EventListener;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.Node;

/** Short words for building elements. Text is always set as text, never parsed as markup. */
public final class Dom {

    private static int lastId;

    private Dom() {}

    /** An element with a class (may be "") and its children. */
    public static HTMLElement element(String tag, String className, Node... children) {
        HTMLElement element = HTMLDocument.current().createElement(tag);
        if (!className.isEmpty()) {
            element.setClassName(className);
        }
        return append(element, children);
    }

    /** An element that holds one text. */
    public static HTMLElement text(String tag, String className, String text) {
        HTMLElement element = element(tag, className);
        element.setTextContent(text);
        return element;
    }

    public static HTMLElement div(String className, Node... children) {
        return element("div", className, children);
    }

    public static HTMLElement append(HTMLElement parent, Node... children) {
        for (Node child : children) {
            parent.appendChild(child);
        }
        return parent;
    }

    /** Takes out all children, then adds the given ones. */
    public static void replace(HTMLElement parent, Node... children) {
        parent.setTextContent("");
        append(parent, children);
    }

    /** Sets an attribute and gives the element back. */
    public static HTMLElement with(HTMLElement element, String attribute, String value) {
        element.setAttribute(attribute, value);
        return element;
    }

    /** Sets the text only where it differs: an untouched text node costs no layout and keeps a selection. */
    public static void setText(HTMLElement element, String text) {
        if (!text.equals(element.getTextContent())) {
            element.setTextContent(text);
        }
    }

    /** Sets or takes away a class. */
    public static void mark(HTMLElement element, String className, boolean on) {
        if (on) {
            element.getClassList().add(className);
        } else {
            element.getClassList().remove(className);
        }
    }

    /** Sets or takes away an attribute without value, such as {@code disabled}. */
    public static void flag(HTMLElement element, String attribute, boolean on) {
        if (on) {
            element.setAttribute(attribute, "");
        } else {
            element.removeAttribute(attribute);
        }
    }

    public static void style(HTMLElement element, String property, String value) {
        element.getStyle().setProperty(property, value);
    }

    public static void on(HTMLElement element, String event, Runnable action) {
        EventListener<Event> listener = heard -> action.run();
        element.addEventListener(event, listener);
    }

    /** Listens to keys; those with Ctrl, Alt or Meta stay the browser's. */
    public static void onKey(HTMLElement element, KeyAction action) {
        EventListener<KeyboardEvent> listener = event -> {
            boolean modified = event.isCtrlKey() || event.isAltKey() || event.isMetaKey();
            if (!modified && action.press(event.getKey(), event.isShiftKey())) {
                event.preventDefault();
                event.stopPropagation();
            }
        };
        element.addEventListener("keydown", listener);
    }

    /** An id that no other element of the page has. */
    public static String newId(String prefix) {
        lastId++;
        return prefix + "-" + lastId;
    }

    /** Answers a key. */
    @FunctionalInterface
    public interface KeyAction {
        /** Returns whether the key was used; then the browser does nothing more with it. */
        boolean press(String key, boolean shift);
    }
}
