package dev.nabla.program;

/**
 * The threads among which an executor divides an operation. Every element of an output belongs to one of them, so the
 * results do not depend on their number.
 */
public interface Workers {
    /** What each worker does. */
    @FunctionalInterface
    interface Part {
        /**
         * Does one worker's share.
         *
         * @param worker 0 … count − 1
         */
        void run(int worker);
    }

    /** The number of workers, at least 1; does not change. */
    int count();

    /**
     * Calls {@code part.run} once for each worker, and returns when all calls have returned: a barrier. What was written
     * before is seen by every worker, what the workers write by whoever called.
     */
    void run(Part part);

    /** The calling thread alone. */
    static Workers caller() {
        return new Workers() {
            @Override
            public int count() {
                return 1;
            }

            @Override
            public void run(Part part) {
                part.run(0);
            }
        };
    }
}
