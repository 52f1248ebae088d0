package dev.nabla.cli;

import dev.nabla.data.Labels;
import dev.nabla.train.Search;
import dev.nabla.train.SearchDimension;
import dev.nabla.train.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nabla search}: tries many settings and says which are best. */
@Command(
        name = "search",
        description = {
            "Searches for settings: trains with many combinations of them, one run a core, and shows how they",
            "stand on the examples held out. Any setting of train may be searched; those that are not are",
            "given as for train. The same command gives the same table, with any number of threads.",
            "",
            "A space, once for each setting: --space learning-rate=1e-4..1:log --space momentum=0..0.95",
            "--space 'layers=64:relu,10|128:relu,10' --space batch-size=16..256:log:int"
        },
        sortOptions = false,
        abbreviateSynopsis = true)
final class SearchCommand implements Callable<Integer> {
    private static final int FACTOR = 3;

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // filled by picocli
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private final LearningData data = new LearningData();

    @Option(
            names = "--space",
            paramLabel = "NAME=VALUES",
            converter = Converters.Dimensions.class,
            description = {
                "A setting and its values: VALUE|VALUE…, or LOW..HIGH with :log (uniform logarithms), :int (whole",
                "numbers), :steps=N (N values that divide the range evenly)."
            })
    private List<SearchDimension> space = new ArrayList<>();

    @Option(
            names = "--method",
            paramLabel = "NAME",
            converter = Converters.Methods.class,
            description = "grid, random or halving: few epochs for all, more for the best (default: random).")
    private Search.Method method = Search.Method.RANDOM;

    @Option(
            names = "--trials",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Combinations to try (default: all of a grid).")
    private @Nullable Integer trials;

    @Option(
            names = "--factor",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Of halving: one trial in N goes on, with N times the epochs (default: " + FACTOR + ").")
    private int factor = FACTOR;

    @Option(
            names = "--runs",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Runs of each combination, with seeds one after the other; their mean counts (default: 1).")
    private int runs = 1;

    @Option(
            names = "--goal",
            paramLabel = "NAME",
            converter = Converters.Goals.class,
            description = "accuracy or loss, on the examples held out (default: accuracy where there are classes).")
    private Search.@Nullable Goal goal;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description = {
                "Keep the results of the runs, a line of JSON each; the same command goes on where a file of its",
                "results ends."
            })
    private @Nullable String results;

    @Mixin
    @SuppressWarnings("unused") // given to the runs as it stands
    private final NetworkOptions network = new NetworkOptions();

    @Mixin
    private final TrainingOptions training = new TrainingOptions();

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Converters.Threads.class,
            description = "Runs at a time, each on a thread of its own (default: one a core).")
    private @Nullable Integer threads;

    @Option(names = "--json", description = "Print an object of JSON for each combination.")
    private boolean json;

    SearchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Map<String, String> given = TrialOptions.given(spec.commandLine());
        requireSpace(given);
        int seed = training.seed == null ? TrainingOptions.SEED : training.seed;
        Search search = search(seed, goal == null ? Search.Goal.ACCURACY : goal);
        int parallel = threads == null
                ? Math.min(Runtime.getRuntime().availableProcessors(), Converters.Threads.MOST)
                : threads;
        SearchRuns all = runs(search, given);
        all.prepare(parallel);
        if (goal == null && !(all.set().data().targets() instanceof Labels)) {
            search = search(seed, Search.Goal.LOSS);
            all = runs(search, given);
            all.prepare(parallel);
        }
        SearchTable table = new SearchTable(search, all, data.source());
        List<Search.Result> done = run(search, all, given, parallel);
        if (json) {
            table.json(done).forEach(terminal::printJson);
        } else {
            table.lines(done).forEach(terminal::println);
        }
        return 0;
    }

    private SearchRuns runs(Search search, Map<String, String> given) {
        return new SearchRuns(search, given, LearningData.given(spec.commandLine()), data, terminal.stop());
    }

    private void requireSpace(Map<String, String> given) {
        if (space.isEmpty()) {
            throw CommandException.usage("Missing: --space NAME=VALUES, the settings to search");
        }
        for (SearchDimension dimension : space) {
            TrialOptions.requireSetting(dimension.setting());
            String flag = "--" + dimension.setting();
            if (given.containsKey(flag)) {
                throw CommandException.usage(flag + " " + given.get(flag) + ": is searched as well");
            }
        }
    }

    private Search search(int seed, Search.Goal best) {
        try {
            SearchSpace whole = new SearchSpace(space);
            int count = trials == null && method == Search.Method.GRID ? Math.max(1, whole.size()) : 0;
            if (trials != null) {
                count = trials;
            } else if (count == 0) {
                throw CommandException.usage("Missing: --trials N, the combinations to try");
            }
            return new Search(whole, method, count, factor, training.epochs, runs, seed, best);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }

    private List<Search.Result> run(Search search, SearchRuns all, Map<String, String> given, int parallel) {
        terminal.stop().begin();
        if (results == null) {
            List<Search.Result> done = new ArrayList<>();
            run(search, all, done, parallel, run -> {});
            return done;
        }
        try (ResultsFile file = ResultsFile.open(DataOptions.path(results), description(search, all, given))) {
            List<Search.Result> done = new ArrayList<>(file.results());
            run(
                    search,
                    all,
                    done,
                    parallel,
                    run -> file.append(
                            run.result(),
                            all.combinations().get(run.result().run().trial()),
                            run.seconds()));
            return done;
        }
    }

    private void run(
            Search search, SearchRuns all, List<Search.Result> done, int parallel, Consumer<SearchRuns.Done> keep) {
        long before = done.size();
        long[] count = {before};
        try {
            all.run(done, parallel, run -> {
                keep.accept(run);
                count[0]++;
                progress(count[0], search.runs());
            });
        } catch (CancellationException e) {
            progress(0, 0);
            throw CommandException.interrupted("Stopped after " + count[0] + " of " + search.runs() + " runs, "
                    + (results == null ? "nothing saved" : "saved; the same command goes on"));
        }
        progress(0, 0);
    }

    private void progress(long done, long of) {
        if (terminal.interactive() && !json) {
            terminal.err().print(of == 0 ? "\r\u001b[K" : "\r" + done + " of " + of + " runs");
            terminal.err().flush();
        }
    }

    /** All that decides the results. */
    private Map<String, Object> description(Search search, SearchRuns all, Map<String, String> given) {
        Map<String, String> flags = new LinkedHashMap<>(given);
        flags.remove("--seed");
        flags.remove("--epochs");
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("search", RootCommand.Version.text());
        description.put("method", search.method().label());
        description.put("space", space.stream().map(SearchDimension::text).toList());
        description.put("trials", search.trials());
        description.put("factor", search.factor());
        description.put("epochs", search.epochs());
        description.put("runs", search.seeds());
        description.put("seed", search.seed());
        description.put("goal", search.goal().label());
        description.put("flags", flags);
        TrainingSet set = all.set();
        description.put("data", set.source());
        description.put("training", set.endless() ? "endless" : set.training().length);
        description.put("validation", set.validation().length);
        description.put("sha256", set.sha256());
        return description;
    }
}
