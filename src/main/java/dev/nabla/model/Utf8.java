package dev.nabla.model;

import org.jspecify.annotations.Nullable;

/**
 * Text as bytes (RFC 3629). The Java library's charsets would bring several kilobytes into the page, and replace what is
 * malformed without a word.
 */
public final class Utf8 {
    private static final int[] SMALLEST = {0, 0x80, 0x800, 0x1_0000};

    private Utf8() {}

    /** The text of the bytes, or null where they are no UTF-8. */
    public static @Nullable String decode(byte[] bytes, int from, int length) {
        StringBuilder text = new StringBuilder();
        int end = from + length;
        for (int at = from; at < end; ) {
            int first = bytes[at] & 0xff;
            int more =
                    first < 0x80 ? 0 : first < 0xc0 ? -1 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf8 ? 3 : -1;
            if (more < 0 || at + more >= end) {
                return null;
            }
            int point = more == 0 ? first : first & (0x3f >> more);
            for (int i = 1; i <= more; i++) {
                int next = bytes[at + i] & 0xff;
                if ((next & 0xc0) != 0x80) {
                    return null;
                }
                point = point << 6 | (next & 0x3f);
            }
            if (point < SMALLEST[more] || point > Character.MAX_CODE_POINT || isSurrogate(point)) {
                return null;
            }
            append(text, point);
            at += 1 + more;
        }
        return text.toString();
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static void append(StringBuilder text, int point) {
        if (point < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            text.append((char) point);
        } else {
            int offset = point - Character.MIN_SUPPLEMENTARY_CODE_POINT;
            text.append((char) (Character.MIN_HIGH_SURROGATE + (offset >> 10)));
            text.append((char) (Character.MIN_LOW_SURROGATE + (offset & 0x3ff)));
        }
    }

    /** The bytes of the text; half a surrogate pair becomes a question mark. */
    public static byte[] encode(String text) {
        byte[] bytes = new byte[3 * text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            int point = text.charAt(i);
            if (isSurrogate(point)) {
                boolean pair = point <= Character.MAX_HIGH_SURROGATE
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                point = pair ? Character.toCodePoint((char) point, text.charAt(++i)) : '?';
            }
            int more = point < SMALLEST[1] ? 0 : point < SMALLEST[2] ? 1 : point < SMALLEST[3] ? 2 : 3;
            int head = more == 0 ? 0 : (0xff00 >> (more + 1)) & 0xff;
            bytes[length++] = (byte) (head | point >> (6 * more));
            for (int shift = 6 * (more - 1); shift >= 0; shift -= 6) {
                bytes[length++] = (byte) (0x80 | (point >> shift & 0x3f));
            }
        }
        byte[] result = new byte[length];
        System.arraycopy(bytes, 0, result, 0, length);
        return result;
    }
}
