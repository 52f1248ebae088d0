package dev.nabla.wasm;

/** Reads what a {@link ByteWriter} wrote; whatever is wrong is said with its offset. */
final class ByteReader {
    private static final int LOW_BITS = 0x7f;
    private static final int MORE = 0x80;
    private static final int SIGN = 0x40;
    private static final int BITS_OF_U32 = 35;
    private static final int BITS_OF_S64 = 70;

    private final byte[] bytes;
    private int position;
    private int end;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
        end = bytes.length;
    }

    int position() {
        return position;
    }

    void position(int offset) {
        position = offset;
    }

    /** Where reading stops. */
    int end() {
        return end;
    }

    void end(int offset) {
        end = offset;
    }

    boolean hasMore() {
        return position < end;
    }

    int u8() {
        if (position >= end) {
            throw new IllegalArgumentException(
                    "Byte " + position + " is missing: it was to be read, but what it is part of" + " ends at " + end
                            + " (the module has " + bytes.length + " bytes)");
        }
        return bytes[position++] & 0xff;
    }

    /** Unsigned LEB128. */
    int u32() {
        int at = position;
        int value = 0;
        for (int shift = 0; shift < BITS_OF_U32; shift += 7) {
            int next = u8();
            value |= (next & LOW_BITS) << shift;
            if ((next & MORE) == 0) {
                return value;
            }
        }
        throw wrong("A number of more than 5 bytes", at);
    }

    /** Signed LEB128. */
    long s64() {
        int at = position;
        long value = 0;
        for (int shift = 0; shift < BITS_OF_S64; shift += 7) {
            int next = u8();
            value |= (long) (next & LOW_BITS) << shift;
            if ((next & MORE) == 0) {
                boolean negative = (next & SIGN) != 0 && shift + 7 < Long.SIZE;
                return negative ? value | (-1L << (shift + 7)) : value;
            }
        }
        throw wrong("A number of more than 10 bytes", at);
    }

    /** Four bytes, the lowest first. */
    int i32() {
        return u8() | (u8() << 8) | (u8() << 16) | (u8() << 24);
    }

    /** Eight bytes, the lowest first. */
    long i64() {
        return Integer.toUnsignedLong(i32()) | ((long) i32() << 32);
    }

    /** A length, of which there are as many bytes. */
    int size() {
        int at = position;
        int size = u32();
        if (size < 0 || size > end - position) {
            throw wrong(
                    "A length of " + Integer.toUnsignedString(size) + ", of which " + (end - position) + " are there,",
                    at);
        }
        return size;
    }

    /** Length in bytes, then characters; what is not ASCII reads as question marks. */
    String name() {
        int size = size();
        position += size;
        char[] name = new char[size];
        for (int i = 0; i < size; i++) {
            byte character = bytes[position - size + i];
            name[i] = character >= 0 ? (char) character : '?';
        }
        return new String(name);
    }

    /** Something that is not as it should be. */
    IllegalArgumentException wrong(String what, int offset) {
        return new IllegalArgumentException(
                what + " at byte " + offset + ", which is 0x" + Integer.toHexString(bytes[offset] & 0xff));
    }
}
