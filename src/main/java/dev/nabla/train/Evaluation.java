package dev.nabla.train;

import dev.nabla.program.Examples;
import dev.nabla.program.Executor;

/** Losses and predictions for a set of examples, none of which was learned from meanwhile. */
public final class Evaluation {
    private final float[] losses;
    private final int[] predictions;
    private final int correct;

    private Evaluation(float[] losses, int[] predictions, int correct) {
        this.losses = losses;
        this.predictions = predictions;
        this.correct = correct;
    }

    /**
     * Measures {@code order}'s examples.
     *
     * @param executor of a compiled network, its weights written
     * @param order indices of examples, at least one
     */
    public static Evaluation of(Executor executor, Examples examples, int[] order) {
        if (order.length == 0) {
            throw new IllegalArgumentException("Evaluation: no examples, expected at least 1");
        }
        float[] losses = new float[order.length];
        int[] predictions = new int[order.length];
        executor.evaluate(examples, order, 0, order.length, losses, predictions);
        int correct = 0;
        if (executor.program().predictions() != null) {
            for (int i = 0; i < order.length; i++) {
                correct += predictions[i] == examples.labels()[order[i]] ? 1 : 0;
            }
        }
        return new Evaluation(losses, predictions, correct);
    }

    /** Number of examples. */
    public int count() {
        return losses.length;
    }

    /** The mean loss, without penalties; summed in order, in double precision. */
    public double loss() {
        double sum = 0;
        for (float loss : losses) {
            sum += loss;
        }
        return sum / losses.length;
    }

    /** Number of examples whose largest output is their label's; 0 where targets are numbers. */
    public int correct() {
        return correct;
    }

    /** Share of correct examples, 0 … 1. */
    public double accuracy() {
        return (double) correct / losses.length;
    }

    /** The loss of example {@code i} of those measured. */
    public float loss(int i) {
        return losses[i];
    }

    /** The class predicted for example {@code i} of those measured. */
    public int prediction(int i) {
        return predictions[i];
    }
}
