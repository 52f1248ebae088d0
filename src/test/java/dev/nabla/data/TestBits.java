package dev.nabla.data;

/** A counter-based source of bits for tests: three rounds of murmur3's finalizer. The goldens' generator has the same. */
final class TestBits {
    private TestBits() {}

    static RandomBits seed(int seed) {
        return (stream, step, index) -> mix(mix(mix(seed ^ stream) ^ step) ^ index);
    }

    /** Source: A. Appleby, MurmurHash3, 2011, fmix32; shifted by a constant so that 0 does not stay 0. */
    private static int mix(int x) {
        int h = x + 0x9E3779B9;
        h = (h ^ (h >>> 16)) * 0x85EBCA6B;
        h = (h ^ (h >>> 13)) * 0xC2B2AE35;
        return h ^ (h >>> 16);
    }
}
