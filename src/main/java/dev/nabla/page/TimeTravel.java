package dev.nabla.page;

import dev.nabla.protocol.Command;

/** The step in sight: now, or a kept one that the visitor has gone back to. */
final class TimeTravel {
    private final WorkerLink worker;
    private final RoomViews views;
    private boolean past;
    private int shownStep;

    TimeTravel(WorkerLink worker, RoomViews views) {
        this.worker = worker;
        this.views = views;
    }

    /** Shows a kept step of a run. */
    void show(int run, int step) {
        past = true;
        shownStep = step;
        worker.send(new Command.Scrub(run, step));
        views.showPast(step);
    }

    /** Shows now, whatever was shown before. */
    void backToNow(int run) {
        worker.send(new Command.Scrub(run, -1));
        reset();
    }

    /** Shows now if something past is shown: training goes on from there. */
    void leave(int run) {
        if (past) {
            backToNow(run);
        }
    }

    /** Trains on from the step in sight. */
    void continueFromHere(int run) {
        worker.send(new Command.ContinueFrom(run, shownStep));
        reset();
    }

    /** Now is in sight, as the worker knows. */
    void reset() {
        past = false;
        views.showNow();
    }
}
