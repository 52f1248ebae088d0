package dev.nabla.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine;

/** The entry of the command line: {@code java -jar nabla.jar train …}. */
public final class Main {
    private static final int HELP_COLUMNS = 100;

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        StopSignal stop = new StopSignal();
        stop.install();
        Terminal terminal = new Terminal(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                isInteractive(),
                stop);
        int exitCode = run(terminal, args);
        stop.end();
        System.exit(exitCode);
    }

    /** Whether a person watches. From JDK 22 on a console is there in any case, and knows whether it is a terminal. */
    @SuppressWarnings("SystemConsoleNull") // what null does not say, isTerminal does
    private static boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /**
     * Runs a command.
     *
     * @param out receives results
     * @param err receives messages
     * @return the exit code: 0, 1 for failures, 2 for a wrong command line
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(new Terminal(out, err, false, new StopSignal()), args);
    }

    static int run(Terminal terminal, String... args) {
        // Looked up here, because a command line that cannot be parsed has its message too.
        boolean verbose = !Collections.disjoint(List.of(args), List.of(RootCommand.VERBOSE, RootCommand.DEBUG));
        ErrorMessages errors = new ErrorMessages(verbose);
        CommandLine commands = new CommandLine(new RootCommand());
        commands.addSubcommand(new TrainCommand(terminal));
        commands.addSubcommand(new EvaluateCommand(terminal));
        commands.addSubcommand(new PredictCommand(terminal));
        commands.addSubcommand(new CheckCommand(terminal));
        commands.addSubcommand(new DescribeCommand(terminal));
        commands.addSubcommand(new SearchCommand(terminal));
        commands.addSubcommand(new FindRateCommand(terminal));
        commands.addSubcommand(new CommandLine(new DataCommand())
                .addSubcommand(new DataCommand.Fetch(terminal))
                .addSubcommand(new DataCommand.ListSets(terminal)));
        commands.addSubcommand(new BenchCommand(terminal));
        commands.addSubcommand(new ServeCommand());
        commands.addSubcommand(new SiteCommand());
        commands.setOut(terminal.out());
        commands.setErr(terminal.err());
        commands.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        commands.setUsageHelpWidth(HELP_COLUMNS);
        commands.setAbbreviatedOptionsAllowed(false);
        commands.setParameterExceptionHandler(errors);
        commands.setExecutionExceptionHandler(errors);
        try {
            int exitCode = commands.execute(args);
            terminal.out().flush();
            return exitCode;
        } catch (OutOfMemoryError e) {
            // Not an exception, hence not handed to the handler.
            return errors.report(commands, e);
        }
    }
}
