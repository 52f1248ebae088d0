package dev.nabla.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.data.MissingValues;
import dev.nabla.data.Quantity;
import dev.nabla.data.TableColumn;
import dev.nabla.data.TableSchema;
import dev.nabla.data.TableTarget;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableJsonTest {
    private static final TableColumn AGE = new TableColumn.Numeric(new Quantity("age", 1.6e9 + 1 / 3.0, 0.1));
    private static final TableColumn CITY =
            new TableColumn.Category("city", List.of("a\"b", "Köln"), List.of(0.25f, 0.75f));

    static Stream<TableTarget> targets() {
        return Stream.of(
                new TableTarget.Classes("y", List.of("no", "yes")),
                new TableTarget.Numeric(List.of(new Quantity("y", -1e-17, 3e20))),
                new TableTarget.Answers(List.of("y")),
                new TableTarget.LabelList("y", List.of("p", "q")));
    }

    private static TableSchema table(TableTarget target) {
        return new TableSchema(true, List.of("age", "city", "id", "y"), List.of(AGE, CITY), target, MissingValues.MEAN);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void written_andRead_isTheSame(TableTarget target) {
        TableSchema table = table(target);

        assertThat(TableJson.read("f", TableJson.write(table))).isEqualTo(table);
    }

    @Test
    void damaged_namesThePlace() {
        String json = TableJson.write(table(new TableTarget.Answers(List.of("y"))));

        assertThatThrownBy(() -> TableJson.read("f", json.replace("\"0.1", "\"-0.1")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("f: inputs[0]: age: deviation -0.1, expected a positive, finite number");
        assertThatThrownBy(() -> TableJson.read("f", json.replace("\"mean\",\"inputs", "\"guess\",\"inputs")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("expected error, drop or mean");
        assertThatThrownBy(() -> TableJson.read(
                        "f", json.replace("\"answers\",\"columns\":[\"y\"]", "\"answers\",\"columns\":[\"z\"]")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("expected one of");
    }
}
