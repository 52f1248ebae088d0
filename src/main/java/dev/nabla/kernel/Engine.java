package dev.nabla.kernel;

import dev.nabla.program.Executor;
import dev.nabla.program.Program;

/**
 * Runs compiled programs on a machine: one memory that holds the data once and the plans of several programs, and the
 * threads that work on it. Not safe for use by several threads at once.
 */
public final class Engine {
    /** Up to this the memory may grow: 1 GiB. */
    static final int MAX_PAGES = 16_384;

    private static final int FIRST_PAGES = 64;

    private final Machine machine;
    private final Feed feed;
    private LinearMemory memory;
    private Regions regions = new Regions();
    private int threads = 1;
    private int threadsAtWork = 1;
    private int plans;
    private int helped;

    /**
     * An engine with an empty memory, that works on one thread.
     *
     * @throws MachineException if the machine has no memory
     */
    public Engine(Machine machine) {
        this.machine = machine;
        this.feed = new Feed(this);
        this.memory = machine.allocate(FIRST_PAGES, MAX_PAGES);
    }

    /** Compiles a program; what runs it gives the bits of the reference. */
    public Executor executor(Program program) {
        return new KernelExecutor(this, program);
    }

    /** How many threads train from now on, at least 1; those that have not come yet are not waited for. */
    public void setThreads(int count) {
        threads = Math.max(1, Math.min(count, Math.min(machine.maxThreads(), Control.MAX_THREADS)));
    }

    /** How many threads are to train. */
    public int threads() {
        return threads;
    }

    /** How many threads have carried out the last call that trained: fewer where helpers have not come yet, or were lost. */
    public int threadsAtWork() {
        return threadsAtWork;
    }

    /** Says how many threads carry out a call that trains. */
    void worksOn(int count) {
        threadsAtWork = count;
    }

    /** The most that there can be. */
    public int maxThreads() {
        return Math.min(machine.maxThreads(), Control.MAX_THREADS);
    }

    /** About how many milliseconds a thread has waited for others since the last call, on average over the threads. */
    public double takeWaitMillis() {
        if (threadsAtWork == 1) {
            return 0;
        }
        int[] fields = new int[Control.MAX_THREADS * Control.THREAD_BYTES / Integer.BYTES];
        memory.read(Control.THREAD, fields, 0, fields.length);
        double turns = 0;
        for (int i = 0; i < threadsAtWork; i++) {
            int at = (i * Control.THREAD_BYTES + Control.WAITED) / Integer.BYTES;
            turns += fields[at] & 0xffffffffL;
            memory.write(Control.THREAD + i * Control.THREAD_BYTES + Control.WAITED, new int[1], 0, 1);
        }
        return turns / threadsAtWork * Threading.TURN_MILLIS;
    }

    /** Whether the memory is shared. */
    boolean isThreaded() {
        return machine.maxThreads() > 1;
    }

    Machine machine() {
        return machine;
    }

    LinearMemory memory() {
        return memory;
    }

    Feed feed() {
        return feed;
    }

    /** An address with room for so many bytes. */
    int take(long bytes) {
        long address = regions.take(bytes);
        long pages = (regions.end() + Machine.PAGE_BYTES - 1) / Machine.PAGE_BYTES;
        if (pages > memory.pages()) {
            if (pages > MAX_PAGES) {
                regions.release(address);
                throw new MachineException("Memory: " + (bytes >> 20) + " MB more are needed, " + (address >> 20)
                        + " MB are in use, expected at most " + (MAX_PAGES >> 4) + " MB in all");
            }
            try {
                memory.grow((int) pages);
            } catch (MachineException refused) {
                regions.release(address);
                throw refused;
            }
        }
        return (int) address;
    }

    /** An address with room for so many bytes; data give way. */
    int takeFirst(long bytes) {
        try {
            return take(bytes);
        } catch (MachineException refused) {
            if (!feed.makeRoom()) {
                throw refused;
            }
            return take(bytes);
        }
    }

    /** Gives back what begins at an address. */
    void release(int address) {
        regions.release(address);
    }

    /** A number for a new plan. */
    int nextPlan() {
        return ++plans;
    }

    /** Which plan helpers have been given; 0 for none. */
    int helped() {
        return helped;
    }

    /** Gives helpers a plan to work on; those of the plan before must have been sent away. */
    void help(int plan, byte[] module) {
        helped = plan;
        memory.write(Control.PLAN, new int[] {plan}, 0, 1);
        machine.assignHelpers(module, memory);
    }

    /** Says that no plan has helpers any more. */
    void helpersGone() {
        helped = 0;
    }

    /** Ends helpers wherever they are, and begins with an empty memory, since they may have left anything in the old one. */
    void abandon() {
        machine.terminateHelpers();
        helped = 0;
        memory = machine.allocate(FIRST_PAGES, MAX_PAGES);
        regions = new Regions();
        feed.forget();
    }
}
