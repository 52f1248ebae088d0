package dev.nabla.bench;

/**
 * The random numbers from which every peer's page makes its data: {@code s ← 1664525·s + 1013904223 mod 2³²}, of which the
 * upper 24 bits count. W. Press et al., Numerical Recipes, 1992, section 7.1 ("quick and dirty").
 */
final class PeerRandom {
    /** Numbers are below this. */
    static final int RANGE = 1 << 24;

    private static final int FIRST = 12345;
    private static final int FACTOR = 1664525;
    private static final int ADDEND = 1013904223;

    private int state = FIRST;

    /** 0 … 2²⁴ − 1. */
    int next() {
        state = state * FACTOR + ADDEND;
        return state >>> 8;
    }

    /** In [0, 1). */
    double uniform() {
        return next() / (double) RANGE;
    }
}
