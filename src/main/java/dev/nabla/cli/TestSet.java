package dev.nabla.cli;

import dev.nabla.data.Dataset;
import dev.nabla.program.Examples;
import dev.nabla.train.DataExamples;

/** Data to measure on. */
final class TestSet {
    private final String source;
    private final Dataset data;
    private final Examples examples;
    private final int[] all;

    /**
     * @param source what messages call the data
     */
    TestSet(String source, Dataset data) {
        this.source = source;
        this.data = data;
        this.examples = DataExamples.of(data);
        this.all = DataExamples.all(data);
    }

    /** What messages call the data. */
    String source() {
        return source;
    }

    Dataset data() {
        return data;
    }

    /** The data, for the engine. */
    Examples examples() {
        return examples;
    }

    /** Indices of all examples; not to be modified. */
    int[] all() {
        return all;
    }
}
