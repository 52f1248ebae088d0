package dev.nabla.model;

/**
 * A file or description that is not what it should be: damaged, of another format or version, or made for another network.
 *
 * <p>The message is a sentence for the user: it names the file and the place, what was found and what was expected.
 */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with a sentence for the user. */
    public ModelException(String message) {
        super(message);
    }

    /** Creates the exception with a sentence for the user and what caused it. */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
