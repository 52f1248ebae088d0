package dev.nabla.program;

/**
 * Random numbers without a state: a hash of (seed, stream, step, index).
 *
 * <p>{@code bits(index) = mix(mix(index ^ key0) + key1)} with a key of 64 bits made of seed, stream and step. Any number
 * can be drawn at any time, in any order, on any thread, in four lanes at once (the hash is int32 xor, shift,
 * multiplication and addition), and it is the same one. For a fixed key the hash is a permutation of the 2³² indices:
 * no word occurs twice.
 *
 * <p>Not for cryptography. Immutable.
 */
public final class Random {
    /*
     * The principle, a keyed bijection of a counter, is that of J. Salmon et al., Parallel Random Numbers: As Easy as
     * 1, 2, 3 (SC 2011). mix has the form of "lowbias32" (C. Wellons, Prospecting for Hash Functions, 2018,
     * github.com/skeeto/hash-prospector) and the less biased constants that TheIronBorn found in 2022 (its issue 19). It
     * maps 0 to 0, hence the addition of an odd constant before each mix of a key: the halves of 2⁶⁴/golden ratio.
     */

    /** First multiplier of {@link #mix}. */
    public static final int MULTIPLIER_1 = 0x21f0aaad;

    /** Second multiplier of {@link #mix}. */
    public static final int MULTIPLIER_2 = 0x735a2d97;

    private static final int GOLDEN_HIGH = 0x9e3779b9;
    private static final int GOLDEN_LOW = 0x7f4a7c15;
    private static final float UNIT = 0x1p-24f;
    private static final float TWO_PI = 6.2831855f;

    /**
     * What random numbers are for. Draws for different purposes never share a stream. The numbers are part of the
     * meaning of a seed: they never change, and a new purpose takes a new number.
     */
    public enum Stream {
        /** Initial values; index: of the parameter in its network. */
        INITIALIZATION(1),
        /** Order of the training examples; index 0, step: the epoch. */
        ORDER(2),
        /** Masks of dropout; index: of the layer, step: of the training. */
        DROPOUT(3),
        /** Division of a data set into training, validation and test; index 0. */
        SPLIT(4),
        /** Generated data; index: of the generator. */
        GENERATOR(5),
        /** Augmentation of images; index 0, step: the epoch. */
        AUGMENTATION(6),
        /** Search for hyperparameters; index: of the trial. */
        SEARCH(7);

        private static final int INDEX_BITS = 20;

        private final int kind;

        Stream(int kind) {
            this.kind = kind;
        }

        /**
         * The id of a stream: kind·2²⁰ + index.
         *
         * @throws IllegalArgumentException unless 0 ≤ index &lt; 2²⁰
         */
        public int id(int index) {
            if (index >>> INDEX_BITS != 0) {
                throw new IllegalArgumentException(
                        "Stream " + this + ": index " + index + ", expected 0 to " + ((1 << INDEX_BITS) - 1));
            }
            return (kind << INDEX_BITS) | index;
        }
    }

    private final int key0;
    private final int key1;

    private Random(int key0, int key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** The numbers of a stream (see {@link Stream#id}) at a step of a run with this seed. Costs six mixes. */
    public static Random of(int seed, int stream, int step) {
        return new Random(key(GOLDEN_HIGH, seed, stream, step), key(GOLDEN_LOW, seed, stream, step));
    }

    /** The numbers of a key, see {@link #key0()} and {@link #key1()}. */
    static Random ofKey(int key0, int key1) {
        return new Random(key0, key1);
    }

    private static int key(int constant, int seed, int stream, int step) {
        int hash = mix(seed + constant);
        hash = mix((hash ^ stream) + constant);
        return mix((hash ^ step) + constant);
    }

    /** The finalizer: a permutation of the ints in which every input bit changes every output bit half of the time. */
    public static int mix(int word) {
        int hash = (word ^ (word >>> 16)) * MULTIPLIER_1;
        hash = (hash ^ (hash >>> 15)) * MULTIPLIER_2;
        return hash ^ (hash >>> 15);
    }

    /** The word that the index is combined with by xor before the first mix; for kernels. */
    public int key0() {
        return key0;
    }

    /** The word that is added between the mixes; for kernels. */
    public int key1() {
        return key1;
    }

    /** 32 uniformly distributed bits: mix(mix(index ^ key0) + key1). Each index counts, negative ones too. */
    public int bits(int index) {
        return mix(mix(index ^ key0) + key1);
    }

    /** Uniform in [0, 1): a multiple of 2⁻²⁴. */
    public float uniform(int index) {
        return (bits(index) >>> 8) * UNIT;
    }

    /**
     * Uniform in {0, …, bound − 1}: the upper half of the product bits·bound (D. Lemire, Fast Random Integer Generation
     * in an Interval, 2019, without rejection: a probability differs from 1/bound by at most 2⁻³²).
     *
     * @throws IllegalArgumentException unless bound &gt; 0
     */
    public int below(int index, int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("below: bound " + bound + ", expected at least 1");
        }
        return (int) (((bits(index) & 0xffffffffL) * bound) >>> 32);
    }

    /**
     * Normally distributed, mean 0, variance 1: √(−2·log u)·cos(2π·v) (G. Box, M. Muller 1958) with u in (0, 1] and
     * v in [0, 1), multiples of 2⁻²⁴. Always finite: |normal| ≤ 5.77.
     */
    public float normal(int index) {
        // The second word swaps the keys; the complement keeps the two hashes different even where key0 = key1.
        int second = mix(mix(index ^ ~key1) + key0);
        float u = ((bits(index) >>> 8) + 1) * UNIT;
        float v = (second >>> 8) * UNIT;
        float radius = (float) Math.sqrt(-2f * Maths.log(u));
        return radius * Maths.cos(TWO_PI * v);
    }

    /** Shuffles in place: for i = n − 1 … 1 swaps element i with element below(i, i + 1) (Fisher and Yates; Durstenfeld 1964). */
    public void shuffle(int[] array) {
        for (int i = array.length - 1; i > 0; i--) {
            int j = below(i, i + 1);
            int element = array[i];
            array[i] = array[j];
            array[j] = element;
        }
    }

    /** The numbers 0 … size − 1, shuffled. */
    public int[] permutation(int size) {
        int[] array = new int[size];
        for (int i = 0; i < size; i++) {
            array[i] = i;
        }
        shuffle(array);
        return array;
    }
}
