package dev.nabla.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code nabla} itself: what all commands have in common. */
@Command(
        name = "nabla",
        description = "Neural networks from scratch.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = RootCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong command line, 130 interrupted."})
final class RootCommand implements Runnable {
    /** The flag that adds stack traces to messages. */
    static final String VERBOSE = "--verbose";

    /** Another name of {@link #VERBOSE}. */
    static final String DEBUG = "--debug";

    @Spec
    @SuppressWarnings("NullAway.Init") // filled by picocli
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = {VERBOSE, DEBUG},
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of a failure.")
    @SuppressWarnings("unused") // Main looks for it
    private boolean verbose;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "No command, expected one of: train, evaluate, predict, check, describe, search, find-rate, data, bench, serve");
    }

    /** The version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"nabla " + text()};
        }

        /** The version alone. */
        static String text() {
            String version = RootCommand.class.getPackage().getImplementationVersion();
            return version == null ? "(development)" : version;
        }
    }
}
