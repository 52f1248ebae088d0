package dev.nabla.cli;

/** Tells of a run as it goes on. */
sealed interface Reporter permits JsonReporter, TableReporter {
    /** An epoch has ended. */
    void epoch(EpochReport report);

    /** The run has ended. */
    void end(RunReport report);
}
