package dev.nabla.page;

import dev.nabla.browser.Tasks;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Setup;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps the run in the browser's database: now and then, when it stops, and when the page goes out of sight. */
final class SessionKeeper {
    private static final double INTERVAL_MILLIS = 10_000;

    private final RunRecord record;
    private final Runnable askForCheckpoint;
    private final Consumer<String> tell;
    private double keptAt;
    private boolean waiting;
    private boolean refused;
    private byte @Nullable [] last;

    /**
     * A keeper of the run whose numbers {@code record} holds.
     *
     * @param askForCheckpoint asks the worker, which answers with {@link Event.Saved}
     * @param tell told once why nothing can be kept
     */
    SessionKeeper(RunRecord record, Runnable askForCheckpoint, Consumer<String> tell) {
        this.record = record;
        this.askForCheckpoint = askForCheckpoint;
        this.tell = tell;
    }

    /** Keeps the run if it has not been kept for some seconds. */
    void tick() {
        if (Tasks.now() - keptAt > INTERVAL_MILLIS) {
            keptAt = Tasks.now();
            keep();
        }
    }

    /** Keeps the run, unless that is under way or there is nothing yet. */
    void keep() {
        if (record.step() > 0 && !waiting) {
            waiting = true;
            askForCheckpoint.run();
        }
    }

    /** No answer will come. */
    void stopWaiting() {
        waiting = false;
    }

    /** Takes the worker's answer. */
    void onSaved(Setup setup, Event.Saved saved) {
        waiting = false;
        last = saved.checkpoint();
        SavedSession.write(setup, saved.checkpoint().clone(), record, reason -> {
            if (!refused) {
                refused = true;
                tell.accept("This browser keeps nothing for this page: a reload starts anew. (" + reason + ")");
            }
        });
    }

    /** Remembers what a saved session held. */
    void setLast(byte[] checkpoint) {
        last = checkpoint;
    }

    /** The last checkpoint, a copy; null before the first. */
    byte @Nullable [] last() {
        byte[] kept = last;
        return kept == null ? null : kept.clone();
    }
}
