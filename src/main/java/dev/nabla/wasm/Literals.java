package dev.nabla.wasm;

/** Numbers, names and strings in the text format; reading them gives the same bits. */
final class Literals {
    private static final int MANTISSA_BITS = 23;
    private static final int MANTISSA = (1 << MANTISSA_BITS) - 1;
    private static final int HIDDEN_BIT = 1 << MANTISSA_BITS;
    private static final int MAX_EXPONENT = 0xff;
    /** Of the mantissa as an integer: the bias and the 23 bits behind its point. */
    private static final int EXPONENT_BIAS = 127 + MANTISSA_BITS;

    private static final int QUIET_NAN = 1 << (MANTISSA_BITS - 1);

    private static final int MANTISSA_BITS_OF_DOUBLE = 52;
    private static final long MANTISSA_OF_DOUBLE = (1L << MANTISSA_BITS_OF_DOUBLE) - 1;
    private static final long HIDDEN_BIT_OF_DOUBLE = 1L << MANTISSA_BITS_OF_DOUBLE;
    private static final int MAX_EXPONENT_OF_DOUBLE = 0x7ff;
    private static final int EXPONENT_BIAS_OF_DOUBLE = 1023 + MANTISSA_BITS_OF_DOUBLE;
    private static final long QUIET_NAN_OF_DOUBLE = 1L << (MANTISSA_BITS_OF_DOUBLE - 1);

    /** Biased exponents between which the lanes of a vector are taken for floats: 2⁻⁶⁴ to 2⁶⁴. */
    private static final int SMALL_EXPONENT = 127 - 64;

    private static final int LARGE_EXPONENT = 127 + 64;
    /** From here on integers of vectors are written in hexadecimal. */
    private static final int LARGE_LANE = 1 << 16;

    private static final String IDENTIFIER_SIGNS = "!#$%&'*+-./:<=>?@\\^_`|~";
    private static final String HEX = "0123456789abcdef";

    private Literals() {}

    /**
     * A float, by its bits: in decimal where that gives the same bits again, else in hexadecimal, as all subnormal ones,
     * whose decimals differ between the JVM and TeaVM.
     */
    static String f32(int bits) {
        int mantissa = bits & MANTISSA;
        int exponent = exponent(bits);
        if (exponent == MAX_EXPONENT) {
            String payload = mantissa == QUIET_NAN ? "" : ":0x" + Integer.toHexString(mantissa);
            return special(bits < 0, mantissa == 0, payload);
        }
        if (exponent == 0 && mantissa != 0) {
            return exactly(bits);
        }
        String decimal = Float.toString(Float.intBitsToFloat(bits));
        if (Float.floatToRawIntBits(Float.parseFloat(decimal)) == bits) {
            return whole(decimal);
        }
        return exactly(bits);
    }

    /** Sign, mantissa as an integer, exponent of 2. */
    static String exactly(int bits) {
        int exponent = exponent(bits);
        int mantissa = (bits & MANTISSA) | (exponent == 0 ? 0 : HIDDEN_BIT);
        return (bits < 0 ? "-0x" : "0x") + Integer.toHexString(mantissa) + "p"
                + (Math.max(exponent, 1) - EXPONENT_BIAS);
    }

    /** A double, by its bits: whole numbers in decimal, others in hexadecimal, which is exact and needs no algorithm. */
    static String f64(long bits) {
        long mantissa = bits & MANTISSA_OF_DOUBLE;
        double value = Double.longBitsToDouble(bits);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            String payload = mantissa == QUIET_NAN_OF_DOUBLE ? "" : ":0x" + Long.toHexString(mantissa);
            return special(bits < 0, mantissa == 0, payload);
        }
        String sign = bits < 0 ? "-" : "";
        double size = Math.abs(value);
        if (size <= HIDDEN_BIT_OF_DOUBLE && size == (long) size) {
            return sign + (long) size;
        }
        int exponent = (int) (bits >>> MANTISSA_BITS_OF_DOUBLE) & MAX_EXPONENT_OF_DOUBLE;
        long whole = mantissa | (exponent == 0 ? 0 : HIDDEN_BIT_OF_DOUBLE);
        return sign + "0x" + Long.toHexString(whole) + "p" + (Math.max(exponent, 1) - EXPONENT_BIAS_OF_DOUBLE);
    }

    private static String special(boolean negative, boolean infinite, String payload) {
        return (negative ? "-" : "") + (infinite ? "inf" : "nan" + payload);
    }

    /** 1.0 is 1. */
    private static String whole(String decimal) {
        return decimal.endsWith(".0") ? decimal.substring(0, decimal.length() - 2) : decimal;
    }

    private static int exponent(int bits) {
        return bits >>> MANTISSA_BITS & MAX_EXPONENT;
    }

    /** Four lanes: as floats if they look like floats, else as integers. */
    static String v128(int a, int b, int c, int d) {
        boolean floats = (a | b | c | d) << 1 != 0 && isFloat(a) && isFloat(b) && isFloat(c) && isFloat(d);
        StringBuilder text = new StringBuilder(floats ? "f32x4" : "i32x4");
        for (int lane : new int[] {a, b, c, d}) {
            text.append(' ').append(floats ? f32(lane) : integer(lane));
        }
        return text.toString();
    }

    private static boolean isFloat(int bits) {
        int exponent = exponent(bits);
        return bits << 1 == 0 || (exponent > SMALL_EXPONENT && exponent < LARGE_EXPONENT);
    }

    private static String integer(int value) {
        return value > -LARGE_LANE && value < LARGE_LANE ? Integer.toString(value) : "0x" + Integer.toHexString(value);
    }

    /** A name behind its $, in quotes if it needs them. */
    static String identifier(String name) {
        boolean plain = !name.isEmpty();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            plain &= letter || IDENTIFIER_SIGNS.indexOf(c) >= 0;
        }
        return "$" + (plain ? name : string(name));
    }

    /** Characters in quotes. */
    static String string(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            character(quoted, text.charAt(i));
        }
        return quoted.append('"').toString();
    }

    /** Appends a character or byte of a string. */
    static void character(StringBuilder quoted, int c) {
        if (c == '"' || c == '\\') {
            quoted.append('\\').append((char) c);
        } else if (c < ' ' || c == 0x7f) {
            escaped(quoted, c);
        } else {
            quoted.append((char) c);
        }
    }

    /** Appends a byte of data: ASCII as it is, all else by its two digits. */
    static void dataByte(StringBuilder quoted, int value) {
        if (value < 0x7f) {
            character(quoted, value);
        } else {
            escaped(quoted, value);
        }
    }

    private static void escaped(StringBuilder quoted, int value) {
        quoted.append('\\').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 0xf));
    }
}
