package dev.nabla.bench;

import java.util.Arrays;

/**
 * One measurement: waits for the threads, warms up for 0.4 s, then counts in three windows, of which the median is taken.
 * Done in turns, because a browser starts threads between turns only.
 */
final class Trial {
    private static final double AWAIT_MILLIS = 5_000;
    private static final double WARM_UP_MILLIS = 400;
    private static final int WINDOWS = 3;

    /** Rounds grow to this: what one call of the engine may take while somebody looks on. */
    private static final double ROUND_MILLIS = 10;

    /** What is left to the browser while threads are awaited. */
    private static final double PAUSE_MILLIS = 10;

    private final Work work;
    private final Rig rig;
    private final double windowMillis;
    private final int wished;
    private final double begin;
    private final double[] rates = new double[WINDOWS];
    private double warmUpEnd = -1;
    private int windows;
    private int threads;

    /**
     * @param seconds of the windows together
     * @param threads that are wished for
     */
    Trial(Work work, Rig rig, double seconds, int threads) {
        this.work = work;
        this.rig = rig;
        this.windowMillis = seconds * 1000 / WINDOWS;
        this.wished = work.isShared() ? Math.min(threads, rig.mostThreads()) : 1;
        this.begin = rig.millis();
    }

    /** Goes on; returns the milliseconds until it wants to again, negative if it is done. */
    double advance() {
        double now = rig.millis();
        if (warmUpEnd < 0) {
            round();
            if (workers() >= wished || now - begin > AWAIT_MILLIS) {
                warmUpEnd = rig.millis() + WARM_UP_MILLIS;
                return 0;
            }
            return PAUSE_MILLIS;
        }
        if (now < warmUpEnd) {
            round();
            return 0;
        }
        rates[windows++] = window();
        return windows < WINDOWS ? 0 : -1;
    }

    private void round() {
        double from = rig.millis();
        work.run();
        if (rig.millis() - from < ROUND_MILLIS / 2) {
            work.enlarge();
        }
    }

    private int workers() {
        return work.isShared() ? rig.threads() : 1;
    }

    /** Units a second. */
    private double window() {
        double from = rig.millis();
        double to;
        double units = 0;
        do {
            units += work.run();
            threads = threads == 0 ? workers() : Math.min(threads, workers());
            to = rig.millis();
        } while (to < from + windowMillis);
        return units / (to - from) * 1000;
    }

    /** Units a second, the median. */
    double rate() {
        double[] sorted = rates.clone();
        Arrays.sort(sorted);
        return sorted[WINDOWS / 2];
    }

    /** How many threads have worked while the clock ran, at least. */
    int threads() {
        return threads;
    }

    void close() {
        work.close();
    }
}
