package dev.nabla.worker;

/**
 * How many threads train: all but one while somebody looks at the page, all when nobody does or a benchmark runs, and fewer
 * where they mostly wait for each other.
 */
/*
 * If n threads wait for the share w of their time, they do the work of n·(1 − w) threads that never wait. One thread less
 * is at least as good if that is n − 1 or less: w ≥ 1/n. So it is with networks that are too small to be divided, and where
 * another program has taken a core, since all wait for the slowest. Because such a program goes again, one thread more is
 * tried after a while; each time in vain, the while is doubled.
 */
final class ThreadPolicy {
    /** Slices are judged together, so that one moment does not decide. */
    static final double WINDOW_MILLIS = 200;
    /** Until one thread more is tried, at first. */
    static final double FIRST_PATIENCE_MILLIS = 2_000;
    /** Until one thread more is tried, at last. */
    static final double LAST_PATIENCE_MILLIS = 60_000;

    private final int cores;
    private final int maxThreads;
    private boolean hidden;
    private boolean benchmarking;
    private int cap;
    private double workedMillis;
    private double waitedMillis;
    private double sinceChangeMillis;
    private double patienceMillis = FIRST_PATIENCE_MILLIS;
    private boolean trying;

    /**
     * @param cores of the computer
     * @param maxThreads that can work on one memory
     */
    ThreadPolicy(int cores, int maxThreads) {
        if (cores < 1 || maxThreads < 1) {
            throw new IllegalArgumentException(cores + " cores, " + maxThreads + " threads, expected at least 1");
        }
        this.cores = cores;
        this.maxThreads = maxThreads;
        cap = maxThreads;
    }

    /** How many threads the next slice is to use. */
    int threads() {
        return Math.min(cap, most());
    }

    private int most() {
        boolean all = hidden || benchmarking;
        return Math.min(maxThreads, all ? cores : Math.max(1, cores - 1));
    }

    /** Nobody looks at the page, or somebody does again. */
    void setHidden(boolean hidden) {
        if (this.hidden != hidden) {
            this.hidden = hidden;
            forget();
        }
    }

    /** A benchmark begins or ends: then all threads work, whatever they wait. */
    void setBenchmarking(boolean benchmarking) {
        if (this.benchmarking != benchmarking) {
            this.benchmarking = benchmarking;
            forget();
        }
    }

    /** Other work, such as another network: what was measured says nothing about it. */
    void forget() {
        cap = maxThreads;
        patienceMillis = FIRST_PATIENCE_MILLIS;
        trying = false;
        begin();
    }

    private void begin() {
        workedMillis = 0;
        waitedMillis = 0;
        sinceChangeMillis = 0;
    }

    /**
     * Learns from a slice.
     *
     * @param used how many threads it ran on; if that is not what {@link #threads} says, it teaches nothing
     * @param sliceMillis how long it ran
     * @param waitMillis how long a thread waited at barriers, on average over the threads
     */
    void measured(int used, double sliceMillis, double waitMillis) {
        int now = threads();
        if (used != now || benchmarking || !(sliceMillis > 0) || !(waitMillis >= 0)) {
            return;
        }
        workedMillis += sliceMillis;
        waitedMillis += waitMillis;
        sinceChangeMillis += sliceMillis;
        if (workedMillis < WINDOW_MILLIS) {
            return;
        }
        boolean tooMany = now > 1 && waitedMillis * now >= workedMillis;
        workedMillis = 0;
        waitedMillis = 0;
        if (tooMany) {
            reduce(now);
        } else if (trying) {
            trying = false;
            patienceMillis = FIRST_PATIENCE_MILLIS;
        } else if (now < most() && sinceChangeMillis >= patienceMillis) {
            cap = now + 1;
            trying = true;
            begin();
        }
    }

    private void reduce(int now) {
        if (trying) {
            patienceMillis = Math.min(LAST_PATIENCE_MILLIS, 2 * patienceMillis);
        }
        cap = now - 1;
        trying = false;
        begin();
    }
}
