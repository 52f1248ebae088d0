package dev.nabla.cli;

import dev.nabla.data.CsvTable;
import dev.nabla.data.Quantity;
import dev.nabla.data.TableSchema;
import dev.nabla.data.TableTarget;
import dev.nabla.nn.Loss;
import dev.nabla.program.ElementType;
import dev.nabla.program.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a network that learned from a table says of the rows of other ones. */
final class TablePrediction {
    private static final double HALF = 0.5;

    private final TableSchema schema;
    private final Inference inference;
    private final CsvOptions csv;
    private final boolean probabilities;
    private final Terminal terminal;
    private final boolean json;

    /**
     * @param saved a network that learned from {@code schema}'s table
     */
    TablePrediction(SavedModel saved, TableSchema schema, CsvOptions csv, Terminal terminal, boolean json) {
        this.schema = schema.withMissing(csv.missing);
        this.inference = saved.inference(ElementType.F32, Workers.caller());
        this.csv = csv;
        Loss loss = saved.network().loss();
        this.probabilities = loss == Loss.CROSS_ENTROPY || loss == Loss.BINARY_CROSS_ENTROPY;
        this.terminal = terminal;
        this.json = json;
    }

    /** Prints a line for each row of a file. */
    void print(String file) {
        CsvTable table = csv.read(DataOptions.path(file));
        int[] rows = schema.rowsToPredict(table);
        float[] inputs = schema.encodeInputs(table, rows).values();
        if (!json) {
            terminal.println(file);
        }
        float[] input = new float[schema.width()];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(inputs, i * input.length, input, 0, input.length);
            float[] outputs = inference.outputs(input);
            if (json) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("file", file);
                line.put("line", table.line(rows[i]));
                line.putAll(values(outputs));
                terminal.printJson(line);
            } else {
                terminal.println(String.format(Locale.ROOT, "  line %-6d %s", table.line(rows[i]), text(outputs)));
            }
        }
    }

    private Map<String, Object> values(float[] outputs) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> names = names();
        if (schema.target() instanceof TableTarget.Classes) {
            List<Object> predictions = new ArrayList<>();
            for (int c : ranking(outputs)) {
                Map<String, Object> prediction = new LinkedHashMap<>();
                prediction.put("class", c);
                prediction.put("name", names.get(c));
                prediction.put(probabilities ? "probability" : "output", output(outputs, c));
                predictions.add(prediction);
            }
            values.put("predictions", predictions);
            return values;
        }
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            named.put(names.get(i), output(outputs, i));
        }
        values.put(schema.target() instanceof TableTarget.Numeric ? "values" : "labels", named);
        return values;
    }

    private String text(float[] outputs) {
        List<String> names = names();
        if (schema.target() instanceof TableTarget.Classes) {
            int best = ranking(outputs).get(0);
            return formatted(output(outputs, best)) + "  " + names.get(best);
        }
        List<String> parts = new ArrayList<>();
        boolean numbers = schema.target() instanceof TableTarget.Numeric;
        for (int i = 0; i < names.size(); i++) {
            double value = output(outputs, i);
            if (numbers) {
                parts.add(names.get(i) + " " + String.format(Locale.ROOT, "%.6g", value));
            } else if (value >= HALF) {
                parts.add(names.get(i) + " " + formatted(value).trim());
            }
        }
        return parts.isEmpty() ? "none" : String.join(", ", parts);
    }

    private String formatted(double value) {
        return probabilities
                ? String.format(Locale.ROOT, "%7.2f %%", 100 * value)
                : String.format(Locale.ROOT, "%9.4f", value);
    }

    /** The names of what is predicted, in order. */
    private List<String> names() {
        TableTarget target = schema.target();
        if (target instanceof TableTarget.Classes classes) {
            return classes.classes();
        }
        return target instanceof TableTarget.LabelList list ? list.labels() : target.columns();
    }

    /** Classes, the most probable first. */
    private List<Integer> ranking(float[] outputs) {
        List<Integer> ranking = new ArrayList<>();
        for (int c = 0; c < classes(outputs); c++) {
            ranking.add(c);
        }
        ranking.sort((a, b) -> Double.compare(output(outputs, b), output(outputs, a)));
        return ranking;
    }

    private int classes(float[] outputs) {
        return isYesOrNo(outputs) ? 2 : outputs.length;
    }

    /** Whether a single output tells two classes apart. */
    private boolean isYesOrNo(float[] outputs) {
        return outputs.length == 1 && schema.target() instanceof TableTarget.Classes;
    }

    /** What the network says of a class, label or number; numbers as they are in the table. */
    private double output(float[] outputs, int i) {
        if (isYesOrNo(outputs)) {
            return i == 1 ? outputs[0] : 1 - (double) outputs[0];
        }
        if (schema.target() instanceof TableTarget.Numeric numbers) {
            Quantity quantity = numbers.quantities().get(i);
            return quantity.restore(outputs[i]);
        }
        return outputs[i];
    }
}
