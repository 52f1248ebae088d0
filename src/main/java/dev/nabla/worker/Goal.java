package dev.nabla.worker;

/** Where a run is to stop: at the end of an epoch. Without a goal it goes on until told otherwise. */
final class Goal {
    /** An epoch where examples are endless. */
    private static final long ENDLESS_EPOCH = 10_000;

    private static final long NONE = -1;

    private final Run run;
    private long examples = NONE;

    Goal(Run run) {
        this.run = run;
    }

    /** To the end of the epoch. */
    void set() {
        int size = run.data().training().epochSize();
        long seen = run.examplesSeen();
        examples = size == 0 ? seen + ENDLESS_EPOCH : (seen / size + 1) * size;
    }

    /** Without end. */
    void clear() {
        examples = NONE;
    }

    boolean isSet() {
        return examples != NONE;
    }

    boolean isReached() {
        return isSet() && run.examplesSeen() >= examples;
    }

    /** So many steps and no more, at least 1, lead there. */
    int steps() {
        if (!isSet()) {
            return Integer.MAX_VALUE;
        }
        int batchSize = run.setup().batchSize();
        return (int) Math.max(1, (examples - run.examplesSeen() + batchSize - 1) / batchSize);
    }
}
