package dev.nabla.train;

import dev.nabla.program.Tensor;
import java.util.List;
import java.util.function.Supplier;

/**
 * The weights of a run's best check so far, and what is to be known to go on checking. Immutable.
 *
 * @param rule says what is better
 * @param value of the best check, without meaning where there is none
 * @param step number of steps done before the best check; {@link #NONE} where there is none
 * @param checksSince checks since the best one, or since the beginning
 * @param weights of the best check, as {@link Trainer#weights}; none where there is none
 */
public record BestWeights(EarlyStopping rule, float value, long step, int checksSince, List<Tensor> weights) {
    /** The step of the best check where no check has given a number. */
    public static final long NONE = -1;

    public BestWeights {
        weights = List.copyOf(weights);
    }

    /** Before the first check. */
    public static BestWeights none(EarlyStopping rule) {
        return new BestWeights(rule, 0, NONE, 0, List.of());
    }

    /** Whether there has been a check that gave a finite number. */
    public boolean isThere() {
        return step != NONE;
    }

    /** Whether the run is to end. */
    public boolean isExhausted() {
        return rule.patience() != EarlyStopping.NEVER && checksSince >= rule.patience();
    }

    /**
     * After another check.
     *
     * @param checked what it measured; NaN and infinity are never better
     * @param now number of steps done
     * @param current gives the weights, asked for if they are the best
     */
    BestWeights after(float checked, long now, Supplier<List<Tensor>> current) {
        boolean finite = Math.abs(checked) <= Float.MAX_VALUE;
        boolean better = finite && (!isThere() || rule.criterion().isBetter(checked, value, rule.minImprovement()));
        return better
                ? new BestWeights(rule, checked, now, 0, current.get())
                : new BestWeights(rule, value, step, checksSince + 1, weights);
    }

    /** The same with these weights. */
    public BestWeights withWeights(List<Tensor> other) {
        return new BestWeights(rule, value, step, checksSince, other);
    }
}
