package dev.nabla.data;

import java.util.List;

/** How a column of a table becomes one or more inputs of a network; learned from the training examples. */
public sealed interface TableColumn {
    /** The column's name. */
    String name();

    /** How many inputs it becomes. */
    int width();

    /**
     * Writes the inputs of a field to {@code target[at .. at + width − 1]}; of one without a value, those of the training
     * examples' mean.
     *
     * @throws DataException if the field holds something that the column does not know
     */
    void encode(CsvTable table, int row, int column, float[] target, int at);

    /**
     * Numbers, standardized.
     *
     * @param quantity mean and deviation of the training examples
     */
    record Numeric(Quantity quantity) implements TableColumn {
        @Override
        public String name() {
            return quantity.name();
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public void encode(CsvTable table, int row, int column, float[] target, int at) {
            target[at] = table.isMissing(row, column) ? 0 : standardize(quantity, table, row, column);
        }

        /** The standardized number of a field, if float32 has it. */
        static float standardize(Quantity quantity, CsvTable table, int row, int column) {
            float number = quantity.standardize(table.finiteNumber(row, column));
            if (!(Math.abs(number) <= Float.MAX_VALUE)) {
                throw table.refusal(row, column, "expected a number whose distance from the mean float32 can hold");
            }
            return number;
        }
    }

    /**
     * One of several texts: an input for each, 1 for the text that is there and 0 for the others.
     *
     * @param name of the column
     * @param categories the texts, each once
     * @param shares of the training examples, one for each text, which stand for a missing one
     */
    record Category(String name, List<String> categories, List<Float> shares) implements TableColumn {
        /**
         * Copies the lists.
         *
         * @throws DataException if there are not as many shares as texts, or none, or a share is not in [0, 1]
         */
        public Category {
            categories = List.copyOf(categories);
            shares = List.copyOf(shares);
            if (categories.isEmpty() || categories.size() != shares.size()) {
                throw new DataException(name + ": " + categories.size() + " categories and " + shares.size()
                        + " shares, expected as many and at least 1");
            }
            for (float share : shares) {
                if (!(share >= 0 && share <= 1)) {
                    throw new DataException(name + ": a share of " + share + ", expected 0..1");
                }
            }
        }

        @Override
        public int width() {
            return categories.size();
        }

        @Override
        public void encode(CsvTable table, int row, int column, float[] target, int at) {
            if (table.isMissing(row, column)) {
                for (int i = 0; i < shares.size(); i++) {
                    target[at + i] = shares.get(i);
                }
                return;
            }
            int category = categories.indexOf(table.text(row, column));
            if (category < 0) {
                throw table.refusal(row, column, "expected one of " + CsvTable.list(categories));
            }
            for (int i = 0; i < categories.size(); i++) {
                target[at + i] = i == category ? 1 : 0;
            }
        }
    }
}
