package dev.nabla.data;

/** Inputs held as finite float32 numbers. */
public final class Floats implements Inputs {
    private final float[] values;

    /**
     * Wraps the array without a copy; the caller must not modify it afterwards.
     *
     * @throws DataException if a number is NaN or infinite
     */
    public Floats(float[] values) {
        this("Inputs", values);
    }

    /** The same; messages call the numbers {@code what}. */
    Floats(String what, float[] values) {
        Selection.requireFinite(what, values);
        this.values = values;
    }

    /** The backing array [examples, numbers per example], row-major; not to be modified. */
    public float[] values() {
        return values;
    }

    @Override
    public int count() {
        return values.length;
    }

    @Override
    public void copy(int from, int length, float[] target, int at) {
        System.arraycopy(values, from, target, at, length);
    }

    @Override
    public Floats select(int[] rows, int width) {
        return new Floats(Selection.rows(values, rows, width));
    }
}
