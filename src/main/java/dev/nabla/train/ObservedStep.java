package dev.nabla.train;

import dev.nabla.nn.Network;
import dev.nabla.program.Buffer;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Metric;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Scalar;
import dev.nabla.program.Shape;
import dev.nabla.program.Slice;
import dev.nabla.program.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One training step with every number kept: the reference executor's, so the bits of the run. What the step did to the
 * gradients, such as clipping, is seen in them. Beside the run's program it computes the loss's derivative by the input.
 */
public final class ObservedStep {
    private final JavaExecutor executor;
    private final Program program;
    private final Examples examples;
    private final int[] batch;
    private final Slice slice;
    private final Map<String, float[]> before;

    private ObservedStep(
            JavaExecutor executor, Examples examples, int[] batch, Slice slice, Map<String, float[]> before) {
        this.executor = executor;
        this.program = executor.program();
        this.examples = examples;
        this.batch = batch;
        this.slice = slice;
        this.before = before;
    }

    /**
     * Does the step.
     *
     * @param settings as they are at the step
     * @param examples that the batch is of
     * @param batch indices of examples, 1 … {@link Program#MAX_CAPACITY} of them
     * @param tensors parameters, statistics and the optimizer's state before the step, as {@link RunState#tensors} has them; a state that
     *     is missing is 0
     * @param step number of steps done before
     * @throws IllegalArgumentException if the batch is too large, or a parameter or statistic is missing or has another shape
     */
    public static ObservedStep run(
            Network network, Settings settings, Examples examples, int[] batch, List<Tensor> tensors, long step) {
        if (batch.length < 1 || batch.length > Program.MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "Observed step: " + batch.length + " examples, expected 1 to " + Program.MAX_CAPACITY);
        }
        ProgramBuilder builder = new ProgramBuilder(batch.length);
        network.describe(builder, examples.inputType(), examples.targetType(), true);
        settings.describe(builder);
        Network.describeChecks(builder);
        JavaExecutor executor = new JavaExecutor(builder.build());
        Program program = executor.program();
        Map<String, float[]> before = new HashMap<>();
        for (Buffer buffer : program.persistent()) {
            float[] values = find(buffer, tensors);
            executor.write(buffer, values);
            before.put(buffer.name(), values);
        }
        Slice slice = new Slice(program, 1);
        slice.add(batch, 0, batch.length);
        settings.fill(program, slice, 0, step);
        executor.train(examples, slice);
        return new ObservedStep(executor, examples, Arrays.copyOf(batch, batch.length), slice, before);
    }

    private static float[] find(Buffer buffer, List<Tensor> tensors) {
        for (Tensor tensor : tensors) {
            if (tensor.name().equals(buffer.name())) {
                if (!tensor.shape().equals(buffer.shape())) {
                    throw new IllegalArgumentException(
                            "Observed step: tensor " + tensor + ", expected the shape " + buffer.shape());
                }
                return Arrays.copyOf(tensor.values(), tensor.values().length);
            }
        }
        if (buffer.role() != Buffer.Role.STATE) {
            throw new IllegalArgumentException("Observed step: no tensor " + buffer);
        }
        return new float[buffer.shape().width()];
    }

    /** What ran. */
    public Program program() {
        return program;
    }

    /** Number of examples of the batch. */
    public int rows() {
        return batch.length;
    }

    /** The examples that the batch is of. */
    public Examples examples() {
        return examples;
    }

    /** The batch, as indices of examples; a copy. */
    public int[] batch() {
        return Arrays.copyOf(batch, batch.length);
    }

    /** The buffers that {@link #values} can read: numbers, and not the data set. */
    public List<Buffer> buffers() {
        List<Buffer> list = new ArrayList<>();
        for (Buffer buffer : program.buffers()) {
            if (buffer.type() == ElementType.F32 && buffer.shape().extent() != Shape.Extent.EXAMPLES) {
                list.add(buffer);
            }
        }
        return list;
    }

    /** A parameter or state before the step; a copy. */
    public float[] before(Buffer buffer) {
        float[] values = before.get(buffer.name());
        if (values == null) {
            throw new IllegalArgumentException("Observed step: " + buffer + " is neither parameter nor state");
        }
        return Arrays.copyOf(values, values.length);
    }

    /** A buffer behind the step, all rows of the batch; a copy. */
    public float[] values(Buffer buffer) {
        float[] values = new float[(int) buffer.shape().elements(batch.length)];
        executor.read(buffer, values);
        return values;
    }

    /** What a scalar was in the step. */
    public float scalar(Scalar scalar) {
        return slice.scalar(0, scalar);
    }

    /** What the step measured. */
    public float metric(Metric metric) {
        return slice.metric(0, metric);
    }
}
