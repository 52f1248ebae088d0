package dev.nabla.view;

import org.teavm.jso.browser.Window;
import org.teavm.jso.core.JSDate;

/** Does something at most every 5 seconds, as what is read out may: at once, or later with what holds by then. */
final class Paced {

    private static final double MILLIS = 5000;

    private final Runnable action;
    private double lastMillis = Double.NEGATIVE_INFINITY;
    private boolean waiting;

    Paced(Runnable action) {
        this.action = action;
    }

    /** Does it now, or as soon as 5 seconds are over. */
    void request() {
        double left = lastMillis + MILLIS - JSDate.now();
        if (left <= 0) {
            now();
        } else if (!waiting) {
            waiting = true;
            Window.setTimeout(
                    () -> {
                        waiting = false;
                        now();
                    },
                    left);
        }
    }

    /** Does it now: a person asked for it. */
    void now() {
        lastMillis = JSDate.now();
        action.run();
    }
}
