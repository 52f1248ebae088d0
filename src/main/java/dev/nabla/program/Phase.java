package dev.nabla.program;

/**
 * The parts of a training step, in the order in which they run.
 *
 * <p>Prediction runs {@link Program#inference()}; evaluation {@link #GATHER}, that, and {@link #LOSS}; a training step
 * all phases. A batch larger than the row capacity runs the first four once per chunk.
 */
public enum Phase {
    /** Copies the batch's examples and targets out of the data set; once per chunk. */
    GATHER,
    /** From the inputs to the network's output; once per chunk. */
    FORWARD,
    /** The loss of each example and what is counted about it; once per chunk. */
    LOSS,
    /** Gradients of values and parameters, the latter accumulated over the chunks; once per chunk. */
    BACKWARD,
    /** What needs the whole batch: its mean loss, penalties and their gradients; once per step. */
    BATCH,
    /** The optimizer's updates and the check of the parameters; once per step. */
    UPDATE
}
