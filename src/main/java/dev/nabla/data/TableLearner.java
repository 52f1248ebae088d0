package dev.nabla.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a table becomes examples. What kind a column is, its categories and the classes are found in all rows; what
 * is measured, mean, deviation and shares, in the training rows alone.
 */
public final class TableLearner {
    /** A column of more different texts is refused: each would become an input. */
    private static final int MAX_CATEGORIES = 1000;

    /** A numeric target of at most so many different integers is taken for classes. */
    private static final int MAX_INTEGER_CLASSES = 20;

    /**
     * What the user says of a table.
     *
     * @param targets names or numbers of the columns to predict, at least one
     * @param task null where it is to be found out
     * @param ignored names or numbers of columns that are left out
     * @param categorical names or numbers of columns whose numbers are names
     * @param missing what becomes of rows without a value
     */
    public record Choices(
            List<String> targets,
            @Nullable TableTask task,
            List<String> ignored,
            List<String> categorical,
            MissingValues missing) {
        /** Copies the lists. */
        public Choices {
            targets = List.copyOf(targets);
            ignored = List.copyOf(ignored);
            categorical = List.copyOf(categorical);
        }
    }

    private final CsvTable table;
    private final Choices choices;
    private final int[] targets;
    private final int[] inputs;
    private final boolean[] numeric;
    private final int[] rows;
    private final TableTask task;
    private final List<String> notes = new ArrayList<>();

    /**
     * Looks at a table.
     *
     * @throws DataException naming line and column of a missing value, a number that is none, or too many categories; if no
     *     column is left as an input; or if the targets do not go with the task
     */
    public TableLearner(CsvTable table, Choices choices) {
        this.table = table;
        this.choices = choices;
        this.targets = indices(choices.targets());
        this.numeric = new boolean[table.columns().size()];
        this.inputs = findInputs();
        this.task = choices.task() == null ? guessTask() : choices.task();
        boolean list = task == TableTask.MULTI_LABEL && targets.length == 1 && !isBinary(targets[0]);
        this.rows = TableSchema.keptRows(table, inputs, list ? new int[0] : targets, choices.missing());
        if (rows.length < table.size()) {
            notes.add(table.name() + ": " + (table.size() - rows.length) + " of " + table.size()
                    + " rows left out, a value is missing in them");
        }
    }

    private int[] indices(List<String> names) {
        return names.stream().mapToInt(table::column).distinct().toArray();
    }

    /** The columns that vary, and which of them hold numbers. */
    private int[] findInputs() {
        Set<Integer> others = new TreeSet<>();
        IntStream.of(targets).forEach(others::add);
        IntStream.of(indices(choices.ignored())).forEach(column -> {
            if (others.contains(column) && IntStream.of(targets).anyMatch(target -> target == column)) {
                throw new DataException(
                        table.name() + ": " + table.describe(column) + " is to be predicted and ignored");
            }
            others.add(column);
        });
        Set<Integer> categorical = new TreeSet<>();
        IntStream.of(indices(choices.categorical())).forEach(categorical::add);
        int[] found = IntStream.range(0, table.columns().size())
                .filter(column -> !others.contains(column) && varies(column))
                .toArray();
        for (int column : found) {
            numeric[column] = !categorical.contains(column) && holdsNumbers(column);
            if (!numeric[column]) {
                requireFewTexts(column);
            }
        }
        if (found.length == 0) {
            throw new DataException(table.name() + ": no column left as an input, expected at least 1 beside "
                    + CsvTable.list(choices.targets()));
        }
        return found;
    }

    private boolean varies(int column) {
        String first = "";
        for (int row = 0; row < table.size(); row++) {
            if (!table.isMissing(row, column)) {
                if (!first.isEmpty() && !table.text(row, column).equals(first)) {
                    return true;
                }
                first = table.text(row, column);
            }
        }
        notes.add(table.name() + ": " + table.describe(column)
                + (first.isEmpty() ? " has no values" : " is \"" + first + "\" in every row") + ": left out");
        return false;
    }

    /** Whether most values of a column are numbers; then all must be. */
    private boolean holdsNumbers(int column) {
        int numbers = 0;
        int others = 0;
        int firstOther = -1;
        for (int row = 0; row < table.size(); row++) {
            if (table.isMissing(row, column)) {
                continue;
            }
            if (Numbers.isNonFinite(table.text(row, column))) {
                throw table.refusal(row, column, "expected a finite number, or no value where it is not known");
            }
            boolean number = !Double.isNaN(table.number(row, column));
            numbers += number ? 1 : 0;
            others += number ? 0 : 1;
            firstOther = number || firstOther >= 0 ? firstOther : row;
        }
        if (numbers > others && others > 0) {
            throw table.refusal(
                    firstOther, column, "expected a number as in " + numbers + " other rows (or --categorical)");
        }
        return numbers > others;
    }

    private void requireFewTexts(int column) {
        int count = texts(column).size();
        if (count > MAX_CATEGORIES) {
            throw new DataException(table.name() + ": " + table.describe(column) + " has " + count
                    + " different texts, expected at most " + MAX_CATEGORIES + " (--ignore leaves it out)");
        }
    }

    /** The different texts of a column in order, numbers by their value if there is nothing else. */
    private List<String> texts(int column) {
        Set<String> texts = new TreeSet<>();
        for (int row = 0; row < table.size(); row++) {
            if (!table.isMissing(row, column)) {
                texts.add(table.text(row, column));
            }
        }
        List<String> sorted = new ArrayList<>(texts);
        if (texts.stream().allMatch(TableLearner::isInteger)) {
            sorted.sort((a, b) -> Double.compare(Numbers.parse(a, '.'), Numbers.parse(b, '.')));
        }
        return sorted;
    }

    private static boolean isInteger(String text) {
        double number = Numbers.parse(text, '.');
        return number == Math.floor(number);
    }

    private boolean isBinary(int column) {
        return IntStream.range(0, table.size())
                .filter(row -> !table.isMissing(row, column))
                .allMatch(row -> table.number(row, column) == 0 || table.number(row, column) == 1);
    }

    private TableTask guessTask() {
        if (targets.length > 1) {
            return IntStream.of(targets).allMatch(this::isBinary) ? TableTask.MULTI_LABEL : TableTask.REGRESSION;
        }
        List<String> texts = texts(targets[0]);
        if (texts.stream().anyMatch(text -> text.indexOf(TableTarget.LabelList.SEPARATOR) >= 0)) {
            return TableTask.MULTI_LABEL;
        }
        boolean few = texts.size() <= MAX_INTEGER_CLASSES && texts.stream().allMatch(TableLearner::isInteger);
        return !few && holdsNumbers(targets[0]) ? TableTask.REGRESSION : TableTask.CLASSIFICATION;
    }

    /** What is predicted. */
    public TableTask task() {
        return task;
    }

    /** Sentences about what was left out, for the user. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** The targets of the examples as far as a {@link Split} needs them: classes, else one number each. */
    public Targets targetsToSplit() {
        return task == TableTask.CLASSIFICATION
                ? new TableTarget.Classes(table.columns().get(targets[0]), classes()).encode(table, rows, targets)
                : new Values(new float[rows.length], 1);
    }

    private List<String> classes() {
        if (targets.length > 1) {
            throw new DataException(table.name() + ": " + targets.length + " columns to predict, expected 1 for "
                    + TableTask.CLASSIFICATION.label());
        }
        requireFewTexts(targets[0]);
        return texts(targets[0]);
    }

    /**
     * What the training examples say.
     *
     * @param training indices of examples as {@link #targetsToSplit} counts them
     */
    public TableSchema learn(int[] training) {
        int[] learned = IntStream.of(training).map(i -> rows[i]).toArray();
        List<TableColumn> columns = new ArrayList<>();
        for (int column : inputs) {
            columns.add(
                    numeric[column] ? new TableColumn.Numeric(quantity(column, learned)) : category(column, learned));
        }
        return new TableSchema(table.named(), table.columns(), columns, target(learned), choices.missing());
    }

    private TableTarget target(int[] learned) {
        List<String> names =
                IntStream.of(targets).mapToObj(table.columns()::get).toList();
        return switch (task) {
            case CLASSIFICATION -> new TableTarget.Classes(names.get(0), classes());
            case REGRESSION ->
                new TableTarget.Numeric(IntStream.of(targets)
                        .mapToObj(column -> quantity(column, learned))
                        .toList());
            case MULTI_LABEL ->
                names.size() > 1 || isBinary(targets[0])
                        ? new TableTarget.Answers(names)
                        : new TableTarget.LabelList(names.get(0), labels(targets[0]));
        };
    }

    private List<String> labels(int column) {
        Set<String> labels = new TreeSet<>();
        for (int row = 0; row < table.size(); row++) {
            labels.addAll(TableTarget.LabelList.parts(table, row, column));
        }
        if (labels.isEmpty() || labels.size() > MAX_CATEGORIES) {
            throw new DataException(table.name() + ": " + table.describe(column) + " has " + labels.size()
                    + " different labels, expected 1.." + MAX_CATEGORIES);
        }
        return new ArrayList<>(labels);
    }

    /** Mean and standard deviation (of the population) in two passes; a deviation of 0 becomes 1. */
    private Quantity quantity(int column, int[] learned) {
        int[] present = IntStream.of(learned)
                .filter(row -> !table.isMissing(row, column))
                .toArray();
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (int row : present) {
            double number = table.finiteNumber(row, column);
            sum += number;
            least = Math.min(least, number);
            largest = Math.max(largest, number);
        }
        String name = table.columns().get(column);
        if (!(largest > least)) {
            notes.add(table.name() + ": " + table.describe(column) + " is constant in the " + learned.length
                    + " training rows: not scaled");
            return new Quantity(name, present.length == 0 ? 0 : least, 1);
        }
        double mean = sum / present.length;
        double squares = 0;
        for (int row : present) {
            double difference = table.finiteNumber(row, column) - mean;
            squares += difference * difference;
        }
        return new Quantity(name, mean, Math.sqrt(squares / present.length));
    }

    private TableColumn category(int column, int[] learned) {
        List<String> texts = texts(column);
        int[] counts = new int[texts.size()];
        int present = 0;
        for (int row : learned) {
            if (!table.isMissing(row, column)) {
                counts[texts.indexOf(table.text(row, column))]++;
                present++;
            }
        }
        List<Float> shares = new ArrayList<>();
        for (int count : counts) {
            shares.add(present == 0 ? 0 : (float) count / present);
        }
        return new TableColumn.Category(table.columns().get(column), texts, shares);
    }
}
