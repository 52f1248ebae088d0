package dev.nabla.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets Ctrl-C end a run between two steps, so that it can be saved. */
class StopSignal {
    private static final long GRACE_SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean listening;
    private volatile boolean requested;

    /** Makes the end of the process wait for a run that is under way. */
    void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::requestAndWait, "stop"));
    }

    private void requestAndWait() {
        requested = true;
        if (!listening) {
            return;
        }
        try {
            boolean inTime = ended.await(GRACE_SECONDS, TimeUnit.SECONDS);
            if (!inTime) {
                System.err.println("nabla: the run did not stop within " + GRACE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that from now on somebody asks {@link #requested}. */
    void begin() {
        listening = true;
    }

    /** Whether the run shall end. */
    boolean requested() {
        return requested;
    }

    /** Says that nothing more is to be done before the process ends. */
    void end() {
        ended.countDown();
    }
}
