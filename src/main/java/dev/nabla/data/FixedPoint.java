package dev.nabla.data;

/** Integer functions for geometry: the same bits on every machine. */
final class FixedPoint {

    private static final int INDEX_BITS = 10;
    private static final int ROOT_BITS = 16;

    /** Square roots of i / 2¹⁰ for i from 2⁸ to 2¹⁰ − 1, with 16 fractional bits. */
    private static final int[] ROOTS = roots();

    private FixedPoint() {}

    private static int[] roots() {
        int[] roots = new int[1 << INDEX_BITS];
        int root = 0;
        for (int i = 0; i < roots.length; i++) {
            // The middle of the values that share this entry: (i + ½) / 2¹⁰ = root² / 2³².
            long square = (2L * i + 1) << (2 * ROOT_BITS - INDEX_BITS - 1);
            while ((long) (root + 1) * (root + 1) <= square) {
                root++;
            }
            roots[i] = root;
        }
        return roots;
    }

    /** Returns the square root of a value from 0 to 2³⁰, rounded down from a result within 0.2 percent. */
    static int squareRoot(int value) {
        if (value < 1 << (INDEX_BITS - 2)) {
            return smallRoot(value);
        }
        // value = i · 4^shift with 2⁸ ≤ i < 2¹⁰, hence √value = √(i / 2¹⁰) · 2^(shift + 5).
        int shift = (Integer.SIZE - Integer.numberOfLeadingZeros(value) - INDEX_BITS + 1) / 2;
        int index = value >> (2 * shift);
        return ROOTS[index] >> (ROOT_BITS - INDEX_BITS / 2 - shift);
    }

    private static int smallRoot(int value) {
        int root = 0;
        while ((root + 1) * (root + 1) <= value) {
            root++;
        }
        return root;
    }
}
