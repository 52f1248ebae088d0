package dev.nabla.worker;

import dev.nabla.protocol.Event;
import org.jspecify.annotations.Nullable;

/** Says when a run that nobody asked for has gone on for long enough. */
final class AutoStop {
    private static final double GOAL = 0.98;
    private static final double VISIBLE_MILLIS = 60_000;
    private static final double HIDDEN_MILLIS = 600_000;
    private static final int TENTHS_OF_PERCENT = 1000;

    private double visible;
    private double hidden;
    private Event.@Nullable Validated latest;

    /** Says that the run has played for so many milliseconds. */
    void played(double millis, boolean isHidden) {
        if (isHidden) {
            hidden += millis;
        } else {
            visible += millis;
        }
    }

    /** Says what was measured. */
    void measured(Event.Validated validated) {
        latest = validated;
    }

    /** Why it is enough; null while it is not. */
    @Nullable
    String reason() {
        Event.Validated measured = latest;
        if (measured != null && measured.correct() >= GOAL * measured.count()) {
            return accuracy(measured) + " of the validation examples are recognized.";
        }
        String soFar = measured == null ? "" : " It recognizes " + accuracy(measured) + " of the validation examples.";
        if (visible >= VISIBLE_MILLIS) {
            return "A minute of training has passed." + soFar;
        }
        if (hidden >= HIDDEN_MILLIS) {
            return "It has trained for ten minutes in a hidden page." + soFar;
        }
        return null;
    }

    private static String accuracy(Event.Validated measured) {
        long tenths = (long) measured.correct() * TENTHS_OF_PERCENT / measured.count();
        return tenths / 10 + "." + tenths % 10 + " %";
    }
}
