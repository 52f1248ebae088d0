package dev.nabla.data;

import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a CSV of square gray images, gzip or not: a label column and n² pixel columns, one image a line.
 *
 * <p>Labels are 0 .. 999 and pixels 0 .. 255, all integers. The first line is a header if none of its fields is an integer
 * or one is "label" (in any case); that column is the label, else the first. CRLF, a byte order mark, a missing final line
 * break and blank lines at the end are accepted. The classes are 0 .. largest label.
 */
public final class ImageCsv {
    /** Files with more pixels than this are refused unless the caller says otherwise. */
    public static final int DEFAULT_LIMIT_BYTES = IdxReader.DEFAULT_LIMIT_BYTES;

    private static final int MAX_LABEL = 999;
    private static final int MAX_PIXEL = 255;
    private static final int MAX_SIDE = 1024;
    private static final int MAX_COLUMNS = 1 + MAX_SIDE * MAX_SIDE;
    private static final int MAX_BLANK_LINES = 100;
    private static final int FIRST_IMAGES = 4;

    private final String name;
    private final CsvScanner scanner;
    private final int limitBytes;

    /** The line under way: its integers, NOT_AN_INTEGER for other fields, and what distinguishes a header. */
    private int[] row = new int[1024];

    private int columns;
    private int integers;
    private int columnNamedLabel;
    private String firstText = "";

    /** The images so far: [images, pixelCount] and [images], with room for more. */
    private byte[] pixels = new byte[0];

    private int[] labels = new int[0];
    private int images;
    private int largestLabel;
    private int labelColumn = 1;

    private ImageCsv(Source source, int limitBytes) {
        this.name = source.name();
        this.scanner = new CsvScanner(source);
        this.limitBytes = limitBytes;
    }

    /** Reads a file of at most {@link #DEFAULT_LIMIT_BYTES} pixels; see {@link #read(String, InputStream, int)}. */
    public static Dataset read(String name, InputStream in) {
        return read(name, in, DEFAULT_LIMIT_BYTES);
    }

    /**
     * Reads a file to its end. Memory grows with what arrives, at most about threefold.
     *
     * @param name what messages call the file, and the name of the data set
     * @param in the file's bytes; stays open
     * @param limitBytes the most pixels that all images may have together
     * @throws DataException if the file cannot be read, or naming line, column and value that are not as described above
     */
    public static Dataset read(String name, InputStream in, int limitBytes) {
        try (Source source = Source.open(name, in)) {
            return new ImageCsv(source, limitBytes).read();
        }
    }

    private Dataset read() {
        boolean found = readLine(MAX_COLUMNS);
        int expected = columns;
        int pixelCount = columns - 1;
        int side = (int) Math.sqrt(Math.max(pixelCount, 0));
        if (found && (pixelCount < 1 || side * side != pixelCount)) {
            throw new DataException(name + ": line " + scanner.line() + ": " + columns
                    + " columns, expected a label and a square number of pixels (such as 1 + 784)");
        }
        if (found && (integers == 0 || columnNamedLabel > 0)) {
            labelColumn = Math.max(columnNamedLabel, 1);
            found = readLine(expected);
        }
        while (found) {
            addImage(expected);
            found = readLine(expected);
        }
        if (images == 0) {
            throw new DataException(name + ": 0 images, expected at least 1");
        }
        Labels targets = new Labels(Arrays.copyOf(labels, images), Labels.numbered(largestLabel + 1));
        Pixels inputs = new Pixels(Arrays.copyOf(pixels, images * pixelCount));
        return new Dataset(name, InputShape.gray(side, side), inputs, targets);
    }

    /** Reads the fields of the next line, at most {@code maximum}; false at the end of the images. */
    private boolean readLine(int maximum) {
        if (!scanner.nextField()) {
            return false;
        }
        if (isBlank()) {
            requireOnlyBlankLines();
            return false;
        }
        columns = 0;
        integers = 0;
        columnNamedLabel = 0;
        do {
            if (columns == maximum) {
                throw new DataException(name + ": line " + scanner.line() + ": more than " + maximum
                        + " columns, expected " + (images == 0 && maximum == MAX_COLUMNS ? "at most " : "") + maximum);
            }
            addField();
        } while (!scanner.isLastInLine() && scanner.nextField());
        return true;
    }

    private void addField() {
        if (columns == row.length) {
            row = Arrays.copyOf(row, Math.min(2 * columns, MAX_COLUMNS));
        }
        int value = scanner.integer();
        row[columns++] = value;
        if (value != CsvScanner.NOT_AN_INTEGER) {
            integers++;
            return;
        }
        String text = scanner.text();
        if (integers == columns - 1) {
            firstText = text;
        }
        if (columnNamedLabel == 0 && text.equalsIgnoreCase("label")) {
            columnNamedLabel = columns;
        }
    }

    private boolean isBlank() {
        return scanner.column() == 1 && scanner.isLastInLine() && scanner.isEmpty();
    }

    private void requireOnlyBlankLines() {
        int line = scanner.line();
        boolean blank = true;
        while (blank && scanner.nextField()) {
            blank = isBlank() && scanner.line() - line < MAX_BLANK_LINES;
        }
        if (!blank) {
            throw new DataException(name + ": line " + line + " is blank, expected an image");
        }
    }

    /** Appends the image in {@link #row}. */
    private void addImage(int expected) {
        if (columns != expected) {
            throw new DataException(
                    name + ": line " + scanner.line() + ": " + columns + " columns, expected " + expected);
        }
        int pixelCount = columns - 1;
        reserve(pixelCount);
        int at = images * pixelCount;
        for (int i = 0; i < columns; i++) {
            if (i != labelColumn - 1) {
                pixels[at++] = (byte) checked(i, "pixel", MAX_PIXEL);
            }
        }
        int label = checked(labelColumn - 1, "label", MAX_LABEL);
        labels[images++] = label;
        largestLabel = Math.max(largestLabel, label);
    }

    /** The integer at an index of the line, if it is in 0 .. maximum. */
    private int checked(int index, String meaning, int maximum) {
        int value = row[index];
        if (value < 0 || value > maximum) {
            String text = value == CsvScanner.NOT_AN_INTEGER ? firstText : Integer.toString(value);
            throw new DataException(name + ": line " + scanner.line() + ", column " + (index + 1) + ": " + meaning
                    + " \"" + text + "\", expected an integer 0.." + maximum);
        }
        return value;
    }

    /** Makes room for one more image. */
    private void reserve(int pixelCount) {
        int most = limitBytes / pixelCount;
        if (images >= most) {
            throw new DataException(name + ": line " + scanner.line() + ": more than " + images + " images of "
                    + pixelCount + " pixels, expected at most " + limitBytes + " bytes");
        }
        if (images == labels.length) {
            int room = (int) Math.min(most, Math.max(FIRST_IMAGES, 2L * images));
            labels = Arrays.copyOf(labels, room);
            pixels = Arrays.copyOf(pixels, room * pixelCount);
        }
    }
}
