package dev.nabla.kernel;

/** A module that is ready to be called. */
public interface ModuleInstance {
    /**
     * Calls an exported function of ints that gives an int.
     *
     * @throws MachineException if it traps, with the machine's reason
     */
    int call(String function, int... arguments);

    /**
     * Milliseconds that ended in {@code env.lap(index)}, added up since the module was made: each call ends what began with
     * the call before it, also one with a negative index, which counts for nothing. 0 where the machine has no clock.
     *
     * @param index from 0 to 1023
     */
    default double lapMillis(int index) {
        return 0;
    }
}
