package dev.nabla.cli;

import dev.nabla.train.Evaluation;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nabla evaluate}: measures a saved network. */
@Command(
        name = "evaluate",
        description = "Measures loss and accuracy of a saved network.",
        sortOptions = false,
        abbreviateSynopsis = true)
final class EvaluateCommand implements Callable<Integer> {
    private static final int SEED = 1;

    private final Terminal terminal;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "Saved by train.")
    @SuppressWarnings("NullAway.Init") // filled by picocli
    private String model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "NAME|DIR|CSV",
            description = "As for train --test: the test part of a directory, new points of a generated set,"
                    + " handwriting by new writers.")
    @SuppressWarnings("NullAway.Init") // filled by picocli
    private String source;

    @Mixin
    private final DataOptions data = new DataOptions();

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Converters.Seed.class,
            description = "Of generated points (default: " + SEED + ").")
    private int seed = SEED;

    @Mixin
    private final ThreadOptions threads = new ThreadOptions();

    @Option(names = "--json", description = "Print an object of JSON.")
    private boolean json;

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SavedModel saved = SavedModel.read(model);
        TestSet test = new TestSet(
                source,
                data.load(source, DataOptions.Part.TEST, seed, saved.data().table()));
        DataChecks.requireFits(saved.network(), test.data(), source);
        Evaluation evaluation = evaluate(saved, test);
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("examples", evaluation.count());
            line.put("loss", evaluation.loss());
            line.put("accuracy", evaluation.accuracy());
            line.put("correct", evaluation.correct());
            terminal.printJson(line);
        } else {
            terminal.println(String.format(Locale.ROOT, "loss     %.4f", evaluation.loss()));
            terminal.println("accuracy " + Accuracy.text(evaluation));
        }
        return 0;
    }

    private Evaluation evaluate(SavedModel saved, TestSet test) {
        try (ThreadWorkers workers = threads.start()) {
            return saved.inference(test.examples().inputType(), test.examples().targetType(), workers)
                    .evaluate(test);
        }
    }
}
