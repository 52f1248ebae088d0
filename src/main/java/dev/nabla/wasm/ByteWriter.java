package dev.nabla.wasm;

import java.util.Arrays;

/** Bytes that grow, with the integers of WebAssembly's binary format (LEB128). */
final class ByteWriter {
    private static final int LOW_BITS = 0x7f;
    private static final int MORE = 0x80;
    private static final int SIGN = 0x40;

    private byte[] bytes = new byte[256];
    private int size;

    int size() {
        return size;
    }

    void u8(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
    }

    /** Unsigned LEB128. */
    void u32(int value) {
        int rest = value;
        while ((rest & ~LOW_BITS) != 0) {
            u8((rest & LOW_BITS) | MORE);
            rest >>>= 7;
        }
        u8(rest);
    }

    /** Signed LEB128, for 32 and 64 bits. */
    void s64(long value) {
        long rest = value;
        while (rest < -SIGN || rest >= SIGN) {
            u8(((int) rest & LOW_BITS) | MORE);
            rest >>= 7;
        }
        u8((int) rest & LOW_BITS);
    }

    /** Four bytes, the lowest first. */
    void i32(int value) {
        for (int shift = 0; shift < 32; shift += 8) {
            u8(value >>> shift);
        }
    }

    void bytes(byte[] values) {
        write(values, values.length);
    }

    void append(ByteWriter other) {
        write(other.bytes, other.size);
    }

    private void write(byte[] values, int count) {
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + count, 2 * bytes.length));
        }
        System.arraycopy(values, 0, bytes, size, count);
        size += count;
    }

    /** Length in bytes, then the characters, which must be ASCII. */
    void name(String text) {
        u32(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            u8(c < 0x80 ? c : '?');
        }
    }

    /** Length, then the contents of another. */
    void sized(ByteWriter contents) {
        u32(contents.size);
        append(contents);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
