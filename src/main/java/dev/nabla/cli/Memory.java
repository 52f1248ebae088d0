package dev.nabla.cli;

import dev.nabla.program.Buffer;
import dev.nabla.program.Program;
import dev.nabla.program.Shape;
import java.util.List;
import java.util.Locale;

/** Refuses, before anything is allocated, networks that the heap cannot hold. */
final class Memory {
    /** Copies of the parameters outside the program: first values, a transposed matrix, a checkpoint in the making. */
    private static final int COPIES = 3;

    private static final long KILO = 1000;

    private Memory() {}

    /**
     * Checks the number of parameters of dense layers.
     *
     * @param what for the message: {@code --layers 128:relu,10}
     * @param inputs of the first layer
     * @param units of each layer
     */
    static void requireParameters(String what, int inputs, List<Integer> units) {
        double count = 0;
        double width = inputs;
        for (int layer : units) {
            count += (width + 1) * layer;
            width = layer;
        }
        require(what, count, count * Float.BYTES);
    }

    /**
     * Checks a compiled network.
     *
     * @param batchSize the most examples of a step
     * @param factor how often its buffers are held: 2 where each float is a double
     */
    static void requireProgram(String what, Program program, int batchSize, int factor) {
        double parameters = (double) program.parameterCount();
        double copies = COPIES * Float.BYTES * parameters;
        require(what, parameters, (double) factor * (double) program.bytes(batchSize) + copies);
        for (Buffer buffer : program.buffers()) {
            long elements = buffer.shape().elements(program.capacity());
            if (buffer.shape().extent() != Shape.Extent.EXAMPLES && elements > Shape.MAX_ELEMENTS) {
                throw CommandException.failure(what + ": " + buffer + " has " + elements + " elements for "
                        + program.capacity() + " rows, expected at most " + Shape.MAX_ELEMENTS);
            }
        }
    }

    private static void require(String what, double parameters, double bytes) {
        if (bytes <= available()) {
            return;
        }
        // What was read may have left garbage behind.
        System.gc();
        double available = available();
        if (bytes > available) {
            throw CommandException.failure(what + ": " + String.format(Locale.ROOT, "%,.0f", parameters)
                    + " parameters need " + text(bytes) + " of memory, the heap has " + text(available) + " of "
                    + heap() + " left; java -Xmx gives it more");
        }
    }

    private static double available() {
        Runtime runtime = Runtime.getRuntime();
        return (double) (runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory());
    }

    /** The size to which the heap may grow, in words. */
    static String heap() {
        return text((double) Runtime.getRuntime().maxMemory());
    }

    /** Bytes in words: {@code 1.6 GB}. */
    static String text(double bytes) {
        double value = bytes;
        for (String unit : List.of("bytes", "kB", "MB", "GB", "TB", "PB")) {
            if (value < KILO) {
                return String.format(Locale.ROOT, unit.equals("bytes") ? "%.0f %s" : "%.1f %s", value, unit);
            }
            value /= KILO;
        }
        return String.format(Locale.ROOT, "%.0f EB", value);
    }
}
