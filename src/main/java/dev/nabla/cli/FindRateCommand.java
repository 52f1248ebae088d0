package dev.nabla.cli;

import dev.nabla.program.JavaExecutor;
import dev.nabla.train.DataExamples;
import dev.nabla.train.RateCurve;
import dev.nabla.train.RateSweep;
import dev.nabla.train.Settings;
import dev.nabla.train.Trainer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nabla find-rate}: which learning rate suits a network. */
@Command(
        name = "find-rate",
        description = {
            "Finds a learning rate: trains for some steps, each with a larger rate than the one before, and",
            "shows where the loss falls fastest and where it diverges.",
            "The flags are those of train; its learning rate, schedule and epochs do not matter."
        },
        sortOptions = false,
        abbreviateSynopsis = true)
final class FindRateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final LearningData data = new LearningData();

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Mixin
    private final TrainingOptions training = new TrainingOptions();

    @Option(
            names = "--from",
            paramLabel = "NUMBER",
            converter = Converters.Positive.class,
            description = "The first learning rate (default: 1e-6).")
    private float from = RateSweep.USUAL.low();

    @Option(
            names = "--to",
            paramLabel = "NUMBER",
            converter = Converters.Positive.class,
            description = "The last learning rate (default: 10).")
    private float to = RateSweep.USUAL.high();

    @Option(
            names = "--steps",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Steps from the first rate to the last (default: 200).")
    private int steps = RateSweep.USUAL.steps();

    @Mixin
    private final ThreadOptions threads = new ThreadOptions();

    @Option(names = "--json", description = "Print an object of JSON per step and one at the end.")
    private boolean json;

    FindRateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        network.requireGiven();
        RateSweep sweep = sweep();
        Settings settings = training.settings();
        TrainingSet set = data.load(settings);
        Trial trial = new Trial(
                network.network(DataExamples.shape(set.data().shape()), set.usualLoss()), settings);
        DataChecks.requireFits(trial.network(), set.data(), data.source());
        LearningData.requireMemory(trial.network().toString(), trial, set, 1);
        try (ThreadWorkers workers = threads.start()) {
            Trainer trainer = new Trainer(
                    trial.network(),
                    settings,
                    LearningData.batches(set, settings.seed()),
                    program -> new JavaExecutor(program, workers));
            report(RateCurve.of(trainer, sweep));
        }
        return 0;
    }

    private RateSweep sweep() {
        try {
            return new RateSweep(from, to, steps);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }

    private void report(RateCurve curve) {
        @Nullable Float suggestion = curve.suggestion();
        if (json) {
            reportJson(curve, suggestion);
            return;
        }
        new RatePlot(curve).lines().forEach(terminal::println);
        terminal.println("");
        if (curve.diverged()) {
            terminal.println("The loss diverged at a learning rate of " + text(curve.rate(last(curve))) + ".");
        }
        if (suggestion == null) {
            terminal.println("The loss never fell: no suggestion.");
            return;
        }
        terminal.println("It was lowest at " + text(curve.rate(curve.lowest())) + ", and fell fastest at "
                + text(suggestion) + ".");
        terminal.println("Suggested: --learning-rate " + text(suggestion));
    }

    private void reportJson(RateCurve curve, @Nullable Float suggestion) {
        double[] losses = curve.losses();
        double[] smoothed = curve.smoothed();
        for (int i = 0; i < losses.length; i++) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("step", i + 1);
            line.put("learningRate", (double) curve.rate(i));
            line.put("loss", losses[i]);
            line.put("smoothedLoss", smoothed[i]);
            terminal.printJson(line);
        }
        Map<String, @Nullable Object> end = new LinkedHashMap<>();
        end.put("suggestion", suggestion == null ? null : Double.valueOf(text(suggestion)));
        end.put("diverged", curve.diverged());
        terminal.printJson(end);
    }

    private static int last(RateCurve curve) {
        return Math.max(0, curve.count() - 1);
    }

    /** Two digits are as many as it is worth. */
    private static String text(float rate) {
        float rounded = Float.parseFloat(String.format(Locale.ROOT, "%.1e", rate));
        return Float.toString(rounded).toLowerCase(Locale.ROOT);
    }
}
