package dev.nabla.train;

import dev.nabla.data.RandomBits;
import dev.nabla.program.Random;
import dev.nabla.program.Random.Stream;

/** The random numbers that the package {@code data} asks for: functions of a run's seed, each use with streams of its own. */
public final class DataRandom {
    /*
     * The offsets are part of what a seed means: changing one changes every run. Streams of RandomBits are below 16.
     */
    private static final int SUBSET = 16;
    private static final int TEST = 16;
    private static final int CHECK = 32;

    private DataRandom() {}

    /** For what is held out to validate on. */
    public static RandomBits split(int seed) {
        return (stream, step, index) ->
                Random.of(seed, Stream.SPLIT.id(stream), step).bits(index);
    }

    /** For the choice of fewer training examples. */
    public static RandomBits subset(int seed) {
        return (stream, step, index) ->
                Random.of(seed, Stream.SPLIT.id(SUBSET + stream), step).bits(index);
    }

    /** For generated training data. */
    public static RandomBits training(int seed) {
        return (stream, step, index) ->
                Random.of(seed, Stream.GENERATOR.id(stream), step).bits(index);
    }

    /** For generated test data. */
    public static RandomBits test(int seed) {
        return (stream, step, index) ->
                Random.of(seed, Stream.GENERATOR.id(TEST + stream), step).bits(index);
    }

    /** For the augmentation of images; step: the epoch. */
    public static RandomBits augmentation(int seed) {
        return (stream, step, index) ->
                Random.of(seed, Stream.AUGMENTATION.id(0), step).bits(index);
    }

    /** For the inputs and labels of a gradient check. */
    public static Random check(int seed, int index) {
        return Random.of(seed, Stream.GENERATOR.id(CHECK + index), 0);
    }
}
