package dev.nabla.bench;

/** What is done again and again while the clock runs. */
interface Work {
    /** Does one round, and gives the number of units in it. */
    int run();

    /** Makes the rounds longer, if possible. */
    void enlarge();

    /** Whether several threads may share it. */
    boolean isShared();

    /** Ends it. */
    void close();
}
