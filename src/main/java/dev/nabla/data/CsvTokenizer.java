package dev.nabla.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts CSV into records of fields. Source: Y. Shafranovich, RFC 4180, Common Format and MIME Type for CSV Files, 2005:
 * fields in double quotes may hold delimiters, line breaks and doubled quotes.
 *
 * <p>More liberal than that: lines end with LF, CRLF or CR; the delimiter is a parameter; spaces around a field do not
 * belong to it; a quote inside a field that does not begin with one stands for itself; blank lines are skipped.
 */
final class CsvTokenizer {
    private static final char UNDECODABLE = '\uFFFD';

    private final String name;
    private final byte[] bytes;
    private final int end;
    private final char delimiter;
    private final ByteArrayOutputStream field = new ByteArrayOutputStream();
    private int at;
    private int line = 1;
    private int recordLine = 1;

    /**
     * @param name what messages call the file
     * @param bytes UTF-8, from index {@code start} to {@code end − 1}
     * @param delimiter an ASCII character
     */
    CsvTokenizer(String name, byte[] bytes, int start, int end, char delimiter) {
        this.name = name;
        this.bytes = bytes;
        this.at = start;
        this.end = end;
        this.delimiter = delimiter;
    }

    /** The line on which the record read last begins, from 1. */
    int line() {
        return recordLine;
    }

    /**
     * Reads the next record; an empty list at the end of the file.
     *
     * @throws DataException if a quote is not closed, something follows a closing quote, or a field is not UTF-8
     */
    List<String> next() {
        List<String> fields = new ArrayList<>();
        while (at < end) {
            recordLine = line;
            boolean quoted = readRecord(fields);
            if (quoted || fields.size() > 1 || !fields.get(0).isEmpty()) {
                return fields;
            }
            fields.clear();
        }
        return fields;
    }

    /** Reads up to the end of the line; returns whether its first field is quoted. */
    private boolean readRecord(List<String> fields) {
        boolean firstQuoted = false;
        while (true) {
            skipSpaces();
            boolean quoted = at < end && bytes[at] == '"';
            if (quoted) {
                readQuoted(fields.size() + 1);
            } else {
                readPlain();
            }
            firstQuoted |= quoted && fields.isEmpty();
            fields.add(text(fields.size() + 1, quoted));
            if (at == end || bytes[at] != delimiter) {
                skipLineBreak();
                return firstQuoted;
            }
            at++;
        }
    }

    private void skipSpaces() {
        while (at < end && (bytes[at] == ' ' || (bytes[at] == '\t' && delimiter != '\t'))) {
            at++;
        }
    }

    private void skipLineBreak() {
        if (at < end) {
            boolean pair = bytes[at] == '\r' && at + 1 < end && bytes[at + 1] == '\n';
            at += pair ? 2 : 1;
            line++;
        }
    }

    private void readPlain() {
        field.reset();
        int start = at;
        while (at < end && bytes[at] != delimiter && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        field.write(bytes, start, at - start);
    }

    private void readQuoted(int column) {
        int opened = line;
        field.reset();
        at++;
        while (at < end && (bytes[at] != '"' || (at + 1 < end && bytes[at + 1] == '"'))) {
            boolean pair = bytes[at] == '\r' && at + 1 < end && bytes[at + 1] == '\n';
            line += bytes[at] == '\n' || (bytes[at] == '\r' && !pair) ? 1 : 0;
            field.write(bytes[at]);
            at += bytes[at] == '"' ? 2 : 1;
        }
        if (at == end) {
            throw new DataException(name + ": line " + opened + ", column " + column
                    + ": the quote is not closed, expected another one before the end of the file");
        }
        at++;
        skipSpaces();
        if (at < end && bytes[at] != delimiter && bytes[at] != '\n' && bytes[at] != '\r') {
            throw new DataException(name + ": line " + line + ", column " + column + ": \"" + (char) (bytes[at] & 255)
                    + "\" after the closing quote, expected a delimiter or the end of the line");
        }
    }

    private String text(int column, boolean quoted) {
        String text = new String(field.toByteArray(), StandardCharsets.UTF_8);
        if (text.indexOf(UNDECODABLE) >= 0) {
            throw new DataException(name + ": line " + recordLine + ", column " + column
                    + ": not UTF-8, expected a file saved as UTF-8");
        }
        return quoted ? text : text.trim();
    }
}
