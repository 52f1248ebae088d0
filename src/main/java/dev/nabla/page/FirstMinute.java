package dev.nabla.page;

import dev.nabla.protocol.Command.Speed;
import org.jspecify.annotations.Nullable;

/**
 * How the first visit's run speeds up by itself: two slow steps, each explained to its end, then a step a frame, then Full ten seconds after the
 * first step. Whoever chooses a speed, or leaves it, ends that.
 */
final class FirstMinute {
    private static final int SLOW_STEPS = 2;
    private static final double WATCH_MILLIS = 10_000;

    private boolean active = true;
    private double firstStepAt = -1;
    private Speed speed = Speed.SLOW;

    /** Ends the program: the visitor has taken over. */
    void end() {
        active = false;
    }

    boolean isActive() {
        return active;
    }

    /**
     * What the speed should become.
     *
     * @param step steps done
     * @param now milliseconds
     * @return null where it stays as it is
     */
    @Nullable
    Speed next(int step, double now) {
        if (!active || step < 1) {
            return null;
        }
        if (firstStepAt < 0) {
            firstStepAt = now;
        }
        Speed wanted = step <= SLOW_STEPS ? Speed.SLOW : now - firstStepAt < WATCH_MILLIS ? Speed.WATCH : Speed.FULL;
        if (wanted == speed) {
            return null;
        }
        speed = wanted;
        if (wanted == Speed.FULL) {
            active = false;
        }
        return wanted;
    }
}
