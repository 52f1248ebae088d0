package dev.nabla.program;

/**
 * A typed tensor that a program reads or writes: its meaning, apart from where an executor puts it.
 *
 * @param id position in {@link Program#buffers()}
 * @param name unique in its program, such as {@code layer1.weight}; the field's symbols where one fits
 * @param type the type of the elements
 * @param shape logical and row-major
 * @param role who owns the contents, and for how long
 */
public record Buffer(int id, String name, ElementType type, Shape shape, Role role) {
    /** Who owns a buffer's contents, and for how long they live. */
    public enum Role {
        /** The data set's inputs; bound when the program runs, only read. */
        INPUTS,
        /** The data set's labels or targets; bound when the program runs, only read. */
        TARGETS,
        /** Which example each row is; set for each chunk, only read. */
        ORDER,
        /** Learned; lives as long as the run. */
        PARAMETER,
        /** Measured while training, part of the model: running moments; lives as long as the run. */
        STATISTIC,
        /** An optimizer's memory (velocity, moments); lives as long as the run. */
        STATE,
        /** Computed forward from the batch; lives for one chunk, a batch's losses for one step. */
        VALUE,
        /** The loss's derivative by another buffer; a parameter's lives for one step. */
        GRADIENT
    }

    /** Whether a checkpoint must hold this buffer to continue a run to the bit. */
    public boolean isPersistent() {
        return role == Role.PARAMETER || role == Role.STATISTIC || role == Role.STATE;
    }

    @Override
    public String toString() {
        return name + " " + shape;
    }
}
