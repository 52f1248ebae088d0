package dev.nabla.kernel;

import dev.nabla.program.Examples;

/** Draws data of all kinds: sparse and dense bytes, rows of zeros, numbers with zeros of both signs, tiny and large ones. */
final class GeneratedData {
    /** Non-zero pixels of a hundred. */
    private static final int[] DENSITIES = {0, 5, 10, 20, 35, 50, 60, 68, 72, 90, 100};

    private final Draws draws;
    private final int inputs;
    private final int outputs;
    private final int classes;
    private final int largest;

    GeneratedData(Draws draws, int inputs, int outputs, int classes) {
        this.draws = draws;
        this.inputs = inputs;
        this.outputs = outputs;
        this.classes = classes;
        largest = draws.oneIn(4) ? draws.oneIn(3) ? 120 : 20 : 2;
    }

    static float powerOfTwo(int exponent) {
        return Float.intBitsToFloat((127 + exponent) << 23);
    }

    Examples examples(int size, boolean bytes, boolean labels) {
        if (bytes && labels) {
            return draws.oneIn(4)
                    ? Examples.changing(size, pixels(size), labels(size))
                    : Examples.of(size, pixels(size), labels(size));
        }
        if (bytes) {
            return Examples.of(size, pixels(size), targets(size));
        }
        return labels
                ? Examples.of(size, numbers(size), labels(size))
                : Examples.of(size, numbers(size), targets(size));
    }

    private byte[] pixels(int size) {
        int density = draws.of(DENSITIES);
        boolean someEmpty = draws.oneIn(3);
        byte[] pixels = new byte[size * inputs];
        for (int i = 0; i < size; i++) {
            int share = someEmpty && draws.oneIn(4) ? 0 : density;
            for (int k = 0; k < inputs; k++) {
                pixels[i * inputs + k] = (byte) (draws.below(100) < share ? 1 + draws.below(255) : 0);
            }
        }
        return pixels;
    }

    private int[] labels(int size) {
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = draws.below(classes);
        }
        return labels;
    }

    private float[] numbers(int size) {
        float[] values = new float[size * inputs];
        boolean awkward = draws.oneIn(2);
        for (int i = 0; i < values.length; i++) {
            values[i] = awkward && draws.oneIn(3) ? draws.tiny() : number(largest);
        }
        return values;
    }

    private float[] targets(int size) {
        float[] values = new float[size * outputs];
        for (int i = 0; i < values.length; i++) {
            values[i] = draws.oneIn(5) ? draws.tiny() : number(1);
        }
        return values;
    }

    private float number(int exponent) {
        return (draws.below(2049) - 1024) * powerOfTwo(draws.below(exponent + 6) - 16);
    }
}
