package dev.nabla.model;

/**
 * A natural number of any size, with what {@link Decimal} needs of arithmetic and no more; {@code BigInteger} would bring
 * several kilobytes into the page.
 */
final class Natural implements Comparable<Natural> {
    static final Natural ONE = of(1);

    private static final long WORD = 0xffff_ffffL;
    private static final int CHUNK_DIGITS = 9;
    private static final int CHUNK = 1_000_000_000;

    /** Words of 32 bits, the lowest first; the highest is not 0. */
    private final int[] words;

    private Natural(int[] words) {
        int length = words.length;
        while (length > 0 && words[length - 1] == 0) {
            length--;
        }
        this.words = new int[length];
        System.arraycopy(words, 0, this.words, 0, length);
    }

    /** Of an int that is not negative. */
    static Natural of(int value) {
        return new Natural(new int[] {value});
    }

    /** Of decimal digits. */
    static Natural of(String digits) {
        Natural value = of(0);
        int head = digits.length() % CHUNK_DIGITS;
        for (int from = 0, to = head; to <= digits.length(); from = to, to += CHUNK_DIGITS) {
            int chunk = 0;
            for (int i = from; i < to; i++) {
                chunk = 10 * chunk + (digits.charAt(i) - '0');
            }
            value = value.timesPlus(CHUNK, chunk);
        }
        return value;
    }

    private Natural timesPlus(int factor, int addend) {
        int[] product = new int[words.length + 1];
        long carry = addend;
        for (int i = 0; i < words.length; i++) {
            carry += (words[i] & WORD) * factor;
            product[i] = (int) carry;
            carry >>>= 32;
        }
        product[words.length] = (int) carry;
        return new Natural(product);
    }

    /** {@code this·10^exponent}. */
    Natural timesTenTo(int exponent) {
        Natural value = this;
        int rest = exponent;
        for (; rest >= CHUNK_DIGITS; rest -= CHUNK_DIGITS) {
            value = value.timesPlus(CHUNK, 0);
        }
        for (; rest > 0; rest--) {
            value = value.timesPlus(10, 0);
        }
        return value;
    }

    /** {@code this·2^bits}. */
    Natural shiftLeft(int bits) {
        int[] shifted = new int[words.length + bits / 32 + 1];
        for (int i = 0; i < words.length; i++) {
            long word = (words[i] & WORD) << (bits % 32);
            shifted[i + bits / 32] |= (int) word;
            shifted[i + bits / 32 + 1] = (int) (word >>> 32);
        }
        return new Natural(shifted);
    }

    /** {@code this − other}, which is not larger. */
    private Natural minus(Natural other) {
        int[] difference = new int[words.length];
        long borrow = 0;
        for (int i = 0; i < words.length; i++) {
            borrow += (words[i] & WORD) - (i < other.words.length ? other.words[i] & WORD : 0);
            difference[i] = (int) borrow;
            borrow >>= 32;
        }
        return new Natural(difference);
    }

    /** How many bits it takes to write it. */
    int bitLength() {
        return words.length == 0 ? 0 : 32 * words.length - Integer.numberOfLeadingZeros(words[words.length - 1]);
    }

    /** The integer nearest to {@code this/denominator}, below 2⁶²; of two equally near ones the even one. */
    long divideToNearest(Natural denominator) {
        Natural rest = this;
        long quotient = 0;
        for (int shift = Math.max(0, bitLength() - denominator.bitLength()); shift >= 0; shift--) {
            Natural part = denominator.shiftLeft(shift);
            boolean fits = rest.compareTo(part) >= 0;
            rest = fits ? rest.minus(part) : rest;
            quotient = 2 * quotient + (fits ? 1 : 0);
        }
        int half = rest.shiftLeft(1).compareTo(denominator);
        return half > 0 || (half == 0 && quotient % 2 == 1) ? quotient + 1 : quotient;
    }

    @Override
    public int compareTo(Natural other) {
        if (words.length != other.words.length) {
            return words.length < other.words.length ? -1 : 1;
        }
        for (int i = words.length - 1; i >= 0; i--) {
            if (words[i] != other.words[i]) {
                return (words[i] & WORD) < (other.words[i] & WORD) ? -1 : 1;
            }
        }
        return 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Natural that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return words.length == 0 ? 0 : words[0];
    }
}
