package dev.nabla.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a table become examples, learned from the training part alone and kept with the model, so that every later
 * table is read in the same way.
 *
 * @param named whether the table had a header; the columns of another one are then found by name, else by number
 * @param columns the names of all columns of the table, those that are not used among them
 * @param inputs how columns become inputs, in their order
 * @param target how columns become targets
 * @param missing what becomes of rows without a value
 */
public record TableSchema(
        boolean named, List<String> columns, List<TableColumn> inputs, TableTarget target, MissingValues missing) {
    /**
     * Copies the lists.
     *
     * @throws DataException if there is no input or a used column is not among all columns
     */
    public TableSchema {
        columns = List.copyOf(columns);
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new DataException("Table: no column left as an input, expected at least 1");
        }
        Set<String> used = new HashSet<>(target.columns());
        inputs.forEach(input -> used.add(input.name()));
        used.removeAll(new HashSet<>(columns));
        if (!used.isEmpty()) {
            throw new DataException(
                    "Table: column \"" + used.iterator().next() + "\", expected one of " + CsvTable.list(columns));
        }
    }

    /** The same with another rule for missing values; null for this. */
    public TableSchema withMissing(@Nullable MissingValues other) {
        return other == null ? this : new TableSchema(named, columns, inputs, target, other);
    }

    /** How many inputs an example has. */
    public int width() {
        return inputs.stream().mapToInt(TableColumn::width).sum();
    }

    /**
     * All rows as examples, those without a value treated as {@link #missing} says.
     *
     * @throws DataException naming file, line and column of what is missing or unknown, or if no row is left
     */
    public Dataset encode(CsvTable table) {
        int[] at = targetColumns(table);
        int[] rows = rows(table, at);
        return new Dataset(
                table.name(), InputShape.vector(width()), encodeInputs(table, rows), target.encode(table, rows, at));
    }

    /**
     * The inputs of some rows; the table may lack the columns of the target.
     *
     * @param rows as {@link #rowsToPredict} gives them
     */
    public Floats encodeInputs(CsvTable table, int[] rows) {
        int[] at = inputColumns(table);
        int width = width();
        if ((long) rows.length * width > Integer.MAX_VALUE) {
            throw new DataException(table.name() + ": " + rows.length + " rows of " + width
                    + " inputs, expected at most " + Integer.MAX_VALUE + " numbers");
        }
        float[] values = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            int offset = i * width;
            for (int c = 0; c < at.length; c++) {
                inputs.get(c).encode(table, rows[i], at[c], values, offset);
                offset += inputs.get(c).width();
            }
        }
        return new Floats(values);
    }

    /** The rows of a table whose targets are not asked for: all but those dropped for a missing input. */
    public int[] rowsToPredict(CsvTable table) {
        return rows(table, new int[0]);
    }

    /** The rows that remain, ascending. */
    private int[] rows(CsvTable table, int[] targets) {
        return keptRows(table, inputColumns(table), target.allowsMissing() ? new int[0] : targets, missing);
    }

    /**
     * The rows that remain, ascending.
     *
     * @throws DataException if a value is missing that must not, or no row is left
     */
    static int[] keptRows(CsvTable table, int[] inputs, int[] targets, MissingValues missing) {
        int[] rows = IntStream.range(0, table.size())
                .filter(row -> isKept(table, row, inputs, missing, false) && isKept(table, row, targets, missing, true))
                .toArray();
        if (rows.length == 0) {
            throw new DataException(table.name() + ": a value is missing in each of the " + table.size()
                    + " rows, expected at least one whole row");
        }
        return rows;
    }

    private static boolean isKept(CsvTable table, int row, int[] columns, MissingValues missing, boolean targets) {
        for (int column : columns) {
            if (!table.isMissing(row, column)) {
                continue;
            }
            if (missing == MissingValues.REFUSE) {
                throw table.refusal(
                        row,
                        column,
                        "expected one; --missing drop leaves such rows out, --missing mean"
                                + " takes the mean of the training examples");
            }
            if (missing == MissingValues.MEAN && targets) {
                throw table.refusal(row, column, "expected a target; --missing drop leaves such rows out");
            }
            if (missing == MissingValues.DROP) {
                return false;
            }
        }
        return true;
    }

    private int[] inputColumns(CsvTable table) {
        requireKnown(table);
        return inputs.stream().mapToInt(input -> find(table, input.name())).toArray();
    }

    private int[] targetColumns(CsvTable table) {
        return target.columns().stream().mapToInt(column -> find(table, column)).toArray();
    }

    private void requireKnown(CsvTable table) {
        for (int c = 0; named && table.named() && c < table.columns().size(); c++) {
            if (!columns.contains(table.columns().get(c))) {
                throw new DataException(table.name() + ": line 1: unknown " + table.describe(c)
                        + ", the network learned from columns " + CsvTable.list(columns));
            }
        }
    }

    /** Where a table has a column: by name if both have headers, else by number; targets may all be absent. */
    private int find(CsvTable table, String column) {
        if (named && table.named()) {
            int index = table.columns().indexOf(column);
            if (index < 0) {
                throw new DataException(table.name() + ": line 1: no column \"" + column + "\", the file has "
                        + CsvTable.list(table.columns()));
            }
            return index;
        }
        List<String> present = new ArrayList<>(columns);
        if (table.columns().size() < columns.size()) {
            present.removeAll(target.columns());
        }
        if (present.size() != table.columns().size()) {
            throw new DataException(table.name() + ": " + table.columns().size() + " columns"
                    + (named ? " without a header" : "") + ", the network learned from " + columns.size() + " ("
                    + target.columns().size() + " of them predicted)");
        }
        int index = present.indexOf(column);
        if (index < 0) {
            throw new DataException(table.name() + ": " + table.columns().size() + " columns, expected "
                    + columns.size() + ", the predicted ones (" + CsvTable.list(target.columns()) + ") among them");
        }
        return index;
    }
}
