package dev.nabla.present;

/**
 * Numbers as the page writes them: a true minus sign, narrow no-break spaces between thousands and before units, always
 * as many digits as asked for, so that a changing number keeps its width.
 */
public final class NumberText {

    /** Narrow no-break space. */
    public static final char THIN = '\u202f';

    static final char MINUS = '\u2212';
    private static final double MOST_EXACT = 9e15;
    private static final double LEAST_PLAIN = 1e-4;
    private static final double MOST_PLAIN = 1e6;

    private NumberText() {}

    /** A whole number: {@code 65 280}. */
    public static String count(long value) {
        return grouped(value < 0, Long.toString(Math.abs(value)));
    }

    /** With a fixed number of digits after the point: {@code 0.081}, {@code −1.50}, {@code 12 345.0}. */
    public static String fixed(double value, int digits) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        double scaled = Math.floor(Math.abs(value) * Decades.power(digits) + 0.5);
        if (Double.isInfinite(value)) {
            return value < 0 ? MINUS + "∞" : "∞";
        }
        if (scaled >= MOST_EXACT) {
            return scientific(value, Math.max(2, digits));
        }
        String all = Long.toString((long) scaled);
        while (all.length() <= digits) {
            all = "0" + all;
        }
        int point = all.length() - digits;
        String whole = grouped(value < 0 && scaled > 0, all.substring(0, point));
        return digits == 0 ? whole : whole + "." + all.substring(point);
    }

    /** With a number of significant digits: {@code 0.0500}, {@code 1.72}, {@code 3.1e−5} below 0.0001. */
    public static String significant(double value, int digits) {
        double size = Math.abs(value);
        if (size == 0 || Double.isNaN(size) || Double.isInfinite(size)) {
            return fixed(value, digits - 1);
        }
        if (size < LEAST_PLAIN || size >= MOST_PLAIN) {
            return scientific(value, digits);
        }
        int places = Math.max(0, digits - 1 - Decades.floor(size));
        // 0.09996 with 3 digits is 0.100, not 0.1000
        double rounded = Math.floor(size * Decades.power(places) + 0.5) / Decades.power(places);
        return fixed(value, Math.max(0, digits - 1 - Decades.floor(Math.max(rounded, size))));
    }

    /** As short as it is exact to a number of significant digits: {@code 0.05}, {@code 32}, {@code 1e−5}. */
    public static String brief(double value, int digits) {
        String text = significant(value, digits);
        int exponent = text.indexOf('e');
        String mantissa = exponent < 0 ? text : text.substring(0, exponent);
        if (mantissa.indexOf('.') >= 0) {
            int end = mantissa.length();
            while (mantissa.charAt(end - 1) == '0') {
                end--;
            }
            mantissa = mantissa.substring(0, mantissa.charAt(end - 1) == '.' ? end - 1 : end);
        }
        return exponent < 0 ? mantissa : mantissa + text.substring(exponent);
    }

    /** A share from 0 to 1 in percent: {@code 97.4 %}. */
    public static String percent(double share, int digits) {
        return fixed(share * 100, digits) + THIN + "%";
    }

    /** A size in bytes, in decimal units: {@code 9.9 MB}. */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return count(bytes) + THIN + "B";
        }
        return bytes < 1_000_000
                ? fixed(bytes / 1e3, 0) + THIN + "kB"
                : fixed(bytes / 1e6, bytes < 100_000_000 ? 1 : 0) + THIN + "MB";
    }

    private static String scientific(double value, int digits) {
        double size = Math.abs(value);
        int exponent = Decades.floor(size);
        double scale = Decades.power(digits - 1);
        double mantissa = Math.floor(size / Decades.power(exponent) * scale + 0.5) / scale;
        if (mantissa >= 10) {
            mantissa /= 10;
            exponent++;
        }
        String power = exponent < 0 ? MINUS + Integer.toString(-exponent) : Integer.toString(exponent);
        return fixed(value < 0 ? -mantissa : mantissa, digits - 1) + "e" + power;
    }

    private static String grouped(boolean negative, String digits) {
        StringBuilder text = new StringBuilder(negative ? MINUS + digits : digits);
        for (int i = text.length() - 3; i > (negative ? 1 : 0); i -= 3) {
            text.insert(i, THIN);
        }
        return text.toString();
    }
}
