package dev.nabla.wasm;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A value in the tests' notation: {@code 7} is an i32, {@code i64(-1)}, {@code f32(1.5)}, {@code f64(1)}; vectors have one
 * number for each lane or one for all: {@code f32x4(nan,-0,1,inf)}, {@code i32x4(3)}. Numbers in hexadecimal are bits.
 *
 * @param words its bits, lowest first
 * @param anyNan of the lanes of 32 bits, which stand for every NaN
 */
record Value(ValueType type, List<Integer> words, List<Boolean> anyNan) {
    static Value of(String text) {
        int open = text.indexOf('(');
        String shape = open < 0 ? "i32" : text.substring(0, open);
        String[] numbers = open < 0
                ? new String[] {text}
                : text.substring(open + 1, text.length() - 1).split(",", -1);
        int times = shape.indexOf('x');
        int lanes = times < 0 ? 1 : Integer.parseInt(shape.substring(times + 1));
        int laneBits = Integer.parseInt(shape.substring(1, times < 0 ? shape.length() : times));
        if (numbers.length != 1 && numbers.length != lanes) {
            throw new IllegalArgumentException(text);
        }
        Integer[] words = new Integer[Math.max(1, lanes * laneBits / Integer.SIZE)];
        Boolean[] anyNan = new Boolean[words.length];
        Arrays.fill(words, 0);
        Arrays.fill(anyNan, false);
        for (int lane = 0; lane < lanes; lane++) {
            String number = numbers[numbers.length == 1 ? 0 : lane];
            long bits = bits(shape.charAt(0), laneBits, number);
            for (int i = 0; i < laneBits; i++) {
                int bit = lane * laneBits + i;
                words[bit / Integer.SIZE] |= (int) ((bits >>> i) & 1) << bit;
            }
            if (number.equals("nan")) {
                anyNan[lane] = true;
            }
        }
        ValueType type = times < 0 ? ValueType.valueOf(shape.toUpperCase(Locale.ROOT)) : ValueType.V128;
        return new Value(type, List.of(words), List.of(anyNan));
    }

    private static long bits(char kind, int size, String number) {
        if (number.startsWith("0x")) {
            return Long.parseUnsignedLong(number.substring(2), 16);
        }
        if (kind == 'i') {
            return Long.parseLong(number);
        }
        String java = number.replace("nan", "NaN").replace("inf", "Infinity");
        return size == Float.SIZE
                ? Float.floatToRawIntBits(Float.parseFloat(java))
                : Double.doubleToRawLongBits(Double.parseDouble(java));
    }

    long longBits() {
        return Integer.toUnsignedLong(words.get(0)) | ((long) words.get(1) << Integer.SIZE);
    }

    /** Writes what pushes it. */
    void push(Code code) {
        switch (type) {
            case I32 -> code.i32(words.get(0));
            case I64 -> code.i64(longBits());
            case F32 -> code.f32(Float.intBitsToFloat(words.get(0)));
            case F64 -> code.f64(Double.longBitsToDouble(longBits()));
            case V128 -> code.i32x4(words.get(0), words.get(1), words.get(2), words.get(3));
        }
    }

    /** The instruction that stores it. */
    Opcode store() {
        return switch (type) {
            case I32 -> Opcode.I32_STORE;
            case I64 -> Opcode.I64_STORE;
            case F32 -> Opcode.F32_STORE;
            case F64 -> Opcode.F64_STORE;
            case V128 -> Opcode.V128_STORE;
        };
    }

    /** Whether memory holds this. */
    boolean matches(int[] found) {
        for (int i = 0; i < words.size(); i++) {
            boolean same = anyNan.get(i) ? Float.isNaN(Float.intBitsToFloat(found[i])) : found[i] == words.get(i);
            if (!same) {
                return false;
            }
        }
        return true;
    }
}
