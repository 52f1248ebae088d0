package dev.nabla.kernel;

/**
 * The first page of an engine's memory, where the coordinator and its helpers meet. The same for all plans, so that a
 * helper that comes late reads what it expects. Fields that different threads write lie in different cache lines.
 */
final class Control {
    /** The plan that helpers may work on. */
    static final int PLAN = 64;
    /** Bit i is set while helper i waits for commands or carries one out. */
    static final int READY = 68;
    /** Number of threads of the command; 0 sends helpers away. */
    static final int THREADS = 72;
    /** First step of the command. */
    static final int FROM = 76;
    /** Behind the last step of the command. */
    static final int TO = 80;
    /** Address of the data's inputs. */
    static final int INPUTS = 84;
    /** Address of the data's targets. */
    static final int TARGETS = 88;
    /** Whether steps keep every buffer. */
    static final int OBSERVED = 92;

    /** Threads that have come to the barrier. */
    static final int BARRIER_COUNT = 128;
    /** How often the barrier has opened. */
    static final int BARRIER_TURN = 192;
    /** Threads that have gone to sleep at the barrier. */
    static final int BARRIER_SLEEPERS = 256;

    /** Where thread 0's fields are; those of thread i lie {@code i · THREAD_BYTES} behind. */
    static final int THREAD = 320;

    /** Bytes of a thread's fields. */
    static final int THREAD_BYTES = 64;
    /** Counts the commands of a thread. */
    static final int GO = 0;
    /** What the thread has found non-finite in the step. */
    static final int NON_FINITE = 4;
    /** Turns that the thread has spun at the barrier. */
    static final int WAITED = 8;

    /** The most threads. */
    static final int MAX_THREADS = 8;

    /** Where plans and data may begin. */
    static final int END = THREAD + MAX_THREADS * THREAD_BYTES;

    private Control() {}
}
