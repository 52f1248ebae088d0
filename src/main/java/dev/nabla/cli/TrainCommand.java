package dev.nabla.cli;

import dev.nabla.data.Dataset;
import dev.nabla.data.TableSchema;
import dev.nabla.nn.Network;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Workers;
import dev.nabla.train.BestWeights;
import dev.nabla.train.DataExamples;
import dev.nabla.train.EarlyStopping;
import dev.nabla.train.RunState;
import dev.nabla.train.Settings;
import dev.nabla.train.Summary;
import dev.nabla.train.Trainer;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nabla train}: trains a network, from the beginning or from a checkpoint. */
@Command(
        name = "train",
        description = {
            "Trains a network.",
            "The same command gives the same weights, to the bit.",
            "",
            "Data: spirals, circles, moons, xor, blobs, checkerboard or rings, generated points with classes;",
            "plane, gaussians or sine, generated points with a number to predict; handwriting, digits generated",
            "without end, every example new; mnist or fashion-mnist, see --data-dir; a directory of IDX files;",
            "a CSV file, an image a line: its label and n² pixels; any other CSV file, with --target."
        },
        sortOptions = false,
        abbreviateSynopsis = true)
final class TrainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "NAME|DIR|CSV",
            description = "What to learn from; of a directory the training files.")
    @SuppressWarnings("NullAway.Init") // filled by picocli
    private String source;

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Mixin
    private final TrainingOptions training = new TrainingOptions();

    @Option(
            names = "--validation",
            paramLabel = "N",
            converter = Converters.CountOrNone.class,
            description = {
                "Examples held out of the data, each class its share (default: a tenth);",
                "of handwriting by writers that training never sees (default: 10,000)."
            })
    private @Nullable Integer validation;

    @Mixin
    private final EarlyStoppingOptions earlyStopping = new EarlyStoppingOptions();

    @Option(
            names = "--examples",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = {
                "Learn from so many examples only, each class its share (default: all);",
                "of handwriting the first ones, the same in each epoch (default: endless)."
            })
    private @Nullable Integer examples;

    @Option(
            names = "--test",
            paramLabel = "NAME|DIR|CSV",
            description = {
                "Measure on other data after each epoch; of a directory the t10k files,",
                "of handwriting 10,000 digits by writers of neither training nor validation."
            })
    private @Nullable String testSource;

    @Mixin
    private final DataOptions data = new DataOptions();

    @Mixin
    private final AugmentOptions augment = new AugmentOptions();

    @Mixin
    private final TargetOptions targets = new TargetOptions();

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Write a checkpoint at the end, on Ctrl-C, and now and then.")
    private @Nullable String save;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description = "Go on from a checkpoint with its network and settings, on the same data.")
    private @Nullable String resume;

    @Mixin
    private final ThreadOptions threads = new ThreadOptions();

    @Option(
            names = "--summary",
            description = "Print the layers with shapes, parameters, memory and FLOPs before training.")
    private boolean summary;

    @Option(names = "--json", description = "Print an object of JSON per epoch and one at the end.")
    private boolean json;

    @Option(
            names = "--progress",
            negatable = true,
            description = "Show a progress bar, or do not (default: on a terminal).")
    private @Nullable Boolean progress;

    TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        @Nullable SavedModel saved = resume == null ? null : SavedModel.read(resume);
        @Nullable SafeFile target = save == null ? null : SafeFile.of(DataOptions.path(save));
        Settings settings = saved == null ? training.settings() : saved.state().settings();
        TrainingSet set = load(settings, saved).withAugmentation(augment.augmentation(saved));
        try (ThreadWorkers workers = threads.start()) {
            Trainer trainer = saved == null ? start(settings, set, workers) : resume(saved, set, workers);
            train(trainer, set, target);
        }
        return 0;
    }

    private void train(Trainer trainer, TrainingSet set, @Nullable SafeFile target) {
        @Nullable TestSet test = testSet(trainer.network(), trainer.settings().seed(), set.table());
        if (!json) {
            announce(trainer, set, test);
        }
        @Nullable CheckpointFile file = target == null ? null : new CheckpointFile(target, set);
        boolean bar = progress == null ? terminal.interactive() && !json : progress;
        terminal.stop().begin();
        new TrainingRun(trainer, set, test, file, terminal)
                .run(
                        training.epochs,
                        json ? new JsonReporter(terminal) : new TableReporter(terminal),
                        new ProgressBar(terminal.err(), bar, training.epochs, System::nanoTime));
    }

    private TrainingSet load(Settings settings, @Nullable SavedModel saved) {
        if (saved == null) {
            network.requireGiven(); // said before the data are read, which may take a while
        } else {
            network.requireSame(saved.network(), saved.name());
            training.requireSame(saved.state().settings(), saved.name());
        }
        if (HandwritingSets.isNamedBy(source)) {
            int heldOut = validation == null ? HandwritingSets.VALIDATION : validation;
            return saved != null
                    ? saved.handwriting(validation, examples)
                    : HandwritingSets.training(heldOut, examples, settings.batchSize(), settings.seed());
        }
        targets.requireTable(saved != null);
        if (targets.given()) {
            return TableSets.training(source, data.csv, targets, validation, examples, settings.seed(), terminal);
        }
        @Nullable TableSchema table = saved == null ? null : saved.table();
        Dataset dataset = data.load(source, DataOptions.Part.TRAINING, settings.seed(), table);
        if (saved != null) {
            return saved.trainingSet(source, dataset, validation, examples);
        }
        int heldOut = validation == null ? TrainingSet.defaultValidation(dataset.size()) : validation;
        return TrainingSet.of(source, dataset, heldOut, examples, settings.seed());
    }

    private Trainer start(Settings unscheduled, TrainingSet set, Workers workers) {
        Settings settings = unscheduled.withSchedule(training.schedule(set));
        Network described = network.network(DataExamples.shape(set.data().shape()), set.usualLoss());
        DataChecks.requireFits(described, set.data(), source);
        DataChecks.requireAllClasses(described, set.data(), set.training(), source);
        requireMemory(described, settings, set);
        Warnings.softmaxInTheMiddle(described).forEach(terminal::warn);
        @Nullable EarlyStopping rule = earlyStopping.rule(described, set);
        Trainer trainer = new Trainer(
                described, settings, set.batches(settings.seed()), program -> new JavaExecutor(program, workers));
        if (rule != null) {
            trainer.keepBest(rule);
        }
        return trainer;
    }

    private Trainer resume(SavedModel saved, TrainingSet set, Workers workers) {
        RunState state = saved.state();
        BestWeights best = state.best();
        earlyStopping.requireSame(best == null ? null : best.rule(), saved.name());
        DataChecks.requireFits(saved.network(), set.data(), source);
        requireMemory(saved.network(), state.settings(), set);
        long done = state.position() / set.epochSize();
        if (done > training.epochs) {
            throw CommandException.usage(
                    "--epochs " + training.epochs + ": the run in " + saved.name() + " has done " + done);
        }
        long steps = state.step() + training.stepsTo(set, state);
        Warnings.scheduleEnds(state.settings().schedule(), steps).forEach(terminal::warn);
        return Trainer.resume(
                saved.network(),
                state,
                set.batches(state.settings().seed()),
                program -> new JavaExecutor(program, workers));
    }

    private static void requireMemory(Network network, Settings settings, TrainingSet set) {
        ProgramBuilder builder = new ProgramBuilder(Program.MAX_CAPACITY);
        network.describe(builder, set.examples().inputType(), set.examples().targetType(), false);
        settings.describe(builder);
        int batchSize = Math.min(settings.batchSize(), set.epochSize());
        Memory.requireProgram(network.toString(), builder.build(), batchSize, 1);
    }

    private @Nullable TestSet testSet(Network trained, int seed, @Nullable TableSchema table) {
        if (testSource == null) {
            return null;
        }
        TestSet test = new TestSet(testSource, data.load(testSource, DataOptions.Part.TEST, seed, table));
        DataChecks.requireFits(trained, test.data(), testSource);
        return test;
    }

    private void announce(Trainer trainer, TrainingSet set, @Nullable TestSet test) {
        terminal.println(trainer.network().toString());
        if (summary) {
            int batchSize = Math.min(trainer.settings().batchSize(), set.epochSize());
            Summary costs = Summary.of(
                    trainer.network(),
                    trainer.settings(),
                    set.examples().inputType(),
                    set.examples().targetType(),
                    batchSize);
            SummaryTable.lines(trainer.network(), costs).forEach(terminal::println);
        }
        terminal.println(
                (set.endless() ? "new" : set.training().length) + " examples to train on, " + set.validation().length
                        + " to validate on" + (test == null ? "" : ", " + test.all().length + " to test on"));
    }
}
