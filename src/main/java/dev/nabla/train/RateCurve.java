package dev.nabla.train;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The loss over a {@link RateSweep}: one number a step, smoothed, and what it suggests. After L. Smith, Cyclical learning
 * rates for training neural networks, 2017, section 3.3, and the smoothing and stopping of S. Gugger, How do you find a good
 * learning rate, 2018.
 */
public final class RateCurve {
    /** How much of a running mean stays at each step. */
    private static final double SMOOTHING = 0.9;

    /** A smoothed loss of so many times the least one ends the sweep. */
    private static final double DIVERGED = 4;

    /** A slope is taken over so many parts of the sweep on both sides: steps at which batches merely differ are many. */
    private static final int PARTS = 20;

    private final RateSweep sweep;
    private double[] losses = new double[64];
    private int count;
    private double running;
    private double remaining = 1;
    private double least = Double.POSITIVE_INFINITY;
    private boolean diverged;

    /** An empty curve. */
    public RateCurve(RateSweep sweep) {
        this.sweep = sweep;
    }

    /**
     * Appends the loss of the next step.
     *
     * @return whether the sweep goes on: it ends with its last step, or when the loss diverges or is no number
     */
    public boolean add(double loss) {
        if (diverged || count == sweep.steps()) {
            throw new IllegalStateException("Learning rates: the sweep ended after " + count + " steps");
        }
        if (!(Math.abs(loss) <= Double.MAX_VALUE)) {
            diverged = true;
            return false;
        }
        if (count == losses.length) {
            losses = Arrays.copyOf(losses, 2 * count);
        }
        losses[count++] = loss;
        running = SMOOTHING * running + (1 - SMOOTHING) * loss;
        remaining *= SMOOTHING;
        double mean = running / (1 - remaining);
        least = Math.min(least, mean);
        diverged = mean > DIVERGED * least;
        return !diverged && count < sweep.steps();
    }

    /** Number of losses. */
    public int count() {
        return count;
    }

    /** Whether the sweep ended before its last step. */
    public boolean diverged() {
        return diverged;
    }

    /** The learning rate of step {@code i}, from 0. */
    public float rate(int i) {
        return sweep.rate(i);
    }

    /** The losses as they came, in order. */
    public double[] losses() {
        return Arrays.copyOf(losses, count);
    }

    /** The losses, a running mean over those before and after each: smooth, and not late. */
    public double[] smoothed() {
        double[] forward = runningMean(losses());
        return reversed(runningMean(reversed(forward)));
    }

    /** {@code mᵢ = β·mᵢ₋₁ + (1 − β)·xᵢ} from 0, divided by {@code 1 − βⁱ}. */
    private static double[] runningMean(double[] values) {
        double[] means = new double[values.length];
        double mean = 0;
        double left = 1;
        for (int i = 0; i < values.length; i++) {
            mean = SMOOTHING * mean + (1 - SMOOTHING) * values[i];
            left *= SMOOTHING;
            means[i] = mean / (1 - left);
        }
        return means;
    }

    private static double[] reversed(double[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[values.length - 1 - i];
        }
        return result;
    }

    /** The step with the least smoothed loss; −1 without losses. */
    public int lowest() {
        double[] smooth = smoothed();
        int lowest = -1;
        for (int i = 0; i < smooth.length; i++) {
            lowest = lowest < 0 || smooth[i] < smooth[lowest] ? i : lowest;
        }
        return lowest;
    }

    /** The step at which the smoothed loss falls fastest with the logarithm of the rate; −1 where it never falls. */
    public int steepest() {
        double[] smooth = smoothed();
        int reach = Math.max(1, sweep.steps() / PARTS);
        int last = Math.min(lowest(), count - 1 - reach);
        int steepest = -1;
        double least = 0;
        for (int i = reach; i <= last; i++) {
            double slope = slope(smooth, i, reach);
            if (slope < least) {
                least = slope;
                steepest = i;
            }
        }
        return steepest;
    }

    /** The slope of the straight line nearest to the values at {@code i − reach … i + reach}, times a constant. */
    private static double slope(double[] values, int i, int reach) {
        double slope = 0;
        for (int j = -reach; j <= reach; j++) {
            slope += j * values[i + j];
        }
        return slope;
    }

    /** The learning rate at which the loss falls fastest; null where it never falls. */
    public @Nullable Float suggestion() {
        int steepest = steepest();
        return steepest < 0 ? null : rate(steepest);
    }

    /**
     * Trains through a sweep.
     *
     * @param trainer at the beginning of a run whose rate has no schedule; it is of no use afterwards
     */
    public static RateCurve of(Trainer trainer, RateSweep sweep) {
        RateCurve curve = new RateCurve(sweep);
        boolean[] on = {true};
        for (int i = 0; on[0]; i++) {
            trainer.change(new Event.LearningRate(sweep.rate(i)));
            trainer.advance(1, report -> on[0] = curve.add((double) report.loss() + report.penalty()));
            if (trainer.nonFinite() != null) {
                curve.diverged = true;
                break;
            }
        }
        return curve;
    }
}
