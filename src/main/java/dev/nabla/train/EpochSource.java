package dev.nabla.train;

import dev.nabla.data.Dataset;
import dev.nabla.program.Examples;
import dev.nabla.program.Random;

/**
 * A fixed set of examples, gone through once an epoch in an order that is a function of seed and epoch. The last batch of
 * an epoch holds what is left.
 */
public final class EpochSource implements BatchSource {
    private final Examples examples;
    private final int[] members;
    private final int seed;
    private final int[] order;
    private long epochOfOrder = -1;
    private long position;

    /**
     * A source at the beginning of the first epoch.
     *
     * @param members the examples to learn from, as indices; at least one
     * @param seed of the run
     */
    public EpochSource(Examples examples, int[] members, int seed) {
        if (members.length == 0) {
            throw new IllegalArgumentException("Training: no examples, expected at least 1");
        }
        this.examples = examples;
        this.members = members.clone();
        this.order = members.clone();
        this.seed = seed;
    }

    /** All examples of a data set. */
    public static EpochSource of(Dataset data, int seed) {
        return new EpochSource(DataExamples.of(data), DataExamples.all(data), seed);
    }

    @Override
    public Examples examples() {
        return examples;
    }

    @Override
    public int epochSize() {
        return members.length;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void seek(long position) {
        this.position = position;
    }

    @Override
    public void beginSlice() {}

    @Override
    public int take(int batchSize, int[] indices) {
        long epoch = position / members.length;
        int offset = (int) (position % members.length);
        if (epoch != epochOfOrder) {
            System.arraycopy(members, 0, order, 0, members.length);
            Random.of(seed, Random.Stream.ORDER.id(0), (int) epoch).shuffle(order);
            epochOfOrder = epoch;
        }
        int count = Math.min(batchSize, members.length - offset);
        System.arraycopy(order, offset, indices, 0, count);
        position += count;
        return count;
    }
}
