package dev.nabla.kernel;

/** A machine refused memory or a module, or a module trapped; the message says which and why. */
public final class MachineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a sentence for the user. */
    public MachineException(String message) {
        super(message);
    }
}
