package dev.nabla.train;

import dev.nabla.program.Examples;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers of yes and no to several questions about each example: a label is predicted where its probability is above ½ (or
 * NaN). Exact match is the share of examples whose labels are all right, Hamming loss the share of labels that are wrong.
 */
public final class LabelMetrics implements Metrics {
    private static final float HALF = 0.5f;

    private final int labels;
    private final long[] support;
    private final long[] said;
    private final long[] both;
    private long count;
    private long exact;
    private long wrong;

    /** Empty metrics of so many labels, at least 1. */
    public LabelMetrics(int labels) {
        this.labels = labels;
        support = new long[labels];
        said = new long[labels];
        both = new long[labels];
    }

    @Override
    public void add(Examples examples, int example, int prediction, float[] outputs, int offset) {
        float[] targets = examples.targets();
        long wrongBefore = wrong;
        for (int j = 0; j < labels; j++) {
            boolean has = targets[example * labels + j] > HALF;
            boolean says = !(outputs[offset + j] <= HALF);
            support[j] += has ? 1 : 0;
            said[j] += says ? 1 : 0;
            both[j] += has && says ? 1 : 0;
            wrong += has == says ? 0 : 1;
        }
        count++;
        exact += wrong == wrongBefore ? 1 : 0;
    }

    public int labels() {
        return labels;
    }

    @Override
    public long count() {
        return count;
    }

    /** Number of examples whose labels are all right. */
    public long exact() {
        return exact;
    }

    /** Share of examples whose labels are all right, 0 … 1. */
    public double exactMatch() {
        return (double) exact / count;
    }

    /** Share of labels that are wrong, 0 … 1. */
    public double hammingLoss() {
        return (double) wrong / (count * labels);
    }

    /** The score of each label. */
    public List<Score> scores() {
        List<Score> scores = new ArrayList<>();
        for (int j = 0; j < labels; j++) {
            scores.add(Score.of(both[j], said[j], support[j]));
        }
        return scores;
    }
}
