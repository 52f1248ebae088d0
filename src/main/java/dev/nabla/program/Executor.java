package dev.nabla.program;

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
