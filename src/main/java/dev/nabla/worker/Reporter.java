package dev.nabla.worker;

import dev.nabla.protocol.Event;
import dev.nabla.train.StepReport;

/** Tells the page how a run goes: what the steps measured, and what the stage shows; not more often than it can be seen. */
final class Reporter implements StepReport.Listener {
    private static final double PROGRESS_MILLIS = 50;

    private final Host host;
    private final Run run;
    private final Stage stage;
    private final ProgressLog log = new ProgressLog();
    private boolean hidden;
    private boolean changed;
    private double told = Double.NEGATIVE_INFINITY;
    private double shown = Double.NEGATIVE_INFINITY;

    /** Until then the page explains a step; what the step changed is not shown before. */
    private double explainedUntil;

    Reporter(Host host, Run run, Stage stage, boolean hidden) {
        this.host = host;
        this.run = run;
        this.stage = stage;
        this.hidden = hidden;
    }

    /** Says whether anybody looks. */
    void setHidden(boolean hidden) {
        this.hidden = hidden;
    }

    @Override
    public void onStep(StepReport report) {
        log.onStep(report);
        changed = true;
    }

    /** Tells the page that the run is there, or has gone back. */
    void announce() {
        host.post(new Event.Started(
                run.id(),
                run.setup(),
                run.step(),
                run.examplesSeen(),
                run.keptSteps(),
                run.data().training().epochSize(),
                run.pixelDeviation()));
    }

    /** Tells the page what the run does; what was measured until now comes before. */
    void tell(Event.State state, String sentence) {
        flush();
        host.post(new Event.Status(run.id(), state, sentence, run.wayBack()));
        changed = true;
    }

    /** Tells the page all that the steps have measured. */
    void flush() {
        if (!log.isEmpty()) {
            told = host.now();
            host.post(log.take(run));
        }
    }

    /** Shows the stage as it is now. */
    void show() {
        host.post(stage.snapshot());
        changed = false;
        shown = host.now();
        explainedUntil = shown;
    }

    /** Shows what the next step begins with, and leaves it there for so many milliseconds. */
    void explain(double millis) {
        if (!hidden) {
            host.post(stage.beforeStep());
            shown = host.now();
            explainedUntil = shown + millis;
        }
    }

    /** Says that nothing needs explaining any longer. */
    void endExplanation() {
        explainedUntil = host.now();
    }

    /** Tells and shows what is due; the stage at most every so many milliseconds. */
    void report(double snapshotMillis) {
        double now = host.now();
        if (now - told >= PROGRESS_MILLIS) {
            flush();
        }
        if (changed && !hidden && now >= explainedUntil && now - shown >= snapshotMillis) {
            stage.nextExample();
            show();
        }
    }

    /** Milliseconds until the stage is shown if nothing else happens; infinite if it is up to date. */
    double untilShown() {
        return changed && !hidden ? Math.max(0, explainedUntil - host.now()) : Double.POSITIVE_INFINITY;
    }
}
