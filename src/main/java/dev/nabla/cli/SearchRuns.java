package dev.nabla.cli;

import dev.nabla.data.Labels;
import dev.nabla.train.Evaluation;
import dev.nabla.train.Search;
import dev.nabla.train.Trainer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does the runs of a search, several at a time, each on one thread: which ones those are makes no difference to a result. */
final class SearchRuns {
    /** Examples between two looks at the stop signal. */
    private static final int EXAMPLES = 8192;

    private static final double NANOS = 1e9;

    private final Search search;
    private final List<Map<String, String>> combinations;
    private final Map<String, String> given;
    private final Map<String, String> dataFlags;
    private final LearningData data;
    private final StopSignal stop;
    private final Map<Integer, TrainingSet> sets = new HashMap<>();

    /**
     * What a run gave, and how long it took.
     *
     * @param seconds of this run alone
     */
    record Done(Search.Result result, double seconds) {}

    /**
     * @param given the flags that all runs have, name to value
     * @param dataFlags those that say what is learned from, besides the source
     */
    SearchRuns(
            Search search,
            Map<String, String> given,
            Map<String, String> dataFlags,
            LearningData data,
            StopSignal stop) {
        this.dataFlags = dataFlags;
        this.search = search;
        this.combinations = search.combinations();
        this.given = given;
        this.data = data;
        this.stop = stop;
    }

    /** The combination of each trial. */
    List<Map<String, String>> combinations() {
        return combinations;
    }

    /** The flags of a trial. */
    Map<String, String> flags(int trial, int epochs) {
        Map<String, String> flags = new LinkedHashMap<>(given);
        combinations.get(trial).forEach((name, value) -> flags.put("--" + name, value));
        flags.remove("--seed");
        flags.put("--epochs", Integer.toString(epochs));
        return flags;
    }

    /** The flags that say what is learned from, besides the source: name to value. */
    Map<String, String> dataFlags() {
        return dataFlags;
    }

    private TrialOptions options(int trial, int epochs) {
        return TrialOptions.parse(what(trial), flags(trial, epochs));
    }

    private String what(int trial) {
        return "Trial " + (trial + 1) + " " + combinations.get(trial);
    }

    /**
     * Reads the data of each seed and tries every combination on them, before any run begins.
     *
     * @param threads runs at a time
     * @throws CommandException naming a combination that makes no sense
     */
    void prepare(int threads) {
        for (int trial = 0; trial < search.trials(); trial++) {
            TrialOptions options = options(trial, search.epochs());
            for (int i = 0; i < search.seeds(); i++) {
                int seed = search.seed() + i;
                TrainingSet set = sets.computeIfAbsent(seed, key -> data.load(options.settings(key)));
                if (set.validation().length == 0) {
                    throw CommandException.usage("--validation 0: a search measures on them, expected at least 1");
                }
                Trial prepared = options.trial(what(trial), set, seed);
                LearningData.requireMemory(what(trial), prepared, set, threads);
            }
        }
    }

    /** The data of the first seed. */
    TrainingSet set() {
        return set(search.seed());
    }

    private TrainingSet set(int seed) {
        TrainingSet set = sets.get(seed);
        if (set == null) {
            throw new IllegalStateException("Search: seed " + seed + " was not prepared");
        }
        return set;
    }

    /**
     * Does what is left of the search.
     *
     * @param results those there are; receives the others as they come
     * @param threads runs at a time
     * @param listener told of each run that is done, on the calling thread
     * @throws CancellationException if the stop signal came
     */
    void run(List<Search.Result> results, int threads, Consumer<Done> listener) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (List<Search.Run> pending = search.pending(results);
                    !pending.isEmpty();
                    pending = search.pending(results)) {
                for (Done done : new Round(pool, pending, listener).results()) {
                    results.add(done.result());
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Runs that do not depend on each other. */
    private final class Round {
        private final CompletionService<Done> completion;
        private final int count;
        private final Consumer<Done> listener;

        Round(ExecutorService pool, List<Search.Run> pending, Consumer<Done> listener) {
            this.completion = new ExecutorCompletionService<>(pool);
            this.count = pending.size();
            this.listener = listener;
            pending.forEach(run -> completion.submit(() -> train(run)));
        }

        List<Done> results() {
            List<Done> all = new ArrayList<>();
            try {
                for (int i = 0; i < count; i++) {
                    Done done = completion.take().get();
                    listener.accept(done);
                    all.add(done);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException();
            } catch (ExecutionException e) {
                throw unchecked(e.getCause());
            }
            return all;
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    private Done train(Search.Run run) {
        long start = System.nanoTime();
        TrainingSet set = set(run.seed());
        Trial trial = options(run.trial(), run.epochs()).trial(what(run.trial()), set, run.seed());
        Trainer trainer = new Trainer(trial.network(), trial.settings(), LearningData.batches(set, run.seed()));
        Search.Result result = new Search.Result(run, Double.NaN, Double.NaN);
        if (train(trainer, (long) run.epochs() * set.epochSize())) {
            Evaluation evaluation = trainer.evaluate(set.validationExamples(), set.validation());
            boolean classes = set.data().targets() instanceof Labels;
            result = new Search.Result(run, evaluation.loss(), classes ? evaluation.accuracy() : Double.NaN);
        }
        trainer.close();
        return new Done(result, (System.nanoTime() - start) / NANOS);
    }

    /** Trains on so many examples in all; false if a parameter became infinite or NaN. */
    private boolean train(Trainer trainer, long examples) {
        int batchSize = trainer.settings().batchSize();
        int most = Math.max(1, EXAMPLES / batchSize);
        while (trainer.examplesSeen() < examples) {
            if (stop.requested()) {
                throw new CancellationException();
            }
            long left = (examples - trainer.examplesSeen() + batchSize - 1) / batchSize;
            trainer.advance((int) Math.min(most, left), report -> {});
            if (trainer.nonFinite() != null) {
                return false;
            }
        }
        return true;
    }
}
