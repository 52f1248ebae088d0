package dev.nabla.program;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network compiled: a short list of typed operations over typed buffers, by {@link Phase}, which every executor runs to
 * the same bits. Immutable; made by {@link ProgramBuilder}.
 *
 * <p>A plan holds at most {@link #capacity()} rows at a time; the actual number is a run-time value. A batch that is
 * larger runs in chunks of capacity rows, which accumulate gradients in order of the examples: the same bits as in one
 * piece.
 */
public final class Program {
    /** The most rows that a program may hold at a time. */
    public static final int MAX_CAPACITY = 256;

    /** Name of the metric to which L1 and L2 penalties add. */
    public static final String PENALTY = "penalty";

    /** Name of the metric that counts the examples whose largest output is their label's. */
    public static final String CORRECT = "correct";

    private final int capacity;
    private final List<Buffer> buffers;
    private final Map<Phase, List<Op>> ops;
    private final List<Parameter> parameters;
    private final List<Scalar> scalars;
    private final List<Metric> metrics;
    private final List<Key> keys;
    private final List<Op> inference;
    private final Ports ports;

    /** The buffers and columns by which the world outside reaches a program. */
    record Ports(
            Buffer order,
            Buffer input,
            Buffer output,
            Buffer losses,
            @Nullable Buffer predictions,
            Scalar inverseBatch,
            Metric loss,
            Metric nonFinite) {}

    Program(
            int capacity,
            List<Buffer> buffers,
            Map<Phase, List<Op>> ops,
            List<Parameter> parameters,
            List<Scalar> scalars,
            List<Metric> metrics,
            List<Key> keys,
            Ports ports) {
        this.capacity = capacity;
        this.buffers = List.copyOf(buffers);
        this.ops = new EnumMap<>(Phase.class);
        ops.forEach((phase, list) -> this.ops.put(phase, List.copyOf(list)));
        this.parameters = List.copyOf(parameters);
        this.scalars = List.copyOf(scalars);
        this.metrics = List.copyOf(metrics);
        this.keys = List.copyOf(keys);
        this.inference = ops(Phase.FORWARD).stream()
                .flatMap(op -> op.inference().stream())
                .toList();
        this.ports = ports;
    }

    /** The most rows of a chunk. */
    public int capacity() {
        return capacity;
    }

    /** All buffers; a buffer's id is its position. */
    public List<Buffer> buffers() {
        return buffers;
    }

    /** The operations of one phase, in order. */
    public List<Op> ops(Phase phase) {
        List<Op> list = ops.get(phase);
        return list == null ? List.of() : list;
    }

    /** The forward phase when nothing is learned: what evaluation and prediction run in its place. */
    public List<Op> inference() {
        return inference;
    }

    /** The learned tensors, layer by layer, weights before biases. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** What is measured while training and belongs to the model, layer by layer; not learned. */
    public List<Buffer> statistics() {
        return buffers.stream()
                .filter(buffer -> buffer.role() == Buffer.Role.STATISTIC)
                .toList();
    }

    /** The buffers that make the model: the parameters, then the statistics. */
    public List<Buffer> model() {
        List<Buffer> model = new ArrayList<>();
        parameters.forEach(parameter -> model.add(parameter.value()));
        model.addAll(statistics());
        return model;
    }

    /** The buffers that a checkpoint must hold: parameters, statistics and the optimizer's state, in order of their ids. */
    public List<Buffer> persistent() {
        return buffers.stream().filter(Buffer::isPersistent).toList();
    }

    /** Whether {@code other} runs the same operations on the same buffers. */
    public boolean computesLike(Program other) {
        if (capacity != other.capacity
                || buffers.size() != other.buffers.size()
                || metrics.size() != other.metrics.size()) {
            return false;
        }
        for (int i = 0; i < buffers.size(); i++) {
            if (!buffers.get(i).equals(other.buffers.get(i))) {
                return false;
            }
        }
        for (int i = 0; i < metrics.size(); i++) {
            if (!metrics.get(i).equals(other.metrics.get(i))) {
                return false;
            }
        }
        for (Phase phase : Phase.values()) {
            if (!isSame(ops(phase), other.ops(phase))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(List<Op> ops, List<Op> others) {
        if (ops.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < ops.size(); i++) {
            if (!ops.get(i).equals(others.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Checks that the program can train on a batch of so many examples: batch normalization needs two numbers at least to
     * measure a variance, and the whole batch at a time.
     *
     * @throws IllegalArgumentException if it cannot
     */
    public void requireBatch(int examples) {
        for (Op op : ops(Phase.FORWARD)) {
            if (op instanceof NormalizationOp.RunningMoments moments) {
                boolean isSmall = (long) examples * moments.positions() < 2;
                if (isSmall || examples > capacity) {
                    throw new IllegalArgumentException(
                            "Batch normalization (" + moments.runningMean().name() + "): a batch of " + examples
                                    + (examples == 1 ? " example" : " examples") + ", expected "
                                    + (isSmall ? "at least 2" : "at most " + capacity));
                }
            }
        }
    }

    /** The columns of the table of numbers read per step. */
    public List<Scalar> scalars() {
        return scalars;
    }

    /** The columns of the table of numbers written per step. */
    public List<Metric> metrics() {
        return metrics;
    }

    /** The columns of the table of random keys. */
    public List<Key> keys() {
        return keys;
    }

    /** The column of that name, or null where the program reads no such number. */
    public @Nullable Scalar findScalar(String name) {
        for (Scalar scalar : scalars) {
            if (scalar.name().equals(name)) {
                return scalar;
            }
        }
        return null;
    }

    /** The column of that name, or null where the program writes no such number. */
    public @Nullable Metric findMetric(String name) {
        for (Metric metric : metrics) {
            if (metric.name().equals(name)) {
                return metric;
            }
        }
        return null;
    }

    /** Which example each row of the chunk is; [rows], I32. */
    public Buffer order() {
        return ports.order;
    }

    /** The network's input; [rows, …], F32. */
    public Buffer input() {
        return ports.input;
    }

    /** The network's output, such as the probabilities of the classes; [rows, outputs]. */
    public Buffer output() {
        return ports.output;
    }

    /** The loss of each example of the batch, without penalties; [batch]. */
    public Buffer losses() {
        return ports.losses;
    }

    /** The class with the largest output of each row; [rows], I32; null where targets are numbers. */
    public @Nullable Buffer predictions() {
        return ports.predictions;
    }

    /** {@code 1f / batch size}, set by {@link Slice#add}. */
    public Scalar inverseBatch() {
        return ports.inverseBatch;
    }

    /** The batch's mean loss, without penalties. */
    public Metric loss() {
        return ports.loss;
    }

    /** 0, or 1 + the position of the first parameter that the step's update made non-finite. */
    public Metric nonFinite() {
        return ports.nonFinite;
    }

    /** Number of learned values. */
    public long parameterCount() {
        long count = 0;
        for (Parameter parameter : parameters) {
            count += parameter.value().shape().width();
        }
        return count;
    }

    /** Floating-point operations of one step on a batch of {@code rows} examples. */
    public long flops(int rows) {
        long flops = 0;
        for (Phase phase : Phase.values()) {
            for (Op op : ops(phase)) {
                flops += op.flops(rows);
            }
        }
        return flops;
    }

    /** Bytes of all buffers for batches of so many examples, without the data set. */
    public long bytes(int batch) {
        long bytes = 0;
        for (Buffer buffer : buffers) {
            bytes += bytes(buffer, batch);
        }
        return bytes;
    }

    /** Bytes of one buffer for batches of so many examples; 0 for the data set's. */
    public long bytes(Buffer buffer, int batch) {
        int leading = switch (buffer.shape().extent()) {
            case FIXED, ROWS -> capacity;
            case BATCH -> batch;
            case EXAMPLES -> 0;
        };
        return buffer.shape().elements(leading) * buffer.type().sizeBytes();
    }
}
