package dev.nabla.train;

import dev.nabla.program.Random;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A search for settings: which trials there are, which runs come next, how trials stand. All of it is a function of the
 * description and of the results so far, so that a search may be stopped, resumed and divided among any number of threads.
 *
 * <p>Every trial is one combination of the space. {@link Method#GRID} tries all of them, or the first ones; {@link
 * Method#RANDOM} draws them, each combination at most once where they can be counted (Bergstra and Bengio, Random search for
 * hyper-parameter optimization, 2012); {@link Method#HALVING} draws them too, gives all a few epochs, and the best of each
 * round {@code factor} times as many, until the last round has {@code epochs} (Jamieson and Talwalkar, Non-stochastic best arm
 * identification, 2016; Li et al., Hyperband, 2018, algorithm 1, its inner loop). A round trains from the beginning: each
 * run can be repeated alone.
 *
 * @param space what is varied
 * @param method how trials are chosen
 * @param trials their number
 * @param factor of halving, at least 2
 * @param epochs of a run; with halving of one of the last round
 * @param seeds how many runs, with seeds one after the other, make up a trial's mean
 * @param seed of the draws, and of the first run
 * @param goal what counts
 */
public record Search(
        SearchSpace space, Method method, int trials, int factor, int epochs, int seeds, int seed, Goal goal) {
    /** How trials are chosen. */
    public enum Method {
        GRID("grid"),
        RANDOM("random"),
        HALVING("halving");

        private final String label;

        Method(String label) {
            this.label = label;
        }

        /** The name in descriptions. */
        public String label() {
            return label;
        }
    }

    /** What makes a run better than another. */
    public enum Goal {
        /** More correct answers. */
        ACCURACY("accuracy"),
        /** Less loss. */
        LOSS("loss");

        private final String label;

        Goal(String label) {
            this.label = label;
        }

        /** The name in descriptions. */
        public String label() {
            return label;
        }
    }

    /**
     * One training.
     *
     * @param trial from 0
     * @param round from 0; 0 but with halving
     * @param epochs to train
     * @param seed of the training
     */
    public record Run(int trial, int round, int epochs, int seed) {}

    /**
     * What a training gave, measured on examples that it did not learn from.
     *
     * @param loss NaN where the run ended in numbers that are not finite
     * @param accuracy NaN likewise, or where there are no classes
     */
    public record Result(Run run, double loss, double accuracy) {}

    public Search {
        require("trials", trials);
        require("epochs", epochs);
        require("seeds", seeds);
        int size = space.size();
        if (method == Method.GRID && size == 0) {
            throw new IllegalArgumentException(
                    "Search: a grid over a range without end, expected :steps=N behind " + endless(space));
        }
        if (size > 0 && trials > size) {
            throw new IllegalArgumentException(
                    "Search: " + trials + " trials, the space has only " + size + " combinations");
        }
        if (method == Method.HALVING && (factor < 2 || epochs < factor)) {
            throw new IllegalArgumentException("Search: halving by " + factor + " with " + epochs
                    + " epochs, expected a factor of at least 2 and no more than there are epochs");
        }
    }

    private static void require(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("Search: " + number + " " + what + ", expected at least 1");
        }
    }

    private static String endless(SearchSpace space) {
        for (SearchDimension dimension : space.dimensions()) {
            if (dimension.count() == SearchDimension.ENDLESS) {
                return dimension.setting();
            }
        }
        return "a range";
    }

    /** The combination of each trial: setting to value, in order. */
    public List<Map<String, String>> combinations() {
        int size = space.size();
        List<Map<String, String>> combinations = new ArrayList<>();
        int[] order = method != Method.GRID && size > 0 ? draws(0).permutation(size) : new int[0];
        for (int i = 0; i < trials; i++) {
            combinations.add(size == 0 ? space.draw(draws(i)) : space.combination(order.length == 0 ? i : order[i]));
        }
        return combinations;
    }

    private Random draws(int trial) {
        return Random.of(seed, Random.Stream.SEARCH.id(trial), 0);
    }

    /** The number of rounds: 1 but with halving. */
    public int rounds() {
        int rounds = 1;
        if (method == Method.HALVING) {
            for (int left = epochs / factor; left > 0; left /= factor) {
                rounds++;
            }
        }
        return rounds;
    }

    /** Epochs of a run of a round. */
    public int epochs(int round) {
        int result = epochs;
        for (int i = rounds() - 1; i > round; i--) {
            result /= factor;
        }
        return result;
    }

    /** Number of trials that take part in a round. */
    public int trials(int round) {
        int result = trials;
        for (int i = 0; i < round; i++) {
            result = (result + factor - 1) / factor;
        }
        return result;
    }

    /** Number of runs of the whole search. */
    public long runs() {
        long runs = 0;
        for (int round = 0; round < rounds(); round++) {
            runs += (long) trials(round) * seeds;
        }
        return runs;
    }

    /**
     * The runs that can be done now: those of the first round that is not complete, without those that have results. None
     * when the search is complete.
     */
    public List<Run> pending(Collection<Result> results) {
        Map<Run, Result> done = byRun(results);
        List<Integer> members = all();
        for (int round = 0; round < rounds(); round++) {
            List<Run> pending = new ArrayList<>();
            for (int trial : members) {
                for (Run run : runs(trial, round)) {
                    if (!done.containsKey(run)) {
                        pending.add(run);
                    }
                }
            }
            if (!pending.isEmpty()) {
                return pending;
            }
            if (round + 1 < rounds()) {
                members = best(members, round, done);
            }
        }
        return List.of();
    }

    private List<Integer> all() {
        List<Integer> members = new ArrayList<>();
        for (int i = 0; i < trials; i++) {
            members.add(i);
        }
        return members;
    }

    private List<Run> runs(int trial, int round) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < seeds; i++) {
            runs.add(new Run(trial, round, epochs(round), seed + i));
        }
        return runs;
    }

    private static Map<Run, Result> byRun(Collection<Result> results) {
        Map<Run, Result> byRun = new HashMap<>();
        results.forEach(result -> byRun.put(result.run(), result));
        return byRun;
    }

    private List<Integer> best(List<Integer> members, int round, Map<Run, Result> done) {
        List<Standing> standings = new ArrayList<>();
        for (int trial : members) {
            standings.add(standing(trial, round, done));
        }
        standings.sort(order());
        return standings.subList(0, trials(round + 1)).stream()
                .map(Standing::trial)
                .sorted()
                .toList();
    }

    /** How the trials stand that have results, the best first: later rounds before earlier ones. */
    public List<Standing> standings(Collection<Result> results) {
        Map<Run, Result> done = byRun(results);
        Map<Integer, Integer> lastRound = new HashMap<>();
        done.keySet().forEach(run -> lastRound.merge(run.trial(), run.round(), Math::max));
        List<Standing> standings = new ArrayList<>();
        lastRound.forEach((trial, round) -> standings.add(standing(trial, round, done)));
        standings.sort(order());
        return standings;
    }

    private Standing standing(int trial, int round, Map<Run, Result> done) {
        List<Result> results = new ArrayList<>();
        for (Run run : runs(trial, round)) {
            Result result = done.get(run);
            if (result != null) {
                results.add(result);
            }
        }
        return Standing.of(trial, round, epochs(round), results);
    }

    private Comparator<Standing> order() {
        return Comparator.comparingInt((Standing standing) -> -standing.round())
                .thenComparingDouble(standing -> standing.badness(goal))
                .thenComparingInt(Standing::trial);
    }
}
