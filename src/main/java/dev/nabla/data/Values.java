package dev.nabla.data;

/** Finite numbers to be predicted, {@code width} per example: [examples, width], row-major. */
public final class Values implements Targets {
    private final float[] values;
    private final int width;

    /**
     * Wraps the array without a copy; the caller must not modify it afterwards.
     *
     * @param values [examples, width]
     * @param width numbers per example, at least 1
     * @throws DataException if the length is no multiple of the width, or a number is NaN or infinite
     */
    public Values(float[] values, int width) {
        if (width < 1) {
            throw new DataException("Values: " + width + " per example, expected at least 1");
        }
        if (values.length % width != 0) {
            throw new DataException("Values: " + values.length + " numbers, expected a multiple of " + width);
        }
        Selection.requireFinite("Values", values);
        this.values = values;
        this.width = width;
    }

    /** The backing array [examples, width]; not to be modified. */
    public float[] values() {
        return values;
    }

    @Override
    public int size() {
        return values.length / width;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public Values select(int[] examples) {
        return new Values(Selection.rows(values, examples, width), width);
    }
}
