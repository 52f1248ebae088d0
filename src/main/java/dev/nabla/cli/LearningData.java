package dev.nabla.cli;

import dev.nabla.data.Dataset;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.train.BatchSource;
import dev.nabla.train.EpochSource;
import dev.nabla.train.HandwrittenDigits;
import dev.nabla.train.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The flags that say what is learned from and what is held out, as {@code train} has them. */
final class LearningData {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "NAME|DIR|CSV",
            description = "What to learn from, as for train; of a directory the training files.")
    @SuppressWarnings("NullAway.Init") // filled by picocli
    private String source;

    @Option(
            names = "--validation",
            paramLabel = "N",
            converter = Converters.CountOrNone.class,
            description = "Examples held out of the data to measure on (default: as for train).")
    private @Nullable Integer validation;

    @Option(
            names = "--examples",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Learn from so many examples only (default: as for train).")
    private @Nullable Integer examples;

    @Mixin
    private final DataOptions data = new DataOptions();

    /** What messages call the data. */
    String source() {
        return source;
    }

    /** Those of the flags given to a command that say what is learned from, besides the source: name to value. */
    static Map<String, String> given(CommandLine command) {
        CommandLine own = new CommandLine(new Own());
        Map<String, String> given = new LinkedHashMap<>();
        for (OptionSpec option : command.getParseResult().matchedOptions()) {
            if (!option.longestName().equals("--data")
                    && own.getCommandSpec().findOption(option.longestName()) != null) {
                given.put(option.longestName(), String.join(",", option.originalStringValues()));
            }
        }
        return given;
    }

    /** These flags alone. */
    @Command
    private static final class Own {
        @Mixin
        @SuppressWarnings("unused") // picocli looks at it
        private final LearningData data = new LearningData();
    }

    /** Reads or generates the data, and divides them as a run with these settings does. */
    TrainingSet load(Settings settings) {
        int seed = settings.seed();
        if (HandwritingSets.isNamedBy(source)) {
            int heldOut = validation == null ? HandwritingSets.VALIDATION : validation;
            return HandwritingSets.training(heldOut, examples, settings.batchSize(), seed);
        }
        Dataset dataset = data.load(source, DataOptions.Part.TRAINING, seed);
        int heldOut = validation == null ? TrainingSet.defaultValidation(dataset.size()) : validation;
        return TrainingSet.of(source, dataset, heldOut, examples, seed);
    }

    /** The batches of one run of several on a set, from the beginning. */
    static BatchSource batches(TrainingSet set, int seed) {
        return set.endless()
                ? HandwrittenDigits.stream(HandwrittenDigits.training(seed))
                : new EpochSource(set.examples(), set.training(), seed);
    }

    /** Refuses runs whose programs the heap cannot hold. */
    static void requireMemory(String what, Trial trial, TrainingSet set, int runs) {
        ProgramBuilder builder = new ProgramBuilder(Program.MAX_CAPACITY);
        trial.network()
                .describe(builder, set.examples().inputType(), set.examples().targetType(), false);
        trial.settings().describe(builder);
        int batchSize = Math.min(trial.settings().batchSize(), set.epochSize());
        Memory.requireProgram(what, builder.build(), batchSize, runs);
    }
}
