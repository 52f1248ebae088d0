package dev.nabla.cli;

import dev.nabla.nn.Network;
import dev.nabla.train.Evaluation;
import dev.nabla.train.LargestLosses;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nabla evaluate}: measures a saved network. */
@Command(
        name = "evaluate",
        description = {
            "Measures a saved network: its loss; of classes accuracy, confusion matrix, precision, recall and F1;",
            "of several labels of yes and no how many are right; of numbers R² and mean errors."
        },
        sortOptions = false,
        abbreviateSynopsis = true)
final class EvaluateCommand implements Callable<Integer> {
    private static final int SEED = 1;
    private static final int TOP = 3;

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

    @Option(
            names = "--top",
            paramLabel = "K",
            converter = Converters.Count.class,
            description =
                    "Also the share of examples whose label has one of the K largest outputs (default: " + TOP + ").")
    private int top = TOP;

    @Option(
            names = "--largest",
            paramLabel = "N",
            converter = Converters.CountOrNone.class,
            description = "Also the N examples with the largest loss, counted from 0 (default: 0).")
    private int worst;

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
        TestSet test = new TestSet(source, data.load(source, DataOptions.Part.TEST, seed, saved.table()));
        DataChecks.requireFits(saved.network(), test.data(), source);
        Network network = saved.network();
        LargestLosses largest = new LargestLosses(Math.min(Math.max(1, worst), test.all().length), network.outputs());
        Evaluation evaluation = evaluate(saved, test, worst > 0 ? largest : Evaluation.Listener.NONE);
        LargestLossesReport losses = new LargestLossesReport(network, test.examples(), largest, saved::className);
        OutputNames names = OutputNames.of(test.data(), saved::className);
        if (json) {
            Map<String, Object> line = MetricsJson.of(evaluation, names, top);
            if (worst > 0) {
                line.put("largestLosses", losses.json());
            }
            terminal.printJson(line);
        } else {
            terminal.println(String.format(Locale.ROOT, "loss     %.4f", evaluation.loss()));
            MetricsText text = new MetricsText(evaluation, names);
            text.summary().forEach(terminal::println);
            text.details(top).forEach(terminal::println);
            if (worst > 0) {
                losses.lines().forEach(terminal::println);
            }
        }
        return 0;
    }

    private Evaluation evaluate(SavedModel saved, TestSet test, Evaluation.Listener listener) {
        try (ThreadWorkers workers = threads.start()) {
            return saved.inference(test.examples(), workers).evaluate(test, listener);
        }
    }
}
