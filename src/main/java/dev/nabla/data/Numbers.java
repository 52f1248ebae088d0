package dev.nabla.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Decimal numbers as people write them in tables, such as {@code -1.5e3} or {@code 1,5}, and the nearest double: the same on
 * every platform, where the browser's {@code Double.parseDouble} rounds otherwise than the JVM's.
 */
public final class Numbers {
    /*
     * Up to 15 digits and powers of ten up to 22 are exact doubles, so that one multiplication or division rounds once (W.
     * Clinger, How to Read Floating Point Numbers Accurately, 1990). Everything else is divided as integers.
     */
    private static final int EXACT_DIGITS = 15;
    private static final int EXACT_POWER = 22;
    private static final double[] POWERS = powers();

    /** From here on a number is infinite, and below it 0, whatever its digits; doubles below 1e-290 are not needed. */
    private static final int LARGEST_MAGNITUDE = 308;

    private static final int SMALLEST_MAGNITUDE = -290;

    private static final int MAX_DIGITS = 1000;
    private static final int MAX_EXPONENT = 9999;
    private static final int SIGNIFICAND_BITS = 53;
    private static final int GUARD_BITS = 64;
    private static final int SHORTEST_EXACT = 17;

    private Numbers() {}

    private static double[] powers() {
        double[] powers = new double[EXACT_POWER + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    /**
     * The nearest double of {@code [+-]digits[point digits][e[+-]digits]}, one digit at least before or behind the point.
     *
     * @param point '.' or ','
     * @return NaN if the text is no such number or has more than 1,000 digits; infinite where it is 1e308 or more
     */
    public static double parse(String text, char point) {
        int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        boolean negative = text.startsWith("-");
        StringBuilder digits = new StringBuilder();
        int exponent = 0;
        boolean fraction = false;
        int seen = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == point && !fraction) {
                fraction = true;
            } else if (c >= '0' && c <= '9') {
                seen++;
                exponent -= fraction ? 1 : 0;
                if (c != '0' || digits.length() > 0) {
                    digits.append(c);
                }
            } else {
                break;
            }
        }
        if (seen == 0 || seen > MAX_DIGITS) {
            return Double.NaN;
        }
        if (at < text.length()) {
            int power = exponent(text, at);
            if (power == Integer.MIN_VALUE) {
                return Double.NaN;
            }
            exponent += power;
        }
        double magnitude = value(digits.toString(), exponent);
        return negative ? -magnitude : magnitude;
    }

    /** The exponent that begins with an e at an index and ends with the text, cut to ±9999; MIN_VALUE if there is none. */
    private static int exponent(String text, int index) {
        char e = text.charAt(index);
        int at = index + 1;
        boolean signed = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
        boolean negative = signed && text.charAt(at) == '-';
        at += signed ? 1 : 0;
        if ((e != 'e' && e != 'E') || at == text.length()) {
            return Integer.MIN_VALUE;
        }
        int value = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c < '0' || c > '9') {
                return Integer.MIN_VALUE;
            }
            value = Math.min(MAX_EXPONENT, 10 * value + (c - '0'));
        }
        return negative ? -value : value;
    }

    /** digits · 10^exponent. */
    private static double value(String digits, int exponent) {
        int magnitude = digits.length() + exponent;
        if (digits.isEmpty() || magnitude < SMALLEST_MAGNITUDE) {
            return 0;
        }
        if (magnitude > LARGEST_MAGNITUDE) {
            return Double.POSITIVE_INFINITY;
        }
        if (digits.length() <= EXACT_DIGITS && exponent >= -EXACT_POWER && exponent <= EXACT_POWER) {
            double whole = (double) Long.parseLong(digits);
            return exponent < 0 ? whole / POWERS[-exponent] : whole * POWERS[exponent];
        }
        BigInteger numerator = new BigInteger(digits).multiply(BigInteger.TEN.pow(Math.max(0, exponent)));
        return divide(numerator, BigInteger.TEN.pow(Math.max(0, -exponent)));
    }

    /** The nearest double of a fraction, of two equally near ones the even one; normal. */
    private static double divide(BigInteger numerator, BigInteger denominator) {
        int shift = GUARD_BITS - numerator.bitLength() + denominator.bitLength();
        BigInteger[] parts = (shift >= 0 ? numerator.shiftLeft(shift) : numerator)
                .divideAndRemainder(shift >= 0 ? denominator : denominator.shiftLeft(-shift));
        BigInteger quotient = parts[0];
        int dropped = quotient.bitLength() - SIGNIFICAND_BITS;
        BigInteger kept = quotient.shiftRight(dropped);
        BigInteger rest = quotient.subtract(kept.shiftLeft(dropped));
        int half = rest.compareTo(BigInteger.ONE.shiftLeft(dropped - 1));
        boolean above = half > 0 || (half == 0 && (parts[1].signum() != 0 || kept.testBit(0)));
        return scale((double) (kept.longValue() + (above ? 1 : 0)), dropped - shift);
    }

    /** value · 2^exponent, exactly. */
    private static double scale(double value, int exponent) {
        double factor = exponent < 0 ? 0.5 : 2;
        double scaled = value;
        for (int i = Math.abs(exponent); i > 0; i--) {
            scaled *= factor;
        }
        return scaled;
    }

    /** Whether a text is one of the usual ways to write what is no finite number: NaN, inf, infinity, with or without sign. */
    static boolean isNonFinite(String text) {
        String word = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        return word.equalsIgnoreCase("nan") || word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity");
    }

    /** A text of at most 17 digits that {@link #parse} takes back to the same double; {@code value} is finite. */
    public static String text(double value) {
        return new BigDecimal(value)
                .round(new MathContext(SHORTEST_EXACT))
                .toString()
                .replace('E', 'e');
    }
}
