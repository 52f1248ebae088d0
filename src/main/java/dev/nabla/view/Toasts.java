package dev.nabla.view;

import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * Short messages that come up at the edge of the page. One that asks for something stays until it is answered or
 * dismissed; one that only tells goes after a while, not under the pointer or the focus.
 */
public final class Toasts {

    private static final int SHOWN_MILLIS = 8000;

    private final HTMLElement told = Dom.div("told");
    private final HTMLElement alerts = Dom.div("told");

    /** Messages in a region of the page. */
    public Toasts(HTMLElement region) {
        // The live regions stand there before any message: what is added to them is read out.
        told.setAttribute("role", "status");
        alerts.setAttribute("role", "alert");
        Dom.append(region, told, alerts);
    }

    /** Something that is good to know. */
    public Toast tell(String sentence) {
        Toast toast = new Toast(told, sentence);
        toast.goesBy();
        return toast;
    }

    /** Something to be answered, or not. */
    public Toast ask(String sentence, String actionLabel, Runnable action) {
        return new Toast(told, sentence).withAction(actionLabel, action);
    }

    /** Something that went wrong. */
    public Toast warn(String sentence) {
        Toast toast = new Toast(alerts, sentence);
        toast.element.getClassList().add("warning");
        return toast;
    }

    /** One message. */
    public static final class Toast {

        private final HTMLElement element;
        private final HTMLElement words;
        private final Button close =
                Button.ofIcon(Icon.CLOSE, "Dismiss", this::dismiss).quiet();

        private Toast(HTMLElement home, String sentence) {
            words = Dom.text("p", "", sentence);
            element = Dom.div("toast", words, close.element());
            home.appendChild(element);
            Dom.onKey(element, (key, shift) -> {
                if (key.equals("Escape")) {
                    dismiss();
                    return true;
                }
                return false;
            });
        }

        /** Adds a button that acts and dismisses the message. */
        public Toast withAction(String label, Runnable action) {
            Button button = new Button(label, () -> {
                dismiss();
                action.run();
            });
            element.insertBefore(button.element(), close.element());
            return this;
        }

        /** Says something else in the same place, such as how far a download has come. */
        public void setSentence(String sentence) {
            Dom.setText(words, sentence);
        }

        /** Takes it away; again, does nothing. */
        public void dismiss() {
            if (element.getParentNode() != null) {
                element.delete();
            }
        }

        private void goesBy() {
            Window.setTimeout(
                    () -> {
                        if (element.querySelector(":focus") == null && element.querySelector(":hover") == null) {
                            dismiss();
                        } else {
                            goesBy();
                        }
                    },
                    SHOWN_MILLIS);
        }
    }
}
