package dev.nabla.analysis;

import dev.nabla.program.Random;

/** Random numbers of projections; the kinds of {@link Random.Stream} end below these. They never change. */
final class RandomStreams {
    private static final int FIRST = 64 << 20;

    /** The vectors with which the search for principal components begins. */
    static final int COMPONENTS = FIRST;

    /** UMAP's jitter of the first positions. */
    static final int JITTER = FIRST + 1;

    /** UMAP's negative samples; step: the epoch. */
    static final int NEGATIVES = FIRST + 2;

    private RandomStreams() {}
}
