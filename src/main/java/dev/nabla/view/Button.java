package dev.nabla.view;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLButtonElement;
import org.teavm.jso.dom.html.HTMLElement;

/** A button with words, or with an icon and a name. */
public final class Button {

    private final HTMLButtonElement element;
    private final HTMLElement words;
    private @Nullable Icon icon;

    /** A button that says what it does. */
    public Button(String label, Runnable action) {
        words = Dom.text("span", "", label);
        element = (HTMLButtonElement) Dom.element("button", "button", words);
        element.setAttribute("type", "button");
        Dom.on(element, "click", action);
    }

    /** A square button that shows an icon; its name is read out, and shown where the pointer rests. */
    public static Button ofIcon(Icon icon, String name, Runnable action) {
        Button button = new Button(name, action).icon(icon);
        button.element.getClassList().add("square");
        button.words.setClassName("unseen");
        button.element.setTitle(name);
        return button;
    }

    /** Puts an icon before the words, or another one in its place. */
    public Button icon(Icon shown) {
        if (icon != shown) {
            if (icon != null) {
                element.removeChild(element.getFirstChild());
            }
            element.insertBefore(shown.element(), element.getFirstChild());
            icon = shown;
        }
        return this;
    }

    /** The one action that matters most where it stands. */
    public Button primary() {
        element.getClassList().add("primary");
        return this;
    }

    /** An action beside others, without a border of its own. */
    public Button quiet() {
        element.getClassList().add("quiet");
        return this;
    }

    public HTMLElement element() {
        return element;
    }

    public void setLabel(String label) {
        Dom.setText(words, label);
        if (words.getClassName().equals("unseen")) {
            element.setTitle(label);
        }
    }

    public void setDisabled(boolean disabled) {
        element.setDisabled(disabled);
    }

    public boolean isDisabled() {
        return element.isDisabled();
    }

    /** Makes it a button that is on or off. */
    public void setPressed(boolean pressed) {
        element.setAttribute("aria-pressed", Boolean.toString(pressed));
    }

    public void focus() {
        element.focus();
    }
}
