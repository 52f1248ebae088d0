package dev.nabla.present;

import java.util.Optional;

/** How often which class was taken for which. */
public final class Confusion {

    private final int classes;
    private final int[] counts;

    /**
     * Takes over the counts, row-major, [label, answer].
     *
     * @throws IllegalArgumentException if there are not classes × classes counts
     */
    public Confusion(int classes, int[] counts) {
        if (counts.length != classes * classes) {
            throw new IllegalArgumentException(
                    "Confusion: " + counts.length + " counts, expected " + classes + " x " + classes);
        }
        this.classes = classes;
        this.counts = counts;
    }

    /** An error that is made often. */
    public record Pair(int label, int answer, int count) {}

    public int classes() {
        return classes;
    }

    public int count(int label, int answer) {
        return counts[label * classes + answer];
    }

    /** Number of examples with this label. */
    public int total(int label) {
        int sum = 0;
        for (int answer = 0; answer < classes; answer++) {
            sum += count(label, answer);
        }
        return sum;
    }

    /** Share of the examples with this label that got this answer; 0 where there are none. */
    public double share(int label, int answer) {
        int total = total(label);
        return total == 0 ? 0 : (double) count(label, answer) / total;
    }

    /** The wrong answer given most often; empty where none was given. */
    public Optional<Pair> mostConfused() {
        Pair most = null;
        for (int label = 0; label < classes; label++) {
            for (int answer = 0; answer < classes; answer++) {
                int count = count(label, answer);
                if (label != answer && count > (most == null ? 0 : most.count())) {
                    most = new Pair(label, answer, count);
                }
            }
        }
        return Optional.ofNullable(most);
    }
}
