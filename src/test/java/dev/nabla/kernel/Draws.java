package dev.nabla.kernel;

import dev.nabla.program.Random;

/** Numbers drawn one after the other from a seed: integers only, so that they are the same everywhere. */
final class Draws {
    private final Random random;
    private int drawn;

    Draws(int seed) {
        random = Random.of(seed, Random.Stream.GENERATOR.id(4), 0);
    }

    /** From 0 to bound − 1. */
    int below(int bound) {
        return random.below(drawn++, bound);
    }

    boolean oneIn(int bound) {
        return below(bound) == 0;
    }

    int of(int[] values) {
        return values[below(values.length)];
    }

    <T> T of(T[] values) {
        return values[below(values.length)];
    }

    /** A zero of either sign, or a subnormal number. */
    float tiny() {
        int sign = below(2) << 31;
        return Float.intBitsToFloat(sign | (oneIn(3) ? 1 + below(1 << 22) : 0));
    }
}
