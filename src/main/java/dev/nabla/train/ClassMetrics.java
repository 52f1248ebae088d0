package dev.nabla.train;

import dev.nabla.program.Examples;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which classes were predicted for which labels: accuracy, top-k, confusion matrix, score of each class. */
public final class ClassMetrics implements Metrics {
    /** With more classes no confusion matrix is kept. */
    public static final int MOST_CLASSES = 1000;

    private final int classes;
    private final boolean oneOutput;
    private final long[] support;
    private final long[] predicted;
    private final long[] hits;
    private final long[] ranks;
    private final int[] confusion;
    private long count;
    private long correct;

    /**
     * Empty metrics.
     *
     * @param classes at least 1
     * @param outputs of the network: one for each class, or a single one that tells two apart
     */
    public ClassMetrics(int classes, int outputs) {
        this.classes = classes;
        oneOutput = outputs < classes;
        support = new long[classes];
        predicted = new long[classes];
        hits = new long[classes];
        ranks = new long[classes];
        confusion = new int[hasConfusion() ? classes * classes : 0];
    }

    /** A frequent error: examples of a class that were taken for another one. */
    public record Pair(int label, int prediction, int count) {}

    @Override
    public void add(Examples examples, int example, int prediction, float[] outputs, int offset) {
        int label = examples.labels()[example];
        add(label, prediction, oneOutput ? (prediction == label ? 0 : 1) : rank(outputs, offset, label));
    }

    /**
     * Takes an example.
     *
     * @param rank number of classes that come before the label in the order of the outputs; 0 where the prediction is right
     */
    void add(int label, int prediction, int rank) {
        count++;
        support[label]++;
        predicted[prediction]++;
        ranks[rank]++;
        if (hasConfusion()) {
            confusion[label * classes + prediction]++;
        }
        if (label == prediction) {
            correct++;
            hits[label]++;
        }
    }

    /** Number of classes with a larger output, or an equal one and a lower index; a NaN is larger than all numbers. */
    private int rank(float[] outputs, int offset, int label) {
        float own = outputs[offset + label];
        int before = 0;
        for (int j = 0; j < classes; j++) {
            float other = outputs[offset + j];
            boolean larger = other > own || (Float.isNaN(other) && !Float.isNaN(own));
            boolean equal = other == own || (Float.isNaN(other) && Float.isNaN(own));
            before += larger || (equal && j < label) ? 1 : 0;
        }
        return before;
    }

    public int classes() {
        return classes;
    }

    @Override
    public long count() {
        return count;
    }

    /** Number of examples whose prediction is their label. */
    public long correct() {
        return correct;
    }

    /** Share of correct examples, 0 … 1. */
    public double accuracy() {
        return (double) correct / count;
    }

    /** Number of examples whose label has one of the {@code k} largest outputs; of equal outputs lower classes come first. */
    public long top(int k) {
        long sum = 0;
        for (int rank = 0; rank < k && rank < classes; rank++) {
            sum += ranks[rank];
        }
        return sum;
    }

    /** Whether there are few enough classes for a confusion matrix. */
    public boolean hasConfusion() {
        return classes <= MOST_CLASSES;
    }

    /** Number of examples with a label that got a prediction; only where {@link #hasConfusion}. */
    public int confusion(int label, int prediction) {
        return confusion[label * classes + prediction];
    }

    /** The most frequent errors, at most {@code most}, those of equal frequency by label and prediction. */
    public List<Pair> mostConfused(int most) {
        List<Pair> pairs = new ArrayList<>();
        for (int label = 0; hasConfusion() && label < classes; label++) {
            for (int prediction = 0; prediction < classes; prediction++) {
                int errors = confusion(label, prediction);
                if (errors > 0 && label != prediction) {
                    pairs.add(new Pair(label, prediction, errors));
                }
            }
        }
        pairs.sort(Comparator.comparingInt(pair -> -pair.count()));
        return List.copyOf(pairs.subList(0, Math.min(most, pairs.size())));
    }

    /** The score of each class. */
    public List<Score> scores() {
        List<Score> scores = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            scores.add(Score.of(hits[c], predicted[c], support[c]));
        }
        return scores;
    }
}
