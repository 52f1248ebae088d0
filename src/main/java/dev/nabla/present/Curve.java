package dev.nabla.present;

import java.util.Arrays;

/** A measured quantity over the steps of a run: every point, the columns to draw, and the smoothed columns. */
public final class Curve {

    private static final int FIRST_CAPACITY = 1024;

    private final String name;
    private final Decimation raw = new Decimation();
    private final Decimation smooth = new Decimation();
    private final Smoothing smoothing;
    private int[] steps = new int[FIRST_CAPACITY];
    private float[] values = new float[FIRST_CAPACITY];
    private int size;

    /** A curve that is drawn as it was measured. */
    public Curve(String name) {
        this(name, 0);
    }

    /** A curve with a mean drawn over it; {@code beta} as in {@link Smoothing}. */
    public Curve(String name, double beta) {
        this.name = name;
        smoothing = new Smoothing(beta);
    }

    public String name() {
        return name;
    }

    /** Adds a point at a step not before the last one. */
    public void append(int step, float value) {
        if (size > 0 && step < steps[size - 1]) {
            throw new IllegalArgumentException("Curve " + name + ": step " + step + " after step " + steps[size - 1]);
        }
        if (size == steps.length) {
            steps = Arrays.copyOf(steps, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        steps[size] = step;
        values[size] = value;
        size++;
        addToColumns(step, value);
    }

    /** Drops everything after a step: a run goes on from there. */
    public void keepUntil(int step) {
        size = pointsUntil(step);
        raw.clear();
        smooth.clear();
        smoothing.clear();
        for (int i = 0; i < size; i++) {
            addToColumns(steps[i], values[i]);
        }
    }

    /** Drops everything. */
    public void clear() {
        keepUntil(-1);
    }

    private void addToColumns(int step, float value) {
        raw.append(step, value);
        smooth.append(step, (float) smoothing.add(value));
    }

    public int size() {
        return size;
    }

    public int step(int point) {
        return steps[point];
    }

    public float value(int point) {
        return values[point];
    }

    public int lastStep() {
        return size == 0 ? 0 : steps[size - 1];
    }

    /** The value measured last; NaN before the first. */
    public float lastValue() {
        return size == 0 ? Float.NaN : values[size - 1];
    }

    /** The value at a step, or the last one before it; NaN before the first. */
    public float valueAt(int step) {
        int count = pointsUntil(step);
        return count == 0 ? Float.NaN : values[count - 1];
    }

    private int pointsUntil(int step) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (steps[middle] <= step) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** What was measured. */
    public Decimation columns() {
        return raw;
    }

    /** The running mean of what was measured. */
    public Decimation smoothColumns() {
        return smooth;
    }
}
