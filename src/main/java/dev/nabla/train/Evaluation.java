package dev.nabla.train;

import dev.nabla.nn.Network;
import dev.nabla.program.Buffer;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;

/** Losses, predictions and metrics for a set of examples, none of which was learned from meanwhile. */
public final class Evaluation {
    private final float[] losses;
    private final int[] predictions;
    private final Metrics metrics;

    private Evaluation(int count, Metrics metrics) {
        this.losses = new float[count];
        this.predictions = new int[count];
        this.metrics = metrics;
    }

    /** Told of each example, in order. */
    @FunctionalInterface
    public interface Listener {
        /** Tells nobody. */
        Listener NONE = (example, loss, prediction, outputs, offset) -> {};

        /**
         * An example was measured.
         *
         * @param example its index in the examples
         * @param prediction its predicted class; without meaning where targets are numbers
         * @param outputs of the network, those of the example from {@code offset}; only valid during the call
         */
        void onExample(int example, float loss, int prediction, float[] outputs, int offset);
    }

    /** Measures {@code order}'s examples; see {@link #of(Executor, Network, Examples, int[], Listener)}. */
    public static Evaluation of(Executor executor, Network network, Examples examples, int[] order) {
        return of(executor, network, examples, order, Listener.NONE);
    }

    /**
     * Measures {@code order}'s examples.
     *
     * @param executor of the compiled network, its weights written
     * @param network says what the outputs mean
     * @param order indices of examples, at least one
     */
    public static Evaluation of(Executor executor, Network network, Examples examples, int[] order, Listener listener) {
        if (order.length == 0) {
            throw new IllegalArgumentException("Evaluation: no examples, expected at least 1");
        }
        Evaluation evaluation = new Evaluation(order.length, Metrics.of(network, examples));
        int capacity = executor.program().capacity();
        for (int from = 0; from < order.length; from += capacity) {
            int rows = Math.min(capacity, order.length - from);
            evaluation.measure(executor, examples, order, from, rows, listener);
        }
        return evaluation;
    }

    private void measure(Executor executor, Examples examples, int[] order, int from, int rows, Listener listener) {
        float[] chunkLosses = new float[rows];
        int[] chunkPredictions = new int[rows];
        executor.evaluate(examples, order, from, rows, chunkLosses, chunkPredictions);
        Buffer output = executor.program().output();
        int width = output.shape().width();
        float[] outputs = new float[rows * width];
        executor.read(output, outputs);
        for (int r = 0; r < rows; r++) {
            int example = order[from + r];
            losses[from + r] = chunkLosses[r];
            predictions[from + r] = chunkPredictions[r];
            metrics.add(examples, example, chunkPredictions[r], outputs, r * width);
            listener.onExample(example, chunkLosses[r], chunkPredictions[r], outputs, r * width);
        }
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

    /** All that is known of the outputs beside the targets. */
    public Metrics metrics() {
        return metrics;
    }

    /**
     * Number of examples whose prediction is their label, or whose labels are all right; 0 where targets are other numbers.
     */
    public int correct() {
        if (metrics instanceof ClassMetrics classes) {
            return (int) classes.correct();
        }
        return metrics instanceof LabelMetrics labels ? (int) labels.exact() : 0;
    }

    /** Share of correct examples, 0 … 1. */
    public double accuracy() {
        return (double) correct() / losses.length;
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
