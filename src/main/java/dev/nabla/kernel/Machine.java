package dev.nabla.kernel;

/**
 * Where emitted modules run: a browser's worker, or an interpreter in a test. It knows nothing of networks: memories,
 * modules that import one, and threads that share one.
 *
 * <p>A module imports its memory as {@code env.memory}, for profiling also {@code env.lap(i32)}, and nothing else, and
 * exports functions of ints. Its bytes are not changed after they were handed over.
 */
public interface Machine {
    /** Bytes of a page of memory. */
    int PAGE_BYTES = 1 << 16;

    /** The most threads that can work on one memory, the caller's among them; 1 where memory cannot be shared. */
    int maxThreads();

    /**
     * Makes a zeroed memory; it is shared exactly if {@link #maxThreads()} is more than 1.
     *
     * @param pages to begin with
     * @param maxPages up to which it may grow
     * @throws MachineException if there is no room, with a sentence that says how much was asked for
     */
    LinearMemory allocate(int pages, int maxPages);

    /**
     * Makes a module ready to be called by this thread.
     *
     * @throws MachineException if the module is not accepted, with the machine's reason
     */
    ModuleInstance instantiate(byte[] module, LinearMemory memory);

    /**
     * Gives helper threads a module to work on: each instantiates it on the same memory and calls its export
     * {@code help(index)} with its index from 1 to {@code maxThreads() − 1}, which returns when the coordinator says so in
     * memory; only then does the thread look for the next assignment. Returns at once; whether and when a helper has come is
     * seen in memory. Starts the threads when first called; does nothing where {@link #maxThreads()} is 1.
     */
    void assignHelpers(byte[] module, LinearMemory memory);

    /** Ends all helper threads at once, wherever they are; the next {@link #assignHelpers} starts new ones. */
    void terminateHelpers();
}
