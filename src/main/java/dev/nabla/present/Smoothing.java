package dev.nabla.present;

/**
 * The exponential mean of a growing series, corrected for its start at zero:
 *
 * <p>{@code m ← β m + (1 − β) x}, shown is {@code m / (1 − βⁿ)} (Kingma and Ba, Adam, 2015, section 3).
 */
public final class Smoothing {

    private final double beta;
    private double mean;
    private double weight;

    /** β from 0 (no smoothing) to less than 1. */
    public Smoothing(double beta) {
        if (!(beta >= 0 && beta < 1)) {
            // As float, since a printer of doubles would bring its tables into the page.
            throw new IllegalArgumentException("Smoothing: beta " + (float) beta + ", expected 0 ≤ beta < 1");
        }
        this.beta = beta;
    }

    /** Takes in a value and gives the mean. What is not finite changes nothing. */
    public double add(double value) {
        if (!Double.isNaN(value) && !Double.isInfinite(value)) {
            mean = beta * mean + (1 - beta) * value;
            weight = beta * weight + (1 - beta);
        }
        return weight == 0 ? value : mean / weight;
    }

    /** Forgets all values. */
    public void clear() {
        mean = 0;
        weight = 0;
    }
}
