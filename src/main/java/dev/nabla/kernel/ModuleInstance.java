package dev.nabla.kernel;

/** A module that is ready to be called. */
public interface ModuleInstance {
    /**
     * Calls an exported function of ints that gives an int.
     *
     * @throws MachineException if it traps, with the machine's reason
     */
    int call(String function, int... arguments);
}
