package dev.nabla.worker;

import dev.nabla.program.Examples;
import dev.nabla.train.StreamSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Pictures that are never learned from. Generated ones are made little by little, and kept for all runs. */
final class ValidationSet {
    private final Examples examples;
    private final int[] order;
    private final StreamSource.@Nullable Generator generator;
    private int made;

    private ValidationSet(Examples examples, int[] order, StreamSource.@Nullable Generator generator, int made) {
        this.examples = examples;
        this.order = order;
        this.generator = generator;
        this.made = made;
    }

    /** The examples of those indices. */
    static ValidationSet of(Examples examples, int[] order) {
        return new ValidationSet(examples, order, null, order.length);
    }

    /** The first {@code size} pictures of a generator. */
    static ValidationSet generated(int size, StreamSource.Generator generator) {
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        Examples examples = Examples.of(size, new byte[size * Networks.PIXELS], new int[size]);
        return new ValidationSet(examples, order, generator, 0);
    }

    /** Number of examples. */
    int size() {
        return order.length;
    }

    /** Number of examples that are there. */
    int made() {
        return made;
    }

    /** Makes up to {@code count} more examples. */
    void make(int count) {
        int more = Math.min(count, size() - made);
        if (generator != null && more > 0) {
            generator.fill(made, more, examples.pixels(), examples.labels(), made);
            made += more;
        }
    }

    /** Holds the examples. */
    Examples examples() {
        return examples;
    }

    /** Which of {@link #examples()} they are. */
    int[] order() {
        return order;
    }

    /** The label of example i. */
    int label(int i) {
        return examples.labels()[order[i]];
    }

    /** A copy of the picture of example i. */
    byte[] picture(int i) {
        if (i >= made) {
            make(i + 1 - made);
        }
        int from = order[i] * Networks.PIXELS;
        return Arrays.copyOfRange(examples.pixels(), from, from + Networks.PIXELS);
    }
}
