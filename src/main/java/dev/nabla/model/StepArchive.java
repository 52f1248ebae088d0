package dev.nabla.model;

import dev.nabla.program.Buffer;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.Metric;
import dev.nabla.program.Scalar;
import dev.nabla.program.Shape;
import dev.nabla.train.ObservedStep;

/**
 * A training step as a .npz file, so that anybody can recompute it in NumPy. Arrays:
 *
 * <ul>
 *   <li>{@code x} [rows, …] inputs as the network sees them, {@code y} labels (int32) or targets, {@code examples} their
 *       indices (int32);
 *   <li>{@code before.NAME} and {@code after.NAME}: parameters, statistics and the optimizer's state around the step, such as
 *       {@code before.layer1.weight} [units, inputs];
 *   <li>{@code NAME} of every value between, such as {@code layer1.z}, {@code layer1.a}, {@code probabilities},
 *       {@code losses}; {@code gradient.NAME}, the loss's derivative by it;
 *   <li>{@code scalar.NAME}: what the step read, such as {@code scalar.learningRate}; {@code metric.NAME}: what it measured.
 * </ul>
 */
public final class StepArchive {
    private static final String GRADIENT = "d:";
    private static final int[] NUMBER = {};

    private StepArchive() {}

    /** The file's bytes; the same step gives the same ones. */
    public static byte[] write(ObservedStep step) {
        Npz npz = new Npz();
        int[] batch = step.batch();
        npz.add("examples", new int[] {batch.length}, batch);
        if (step.examples().targetType() == ElementType.I32) {
            npz.add("y", new int[] {batch.length}, labels(step.examples(), batch));
        }
        for (Buffer buffer : step.buffers()) {
            int[] shape = shape(buffer.shape(), batch.length);
            if (buffer.isPersistent()) {
                npz.add("before." + buffer.name(), shape, step.before(buffer));
                npz.add("after." + buffer.name(), shape, step.values(buffer));
            } else {
                npz.add(name(buffer), shape, step.values(buffer));
            }
        }
        for (Scalar scalar : step.program().scalars()) {
            npz.add("scalar." + scalar.name(), NUMBER, new float[] {step.scalar(scalar)});
        }
        for (Metric metric : step.program().metrics()) {
            npz.add("metric." + metric.name(), NUMBER, new float[] {step.metric(metric)});
        }
        return npz.toBytes();
    }

    private static String name(Buffer buffer) {
        String name = buffer.name();
        return name.startsWith(GRADIENT) ? "gradient." + name.substring(GRADIENT.length()) : name;
    }

    private static int[] labels(Examples examples, int[] batch) {
        int[] labels = new int[batch.length];
        for (int i = 0; i < batch.length; i++) {
            labels[i] = examples.labels()[batch[i]];
        }
        return labels;
    }

    private static int[] shape(Shape shape, int rows) {
        int[] dimensions = shape.dimensions();
        if (shape.extent() == Shape.Extent.FIXED) {
            return dimensions;
        }
        int[] all = new int[dimensions.length + 1];
        all[0] = rows;
        System.arraycopy(dimensions, 0, all, 1, dimensions.length);
        return all;
    }
}
