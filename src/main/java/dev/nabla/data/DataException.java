package dev.nabla.data;

/**
 * Data that are not what they should be: a damaged file, counts that disagree, a label out of range.
 *
 * <p>The message is a sentence for the user: it names the file or thing, what was expected and what was found.
 */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with a sentence for the user. */
    public DataException(String message) {
        super(message);
    }

    /** Creates the exception with a sentence for the user and what caused it. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
