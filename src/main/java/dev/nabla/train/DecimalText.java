package dev.nabla.train;

/** Numbers as short texts, the same on every platform; computed with additions, multiplications and divisions in double. */
final class DecimalText {
    private static final int DIGITS = 3;
    private static final int MORE_DIGITS = 7;
    private static final double SMALLEST_PLAIN = 1e-3;
    private static final double LARGEST_PLAIN = 1e9;

    private DecimalText() {}

    /** The nearest number of three significant digits. */
    static double round(double number) {
        return Double.parseDouble(text(number, DIGITS));
    }

    /** A number with up to seven significant digits, such as {@code 0.0312} or {@code 3.12e-5}. */
    static String of(double number) {
        return text(number, MORE_DIGITS);
    }

    private static String text(double number, int digits) {
        double magnitude = Math.abs(number);
        if (!(magnitude <= Double.MAX_VALUE)) {
            return Double.toString(number);
        }
        if (magnitude == 0) {
            return "0";
        }
        int exponent = 0;
        for (double rest = magnitude; rest >= 10; rest /= 10) {
            exponent++;
        }
        for (double rest = magnitude; rest < 1; rest *= 10) {
            exponent--;
        }
        long units = (long) Math.floor(scaled(magnitude, digits - 1 - exponent) + 0.5);
        return (number < 0 ? "-" : "") + layOut(units, exponent - digits + 1, magnitude);
    }

    private static double scaled(double number, int powerOfTen) {
        double power = 1;
        for (int i = 0; i < Math.abs(powerOfTen); i++) {
            power *= 10;
        }
        return powerOfTen < 0 ? number / power : number * power;
    }

    /** {@code units·10^exponent}. */
    private static String layOut(long units, int exponent, double magnitude) {
        long kept = units;
        int power = exponent;
        while (kept % 10 == 0) {
            kept /= 10;
            power++;
        }
        String digits = Long.toString(kept);
        if (magnitude < SMALLEST_PLAIN || magnitude >= LARGEST_PLAIN) {
            String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
            return digits.charAt(0) + fraction + "e" + (power + digits.length() - 1);
        }
        if (power >= 0) {
            return digits + "0".repeat(power);
        }
        int point = digits.length() + power;
        return point > 0
                ? digits.substring(0, point) + "." + digits.substring(point)
                : "0." + "0".repeat(-point) + digits;
    }
}
