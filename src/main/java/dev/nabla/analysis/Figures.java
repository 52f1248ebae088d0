package dev.nabla.analysis;

/** Numbers for sentences: three significant digits, and shares in whole percent. */
final class Figures {
    private static final int DIGITS = 3;
    private static final int LARGEST_EXPONENT = 5;
    private static final int SMALLEST_EXPONENT = -3;

    private Figures() {}

    /** Such as {@code 0.0123}, {@code 2.3}, {@code 1250000} as {@code 1.25e6}. */
    static String of(double value) {
        if (!(Math.abs(value) <= Double.MAX_VALUE)) {
            return Double.isNaN(value) ? "not a number" : "infinite";
        }
        if (value == 0) {
            return "0";
        }
        int exponent = 0;
        double mantissa = Math.abs(value);
        for (; mantissa >= 10; mantissa /= 10) {
            exponent++;
        }
        for (; mantissa < 1; mantissa *= 10) {
            exponent--;
        }
        int digits = (int) Math.floor(mantissa * 100 + 0.5);
        if (digits == 1000) {
            digits = 100;
            exponent++;
        }
        String sign = value < 0 ? "−" : "";
        if (exponent > LARGEST_EXPONENT || exponent < SMALLEST_EXPONENT) {
            return sign + withPoint(String.valueOf(digits), 1) + "e" + (exponent < 0 ? "−" : "") + Math.abs(exponent);
        }
        String text = String.valueOf(digits);
        if (exponent < 0) {
            return sign + trimmed("0." + "0".repeat(-exponent - 1) + text);
        }
        return sign + withPoint(exponent < DIGITS ? text : text + "0".repeat(exponent - DIGITS + 1), exponent + 1);
    }

    /** Such as {@code 62 %}. */
    static String percent(double share) {
        return (int) Math.floor(share * 100 + 0.5) + " %";
    }

    private static String withPoint(String digits, int before) {
        return digits.length() <= before
                ? digits
                : trimmed(digits.substring(0, before) + "." + digits.substring(before));
    }

    private static String trimmed(String decimal) {
        int end = decimal.length();
        while (decimal.charAt(end - 1) == '0') {
            end--;
        }
        return decimal.substring(0, decimal.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
