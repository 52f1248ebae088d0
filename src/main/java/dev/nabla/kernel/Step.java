package dev.nabla.kernel;

import dev.nabla.program.Op;
import dev.nabla.wasm.Function;
import java.util.List;

/**
 * A function of a module and how its work is divided among threads. It takes a range, [first, end).
 *
 * @param division what the range counts
 * @param units how many there are; 0 for the rows of the chunk
 * @param granularity threads get multiples of so many units
 * @param ops what it computes
 */
record Step(Division division, int units, int granularity, Function function, List<Op> ops) {
    /** What is divided. */
    enum Division {
        /** Rows of the chunk. */
        ROWS,
        /** Parts of a parameter. */
        PARTS,
        /** Nothing: one thread does it. */
        SINGLE,
        /** Nothing: every thread does it, and writes the same. What it reads must have been done by all. */
        EVERY
    }

    static Step rows(Function function, Op... ops) {
        return new Step(Division.ROWS, 0, 0, function, List.of(ops));
    }

    static Step parts(int units, int granularity, Function function, Op... ops) {
        return new Step(Division.PARTS, units, granularity, function, List.of(ops));
    }

    static Step single(Function function, Op... ops) {
        return new Step(Division.SINGLE, 0, 0, function, List.of(ops));
    }

    static Step every(Function function, Op... ops) {
        return new Step(Division.EVERY, 0, 0, function, List.of(ops));
    }

    String name() {
        return function.name();
    }
}
