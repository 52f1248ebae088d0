package dev.nabla.model;

import dev.nabla.data.DataException;
import dev.nabla.data.MissingValues;
import dev.nabla.data.Numbers;
import dev.nabla.data.Quantity;
import dev.nabla.data.TableColumn;
import dev.nabla.data.TableSchema;
import dev.nabla.data.TableTarget;
import java.util.ArrayList;
import java.util.List;

/**
 * How a table becomes examples, as JSON:
 *
 * <pre>
 * {"named": 1, "columns": ["age", "city", "price"], "missing": "error",
 *  "inputs": [{"type": "number", "name": "age", "mean": "41.5", "deviation": "12.25"},
 *             {"type": "category", "name": "city", "categories": ["Bonn", "Kiel"], "shares": [0.25, 0.75]}],
 *  "target": {"type": "numbers", "numbers": [{"name": "price", "mean": "3", "deviation": "1"}]}}
 * </pre>
 *
 * <p>Other targets are {@code {"type": "classes", "column": …, "classes": […]}}, {@code {"type": "answers", "columns": […]}}
 * and {@code {"type": "labels", "column": …, "labels": […]}}. Means and deviations are doubles, written as texts, since
 * readers of JSON round numbers as they like.
 */
public final class TableJson {
    private TableJson() {}

    /** The text of a table's description; the same on every platform. */
    public static String write(TableSchema table) {
        JsonWriter json = new JsonWriter();
        // A boolean is written as 1 or 0: the writer knows texts and numbers.
        json.object().name("named").value(table.named() ? 1 : 0);
        texts(json.name("columns"), table.columns());
        json.name("missing").value(table.missing().label());
        json.name("inputs").array();
        for (TableColumn input : table.inputs()) {
            input(json, input);
        }
        json.end();
        target(json.name("target"), table.target());
        return json.end().text();
    }

    private static void input(JsonWriter json, TableColumn input) {
        if (input instanceof TableColumn.Numeric number) {
            json.object().name("type").value("number");
            quantity(json, number.quantity());
        } else if (input instanceof TableColumn.Category category) {
            json.object().name("type").value("category").name("name").value(category.name());
            texts(json.name("categories"), category.categories());
            json.name("shares").array();
            category.shares().forEach(json::value);
            json.end();
        }
        json.end();
    }

    private static void quantity(JsonWriter json, Quantity quantity) {
        json.name("name").value(quantity.name()).name("mean").value(Numbers.text(quantity.mean()));
        json.name("deviation").value(Numbers.text(quantity.deviation()));
    }

    private static void target(JsonWriter json, TableTarget target) {
        json.object().name("type");
        if (target instanceof TableTarget.Classes classes) {
            json.value("classes").name("column").value(classes.column());
            texts(json.name("classes"), classes.classes());
        } else if (target instanceof TableTarget.Numeric numbers) {
            json.value("numbers").name("numbers").array();
            for (Quantity quantity : numbers.quantities()) {
                quantity(json.object(), quantity);
                json.end();
            }
            json.end();
        } else if (target instanceof TableTarget.Answers answers) {
            texts(json.value("answers").name("columns"), answers.columns());
        } else if (target instanceof TableTarget.LabelList list) {
            json.value("labels").name("column").value(list.column());
            texts(json.name("labels"), list.labels());
        }
        json.end();
    }

    private static void texts(JsonWriter json, List<String> texts) {
        json.array();
        texts.forEach(json::value);
        json.end();
    }

    /**
     * The table of a description.
     *
     * @throws ModelException if the JSON does not describe one; the message names the place
     */
    /**
     * The table of a description.
     *
     * @param source what the text belongs to, for messages
     * @throws ModelException if the text does not describe a table; the message names the place
     */
    public static TableSchema read(String source, String text) {
        return read(Json.parse(source, text));
    }

    private static TableSchema read(Json json) {
        json.allow("named", "columns", "missing", "inputs", "target");
        boolean named = json.get("named").integer(0, 1) == 1;
        List<String> columns = texts(json.get("columns"));
        MissingValues missing = check(
                json.get("missing"),
                () -> MissingValues.named(json.get("missing").string()));
        List<TableColumn> inputs = new ArrayList<>();
        for (Json item : json.get("inputs").items()) {
            inputs.add(input(item));
        }
        TableTarget target = target(json.get("target"));
        return check(json, () -> new TableSchema(named, columns, inputs, target, missing));
    }

    private static TableColumn input(Json json) {
        return switch (json.get("type").string()) {
            case "number" -> new TableColumn.Numeric(quantity(json.allow("type", "name", "mean", "deviation")));
            case "category" -> {
                json.allow("type", "name", "categories", "shares");
                List<Float> shares = new ArrayList<>();
                for (Json share : json.get("shares").items()) {
                    shares.add(share.number());
                }
                String name = json.get("name").string();
                List<String> categories = texts(json.get("categories"));
                yield check(json, () -> new TableColumn.Category(name, categories, shares));
            }
            default -> throw json.get("type").fail("\"number\" or \"category\"");
        };
    }

    private static Quantity quantity(Json json) {
        String name = json.get("name").string();
        double mean = number(json.get("mean"));
        double deviation = number(json.get("deviation"));
        return check(json, () -> new Quantity(name, mean, deviation));
    }

    private static double number(Json json) {
        double number = Numbers.parse(json.string(), '.');
        if (!(Math.abs(number) <= Double.MAX_VALUE)) {
            throw json.fail("a finite number as a text");
        }
        return number;
    }

    private static TableTarget target(Json json) {
        return switch (json.get("type").string()) {
            case "classes" -> {
                json.allow("type", "column", "classes");
                String column = json.get("column").string();
                List<String> classes = texts(json.get("classes"));
                yield check(json, () -> new TableTarget.Classes(column, classes));
            }
            case "numbers" -> {
                json.allow("type", "numbers");
                List<Quantity> quantities = new ArrayList<>();
                for (Json item : json.get("numbers").items()) {
                    quantities.add(quantity(item.allow("name", "mean", "deviation")));
                }
                yield new TableTarget.Numeric(quantities);
            }
            case "answers" ->
                new TableTarget.Answers(texts(json.allow("type", "columns").get("columns")));
            case "labels" -> {
                json.allow("type", "column", "labels");
                yield new TableTarget.LabelList(json.get("column").string(), texts(json.get("labels")));
            }
            default -> throw json.get("type").fail("\"classes\", \"numbers\", \"answers\" or \"labels\"");
        };
    }

    private static List<String> texts(Json json) {
        List<String> texts = new ArrayList<>();
        for (Json item : json.items()) {
            texts.add(item.string());
        }
        return texts;
    }

    /** The refusals of data become those of the file. */
    private static <T> T check(Json json, Json.Check<T> constructor) {
        return json.check(() -> {
            try {
                return constructor.make();
            } catch (DataException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        });
    }
}
