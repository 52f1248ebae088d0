package dev.nabla.kernel;

/** Takes down what a run gives, piece by piece. */
public interface Recorder {
    /** The first {@code count} of some ints; {@code name} says which. */
    void ints(String name, int[] values, int count);

    /** The first {@code count} of some floats; {@code name} says which. */
    void floats(String name, float[] values, int count);
}
