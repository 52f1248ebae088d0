package dev.nabla.protocol;

/** A message that cannot be understood; the sentence says why. */
public final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProtocolException(String message) {
        super(message);
    }
}
