package dev.nabla.data;

import java.nio.charset.StandardCharsets;

/**
 * Splits CSV into fields, reading a buffer at a time. Fields end at a comma or at the end of a line (LF, CRLF or CR);
 * spaces and one pair of double quotes around a field do not belong to it. A comma inside quotes is not supported: what is
 * read here are numbers and their header.
 */
final class CsvScanner {
    /** What {@link #integer()} answers if the field is no integer in 0 .. {@link #MAX_INTEGER}. */
    static final int NOT_AN_INTEGER = -1;

    /** The largest integer that a field may hold. */
    static final int MAX_INTEGER = 999_999;

    private static final int BUFFER_BYTES = 1 << 14;
    private static final int SHOWN_BYTES = 40;

    private final Source source;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int end;
    private int fieldStart;
    private int fieldEnd;
    private int next;
    private boolean sourceEnded;
    private boolean lineEnded = true;
    private boolean skipLineFeed;
    private int line;
    private int column;

    /** Starts at the beginning of a source; a UTF-8 byte order mark is skipped. */
    CsvScanner(Source source) {
        this.source = source;
        end = source.readFully(buffer, 0, 3);
        if (end == 3 && (buffer[0] & 255) == 0xEF && (buffer[1] & 255) == 0xBB && (buffer[2] & 255) == 0xBF) {
            next = 3;
        }
    }

    /**
     * Moves to the next field; false at the end of the file. A line without a comma is one field, maybe an empty one; after
     * the file's last line break comes nothing.
     *
     * @throws DataException if the file cannot be read or a field is longer than the buffer
     */
    boolean nextField() {
        if (skipLineFeed && available() && buffer[next] == '\n') {
            next++;
        }
        skipLineFeed = false;
        if (lineEnded && !available()) {
            return false;
        }
        column = lineEnded ? 1 : column + 1;
        line += lineEnded ? 1 : 0;
        fieldStart = next;
        int at = next;
        while (true) {
            if (at == end) {
                int kept = at - fieldStart;
                boolean more = fill();
                at = fieldStart + kept;
                if (!more) {
                    return endField(at, at, true);
                }
            }
            byte b = buffer[at];
            if (b == ',') {
                return endField(at, at + 1, false);
            }
            if (b == '\n' || b == '\r') {
                skipLineFeed = b == '\r';
                return endField(at, at + 1, true);
            }
            at++;
        }
    }

    private boolean endField(int fieldEnd, int next, boolean lineEnded) {
        this.fieldEnd = fieldEnd;
        this.next = next;
        this.lineEnded = lineEnded;
        trim();
        return true;
    }

    /** Takes spaces, tabs and one pair of quotes off both ends of the field. */
    private void trim() {
        trimSpaces();
        if (fieldEnd - fieldStart >= 2 && buffer[fieldStart] == '"' && buffer[fieldEnd - 1] == '"') {
            fieldStart++;
            fieldEnd--;
            trimSpaces();
        }
    }

    private void trimSpaces() {
        while (fieldStart < fieldEnd && isSpace(buffer[fieldStart])) {
            fieldStart++;
        }
        while (fieldStart < fieldEnd && isSpace(buffer[fieldEnd - 1])) {
            fieldEnd--;
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }

    private boolean available() {
        if (next == end) {
            fieldStart = next;
            boolean filled = fill();
            next = fieldStart;
            return filled;
        }
        return true;
    }

    /** Moves the field under way to the front of the buffer and reads more behind it; false at the end of the source. */
    private boolean fill() {
        if (sourceEnded) {
            return false;
        }
        System.arraycopy(buffer, fieldStart, buffer, 0, end - fieldStart);
        end -= fieldStart;
        fieldStart = 0;
        if (end == buffer.length) {
            throw new DataException(source.name() + ": line " + line + ", column " + column + ": more than " + end
                    + " bytes without a comma or line break (an image CSV)");
        }
        int n = source.read(buffer, end, buffer.length - end);
        sourceEnded = n < 0;
        end += Math.max(n, 0);
        return !sourceEnded;
    }

    /** The field as an integer in 0 .. {@link #MAX_INTEGER}, else {@link #NOT_AN_INTEGER}. */
    int integer() {
        int value = 0;
        for (int i = fieldStart; i < fieldEnd; i++) {
            int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9) {
                return NOT_AN_INTEGER;
            }
            value = 10 * value + digit;
            if (value > MAX_INTEGER) {
                return NOT_AN_INTEGER;
            }
        }
        return fieldStart == fieldEnd ? NOT_AN_INTEGER : value;
    }

    /** Whether the field is empty. */
    boolean isEmpty() {
        return fieldStart == fieldEnd;
    }

    /** The field's text for messages, at most its first {@value #SHOWN_BYTES} bytes. */
    String text() {
        int length = Math.min(fieldEnd - fieldStart, SHOWN_BYTES);
        return new String(buffer, fieldStart, length, StandardCharsets.UTF_8);
    }

    /** Whether the field is the last of its line. */
    boolean isLastInLine() {
        return lineEnded;
    }

    /** Line of the field, from 1. */
    int line() {
        return line;
    }

    /** Column of the field, from 1. */
    int column() {
        return column;
    }
}
