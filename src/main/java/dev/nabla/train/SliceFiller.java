package dev.nabla.train;

import dev.nabla.program.Program;
import dev.nabla.program.Slice;

/** Takes batches from a source and puts them, with the numbers of their steps, into slices. */
final class SliceFiller {
    /** Examples of a slice, at most, unless one batch is larger: bounds what a stream holds. */
    private static final int SLICE_EXAMPLES = 8192;

    private final BatchSource source;
    private int[] indices = new int[0];

    SliceFiller(BatchSource source) {
        this.source = source;
    }

    /**
     * Fills a slice anew, at most to the end of the epoch.
     *
     * @param step number of steps done
     * @param steps at most so many, at least 1
     */
    void fill(Slice slice, Program program, Settings settings, long step, long steps) {
        slice.clear();
        source.beginSlice();
        int batchSize =
                source.epochSize() == 0 ? settings.batchSize() : Math.min(settings.batchSize(), source.epochSize());
        if (indices.length < batchSize) {
            indices = new int[batchSize];
        }
        int examples = 0;
        do {
            int count = source.take(batchSize, indices);
            int index = slice.add(indices, 0, count);
            settings.fill(program, slice, index, step + index);
            examples += count;
        } while (slice.steps() < Math.min(steps, slice.maxSteps())
                && examples + batchSize <= SLICE_EXAMPLES
                && !atEpochEnd());
    }

    boolean atEpochEnd() {
        return source.epochSize() > 0 && source.position() % source.epochSize() == 0;
    }
}
