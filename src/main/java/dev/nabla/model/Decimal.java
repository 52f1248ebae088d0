package dev.nabla.model;

import org.jspecify.annotations.Nullable;

/**
 * A number as JSON writes it, such as {@code -1.5e-7}, and its exact conversion from and to float32.
 *
 * <p>Our own because the browser's Java library rounds: its {@code Float.parseFloat} misses the nearest float32 by one
 * unit in about one case of 350, and its {@code Float.toString} gives other digits than the JVM's.
 *
 * @param text follows JSON's grammar of numbers
 */
record Decimal(String text) {
    private static final int SIGNIFICAND_BITS = 24;

    /** float32 is an integer times 2 to a power of at least this one. */
    private static final int MIN_EXPONENT = -149;

    /** Of the finite ones, to a power of at most this one. */
    private static final int MAX_EXPONENT = 104;

    /** No float32 needs more significant digits to be told from its neighbours. */
    private static final int MAX_DIGITS = 9;

    /** From here on a number is infinite, below the other zero, whatever its digits. */
    private static final int INFINITE_MAGNITUDE = 40;

    private static final int ZERO_MAGNITUDE = -50;
    private static final int MAX_LONG_DIGITS = 18;

    /** Exponents with more digits are cut: they are far outside float32. */
    private static final int MAX_EXPONENT_DIGITS = 6;

    /** Longer numbers are written with an exponent. */
    private static final int MAX_PLAIN_MAGNITUDE = 9;

    private static final int MIN_PLAIN_MAGNITUDE = -4;

    /** An integer. */
    static Decimal of(long value) {
        return new Decimal(Long.toString(value));
    }

    /** The shortest decimal that {@link #toFloat} takes back to the same bits; {@code value} is finite. */
    static Decimal of(float value) {
        String sign = Float.floatToIntBits(value) < 0 ? "-" : "";
        int bits = Float.floatToIntBits(value) & Integer.MAX_VALUE;
        if (!(Math.abs(value) <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("JSON: " + value + ", expected a finite number");
        }
        if (bits == 0) {
            return new Decimal(sign + "0");
        }
        int exponent = Math.max(bits >>> (SIGNIFICAND_BITS - 1), 1);
        int significand = bits - ((exponent - 1) << (SIGNIFICAND_BITS - 1));
        Natural numerator = Natural.of(significand).shiftLeft(Math.max(0, exponent - 1 + MIN_EXPONENT));
        Natural denominator = Natural.ONE.shiftLeft(Math.max(0, -(exponent - 1 + MIN_EXPONENT)));
        int magnitude = magnitude(numerator, denominator);
        for (int digits = 1; digits < MAX_DIGITS; digits++) {
            Decimal candidate = rounded(sign, numerator, denominator, magnitude, digits);
            if (candidate.toFloat() == value) {
                return candidate;
            }
        }
        return rounded(sign, numerator, denominator, magnitude, MAX_DIGITS);
    }

    /** The m for which the fraction lies in {@code [10ᵐ⁻¹, 10ᵐ)}: the number of its digits before the point. */
    private static int magnitude(Natural numerator, Natural denominator) {
        int magnitude = ZERO_MAGNITUDE;
        Natural left = numerator.timesTenTo(-ZERO_MAGNITUDE);
        for (Natural right = denominator; left.compareTo(right) >= 0; right = right.timesTenTo(1)) {
            magnitude++;
        }
        return magnitude;
    }

    /** The fraction rounded to so many significant digits. */
    private static Decimal rounded(String sign, Natural numerator, Natural denominator, int magnitude, int digits) {
        int exponent = magnitude - digits;
        long units = exponent < 0
                ? numerator.timesTenTo(-exponent).divideToNearest(denominator)
                : numerator.divideToNearest(denominator.timesTenTo(exponent));
        return new Decimal(sign + layOut(Long.toString(units), exponent));
    }

    /** Writes {@code digits·10^exponent}; trailing zeros of the digits do not show. */
    private static String layOut(String digits, int exponent) {
        int magnitude = digits.length() + exponent;
        int end = digits.length();
        while (end > 1 && digits.charAt(end - 1) == '0') {
            end--;
        }
        String kept = digits.substring(0, end);
        if (magnitude > MAX_PLAIN_MAGNITUDE || magnitude < MIN_PLAIN_MAGNITUDE) {
            String fraction = end > 1 ? "." + kept.substring(1) : "";
            return kept.charAt(0) + fraction + "e" + (magnitude - 1);
        }
        if (magnitude <= 0) {
            return "0." + zeros(-magnitude) + kept;
        }
        return end > magnitude
                ? kept.substring(0, magnitude) + "." + kept.substring(magnitude)
                : kept + zeros(magnitude - end);
    }

    private static String zeros(int count) {
        StringBuilder zeros = new StringBuilder();
        for (int i = 0; i < count; i++) {
            zeros.append('0');
        }
        return zeros.toString();
    }

    /** The integer, or null where the number has a fraction, an exponent or more than 18 digits. */
    @Nullable
    Long toLong() {
        int start = text.startsWith("-") ? 1 : 0;
        if (text.length() - start > MAX_LONG_DIGITS || text.equals("-0")) {
            return null;
        }
        long value = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return null;
            }
            value = 10 * value + (c - '0');
        }
        return start == 0 ? value : -value;
    }

    /** The nearest float32, of two equally near ones the even one; infinite where it is too large. */
    float toFloat() {
        StringBuilder digits = new StringBuilder();
        int exponent = 0;
        boolean fraction = false;
        for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                fraction = true;
            } else if (c == 'e' || c == 'E') {
                exponent += exponent(text.substring(i + 1));
                break;
            } else if (digits.length() > 0 || c != '0') {
                digits.append(c);
                exponent -= fraction ? 1 : 0;
            } else {
                exponent -= fraction ? 1 : 0;
            }
        }
        float magnitude = toFloat(digits.toString(), exponent);
        return text.startsWith("-") ? -magnitude : magnitude;
    }

    private static int exponent(String text) {
        boolean negative = text.startsWith("-");
        int start = negative || text.startsWith("+") ? 1 : 0;
        while (start < text.length() - 1 && text.charAt(start) == '0') {
            start++;
        }
        int value = 0;
        for (int i = start; i < Math.min(text.length(), start + MAX_EXPONENT_DIGITS); i++) {
            value = 10 * value + (text.charAt(i) - '0');
        }
        return negative ? -value : value;
    }

    /** The float32 nearest to {@code digits·10^exponent}. */
    private static float toFloat(String digits, int exponent) {
        if (digits.isEmpty() || digits.length() + exponent < ZERO_MAGNITUDE) {
            return 0;
        }
        if (digits.length() + exponent > INFINITE_MAGNITUDE) {
            return Float.POSITIVE_INFINITY;
        }
        Natural numerator = Natural.of(digits).timesTenTo(Math.max(exponent, 0));
        Natural denominator = Natural.ONE.timesTenTo(Math.max(-exponent, 0));
        int unit = Math.max(binaryExponent(numerator, denominator) - (SIGNIFICAND_BITS - 1), MIN_EXPONENT);
        if (unit > MAX_EXPONENT) {
            return Float.POSITIVE_INFINITY;
        }
        long significand =
                numerator.shiftLeft(Math.max(-unit, 0)).divideToNearest(denominator.shiftLeft(Math.max(unit, 0)));
        // A significand that was rounded up to 2²⁴ carries into the exponent, where it belongs.
        return Float.intBitsToFloat(((unit - MIN_EXPONENT) << (SIGNIFICAND_BITS - 1)) + (int) significand);
    }

    /** The e for which the fraction lies in {@code [2ᵉ, 2ᵉ⁺¹)}. */
    private static int binaryExponent(Natural numerator, Natural denominator) {
        int exponent = numerator.bitLength() - denominator.bitLength();
        Natural left = numerator.shiftLeft(Math.max(-exponent, 0));
        Natural right = denominator.shiftLeft(Math.max(exponent, 0));
        return left.compareTo(right) < 0 ? exponent - 1 : exponent;
    }
}
