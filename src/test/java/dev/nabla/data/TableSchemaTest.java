package dev.nabla.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableSchemaTest {
    private static final String FLATS = "rooms,city,price\n1,Bonn,10\n2,Kiel,20\n3,Bonn,60\n4,Kiel,90\n";

    /** NumPy sums in another order: the means, here 1.6e9 beside a deviation of 10, differ in their last bits. */
    private static final float GOLDEN_ERROR = 1e-6f;

    private static TableLearner learner(
            String text, MissingValues missing, @Nullable TableTask task, String... targets) {
        return new TableLearner(
                CsvTableTest.read(text),
                new TableLearner.Choices(List.of(targets), task, List.of(), List.of(), missing));
    }

    private static Dataset dataset(String text, MissingValues missing, @Nullable TableTask task, String... targets) {
        TableLearner learner = learner(text, missing, task, targets);
        int[] all = IntStream.range(0, learner.targetsToSplit().size()).toArray();
        return learner.learn(all).encode(CsvTableTest.read(text));
    }

    private static float[] inputs(Dataset set) {
        return ((Floats) set.inputs()).values();
    }

    private static float[] values(Dataset set) {
        return ((Values) set.targets()).values();
    }

    @Test
    void learn_evenRows_standardizesAsNumPy() throws IOException {
        String csv = resource("table.csv");
        TableLearner learner = learner(csv, MissingValues.REFUSE, TableTask.REGRESSION, "y");
        int[] even = IntStream.range(0, 12).map(i -> 2 * i).toArray();

        Dataset set = learner.learn(even).encode(CsvTableTest.read(csv));

        List<String> expected = resource("expected.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(set.size()).isEqualTo(expected.size()).isEqualTo(24);
        for (int row = 0; row < 24; row++) {
            String[] numbers = expected.get(row).split(" ", -1);
            for (int c = 0; c < 6; c++) {
                float number = Float.parseFloat(numbers[c]);
                assertThat(c < 5 ? inputs(set)[5 * row + c] : values(set)[row])
                        .as("row %d, column %d", row, c)
                        .isEqualTo(number, within(GOLDEN_ERROR * Math.max(1, Math.abs(number))));
            }
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = TableSchemaTest.class.getResourceAsStream("/golden/table/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void learn_validationRows_makeNoDifference() {
        TableLearner learner = learner(FLATS, MissingValues.REFUSE, TableTask.REGRESSION, "price");
        TableLearner other = learner(
                FLATS.replace("4,Kiel,90", "4000,Kiel,-9"), MissingValues.REFUSE, TableTask.REGRESSION, "price");

        assertThat(learner.learn(new int[] {0, 1, 2})).isEqualTo(other.learn(new int[] {0, 1, 2}));
        assertThat(learner.learn(new int[] {0, 1, 3})).isNotEqualTo(other.learn(new int[] {0, 1, 3}));
    }

    @Test
    void encode_numbersAndCategories_areStandardizedAndOneHot() {
        Dataset set = dataset(FLATS, MissingValues.REFUSE, TableTask.REGRESSION, "price");

        float unit = (float) Math.sqrt(1.25);
        assertThat(inputs(set))
                .containsExactly(
                        new float[] {-1.5f / unit, 1, 0, -0.5f / unit, 0, 1, 0.5f / unit, 1, 0, 1.5f / unit, 0, 1},
                        within(1e-6f));
        Quantity price = ((Values) set.targets()).quantities().get(0);
        assertThat(price.mean()).isEqualTo(45);
        assertThat(price.restore(values(set)[2])).isEqualTo(60, within(1e-5));
    }

    @ParameterizedTest
    @CsvSource({"price,REGRESSION", "city,CLASSIFICATION", "rooms,CLASSIFICATION", "price:rooms,REGRESSION"})
    void task_notGiven_isFoundOut(String targets, TableTask task) {
        String fine = FLATS.replace("10\n", "10.5\n");

        assertThat(learner(fine, MissingValues.REFUSE, null, targets.split(":")).task())
                .isEqualTo(task);
    }

    @Test
    void encode_classes_areInOrderOfTheirNumbers() {
        Dataset set = dataset("x,y\n1,10\n2,9\n3,10\n4,2\n", MissingValues.REFUSE, null, "y");

        assertThat(set.classNames()).containsExactly("2", "9", "10");
        assertThat(set.labels().values()).containsExactly(2, 1, 2, 0);
    }

    @Test
    void encode_listsOfLabels_areAnswers() {
        Dataset set = dataset("x;y\n1;b|a\n2;\n3;c\n", MissingValues.REFUSE, null, "y");

        assertThat(((Values) set.targets()).quantities().stream().map(Quantity::name))
                .containsExactly("a", "b", "c");
        assertThat(values(set)).containsExactly(1, 1, 0, 0, 0, 0, 0, 0, 1);
        assertThat(((Values) set.targets()).areAnswers()).isTrue();
    }

    @Test
    void encode_columnsOfAnswers_areTakenAsTheyAre() {
        Dataset set = dataset("x,a,b\n1,0,1\n2,1,1\n", MissingValues.REFUSE, null, "a", "b");

        assertThat(values(set)).containsExactly(0, 1, 1, 1);
        assertThatThrownBy(
                        () -> dataset("x,a,b\n1,0,1\n2,2,1\n", MissingValues.REFUSE, TableTask.MULTI_LABEL, "a", "b"))
                .hasMessage("t.csv: line 3, column 2 (a): \"2\", expected 0 or 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NA", "?", "null", "N/A"})
    void missing_unlessAllowed_isRefusedByLineAndColumn(String nothing) {
        String text = FLATS.replace("2,Kiel", nothing + ",Kiel");

        assertThatThrownBy(() -> dataset(text, MissingValues.REFUSE, null, "price"))
                .isInstanceOf(DataException.class)
                .hasMessageMatching("t\\.csv: line 3, column 1 \\(rooms\\): (no value|\"\\Q" + nothing
                        + "\\E\"), expected one; --missing drop .*");
    }

    @Test
    void missing_drop_leavesRowsOut() {
        TableLearner learner =
                learner(FLATS.replace("2,Kiel", ",Kiel"), MissingValues.DROP, TableTask.REGRESSION, "price");

        assertThat(learner.targetsToSplit().size()).isEqualTo(3);
        assertThat(learner.notes()).containsExactly("t.csv: 1 of 4 rows left out, a value is missing in them");
        assertThatThrownBy(() -> dataset("x,y\n,1\n2,\n3,\n", MissingValues.DROP, TableTask.REGRESSION, "y"))
                .hasMessageContaining("a value is missing in each of the 3 rows");
    }

    @Test
    void missing_mean_takesThatOfTheTrainingRows() {
        Dataset set = dataset("x,c,y\n1,a,1\n3,a,2\n,b,3\n5,,4\n", MissingValues.MEAN, TableTask.REGRESSION, "y");

        assertThat(inputs(set)[3 * 2]).isZero();
        assertThat(inputs(set)[3 * 3 + 1]).isEqualTo(2f / 3);
        assertThat(inputs(set)[3 * 3 + 2]).isEqualTo(1f / 3);
        assertThatThrownBy(() -> dataset("x,y\n1,1\n2,\n", MissingValues.MEAN, TableTask.REGRESSION, "y"))
                .hasMessage(
                        "t.csv: line 3, column 2 (y): no value, expected a target; --missing drop leaves such rows out");
    }

    @Test
    void constantColumns_areLeftOutAndNoted() {
        TableLearner learner = learner("x,k,y\n1,7,1\n2,7,2\n", MissingValues.REFUSE, TableTask.REGRESSION, "y");

        assertThat(learner.learn(new int[] {0, 1}).width()).isEqualTo(1);
        assertThat(learner.notes()).containsExactly("t.csv: column 2 (k) is \"7\" in every row: left out");
        assertThatThrownBy(() -> learner("k,y\n7,1\n7,2\n", MissingValues.REFUSE, null, "y"))
                .hasMessage("t.csv: no column left as an input, expected at least 1 beside y");
    }

    @Test
    void columnConstantInTheTrainingRows_isNotScaled() {
        TableLearner learner = learner("x,y\n7,1\n7,2\n9,3\n", MissingValues.REFUSE, TableTask.REGRESSION, "y");

        TableColumn column = learner.learn(new int[] {0, 1}).inputs().get(0);

        assertThat(column).isEqualTo(new TableColumn.Numeric(new Quantity("x", 7, 1)));
        assertThat(learner.notes())
                .containsExactly("t.csv: column 1 (x) is constant in the 2 training rows: not scaled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "inf", "-Infinity"})
    void nonFinite_isRefusedByLineAndColumn(String text) {
        assertThatThrownBy(() -> dataset(FLATS.replace("3,Bonn", text + ",Bonn"), MissingValues.MEAN, null, "price"))
                .isInstanceOf(DataException.class)
                .hasMessage("t.csv: line 4, column 1 (rooms): \"" + text
                        + "\", expected a finite number, or no value where it is not known");
    }

    @Test
    void textAmongNumbers_isRefusedByLineAndColumn() {
        assertThatThrownBy(() -> dataset(FLATS.replace("3,Bonn", "3x,Bonn"), MissingValues.REFUSE, null, "price"))
                .hasMessage(
                        "t.csv: line 4, column 1 (rooms): \"3x\", expected a number as in 3 other rows (or --categorical)");
        assertThatThrownBy(() -> dataset("x,y\n1,1\n2,b\n3,4.5\n", MissingValues.REFUSE, TableTask.REGRESSION, "y"))
                .hasMessage("t.csv: line 3, column 2 (y): \"b\", expected a finite number");
    }

    @Test
    void oneClass_isRefused() {
        assertThatThrownBy(() -> learner("x,y\n1,a\n2,a\n", MissingValues.REFUSE, null, "y")
                        .targetsToSplit())
                .hasMessage("y: 1 class (a), expected at least 2");
    }

    @Test
    void encode_laterTable_isReadAsTheFirst() {
        TableLearner learner = learner(FLATS, MissingValues.REFUSE, TableTask.REGRESSION, "price");
        TableSchema schema = learner.learn(new int[] {0, 1, 2, 3});

        float[] first =
                schema.encodeInputs(CsvTableTest.read(FLATS), new int[] {0, 1}).values();

        CsvTable swapped = CsvTableTest.read("city,rooms\nBonn,1\nKiel,2\n");
        assertThat(schema.encodeInputs(swapped, schema.rowsToPredict(swapped)).values())
                .isEqualTo(first);
        CsvTable unnamed = CsvTableTest.read("1,Bonn\n2,Kiel\n");
        assertThat(schema.encodeInputs(unnamed, schema.rowsToPredict(unnamed)).values())
                .isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rooms,price~1,10|t.csv: line 1: no column \"city\", the file has rooms, price",
                "rooms,city,price,garden~1,Bonn,10,1|t.csv: line 1: unknown column 4 (garden), the network learned from columns rooms, city, price",
                "rooms,city,price~1,Ulm,10|t.csv: line 2, column 2 (city): \"Ulm\", expected one of Bonn, Kiel",
                "rooms,city,price~1,Bonn,cheap|t.csv: line 2, column 3 (price): \"cheap\", expected a finite number",
                "rooms,city~1,Bonn|t.csv: line 1: no column \"price\", the file has rooms, city",
                "1~2|t.csv: 1 columns without a header, the network learned from 3 (1 of them predicted)"
            })
    void encode_laterTableWithOtherColumns_namesBoth(String text, String message) {
        TableSchema schema = learner(FLATS, MissingValues.REFUSE, TableTask.REGRESSION, "price")
                .learn(new int[] {0, 1, 2, 3});

        assertThatThrownBy(() -> schema.encode(CsvTableTest.read(text.replace('~', '\n'))))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
    }

    @Test
    void ignoredAndCategoricalColumns() {
        CsvTable table = CsvTableTest.read("id,zip,y\n1,53111,1.5\n2,24103,2.5\n3,53111,3.5\n");
        TableLearner.Choices choices =
                new TableLearner.Choices(List.of("y"), null, List.of("id"), List.of("2"), MissingValues.REFUSE);

        TableSchema schema = new TableLearner(table, choices).learn(new int[] {0, 1, 2});

        assertThat(schema.inputs())
                .containsExactly(new TableColumn.Category("zip", List.of("24103", "53111"), List.of(1 / 3f, 2 / 3f)));
    }
}
