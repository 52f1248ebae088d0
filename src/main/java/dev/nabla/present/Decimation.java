package dev.nabla.present;

import java.util.Arrays;

/**
 * A curve of any length, kept in at most {@link #CAPACITY} columns of equal width in steps, each with its least,
 * greatest and last value: no peak is lost. A point is added in constant time on average; when the columns are used up,
 * their width doubles.
 */
public final class Decimation {

    /** More than a plot has pixels across. */
    public static final int CAPACITY = 2048;

    private final int[] steps = new int[CAPACITY];
    private final float[] least = new float[CAPACITY];
    private final float[] greatest = new float[CAPACITY];
    private final float[] last = new float[CAPACITY];
    private int size;
    private int width = 1;

    /** Adds a point; steps never decrease. What is not finite is left out. */
    public void append(int step, float value) {
        if (Float.isNaN(value) || Float.isInfinite(value)) {
            return;
        }
        if (size > 0 && steps[size - 1] / width == step / width) {
            merge(size - 1, step, value, value, value);
            return;
        }
        while (size == CAPACITY) {
            widen();
        }
        push(step, value, value, value);
    }

    /** Takes out all points. */
    public void clear() {
        size = 0;
        width = 1;
    }

    /** Number of columns. */
    public int size() {
        return size;
    }

    /** The last step in a column. */
    public int step(int column) {
        return steps[column];
    }

    /** The least value in a column. */
    public float least(int column) {
        return least[column];
    }

    /** The greatest value in a column. */
    public float greatest(int column) {
        return greatest[column];
    }

    /** The last value in a column. */
    public float last(int column) {
        return last[column];
    }

    /** The first column with this step or a later one; {@link #size()} where there is none. */
    public int columnAt(int step) {
        int found = Arrays.binarySearch(steps, 0, size, step);
        return found >= 0 ? found : -found - 1;
    }

    private void widen() {
        width *= 2;
        int columns = size;
        size = 0;
        for (int i = 0; i < columns; i++) {
            if (size > 0 && steps[size - 1] / width == steps[i] / width) {
                merge(size - 1, steps[i], least[i], greatest[i], last[i]);
            } else {
                push(steps[i], least[i], greatest[i], last[i]);
            }
        }
    }

    private void push(int step, float low, float high, float end) {
        steps[size] = step;
        least[size] = low;
        greatest[size] = high;
        last[size] = end;
        size++;
    }

    private void merge(int column, int step, float low, float high, float end) {
        steps[column] = step;
        least[column] = Math.min(least[column], low);
        greatest[column] = Math.max(greatest[column], high);
        last[column] = end;
    }
}
