package dev.nabla.data;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A CSV file as texts in rows and columns, gzip or not; every row is as long as the first.
 *
 * <p>Missing values are empty fields and the texts NA, N/A, ?, null and NULL. Columns without a header are called "1",
 * "2" ….
 */
public final class CsvTable {
    /** Files of more decompressed bytes than this are refused. */
    public static final int LIMIT_BYTES = 1 << 28;

    private static final Set<String> MISSING = Set.of("", "NA", "N/A", "?", "null", "NULL");
    private static final int FIRST_BYTES = 1 << 16;
    private static final int SHOWN = 40;
    private static final int LISTED = 20;

    private final String name;
    private final boolean named;
    private final char point;
    private final List<String> columns;
    private final List<String[]> rows;
    private final int[] lines;

    private CsvTable(String name, boolean named, char point, List<String> columns, List<String[]> rows, int[] lines) {
        this.name = name;
        this.named = named;
        this.point = point;
        this.columns = List.copyOf(columns);
        this.rows = rows;
        this.lines = lines;
    }

    /**
     * Reads a file to its end.
     *
     * @param name what messages call the file
     * @param in the file's bytes, UTF-8 with or without a byte order mark; stays open
     * @param format what is known of the way it is written
     * @throws DataException naming line and column of what is not CSV, of a row longer or shorter than the first, or of two
     *     columns of one name; if there is no row; or if the file cannot be read
     */
    public static CsvTable read(String name, InputStream in, CsvFormat format) {
        byte[] bytes = bytes(name, in);
        boolean mark =
                bytes.length >= 3 && (bytes[0] & 255) == 0xEF && (bytes[1] & 255) == 0xBB && (bytes[2] & 255) == 0xBF;
        if (bytes.length >= 2 && ((bytes[0] & bytes[1]) & 255) == 0xFE && bytes[0] != bytes[1]) {
            throw new DataException(name + ": UTF-16, expected a file saved as UTF-8");
        }
        int start = mark ? 3 : 0;
        char delimiter = format.delimiterOf(name, bytes, start, bytes.length);
        CsvTokenizer tokenizer = new CsvTokenizer(name, bytes, start, bytes.length, delimiter);
        List<String[]> rows = new ArrayList<>();
        int[] lines = new int[16];
        for (List<String> record = tokenizer.next(); !record.isEmpty(); record = tokenizer.next()) {
            if (!rows.isEmpty() && record.size() != rows.get(0).length) {
                throw new DataException(name + ": line " + tokenizer.line() + ": " + record.size()
                        + (record.size() == 1 ? " field" : " fields") + ", expected " + rows.get(0).length
                        + " as in line " + lines[0]);
            }
            lines = rows.size() == lines.length ? Arrays.copyOf(lines, 2 * rows.size()) : lines;
            lines[rows.size()] = tokenizer.line();
            rows.add(record.toArray(new String[0]));
        }
        if (rows.isEmpty()) {
            throw new DataException(name + ": no lines, expected at least one with values");
        }
        char point = format.pointOf(delimiter, rows);
        boolean named = format.hasHeader(rows, point);
        if (named && rows.size() == 1) {
            throw new DataException(name + ": a header and no lines below it, expected at least one");
        }
        List<String> columns = names(name, lines[0], rows.get(0), named);
        return named
                ? new CsvTable(
                        name,
                        true,
                        point,
                        columns,
                        rows.subList(1, rows.size()),
                        Arrays.copyOfRange(lines, 1, rows.size()))
                : new CsvTable(name, false, point, columns, rows, lines);
    }

    private static byte[] bytes(String name, InputStream in) {
        byte[] bytes = new byte[FIRST_BYTES];
        int length = 0;
        try (Source source = Source.open(name, in)) {
            while (true) {
                length += source.readFully(bytes, length, bytes.length - length);
                if (length < bytes.length) {
                    return Arrays.copyOf(bytes, length);
                }
                if (length == LIMIT_BYTES) {
                    throw new DataException(name + ": more than " + LIMIT_BYTES + " bytes, expected at most that");
                }
                bytes = Arrays.copyOf(bytes, (int) Math.min(LIMIT_BYTES, 2L * length));
            }
        }
    }

    private static List<String> names(String name, int line, String[] first, boolean named) {
        List<String> names = new ArrayList<>();
        Map<String, Integer> columns = new HashMap<>();
        for (int c = 0; c < first.length; c++) {
            String column = named && !first[c].isEmpty() ? first[c] : Integer.toString(c + 1);
            Integer other = columns.put(column, c);
            if (other != null) {
                throw new DataException(name + ": line " + line + ": columns " + (other + 1) + " and " + (c + 1)
                        + " are both called \"" + column + "\", expected different names");
            }
            names.add(column);
        }
        return names;
    }

    /** What messages call the file. */
    public String name() {
        return name;
    }

    /** Whether the file's first line names its columns. */
    public boolean named() {
        return named;
    }

    /** The names of the columns. */
    public List<String> columns() {
        return columns;
    }

    /** Number of rows, the header not among them. */
    public int size() {
        return rows.size();
    }

    /** The line on which a row begins, from 1. */
    public int line(int row) {
        return lines[row];
    }

    /** The text of a field. */
    String text(int row, int column) {
        return rows.get(row)[column];
    }

    /** Whether a field has no value. */
    boolean isMissing(int row, int column) {
        return MISSING.contains(text(row, column));
    }

    /** The number in a field; NaN if it is none. */
    double number(int row, int column) {
        return Numbers.parse(text(row, column), point);
    }

    /**
     * The number in a field.
     *
     * @throws DataException if it is none, or not finite
     */
    double finiteNumber(int row, int column) {
        double number = number(row, column);
        if (!(Math.abs(number) <= Double.MAX_VALUE)) {
            throw refusal(row, column, "expected a finite number");
        }
        return number;
    }

    /** A failure that names a field's place and text. */
    DataException refusal(int row, int column, String expected) {
        String text = text(row, column);
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return new DataException(place(row, column) + ": "
                + (isMissing(row, column) && text.isEmpty() ? "no value" : "\"" + shown + "\"") + ", " + expected);
    }

    private String place(int row, int column) {
        return name + ": line " + lines[row] + ", " + describe(column);
    }

    /** A column in words: {@code column 3 (age)}, or {@code column 3} where it has no name. */
    String describe(int column) {
        return "column " + (column + 1) + (named ? " (" + columns.get(column) + ")" : "");
    }

    /**
     * The index of a column.
     *
     * @param text its name or, where none is called so, its number from 1
     * @throws DataException if there is none, listing those there are
     */
    int column(String text) {
        int index = columns.indexOf(text);
        if (index >= 0) {
            return index;
        }
        double number = Numbers.parse(text, '.');
        if (number >= 1 && number <= columns.size() && number == Math.floor(number)) {
            return (int) number - 1;
        }
        throw new DataException(name + ": no column \"" + text + "\", expected one of " + list(columns)
                + (named ? "" : " (the first line is no header)"));
    }

    /** Names for a message, at most the first 20. */
    static String list(List<String> names) {
        String listed = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
        return names.size() > LISTED ? listed + " … (" + names.size() + " in all)" : listed;
    }
}
