package dev.nabla.data;

import java.util.ArrayList;
import java.util.List;

/** How columns of a table become what a network should answer; learned from the training examples. */
public sealed interface TableTarget {
    /** What is predicted. */
    TableTask task();

    /** The names of the columns. */
    List<String> columns();

    /** Whether a field without a value is a target all the same. */
    default boolean allowsMissing() {
        return false;
    }

    /**
     * The targets of some rows.
     *
     * @param at indices of {@link #columns} in the table
     * @throws DataException if a field holds something that the target does not know
     */
    Targets encode(CsvTable table, int[] rows, int[] at);

    /**
     * One of several classes.
     *
     * @param column its name
     * @param classes the texts of the classes, in order of the outputs
     */
    record Classes(String column, List<String> classes) implements TableTarget {
        /**
         * Copies the list.
         *
         * @throws DataException if there are fewer than two classes
         */
        public Classes {
            classes = List.copyOf(classes);
            if (classes.size() < 2) {
                throw new DataException(column + ": " + classes.size() + " class (" + String.join(", ", classes)
                        + "), expected at least 2");
            }
        }

        @Override
        public TableTask task() {
            return TableTask.CLASSIFICATION;
        }

        @Override
        public List<String> columns() {
            return List.of(column);
        }

        @Override
        public Targets encode(CsvTable table, int[] rows, int[] at) {
            int[] labels = new int[rows.length];
            for (int i = 0; i < rows.length; i++) {
                labels[i] = classes.indexOf(table.text(rows[i], at[0]));
                if (labels[i] < 0) {
                    throw table.refusal(rows[i], at[0], "expected one of the classes " + CsvTable.list(classes));
                }
            }
            return new Labels(labels, classes);
        }
    }

    /**
     * Numbers, standardized.
     *
     * @param quantities mean and deviation of the training examples, one for each column
     */
    record Numeric(List<Quantity> quantities) implements TableTarget {
        /** Copies the list. */
        public Numeric {
            quantities = List.copyOf(quantities);
        }

        @Override
        public TableTask task() {
            return TableTask.REGRESSION;
        }

        @Override
        public List<String> columns() {
            return quantities.stream().map(Quantity::name).toList();
        }

        @Override
        public Targets encode(CsvTable table, int[] rows, int[] at) {
            float[] values = new float[rows.length * at.length];
            for (int i = 0; i < values.length; i++) {
                int c = i % at.length;
                values[i] = TableColumn.Numeric.standardize(quantities.get(c), table, rows[i / at.length], at[c]);
            }
            return new Values(values, quantities);
        }
    }

    /**
     * Answers yes or no, each in a column of its own as 1 or 0.
     *
     * @param columns their names
     */
    record Answers(List<String> columns) implements TableTarget {
        /** Copies the list. */
        public Answers {
            columns = List.copyOf(columns);
        }

        @Override
        public TableTask task() {
            return TableTask.MULTI_LABEL;
        }

        @Override
        public Targets encode(CsvTable table, int[] rows, int[] at) {
            float[] values = new float[rows.length * at.length];
            for (int i = 0; i < values.length; i++) {
                int row = rows[i / at.length];
                double number = table.number(row, at[i % at.length]);
                if (number != 0 && number != 1) {
                    throw table.refusal(row, at[i % at.length], "expected 0 or 1");
                }
                values[i] = (float) number;
            }
            return new Values(values, unscaled(columns));
        }
    }

    /**
     * The labels that apply, in one column, separated by {@value #SEPARATOR}; an empty field means that none applies.
     *
     * @param column its name
     * @param labels all labels, in order of the outputs
     */
    record LabelList(String column, List<String> labels) implements TableTarget {
        /** Between two labels. */
        static final char SEPARATOR = '|';

        /** Copies the list. */
        public LabelList {
            labels = List.copyOf(labels);
        }

        @Override
        public TableTask task() {
            return TableTask.MULTI_LABEL;
        }

        @Override
        public List<String> columns() {
            return List.of(column);
        }

        @Override
        public boolean allowsMissing() {
            return true;
        }

        @Override
        public Targets encode(CsvTable table, int[] rows, int[] at) {
            float[] values = new float[rows.length * labels.size()];
            for (int i = 0; i < rows.length; i++) {
                for (String text : parts(table, rows[i], at[0])) {
                    int label = labels.indexOf(text);
                    if (label < 0) {
                        throw table.refusal(rows[i], at[0], "expected labels of " + CsvTable.list(labels));
                    }
                    values[i * labels.size() + label] = 1;
                }
            }
            return new Values(values, unscaled(labels));
        }

        /** The labels in a field; none in one without a value. */
        static List<String> parts(CsvTable table, int row, int column) {
            List<String> parts = new ArrayList<>();
            String text = table.isMissing(row, column) ? "" : table.text(row, column);
            for (String part : Texts.split(text, SEPARATOR)) {
                if (!part.trim().isEmpty()) {
                    parts.add(part.trim());
                }
            }
            return parts;
        }
    }

    private static List<Quantity> unscaled(List<String> names) {
        return names.stream().map(Quantity::unscaled).toList();
    }
}
