package dev.nabla.cli;

import dev.nabla.data.CsvFormat;
import dev.nabla.data.CsvTable;
import dev.nabla.data.MissingValues;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The flags that say how a CSV file with a table is read; null where they are not given. */
final class CsvOptions {
    @Option(
            names = "--missing",
            paramLabel = "WHAT",
            converter = Missing.class,
            description = {
                "Table: rows without a value are an error, or drop leaves them out, or mean takes the mean",
                "of the training examples (default: error, of a saved network as it was trained)."
            })
    @Nullable
    MissingValues missing;

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            converter = Delimiter.class,
            description = "Table: between fields, one character or tab (default: found out).")
    private @Nullable Character delimiter;

    @Option(
            names = "--decimal",
            paramLabel = "WHAT",
            converter = DecimalComma.class,
            description = "Table: numbers have a point or a comma (default: found out).")
    private @Nullable Boolean decimalComma;

    @Option(
            names = "--header",
            paramLabel = "WHEN",
            converter = Choice.Converter.class,
            description = "Table: the first line names the columns: auto, yes or no (default: auto).")
    private Choice header = Choice.AUTO;

    /** Reads a table. */
    CsvTable read(Path file) {
        @Nullable Boolean named = header == Choice.AUTO ? null : (Boolean) (header == Choice.YES);
        try (InputStream in = Files.newInputStream(file)) {
            return CsvTable.read(file.toString(), in, new CsvFormat(delimiter, decimalComma, named));
        } catch (IOException e) {
            throw FileErrors.failure(file, "read", e);
        }
    }

    /** What becomes of missing values. */
    static final class Missing implements ITypeConverter<MissingValues> {
        @Override
        public MissingValues convert(String value) {
            for (MissingValues values : MissingValues.values()) {
                if (values.label().equals(value)) {
                    return values;
                }
            }
            throw new TypeConversionException("\"" + value + "\", expected error, drop or mean");
        }
    }

    /** One ASCII character that is no part of numbers or quotes. */
    static final class Delimiter implements ITypeConverter<Character> {
        private static final int LAST_ASCII = 126;

        @Override
        public Character convert(String value) {
            String text = value.equals("tab") ? "\t" : value;
            if (text.length() != 1 || text.charAt(0) > LAST_ASCII || "\"\n\r".contains(text)) {
                throw new TypeConversionException("\"" + value + "\", expected one ASCII character, or tab");
            }
            return text.charAt(0);
        }
    }

    /** Point or comma. */
    static final class DecimalComma implements ITypeConverter<Boolean> {
        @Override
        public Boolean convert(String value) {
            if (value.equals("comma") || value.equals("point")) {
                return value.equals("comma");
            }
            throw new TypeConversionException("\"" + value + "\", expected point or comma");
        }
    }
}
