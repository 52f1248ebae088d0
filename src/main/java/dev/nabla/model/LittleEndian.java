package dev.nabla.model;

/** Numbers as bytes, the lowest byte first. Every NaN is written as the canonical one, {@code 0x7fc00000}. */
final class LittleEndian {
    private static final int BYTE_MASK = 0xff;
    private static final int FLOAT_BYTES = 4;
    private static final int LONG_BYTES = 8;

    private LittleEndian() {}

    static void putLong(long value, byte[] bytes, int at) {
        for (int i = 0; i < LONG_BYTES; i++) {
            bytes[at + i] = (byte) (value >>> (Byte.SIZE * i));
        }
    }

    static long getLong(byte[] bytes, int at) {
        long value = 0;
        for (int i = LONG_BYTES - 1; i >= 0; i--) {
            value = value << Byte.SIZE | (bytes[at + i] & BYTE_MASK);
        }
        return value;
    }

    /** Writes {@code values[from … from + count − 1]} from {@code bytes[at]} on. */
    static void putFloats(float[] values, int from, int count, byte[] bytes, int at) {
        for (int i = 0; i < count; i++) {
            int bits = Float.floatToIntBits(values[from + i]);
            int target = at + FLOAT_BYTES * i;
            bytes[target] = (byte) bits;
            bytes[target + 1] = (byte) (bits >>> 8);
            bytes[target + 2] = (byte) (bits >>> 16);
            bytes[target + 3] = (byte) (bits >>> 24);
        }
    }

    /** Fills {@code values} from {@code bytes[at]} on. */
    static void getFloats(byte[] bytes, int at, float[] values) {
        for (int i = 0; i < values.length; i++) {
            int source = at + FLOAT_BYTES * i;
            values[i] = Float.intBitsToFloat((bytes[source] & BYTE_MASK)
                    | (bytes[source + 1] & BYTE_MASK) << 8
                    | (bytes[source + 2] & BYTE_MASK) << 16
                    | (bytes[source + 3] & BYTE_MASK) << 24);
        }
    }
}
