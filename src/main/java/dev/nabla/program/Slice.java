package dev.nabla.program;

import java.util.Arrays;

/**
 * A run of consecutive training steps handed to an executor in one call: for each step its examples and the row of the
 * scalar table; the executor fills the row of the metric table.
 *
 * <p>Reusable: {@link #clear()}, then {@link #add} up to {@link #maxSteps()} steps. The arrays grow to the largest slice
 * and are then kept, so that training allocates nothing.
 */
public final class Slice {
    private static final int KEY_WORDS = 2;

    private final int maxSteps;
    private final int scalarCount;
    private final float[] initialScalars;
    private final int metricCount;
    private final int[] initialKeys;
    private final Scalar inverseBatch;
    private final int[] firsts;
    private final float[] scalars;
    private final float[] metrics;
    private final int[] keys;
    private int[] order = new int[256];
    private int steps;

    /**
     * An empty slice.
     *
     * @param program gives the columns of the tables
     * @param maxSteps the most steps the slice may hold, at least 1
     */
    public Slice(Program program, int maxSteps) {
        if (maxSteps < 1) {
            throw new IllegalArgumentException("Slice: at most " + maxSteps + " steps, expected at least 1");
        }
        this.maxSteps = maxSteps;
        this.scalarCount = program.scalars().size();
        this.metricCount = program.metrics().size();
        this.initialScalars = new float[scalarCount];
        for (Scalar scalar : program.scalars()) {
            initialScalars[scalar.column()] = scalar.initialValue();
        }
        this.initialKeys = new int[KEY_WORDS * program.keys().size()];
        for (Key key : program.keys()) {
            Random random = Random.of(0, key.stream(), 0);
            initialKeys[KEY_WORDS * key.column()] = random.key0();
            initialKeys[KEY_WORDS * key.column() + 1] = random.key1();
        }
        this.inverseBatch = program.inverseBatch();
        this.firsts = new int[maxSteps + 1];
        this.scalars = new float[maxSteps * scalarCount];
        this.metrics = new float[maxSteps * metricCount];
        this.keys = new int[maxSteps * initialKeys.length];
    }

    private Slice(Slice other) {
        maxSteps = other.steps;
        scalarCount = other.scalarCount;
        metricCount = other.metricCount;
        initialScalars = other.initialScalars;
        initialKeys = other.initialKeys;
        inverseBatch = other.inverseBatch;
        firsts = Arrays.copyOf(other.firsts, other.steps + 1);
        scalars = Arrays.copyOf(other.scalars, other.steps * scalarCount);
        metrics = Arrays.copyOf(other.metrics, other.steps * metricCount);
        keys = Arrays.copyOf(other.keys, other.steps * initialKeys.length);
        order = Arrays.copyOf(other.order, other.firsts[other.steps]);
        steps = other.steps;
    }

    /** The most steps this slice may hold. */
    public int maxSteps() {
        return maxSteps;
    }

    /** The number of steps added since {@link #clear()}. */
    public int steps() {
        return steps;
    }

    /** Empties the slice. */
    public void clear() {
        steps = 0;
    }

    /**
     * Appends a step on the examples {@code order[from … from + rows − 1]}; its scalars have their
     * initial values, inverseBatch is {@code 1f / rows}, its keys are those of seed 0 and step 0.
     *
     * @return the step's index in this slice, for {@link #set} and {@link #metric}
     */
    public int add(int[] examples, int from, int rows) {
        if (steps == maxSteps) {
            throw new IllegalStateException("Slice: already " + steps + " steps, at most " + maxSteps);
        }
        if (rows < 1) {
            throw new IllegalArgumentException("Slice: a batch of " + rows + " examples, expected at least 1");
        }
        int first = firsts[steps];
        if (first + rows > order.length) {
            order = Arrays.copyOf(order, Math.max(first + rows, 2 * order.length));
        }
        System.arraycopy(examples, from, order, first, rows);
        firsts[steps + 1] = first + rows;
        System.arraycopy(initialScalars, 0, scalars, steps * scalarCount, scalarCount);
        scalars[steps * scalarCount + inverseBatch.column()] = 1f / rows;
        System.arraycopy(initialKeys, 0, keys, steps * initialKeys.length, initialKeys.length);
        return steps++;
    }

    /** Sets the value that {@code scalar} has in a step. */
    public void set(int step, Scalar scalar, float value) {
        scalars[step * scalarCount + scalar.column()] = value;
    }

    /** The value that {@code scalar} has in a step. */
    public float scalar(int step, Scalar scalar) {
        return scalars[step * scalarCount + scalar.column()];
    }

    /** Sets the random numbers that {@code key} gives in a step. */
    public void setKey(int step, Key key, Random random) {
        keys[step * initialKeys.length + KEY_WORDS * key.column()] = random.key0();
        keys[step * initialKeys.length + KEY_WORDS * key.column() + 1] = random.key1();
    }

    /** The random numbers that {@code key} gives in a step. */
    public Random random(int step, Key key) {
        int at = step * initialKeys.length + KEY_WORDS * key.column();
        return Random.ofKey(keys[at], keys[at + 1]);
    }

    /** What the executor wrote for {@code metric} in a step. */
    public float metric(int step, Metric metric) {
        return metrics[step * metricCount + metric.column()];
    }

    /** The number of examples of a step. */
    public int rows(int step) {
        return firsts[step + 1] - firsts[step];
    }

    /** The indices of all steps' examples, one step behind the other; {@link #first} tells where a step begins. */
    public int[] order() {
        return order;
    }

    /** Where in {@link #order()} a step's examples begin. */
    public int first(int step) {
        return firsts[step];
    }

    /** Where each step begins in {@link #order()}, and where the last one ends: steps + 1 numbers; for executors. */
    public int[] firsts() {
        return firsts;
    }

    /** The scalars, [steps, scalars of the program]; for executors. */
    public float[] scalars() {
        return scalars;
    }

    /** The random keys, [steps, keys of the program, 2]: key0, key1; for executors. */
    public int[] keys() {
        return keys;
    }

    /** The metrics, [steps, metrics of the program], which an executor fills. */
    public float[] metrics() {
        return metrics;
    }

    /** The same steps, not changed by what becomes of this slice. */
    public Slice copy() {
        return new Slice(this);
    }

    /** Writes a metric; for executors. */
    public void setMetric(int step, Metric metric, float value) {
        metrics[step * metricCount + metric.column()] = value;
    }
}
