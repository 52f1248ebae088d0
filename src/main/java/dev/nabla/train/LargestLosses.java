package dev.nabla.train;

import java.util.Arrays;

/**
 * The examples of largest loss, the largest first; of equal losses the one measured first. A NaN is larger than all
 * numbers.
 */
public final class LargestLosses implements Evaluation.Listener {
    private final int most;
    private final int[] order;
    private final int[] examples;
    private final int[] predictions;
    private final float[] losses;
    private final float[][] outputs;
    private int count;

    /**
     * @param most how many are kept, at least 1
     * @param width outputs of the network
     */
    public LargestLosses(int most, int width) {
        if (most < 1) {
            throw new IllegalArgumentException("Largest losses: " + most + " examples, expected at least 1");
        }
        this.most = most;
        order = new int[most];
        examples = new int[most];
        predictions = new int[most];
        losses = new float[most];
        outputs = new float[most][width];
    }

    @Override
    public void onExample(int example, float loss, int prediction, float[] values, int offset) {
        boolean full = count == most;
        if (full && !isLarger(loss, losses[order[most - 1]])) {
            return;
        }
        int slot = full ? order[most - 1] : count++;
        int place = count - 1;
        while (place > 0 && isLarger(loss, losses[order[place - 1]])) {
            order[place] = order[place - 1];
            place--;
        }
        order[place] = slot;
        examples[slot] = example;
        predictions[slot] = prediction;
        losses[slot] = loss;
        System.arraycopy(values, offset, outputs[slot], 0, outputs[slot].length);
    }

    private static boolean isLarger(float loss, float other) {
        return loss > other || (Float.isNaN(loss) && !Float.isNaN(other));
    }

    /** How many there are: as many as wanted, or as were measured. */
    public int count() {
        return count;
    }

    /** The index of the example at a place, 0 that of the largest loss. */
    public int example(int place) {
        return examples[order[place]];
    }

    /** The loss of the example at a place. */
    public float loss(int place) {
        return losses[order[place]];
    }

    /** The class predicted for the example at a place; without meaning where targets are numbers. */
    public int prediction(int place) {
        return predictions[order[place]];
    }

    /** The network's outputs for the example at a place, a copy. */
    public float[] outputs(int place) {
        float[] row = outputs[order[place]];
        return Arrays.copyOf(row, row.length);
    }
}
