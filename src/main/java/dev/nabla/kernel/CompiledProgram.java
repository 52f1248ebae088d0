package dev.nabla.kernel;

import dev.nabla.program.Program;
import java.util.List;

/**
 * A program as it was compiled, to be shown and timed. The executors of an {@link Engine} are such; those that run a program
 * without a module are not.
 */
public interface CompiledProgram {
    /** What was compiled. */
    Program program();

    /** Another number whenever the program was compiled anew: then its steps are others, and their times begin at 0. */
    int version();

    /** The steps that train on a batch of so many examples, in the order in which they run. */
    List<CompiledStep> steps(int batch);

    /** Size of the module. */
    int moduleBytes();

    /** Size of the memory: data, parameters and all else, also of what other programs of the same engine have in it. */
    long memoryBytes();

    /** How many threads did the last slice. */
    int threads();

    /** The first lines of a step's function as text; one more says how many were left out, if any. */
    String text(CompiledStep step, int maxLines);

    /**
     * Compiles the program so that its steps are timed, or no longer; its bits are the same.
     *
     * @throws MachineException if there is no room; the program then goes on as before
     */
    void profile(boolean on);

    /** Milliseconds that the first thread has spent in a step since it was compiled so that its steps are timed. */
    double millis(CompiledStep step);

    /** Milliseconds that the first thread has waited for the others since then. */
    double waitMillis();
}
