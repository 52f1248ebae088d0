package dev.nabla.view;

import dev.nabla.browser.LocalStore;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.dom.html.HTMLDocument;

/**
 * The page for a room full of people: everything larger, the settings in their drawer. It stands as
 * {@code data-projector} at the root element, which the style sheet reads, and is remembered.
 */
public final class Projector {

    private static final String KEY = "nabla.projector";
    private static final String ATTRIBUTE = "data-projector";

    private final List<Runnable> listeners = new ArrayList<>();
    private final Button button = Button.ofIcon(Icon.SCREEN, "Projector: larger", this::toggle);

    /** Takes up what was chosen before. */
    public Projector() {
        button.element().getClassList().add("wide");
        set("on".equals(LocalStore.read(KEY)));
    }

    /** The button that switches it. */
    public Button button() {
        return button;
    }

    static boolean isOn() {
        return HTMLDocument.current().getDocumentElement().hasAttribute(ATTRIBUTE);
    }

    /** Called after each change. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void toggle() {
        boolean on = !isOn();
        set(on);
        if (on) {
            LocalStore.write(KEY, "on");
        } else {
            LocalStore.remove(KEY);
        }
        listeners.forEach(Runnable::run);
    }

    private void set(boolean on) {
        Dom.flag(HTMLDocument.current().getDocumentElement(), ATTRIBUTE, on);
        button.setPressed(on);
    }
}
