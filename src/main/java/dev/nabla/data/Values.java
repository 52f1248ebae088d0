package dev.nabla.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Finite numbers to be predicted, one of each {@link Quantity} per example, as a network sees them: [examples, width],
 * row-major. The answers yes and no of several labels are the numbers 1 and 0.
 */
public final class Values implements Targets {
    private final float[] values;
    private final List<Quantity> quantities;

    /**
     * Wraps the array without a copy; the caller must not modify it afterwards.
     *
     * @param values [examples, quantities], standardized as these say
     * @param quantities what the numbers of an example are, at least 1
     * @throws DataException if the length is no multiple of their number, or a number is NaN or infinite
     */
    public Values(float[] values, List<Quantity> quantities) {
        int width = quantities.size();
        if (width < 1) {
            throw new DataException("Values: " + width + " per example, expected at least 1");
        }
        if (values.length % width != 0) {
            throw new DataException("Values: " + values.length + " numbers, expected a multiple of " + width);
        }
        Selection.requireFinite("Values", values);
        this.values = values;
        this.quantities = List.copyOf(quantities);
    }

    /**
     * Wraps numbers that are not scaled and are called "1", "2" …; see {@link #Values(float[], List)}.
     *
     * @param values [examples, width]
     * @param width numbers per example, at least 1
     */
    public Values(float[] values, int width) {
        this(values, numbered(width));
    }

    private static List<Quantity> numbered(int width) {
        List<Quantity> quantities = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            quantities.add(Quantity.unscaled(Integer.toString(i)));
        }
        return quantities;
    }

    /** The backing array [examples, width]; not to be modified. */
    public float[] values() {
        return values;
    }

    /** What the numbers of an example are: their names, and what they were before they were standardized; unmodifiable. */
    public List<Quantity> quantities() {
        return quantities;
    }

    /** Whether all numbers are 1 or 0, the answers yes and no. */
    public boolean areAnswers() {
        for (float value : values) {
            if (value != 0 && value != 1) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int size() {
        return values.length / width();
    }

    @Override
    public int width() {
        return quantities.size();
    }

    @Override
    public Values select(int[] examples) {
        return new Values(Selection.rows(values, examples, width()), quantities);
    }
}
