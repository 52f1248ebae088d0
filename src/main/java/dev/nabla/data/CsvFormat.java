package dev.nabla.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is written; what is null is found out from its first lines.
 *
 * @param delimiter between fields: comma, semicolon or tab, or any other ASCII character
 * @param decimalComma whether numbers are written 1,5 instead of 1.5
 * @param header whether the first line names the columns
 */
public record CsvFormat(
        @Nullable Character delimiter,
        @Nullable Boolean decimalComma,
        @Nullable Boolean header) {
    /** Everything is found out. */
    public static final CsvFormat DETECTED = new CsvFormat(null, null, null);

    /** How many records are looked at. */
    private static final int SAMPLE = 100;

    /** In order of preference: a file delimited by tabs or semicolons may have commas in its numbers. */
    private static final char[] DELIMITERS = {'\t', ';', ','};

    /** The delimiter, or the first of tab, semicolon and comma that cuts all lines into equally many fields, 2 or more. */
    char delimiterOf(String name, byte[] bytes, int start, int end) {
        if (delimiter != null) {
            return delimiter;
        }
        char best = ',';
        int most = 1;
        for (char candidate : DELIMITERS) {
            List<List<String>> records = sample(new CsvTokenizer(name, bytes, start, end, candidate));
            if (records.isEmpty()) {
                continue;
            }
            int fields = records.get(0).size();
            if (fields > 1 && records.stream().allMatch(record -> record.size() == fields)) {
                return candidate;
            }
            // Ragged whatever the delimiter: the one that the first line has most of, for the message to come.
            if (fields > most) {
                most = fields;
                best = candidate;
            }
        }
        return best;
    }

    /** The first records; none where the delimiter makes nonsense of quotes. */
    private static List<List<String>> sample(CsvTokenizer tokenizer) {
        List<List<String>> records = new ArrayList<>();
        try {
            while (records.size() < SAMPLE) {
                List<String> record = tokenizer.next();
                if (record.isEmpty()) {
                    break;
                }
                records.add(record);
            }
        } catch (DataException e) {
            records.clear();
        }
        return records;
    }

    /** What stands between whole and fraction: a comma if some of the first records has one in a number and none a point. */
    char pointOf(char usedDelimiter, List<String[]> records) {
        if (decimalComma != null) {
            return decimalComma ? ',' : '.';
        }
        boolean comma = false;
        for (String[] record : records.subList(0, Math.min(SAMPLE, records.size()))) {
            for (String field : record) {
                if (field.indexOf('.') >= 0 && !Double.isNaN(Numbers.parse(field, '.'))) {
                    return '.';
                }
                comma |= field.indexOf(',') >= 0 && !Double.isNaN(Numbers.parse(field, ','));
            }
        }
        return comma && usedDelimiter != ',' ? ',' : '.';
    }

    /**
     * Whether the first record names the columns: it has texts only, none twice, and either a number or a missing value is
     * below one of them, or none occurs again in its column.
     */
    boolean hasHeader(List<String[]> records, char point) {
        if (header != null) {
            return header;
        }
        String[] first = records.get(0);
        Set<String> names = new HashSet<>();
        for (String field : first) {
            if (!Double.isNaN(Numbers.parse(field, point)) || (!names.add(field) && !field.isEmpty())) {
                return false;
            }
        }
        if (names.equals(Set.of(""))) {
            return false;
        }
        boolean again = false;
        for (String[] record : records.subList(1, Math.min(SAMPLE, records.size()))) {
            for (int c = 0; c < Math.min(first.length, record.length); c++) {
                if (!Double.isNaN(Numbers.parse(record[c], point))) {
                    return true;
                }
                again |= record[c].equals(first[c]);
            }
        }
        return !again && records.size() > 1;
    }
}
