package dev.nabla.train;

import java.util.List;

/**
 * How well one class or label is found: of tp examples that have it and are said to,
 *
 * <p>{@code precision = tp / said}, {@code recall = tp / support}, {@code F1 = 2·tp / (said + support)}.
 *
 * <p>What would be a division by zero is undefined, NaN: the precision of what is never said, the recall of what no example
 * has, and F1 where both are so. (C. J. van Rijsbergen, Information retrieval, 1979, chapter 7.)
 *
 * @param support number of examples that have it
 * @param precision 0 … 1, or NaN
 * @param recall 0 … 1, or NaN
 * @param f1 0 … 1, or NaN
 */
public record Score(long support, double precision, double recall, double f1) {
    /**
     * From counts.
     *
     * @param both examples that have it and are said to
     * @param said examples that are said to have it
     * @param support examples that have it
     */
    static Score of(long both, long said, long support) {
        return new Score(support, ratio(both, said), ratio(both, support), ratio(2 * both, said + support));
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }

    /** Whether all three numbers are defined. */
    public boolean isDefined() {
        return !Double.isNaN(precision) && !Double.isNaN(recall) && !Double.isNaN(f1);
    }

    /** The macro average: each number's mean over the scores in which it is defined, all of equal weight. */
    public static Score macro(List<Score> scores) {
        long support = 0;
        for (Score score : scores) {
            support += score.support;
        }
        return new Score(
                support,
                mean(scores.stream().mapToDouble(Score::precision).toArray()),
                mean(scores.stream().mapToDouble(Score::recall).toArray()),
                mean(scores.stream().mapToDouble(Score::f1).toArray()));
    }

    private static double mean(double[] values) {
        double sum = 0;
        int defined = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                defined++;
            }
        }
        return sum / defined;
    }
}
