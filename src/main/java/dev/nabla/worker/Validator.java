package dev.nabla.worker;

import dev.nabla.protocol.Event;
import org.jspecify.annotations.Nullable;

/** Decides when the validation set is measured: at the beginning, about every second, and where training stops. */
final class Validator {
    private static final double PERIOD_MILLIS = 1000;

    /** Training gets so many times the time of a measurement; as much for the first, which shows where a run begins. */
    private static final int TRAINING_SHARE = 3;

    private final Host host;
    private final Run run;
    private final Measurement measurement;
    private boolean active;
    private boolean first = true;
    private int measuredStep = -1;
    private double begun;
    private double spent;
    private double trained;

    Validator(Host host, Run run, Measurement measurement) {
        this.host = host;
        this.run = run;
        this.measurement = measurement;
    }

    /** Gives back what the measurement holds outside of Java. */
    void close() {
        measurement.close();
    }

    /** Whether training has moved on since the last measurement began. */
    boolean isBehind() {
        return run.step() != measuredStep && run.isFinite();
    }

    /** Begins a measurement if it is time. */
    void begin(boolean playing) {
        if (active || !isBehind()) {
            return;
        }
        double now = host.now();
        if (first || !playing || now - begun >= PERIOD_MILLIS) {
            begun = now;
            spent = 0;
            trained = 0;
            measuredStep = run.step();
            active = true;
            measurement.begin(measuredStep, run.weights());
        }
    }

    /** Whether there is something to measure. */
    boolean isActive() {
        return active;
    }

    /** Says that training has taken so many milliseconds. */
    void trained(double millis) {
        trained += millis;
    }

    /** Whether the measurement has had less than its share of the time. */
    boolean isItsTurn() {
        return active && spent * (first ? 1 : TRAINING_SHARE) <= trained;
    }

    /** Measures for about so many milliseconds; the result, when it is there. */
    Event.@Nullable Validated advance(double millis) {
        double started = host.now();
        boolean finished = measurement.advance(millis);
        spent += host.now() - started;
        if (!finished) {
            return null;
        }
        active = false;
        first = false;
        return measurement.result(run.id());
    }

    /** Says that the run has gone back: what was measured is no longer about it. */
    void restart() {
        active = false;
        measuredStep = -1;
    }
}
