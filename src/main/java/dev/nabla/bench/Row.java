package dev.nabla.bench;

/**
 * A result.
 *
 * @param item what was measured
 * @param density of the images; NaN where there are none
 * @param threads that worked, at least 1
 * @param value in the item's unit; NaN where it could not be measured
 * @param error why not; empty where it could
 */
public record Row(Item item, double density, int threads, double value, String error) {
    /** Whether it was trained on images of a density. */
    public boolean hasDensity() {
        return !Double.isNaN(density);
    }

    /** Whether it could be measured. */
    public boolean hasValue() {
        return !Double.isNaN(value);
    }
}
