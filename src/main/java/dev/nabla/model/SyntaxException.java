package dev.nabla.model;

/** A text that breaks its grammar, and where. */
public final class SyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int column;
    private final int length;

    SyntaxException(String message, int column, int length) {
        super("column " + column + ": " + message);
        this.column = column;
        this.length = length;
    }

    /** The first character of what is wrong, counted from 1; behind the last one where something is missing. */
    public int column() {
        return column;
    }

    /** How many characters are wrong; 0 where something is missing. */
    public int length() {
        return length;
    }
}
