package dev.nabla.cli;

import dev.nabla.nn.Spelling;
import dev.nabla.train.DataExamples;
import dev.nabla.train.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The flags of one run, read from a combination of a search and from what the search itself was given: exactly those of
 * {@code train}.
 */
@Command(name = "trial")
final class TrialOptions {
    /** Seeds are counted by the search itself. */
    private static final String SEED = "--seed";

    private static final String EPOCHS = "--epochs";

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Mixin
    private final TrainingOptions training = new TrainingOptions();

    private TrialOptions() {}

    /** The names of the settings that may be searched, without dashes. */
    static List<String> settings() {
        List<String> names = new ArrayList<>();
        for (OptionSpec option :
                new CommandLine(new TrialOptions()).getCommandSpec().options()) {
            if (!option.longestName().equals(SEED) && !option.longestName().equals(EPOCHS)) {
                names.add(option.longestName().substring(2));
            }
        }
        return names;
    }

    /**
     * Checks that there is a setting.
     *
     * @throws CommandException listing those there are
     */
    static void requireSetting(String name) {
        List<String> known = settings();
        if (!known.contains(name)) {
            throw CommandException.usage("--space: no setting \"" + name + "\" to search, expected one of: "
                    + String.join(", ", known) + Spelling.hint(name, known));
        }
    }

    /** Of the flags given to a command those that a run has too: name to value, in order. */
    static Map<String, String> given(CommandLine command) {
        CommandLine own = new CommandLine(new TrialOptions());
        Map<String, String> given = new LinkedHashMap<>();
        for (OptionSpec option : command.getParseResult().matchedOptions()) {
            if (own.getCommandSpec().findOption(option.longestName()) != null) {
                given.put(option.longestName(), String.join(",", option.originalStringValues()));
            }
        }
        return given;
    }

    /**
     * The flags of a run.
     *
     * @param what for messages
     * @param flags name to value
     * @throws CommandException if they make no sense
     */
    static TrialOptions parse(String what, Map<String, String> flags) {
        List<String> words = new ArrayList<>();
        flags.forEach((name, value) -> {
            words.add(name);
            words.add(value);
        });
        TrialOptions options = new TrialOptions();
        try {
            new CommandLine(options).parseArgs(words.toArray(String[]::new));
            options.training.settings();
        } catch (ParameterException | CommandException e) {
            throw CommandException.usage(what + ": " + e.getMessage());
        }
        return options;
    }

    /** The settings, without the schedule, which depends on the data. */
    Settings settings(int seed) {
        Settings settings = training.settings();
        return new Settings(settings.optimizer(), settings.schedule(), settings.limits(), settings.batchSize(), seed);
    }

    /**
     * The run on a set.
     *
     * @param what for messages
     */
    Trial trial(String what, TrainingSet set, int seed) {
        try {
            Trial trial = new Trial(
                    network.network(DataExamples.shape(set.data().shape()), set.usualLoss()),
                    settings(seed).withSchedule(training.schedule(set)));
            DataChecks.requireFits(trial.network(), set.data(), set.source());
            DataChecks.requireAllClasses(trial.network(), set.data(), set.training(), set.source());
            return trial;
        } catch (CommandException e) {
            throw CommandException.usage(what + ": " + e.getMessage());
        }
    }
}
