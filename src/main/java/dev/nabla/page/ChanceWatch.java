package dev.nabla.page;

import dev.nabla.present.LossText;
import dev.nabla.present.NumberText;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Setup;

/** Notices a run that learns nothing: again and again its validation loss is no better than that of guessing. */
final class ChanceWatch {
    private static final int MEASUREMENTS = 5;
    private static final int LEAST_STEPS = 300;
    /** Less than this share of the guessing loss is something learned. */
    private static final double LEARNED = 0.995;

    private int inVain;
    private LossText loss = LossText.of(Setup.initial());

    /** Forgets what was measured: another run begins. */
    void begin(Setup setup) {
        loss = LossText.of(setup);
        inVain = 0;
    }

    /** Takes a measurement; says so, once a run, when there were enough in vain; otherwise empty. */
    String heard(Event.Validated validated) {
        double guessing = loss.guessing((int) Math.round(Math.sqrt(validated.confusion().length)));
        if (validated.loss() < LEARNED * guessing) {
            inVain = 0;
        } else if (validated.step() >= LEAST_STEPS) {
            inVain++;
        }
        return inVain != MEASUREMENTS || validated.confusion().length == 0
                ? ""
                : "Nothing is learned: after " + NumberText.count(validated.step()) + " steps the validation loss is "
                        + NumberText.fixed(validated.loss(), 2) + ", guessing gives " + NumberText.fixed(guessing, 2)
                        + ". Try another learning rate, then Restart.";
    }
}
