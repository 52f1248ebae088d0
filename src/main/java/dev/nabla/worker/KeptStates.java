package dev.nabla.worker;

import dev.nabla.train.RunState;
import java.util.ArrayList;
import java.util.List;

/**
 * The states of a run that the timeline goes back to: those of every so many steps, and of the powers of two. When they
 * become too many, the interval doubles and what lies between is dropped.
 */
final class KeptStates {
    private static final int MOST = 64;
    private static final long BUDGET_BYTES = 128L << 20;

    /** With fewer states than this, powers of two would crowd out the others. */
    private static final int FEWEST_WITH_POWERS = 40;

    private final int most;
    private final List<RunState> states = new ArrayList<>();
    private long interval = 1;

    /** Room for at least two states, and for as many as fit into the budget. */
    KeptStates(long bytesPerState) {
        most = (int) Math.max(2, Math.min(MOST, BUDGET_BYTES / Math.max(1, bytesPerState)));
    }

    /** The next step behind {@code step} whose state is wanted. */
    long next(long step) {
        long multiple = (step / interval + 1) * interval;
        return keepsPowers() ? Math.min(multiple, Math.max(1, Long.highestOneBit(step) << 1)) : multiple;
    }

    /** Whether a state at this step is wanted. */
    boolean wants(long step) {
        return step % interval == 0 || (keepsPowers() && Long.bitCount(step) == 1);
    }

    private boolean keepsPowers() {
        return most >= FEWEST_WITH_POWERS;
    }

    /** Keeps a state; replaces the one of the same step; drops others if there are too many. */
    void add(RunState state) {
        states.removeIf(kept -> kept.step() >= state.step());
        states.add(state);
        while (states.size() > most) {
            interval *= 2;
            states.removeIf(kept -> !wants(kept.step()));
        }
    }

    /** Forgets what came behind a step. */
    void dropAfter(long step) {
        states.removeIf(kept -> kept.step() > step);
    }

    /** The state nearest to a step; of two, the earlier one. */
    RunState nearest(long step) {
        RunState nearest = states.get(0);
        for (RunState state : states) {
            if (Math.abs(state.step() - step) < Math.abs(nearest.step() - step)) {
                nearest = state;
            }
        }
        return nearest;
    }

    /** The latest state up to a step, or else the first one. */
    RunState latest(long step) {
        RunState latest = states.get(0);
        for (RunState state : states) {
            if (state.step() <= step) {
                latest = state;
            }
        }
        return latest;
    }

    /** Their steps, ascending. */
    int[] steps() {
        return states.stream().mapToInt(state -> (int) state.step()).toArray();
    }
}
