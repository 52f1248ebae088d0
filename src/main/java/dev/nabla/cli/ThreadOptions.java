package dev.nabla.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many threads compute. */
final class ThreadOptions {
    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Converters.Threads.class,
            description = "That compute; the results are the same with any number (default: one a core).")
    private @Nullable Integer threads;

    /** Starts the threads. */
    ThreadWorkers start() {
        return new ThreadWorkers(
                threads == null
                        ? Math.min(Runtime.getRuntime().availableProcessors(), Converters.Threads.MOST)
                        : threads);
    }
}
