package dev.nabla.page;

import dev.nabla.browser.Isolation;
import dev.nabla.browser.Wasm;
import dev.nabla.view.Button;
import dev.nabla.view.Dom;
import dev.nabla.view.Section;
import org.teavm.jso.dom.html.HTMLElement;

/** The visitor's choice to use all cores, where the host does not allow it by itself. */
final class AllCores {
    private final HTMLElement words = Dom.text("p", "hint", "");
    private final HTMLElement element = new Section("This computer", words).element();

    private AllCores(Isolation.State state, Runnable beforeReload) {
        words.setAttribute("role", "status");
        Dom.setText(words, sentence(state));
        if (state == Isolation.State.OFF) {
            add("Use all cores", beforeReload, Isolation::enable);
        } else if (state != Isolation.State.UNAVAILABLE) {
            add("Use one core", beforeReload, Isolation::disable);
        }
    }

    /**
     * Puts it at the end of the settings, where there is something to choose or to say.
     *
     * @param beforeReload keeps what the page would lose
     */
    static void addTo(HTMLElement rail, Runnable beforeReload) {
        Isolation.State state = Isolation.state();
        if (state != Isolation.State.NATIVE) {
            rail.appendChild(new AllCores(state, beforeReload).element);
        }
    }

    private interface Change {
        void to(Isolation.Failure failure);
    }

    private void add(String label, Runnable beforeReload, Change change) {
        Button button = new Button(label, () -> {});
        Dom.on(button.element(), "click", () -> {
            button.setDisabled(true);
            beforeReload.run();
            change.to(reason -> {
                button.setDisabled(false);
                Dom.setText(words, "That could not be done: " + reason + ". Nabla goes on as it was.");
            });
        });
        element.appendChild(Dom.div("buttons", button.element()));
    }

    private static String sentence(Isolation.State state) {
        return switch (state) {
            case NATIVE -> "";
            case ON ->
                "Training may use all " + Wasm.cores() + " cores. Nabla is kept in this browser, also for use offline.";
            case OFF ->
                "Training uses one of " + Wasm.cores()
                        + " cores. For all of them, Nabla is kept in this browser, also for use offline, and reloads once.";
            case POWERLESS -> "Nabla asked this browser for all cores, and it did not give them. Training uses one.";
            case UNAVAILABLE -> "Training uses one core: this browser, or this address, does not let Nabla use more.";
        };
    }
}
