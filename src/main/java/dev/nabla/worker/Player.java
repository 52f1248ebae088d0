package dev.nabla.worker;

import dev.nabla.protocol.Command.Speed;
import dev.nabla.protocol.Command.Unit;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Event.State;
import org.jspecify.annotations.Nullable;

/**
 * Plays a run: trains and measures in slices of a few milliseconds, at the speed asked for. Each call of {@link #tick} is one
 * slice; commands come in between.
 */
final class Player {
    /** A slice of work between messages. */
    static final double SLICE_MILLIS = 8;

    private static final double FRAME_MILLIS = 16;
    private static final double SLOW_MILLIS = 1600;
    private static final double SNAPSHOT_MILLIS = 33;
    private static final int MOST_STEPS = 1024;

    private final Host host;
    private final Run run;
    private final Stage stage;
    private final Validator validator;
    private final Crew crew;
    private final Reporter reporter;
    private final ProgramWatch program;
    private final Pace pace = new Pace(MOST_STEPS);
    private @Nullable AutoStop autoStop;
    private Speed speed;
    private State state = State.PAUSED;
    private boolean hidden;
    private final Goal goal;
    private double lastTick;
    private double nextStep;

    /** A run that waits; {@code auto} as in {@link dev.nabla.protocol.Command.Start}. */
    Player(Host host, Run run, Stage stage, Validator validator, Crew crew, Speed speed, boolean hidden, boolean auto) {
        this.host = host;
        this.run = run;
        this.stage = stage;
        this.validator = validator;
        this.crew = crew;
        this.goal = new Goal(run);
        this.reporter = new Reporter(host, run, stage, hidden);
        this.program = new ProgramWatch(host, run, stage);
        this.program.setHidden(hidden);
        this.speed = speed;
        this.hidden = hidden;
        this.autoStop = auto ? new AutoStop() : null;
    }

    Run run() {
        return run;
    }

    Stage stage() {
        return stage;
    }

    /** Tells the page of the program that runs. */
    ProgramWatch program() {
        return program;
    }

    /** Gives back what the run, its stage and its measurement hold outside of Java. */
    void close() {
        run.close();
        stage.close();
        validator.close();
    }

    /** Tells the page of the run, and begins. */
    void begin(boolean playing) {
        reporter.announce();
        if (!run.isFinite()) {
            stop(State.DIVERGED, run.divergence());
        } else if (playing) {
            start();
        } else {
            stop(State.PAUSED, "");
        }
        reporter.show();
    }

    private void start() {
        lastTick = host.now();
        nextStep = lastTick;
        reporter.endExplanation();
        program.begin();
        state = State.PLAYING;
        reporter.tell(state, "");
    }

    private void stop(State next, String sentence) {
        goal.clear();
        state = next;
        reporter.tell(next, sentence);
    }

    private boolean isPlaying() {
        return state == State.PLAYING;
    }

    private void requireFinite() {
        if (!run.isFinite()) {
            throw new IllegalStateException(run.divergence());
        }
    }

    /** Trains until told otherwise. */
    void play() {
        requireFinite();
        autoStop = null;
        goal.clear();
        stage.scrub(null);
        start();
    }

    /** Stops. */
    void pause() {
        if (isPlaying()) {
            stop(State.PAUSED, "");
        }
    }

    /** Goes one unit on, then pauses. */
    void step(Unit unit) {
        requireFinite();
        stage.scrub(null);
        if (unit == Unit.EPOCH) {
            start();
            goal.set();
            return;
        }
        reporter.explain(SLOW_MILLIS);
        if (unit == Unit.EXAMPLE) {
            run.advanceOneExample(reporter);
        } else {
            run.advance(1, reporter);
        }
        stop(run.isFinite() ? State.PAUSED : State.DIVERGED, run.divergence());
    }

    /** Changes the speed. */
    void setSpeed(Speed next) {
        speed = next;
        nextStep = host.now();
        reporter.endExplanation();
    }

    /** Says whether anybody looks. */
    void setHidden(boolean isHidden) {
        account();
        hidden = isHidden;
        reporter.setHidden(isHidden);
        program.setHidden(isHidden);
    }

    /** Shows a kept state, paused; a negative step means now. */
    void scrub(int step) {
        pause();
        stage.scrub(step < 0 ? null : run.nearest(step));
        reporter.show();
    }

    /** Plays on from a kept state. */
    void continueFrom(int step) {
        reporter.flush();
        run.continueFrom(step);
        stage.scrub(null);
        validator.restart();
        autoStop = null;
        goal.clear();
        reporter.announce();
        start();
        reporter.show();
    }

    /** Shows the stage as it is now. */
    void show() {
        reporter.show();
    }

    /** Does a slice of work; returns the milliseconds until the next one is due, infinite if there is nothing to do. */
    double tick() {
        account();
        validator.begin(isPlaying());
        if (isPlaying()) {
            work();
            checkGoals();
        } else if (validator.isActive()) {
            measure(SLICE_MILLIS);
        }
        reporter.report(snapshotMillis());
        program.report();
        return Math.min(untilNext(), program.untilDue());
    }

    private void account() {
        double now = host.now();
        if (isPlaying() && autoStop != null) {
            autoStop.played(now - lastTick, hidden);
        }
        lastTick = now;
    }

    /** Whether steps follow each other without a pause. */
    private boolean isFast() {
        return speed == Speed.FULL || goal.isSet();
    }

    private void work() {
        if (isFast()) {
            if (validator.isItsTurn()) {
                measure(SLICE_MILLIS);
            } else {
                train(Math.min(pace.units(SLICE_MILLIS), goal.steps()));
            }
            return;
        }
        double now = host.now();
        if (now >= nextStep) {
            boolean slow = speed == Speed.SLOW;
            if (slow) {
                reporter.explain(SLOW_MILLIS);
            }
            nextStep = Math.max(nextStep + (slow ? SLOW_MILLIS : FRAME_MILLIS), now);
            train(1);
        }
        double idle = nextStep - host.now();
        if (isPlaying() && validator.isActive() && idle >= 1) {
            measure(Math.min(SLICE_MILLIS, idle));
        }
    }

    private void train(int steps) {
        double started = host.now();
        int done = run.advance(steps, reporter);
        double millis = host.now() - started;
        pace.took(done, millis);
        validator.trained(millis);
        program.trained(done, millis);
        crew.trained(millis);
        if (!run.isFinite()) {
            stop(State.DIVERGED, run.divergence());
        }
    }

    private void measure(double millis) {
        Event.Validated validated = validator.advance(millis);
        if (validated != null) {
            host.post(validated);
            if (autoStop != null) {
                autoStop.measured(validated);
            }
        }
    }

    private void checkGoals() {
        if (!isPlaying()) {
            return;
        }
        String enough = autoStop == null ? null : autoStop.reason();
        if (enough != null) {
            autoStop = null;
            stop(State.FINISHED, enough);
        } else if (goal.isReached()) {
            stop(State.PAUSED, "");
        }
    }

    private double snapshotMillis() {
        if (!isPlaying()) {
            return 0;
        }
        return stage.isLarge() ? Stage.LARGE_MILLIS : isFast() ? SNAPSHOT_MILLIS : 0;
    }

    private double untilNext() {
        if (isPlaying()) {
            double idle = Math.max(0, nextStep - host.now());
            return isFast() || (validator.isActive() && idle >= 1) ? 0 : idle;
        }
        return validator.isActive() || validator.isBehind() ? 0 : reporter.untilShown();
    }
}
