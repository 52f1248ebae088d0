package dev.nabla.program;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects what layers, loss and optimizer describe, and checks it: every operation gets buffers that exist, and every
 * buffer of role VALUE or GRADIENT that is read has been written by an earlier operation.
 */
public final class ProgramBuilder {
    private final int capacity;
    private final List<Buffer> buffers = new ArrayList<>();
    private final Map<Phase, List<Op>> ops = new EnumMap<>(Phase.class);
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Scalar> scalars = new ArrayList<>();
    private final List<Metric> metrics = new ArrayList<>();
    private final List<Key> keys = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Buffer order;
    private final Scalar inverseBatch;
    private final Metric loss;
    private final Metric nonFinite;
    private @Nullable Buffer input;
    private @Nullable Buffer output;
    private @Nullable Buffer losses;
    private @Nullable Buffer predictions;

    /**
     * An empty program.
     *
     * @param capacity rows of a chunk, 1 … {@link Program#MAX_CAPACITY}
     */
    public ProgramBuilder(int capacity) {
        if (capacity < 1 || capacity > Program.MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "Program: capacity of " + capacity + " rows, expected 1 to " + Program.MAX_CAPACITY);
        }
        this.capacity = capacity;
        this.order = buffer("order", ElementType.I32, Shape.rows(), Buffer.Role.ORDER);
        this.inverseBatch = scalar("inverseBatch", 1);
        this.loss = metric("loss");
        this.nonFinite = metric("nonFinite");
    }

    /** Declares a buffer under a name of its own. */
    public Buffer buffer(String name, ElementType type, Shape shape, Buffer.Role role) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("Program: two buffers are called " + name);
        }
        Buffer buffer = new Buffer(buffers.size(), name, type, shape, role);
        buffers.add(buffer);
        return buffer;
    }

    /** Declares a float32 buffer [rows, …] computed from the batch. */
    public Buffer value(String name, Shape shape) {
        return buffer(name, ElementType.F32, shape, Buffer.Role.VALUE);
    }

    /** Declares the derivative of the loss by {@code buffer}, of its shape, named with a leading d. */
    public Buffer gradientOf(Buffer buffer) {
        return buffer("d:" + buffer.name(), ElementType.F32, buffer.shape(), Buffer.Role.GRADIENT);
    }

    /** Declares a learned tensor and its gradient. */
    public Parameter parameter(String name, Shape shape) {
        Buffer value = buffer(name, ElementType.F32, shape, Buffer.Role.PARAMETER);
        Parameter parameter = new Parameter(value, gradientOf(value));
        parameters.add(parameter);
        return parameter;
    }

    /** Declares what is measured while training and belongs to the model. */
    public Buffer statistic(String name, Shape shape) {
        return buffer(name, ElementType.F32, shape, Buffer.Role.STATISTIC);
    }

    /** Declares an optimizer's memory for a parameter, of its shape. */
    public Buffer state(String name, Parameter parameter) {
        return buffer(
                parameter.value().name() + "." + name,
                ElementType.F32,
                parameter.value().shape(),
                Buffer.Role.STATE);
    }

    /**
     * The column of that name in the table of numbers read per step; the same name gives the same column.
     *
     * @param initialValue what a step reads unless the slice says otherwise; counts where the column is made
     */
    public Scalar scalar(String name, float initialValue) {
        for (Scalar scalar : scalars) {
            if (scalar.name().equals(name)) {
                return scalar;
            }
        }
        Scalar scalar = new Scalar(scalars.size(), name, initialValue);
        scalars.add(scalar);
        return scalar;
    }

    /** The column of that name in the table of numbers written per step; the same name gives the same column. */
    public Metric metric(String name) {
        for (Metric metric : metrics) {
            if (metric.name().equals(name)) {
                return metric;
            }
        }
        Metric metric = new Metric(metrics.size(), name);
        metrics.add(metric);
        return metric;
    }

    /**
     * Declares a column in the table of random keys.
     *
     * @param stream the id of the random numbers' stream
     */
    public Key key(String name, int stream) {
        for (Key key : keys) {
            if (key.name().equals(name)) {
                throw new IllegalArgumentException("Program: two keys are called " + name);
            }
        }
        Key key = new Key(keys.size(), name, stream);
        keys.add(key);
        return key;
    }

    /** Appends an operation to a phase. */
    public void add(Phase phase, Op op) {
        ops.computeIfAbsent(phase, key -> new ArrayList<>()).add(op);
    }

    /** The parameters declared so far. */
    public List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    /** Which example each row is; see {@link Program#order()}. */
    public Buffer order() {
        return order;
    }

    /** See {@link Program#inverseBatch()}. */
    public Scalar inverseBatch() {
        return inverseBatch;
    }

    /** See {@link Program#loss()}. */
    public Metric loss() {
        return loss;
    }

    /** See {@link Program#nonFinite()}. */
    public Metric nonFinite() {
        return nonFinite;
    }

    /** Names the network's input. */
    public void input(Buffer buffer) {
        input = buffer;
    }

    /** The network's input; null before it is named. */
    public @Nullable Buffer input() {
        return input;
    }

    /** Names the network's output. */
    public void output(Buffer buffer) {
        output = buffer;
    }

    /** Names the losses per example, [batch]. */
    public void losses(Buffer buffer) {
        losses = buffer;
    }

    /** Names the predicted classes, [rows], I32. */
    public void predictions(Buffer buffer) {
        predictions = buffer;
    }

    /** The finished program. */
    public Program build() {
        if (input == null || output == null || losses == null) {
            throw new IllegalStateException("Program: input, output and losses must be named before it is built");
        }
        checkOrder();
        Program.Ports ports =
                new Program.Ports(order, input, output, losses, predictions, inverseBatch, loss, nonFinite);
        return new Program(capacity, buffers, ops, parameters, scalars, metrics, keys, ports);
    }

    private void checkOrder() {
        Set<Buffer> written = new HashSet<>();
        for (Phase phase : Phase.values()) {
            for (Op op : ops.getOrDefault(phase, List.of())) {
                for (Buffer read : op.reads()) {
                    boolean computed = read.role() == Buffer.Role.VALUE || read.role() == Buffer.Role.GRADIENT;
                    if (!buffers.get(read.id()).equals(read) || (computed && !written.contains(read))) {
                        throw new IllegalStateException(
                                "Program: " + op.kind() + " reads " + read + " before any operation writes it");
                    }
                }
                written.addAll(op.writes());
            }
        }
    }
}
