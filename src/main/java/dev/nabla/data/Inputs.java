package dev.nabla.data;

/** The inputs of a data set, all examples one after the other: [examples, numbers per example], row-major. */
public sealed interface Inputs permits Pixels, Floats {
    /** How many numbers there are: examples · numbers per example. */
    int count();

    /**
     * Copies numbers {@code from .. from + length − 1} to {@code target[at ..]} as the float32 that a network sees.
     * Overwrites the target. The caller guarantees that both ranges exist.
     */
    void copy(int from, int length, float[] target, int at);

    /**
     * A new array that holds the rows {@code rows} of {@code width} numbers each, in that order.
     *
     * @throws DataException if a row does not exist or the result would exceed the largest array
     */
    Inputs select(int[] rows, int width);
}
