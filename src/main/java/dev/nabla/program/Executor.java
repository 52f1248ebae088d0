package dev.nabla.program;

import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link Program}: holds its buffers and carries out its operations. All executors of a program give the same
 * bits while its parameters are finite. Not safe for use by several threads at once.
 */
public interface Executor {
    /** The program that runs. */
    Program program();

    /**
     * Copies {@code values} into a buffer, row-major.
     *
     * @param buffer of type F32 and a fixed shape: a parameter, an optimizer's state
     * @param values {@code buffer.shape().width()} elements
     */
    void write(Buffer buffer, float[] values);

    /**
     * Copies a buffer's contents out, row-major.
     *
     * @param buffer of type F32
     * @param values receives the first {@code values.length} elements
     */
    void read(Buffer buffer, float[] values);

    /**
     * Runs the steps of a slice and fills its metrics. Ends early behind a step whose update made a parameter infinite or
     * NaN; its {@link Program#nonFinite()} metric tells which.
     *
     * @return the number of steps that were completed, the offending one included
     */
    int train(Examples examples, Slice slice);

    /**
     * Trains as {@link #train} does, and keeps every buffer: {@link #read} and {@link #readInts} then give what the last chunk
     * of the last step has left.
     */
    int observe(Examples examples, Slice slice);

    /**
     * Copies the first elements of a buffer of type I32, of which there is one for each example, out.
     *
     * @return {@code count} elements
     */
    int[] readInts(Buffer buffer, int count);

    /**
     * Trains one step as {@link #observe} does, and looks at what its operations have written. Of a batch beyond the
     * {@linkplain Program#capacity() capacity} the earlier chunks may be seen only in what is summed over the batch.
     *
     * @return the first buffer, in the order of the operations, that got an infinite number or a NaN: the program's losses
     *     too where only their mean is such; null where all is finite
     */
    default @Nullable Buffer findNonFinite(Examples examples, Slice slice) {
        observe(examples, slice);
        Program program = program();
        int batch = slice.rows(0);
        int rows = (batch - 1) % program.capacity() + 1;
        for (Phase phase : Phase.values()) {
            for (Op op : program.ops(phase)) {
                for (Buffer buffer : op.writes()) {
                    int leading = buffer.shape().extent() == Shape.Extent.BATCH ? batch : rows;
                    if (buffer.type() == ElementType.F32 && !isFinite(buffer, leading)) {
                        return buffer;
                    }
                }
                if (op instanceof LossOp.Mean mean && !(Math.abs(slice.metric(0, mean.metric())) <= Float.MAX_VALUE)) {
                    return mean.values();
                }
            }
        }
        return null;
    }

    private boolean isFinite(Buffer buffer, int leading) {
        float[] values = new float[(int) buffer.shape().elements(leading)];
        read(buffer, values);
        for (float value : values) {
            if (!(Math.abs(value) <= Float.MAX_VALUE)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Measures examples without learning from them.
     *
     * @param order the examples {@code order[from … from + count − 1]} are measured, in this order
     * @param losses receives the loss of each, without penalties, [count]
     * @param predictions receives the class with the largest output, [count]; left alone where targets are numbers
     */
    void evaluate(Examples examples, int[] order, int from, int count, float[] losses, int[] predictions);

    /**
     * Computes the network's output.
     *
     * @param inputs [count, inputs]
     * @param outputs receives the outputs, [count, outputs]
     */
    void predict(float[] inputs, int count, float[] outputs);

    /** Gives back what the executor holds outside of Java; it must not be used afterwards. */
    default void close() {}
}
