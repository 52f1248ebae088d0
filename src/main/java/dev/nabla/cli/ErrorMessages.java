package dev.nabla.cli;

import dev.nabla.data.DataException;
import dev.nabla.model.ModelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns whatever stops a command into one line on standard error and an exit code. */
final class ErrorMessages implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final boolean verbose;

    /**
     * @param verbose whether the stack trace follows
     */
    ErrorMessages(boolean verbose) {
        this.verbose = verbose;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        print(command, e, e.getMessage() + hint(command));
        return CommandException.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        return report(command, e);
    }

    /** Prints the line of a failure; returns the exit code. */
    int report(CommandLine command, Throwable e) {
        if (e instanceof CommandException failure) {
            boolean usage = failure.exitCode() == CommandException.USAGE;
            print(command, e, failure.getMessage() + (usage ? hint(command) : ""));
            return failure.exitCode();
        }
        print(command, e, sentence(e));
        return CommandException.FAILURE;
    }

    private static String sentence(Throwable e) {
        if (e instanceof DataException || e instanceof ModelException) {
            return String.valueOf(e.getMessage());
        }
        if (e instanceof IOException || e instanceof UncheckedIOException) {
            return FileErrors.sentence(e);
        }
        if (e instanceof OutOfMemoryError) {
            return "not enough memory: the heap has " + Memory.heap() + "; java -Xmx gives it more";
        }
        return "internal error: " + e + " at " + place(e)
                + "; please report it with the command and what --verbose adds";
    }

    private static String place(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "an unknown place" : trace[0].toString();
    }

    private static String hint(CommandLine command) {
        return " (see " + command.getCommandSpec().qualifiedName() + " --help)";
    }

    private void print(CommandLine command, Throwable e, String message) {
        PrintWriter err = command.getErr();
        err.println("nabla: " + message.replaceAll("\\R\\s*", " "));
        if (verbose) {
            e.printStackTrace(err);
        }
        err.flush();
    }
}
