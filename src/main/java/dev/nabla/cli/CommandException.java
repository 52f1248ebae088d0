package dev.nabla.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with a sentence for the user and an exit code. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Exit code of what went wrong while a command ran. */
    static final int FAILURE = 1;

    /** Exit code of a command line that makes no sense. */
    static final int USAGE = 2;

    /** Exit code of a run that was interrupted, as shells have it. */
    static final int INTERRUPTED = 130;

    private final int exitCode;

    private CommandException(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Flags that contradict each other, the data, or a file. */
    static CommandException usage(String message) {
        return new CommandException(USAGE, message, null);
    }

    /** Anything else that stops a command. */
    static CommandException failure(String message) {
        return new CommandException(FAILURE, message, null);
    }

    /** Anything else that stops a command, with what caused it. */
    static CommandException failure(String message, Throwable cause) {
        return new CommandException(FAILURE, message, cause);
    }

    /** A run that was interrupted. */
    static CommandException interrupted(String message) {
        return new CommandException(INTERRUPTED, message, null);
    }

    int exitCode() {
        return exitCode;
    }
}
