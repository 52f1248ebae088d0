package dev.nabla.train;

import dev.nabla.data.Augmentation;
import dev.nabla.data.Augmenter;
import dev.nabla.data.DataException;
import dev.nabla.data.Dataset;
import dev.nabla.data.Labels;
import dev.nabla.data.Pixels;
import dev.nabla.program.Examples;

/**
 * Images of a fixed set, gone through in the order of an {@link EpochSource} and changed at random in each epoch: how is a
 * function of seed, epoch and example, so that a position is all that a checkpoint needs.
 */
public final class AugmentedSource implements BatchSource {
    /** Images that a stream numbers within what serves it as an epoch. */
    private static final int STREAM_EPOCH_BITS = 24;

    private final EpochSource order;
    private final Augmentation augmentation;
    private final Augmenter augmenter;
    private final int width;
    private final byte[] images;
    private final int[] imageLabels;
    private byte[] pixels = new byte[0];
    private int[] labels = new int[0];
    private Examples examples = Examples.changing(0, pixels, labels);
    private int used;

    /**
     * A source at the beginning of the first epoch.
     *
     * @param data gray images with labels
     * @param members the examples to learn from, as indices; at least one
     * @param seed of the run
     * @throws DataException if the data are not such images
     */
    public AugmentedSource(Dataset data, int[] members, Augmentation augmentation, int seed) {
        if (!(data.inputs() instanceof Pixels inputs) || !(data.targets() instanceof Labels targets)) {
            throw new DataException(data.name() + ": not images with labels, expected such for augmentation");
        }
        this.order = new EpochSource(DataExamples.of(data), members, seed);
        this.augmentation = augmentation;
        this.augmenter = new Augmenter(augmentation, data.shape(), DataRandom.augmentation(seed));
        this.width = data.shape().size();
        this.images = inputs.values();
        this.imageLabels = targets.values();
    }

    /** A stream's generator whose images are changed, each in its own way. */
    public static StreamSource.Generator generator(
            StreamSource.Generator images, Augmentation augmentation, Augmenter augmenter, int width) {
        return (first, count, pixels, labels, offset) -> {
            images.fill(first, count, pixels, labels, offset);
            for (int i = 0; i < count; i++) {
                long image = first + i;
                if (!augmentation.isClean(image)) {
                    int at = (offset + i) * width;
                    int epoch = (int) (image >>> STREAM_EPOCH_BITS);
                    int example = (int) (image & ((1 << STREAM_EPOCH_BITS) - 1));
                    augmenter.augment(pixels, at, pixels, at, epoch, example);
                }
            }
        };
    }

    @Override
    public Examples examples() {
        return examples;
    }

    @Override
    public int epochSize() {
        return order.epochSize();
    }

    @Override
    public long position() {
        return order.position();
    }

    @Override
    public void seek(long position) {
        order.seek(position);
    }

    @Override
    public void beginSlice() {
        used = 0;
    }

    @Override
    public int take(int batchSize, int[] indices) {
        int epoch = (int) (order.position() / epochSize());
        long first = order.position() % epochSize();
        int count = order.take(batchSize, indices);
        ensure(used + count);
        for (int i = 0; i < count; i++) {
            int example = indices[i];
            int at = (used + i) * width;
            if (augmentation.isClean(first + i)) {
                System.arraycopy(images, example * width, pixels, at, width);
            } else {
                augmenter.augment(images, example * width, pixels, at, epoch, example);
            }
            labels[used + i] = imageLabels[example];
            indices[i] = used + i;
        }
        used += count;
        return count;
    }

    private void ensure(int count) {
        if (labels.length >= count) {
            return;
        }
        int size = Math.max(count, 2 * labels.length);
        byte[] morePixels = new byte[Math.multiplyExact(size, width)];
        int[] moreLabels = new int[size];
        System.arraycopy(pixels, 0, morePixels, 0, used * width);
        System.arraycopy(labels, 0, moreLabels, 0, used);
        pixels = morePixels;
        labels = moreLabels;
        examples = Examples.changing(size, pixels, labels);
    }
}
