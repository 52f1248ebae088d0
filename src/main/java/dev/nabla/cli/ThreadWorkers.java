package dev.nabla.cli;

import dev.nabla.program.Workers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The calling thread and helpers beside it. Between two parts a helper spins for some ten microseconds, which is how long
 * an operation that is not divided takes, and then sleeps. Not for use by several callers at once.
 */
final class ThreadWorkers implements Workers, AutoCloseable {
    private static final int SPINS = 1_000;

    private final Thread[] helpers;
    private final Thread owner = Thread.currentThread();
    private final AtomicInteger generation = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger sleeping = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean ownerSleeps;
    private volatile boolean closed;
    private Part part = worker -> {};

    /**
     * Starts the helpers.
     *
     * @param count of the threads, the calling one included
     */
    ThreadWorkers(int count) {
        helpers = new Thread[count - 1];
        for (int i = 0; i < helpers.length; i++) {
            int worker = i + 1;
            helpers[i] = new Thread(() -> help(worker), "worker " + worker);
            helpers[i].setDaemon(true);
            helpers[i].start();
        }
    }

    @Override
    public int count() {
        return helpers.length + 1;
    }

    @Override
    public void run(Part next) {
        part = next;
        running.set(helpers.length);
        generation.incrementAndGet();
        wakeHelpers();
        attempt(next, 0);
        awaitHelpers();
        Throwable thrown = failure.getAndSet(null);
        if (thrown instanceof Error error) {
            throw error;
        } else if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void attempt(Part now, int worker) {
        try {
            now.run(worker);
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private void help(int worker) {
        int seen = 0;
        while (awaitPart(seen)) {
            seen++;
            attempt(part, worker);
            if (running.decrementAndGet() == 0 && ownerSleeps) {
                LockSupport.unpark(owner);
            }
        }
    }

    /** Returns true behind part {@code seen}, false when there is none any more. */
    private boolean awaitPart(int seen) {
        for (int i = 0; i < SPINS && generation.get() == seen && !closed; i++) {
            Thread.onSpinWait();
        }
        if (generation.get() == seen && !closed) {
            sleeping.incrementAndGet();
            while (generation.get() == seen && !closed) {
                LockSupport.park(this);
            }
            sleeping.decrementAndGet();
        }
        return !closed;
    }

    private void wakeHelpers() {
        if (sleeping.get() > 0) {
            for (Thread helper : helpers) {
                LockSupport.unpark(helper);
            }
        }
    }

    private void awaitHelpers() {
        for (int i = 0; i < SPINS && running.get() > 0; i++) {
            Thread.onSpinWait();
        }
        if (running.get() > 0) {
            ownerSleeps = true;
            while (running.get() > 0) {
                LockSupport.park(this);
            }
            ownerSleeps = false;
        }
    }

    /** Ends the helpers. */
    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
    }
}
