package dev.nabla.train;

import dev.nabla.program.Examples;

/**
 * Where a run's batches come from: a fixed set gone through epoch by epoch, or an endless stream. Holds the position, which
 * a checkpoint saves and restores.
 */
public sealed interface BatchSource permits EpochSource, AugmentedSource, StreamSource {
    /** What the indices of {@link #take} refer to. */
    Examples examples();

    /** The number of examples of an epoch; 0 where there are no epochs. */
    int epochSize();

    /** The number of examples taken since the beginning of the run. */
    long position();

    /** Goes to the place behind the first {@code position} examples of the run. */
    void seek(long position);

    /** Says that the indices handed out so far have been used: a stream may overwrite their examples. */
    void beginSlice();

    /**
     * Hands out the next batch; the last one of an epoch may be smaller.
     *
     * @param batchSize the most examples to hand out, at least 1
     * @param indices receives them, from 0
     * @return how many there are
     */
    int take(int batchSize, int[] indices);
}
