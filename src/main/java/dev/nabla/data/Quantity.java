package dev.nabla.data;

/**
 * A number that examples have, and how a network sees it: {@code (number − mean) / deviation}, computed in double precision.
 *
 * @param name such as a column's header
 * @param mean what is subtracted; finite
 * @param deviation what is divided by; positive and finite
 */
public record Quantity(String name, double mean, double deviation) {
    /**
     * Checks the numbers.
     *
     * @throws DataException if one is not as above
     */
    public Quantity {
        if (!(Math.abs(mean) <= Double.MAX_VALUE)) {
            throw new DataException(name + ": mean " + mean + ", expected a finite number");
        }
        if (!(deviation > 0 && deviation <= Double.MAX_VALUE)) {
            throw new DataException(name + ": deviation " + deviation + ", expected a positive, finite number");
        }
    }

    /** A number that networks see as it is. */
    public static Quantity unscaled(String name) {
        return new Quantity(name, 0, 1);
    }

    /** The number as a network sees it, rounded to float32. */
    public float standardize(double value) {
        return (float) ((value - mean) / deviation);
    }

    /** The number that a network sees as {@code standardized}. */
    public double restore(double standardized) {
        return standardized * deviation + mean;
    }
}
