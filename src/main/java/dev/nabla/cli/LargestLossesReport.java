package dev.nabla.cli;

import dev.nabla.nn.Network;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.train.LargestLosses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The examples of largest loss: what they are, and what the network says.
 *
 * @param names of the classes
 */
record LargestLossesReport(Network network, Examples examples, LargestLosses largest, IntFunction<String> names) {
    /** Of more numbers only the first are shown to people. */
    private static final int SHOWN = 6;

    private boolean hasLabels() {
        return examples.targetType() == ElementType.I32;
    }

    /** A table. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(
                hasLabels()
                        ? text(
                                "%8s  %10s  %-10s  %8s  %-10s  %8s",
                                "example", "loss", "label", "output", "predicted", "output")
                        : text("%8s  %10s  targets; outputs", "example", "loss"));
        for (int place = 0; place < largest.count(); place++) {
            lines.add(hasLabels() ? ofLabels(place) : ofNumbers(place));
        }
        return lines;
    }

    private String ofLabels(int place) {
        int label = examples.labels()[largest.example(place)];
        int prediction = largest.prediction(place);
        return text(
                "%8d  %10.4f  %-10s  %8.4f  %-10s  %8.4f",
                largest.example(place),
                largest.loss(place),
                names.apply(label),
                output(place, label),
                names.apply(prediction),
                output(place, prediction));
    }

    /** What the network says of a class: the probability with a loss of probabilities. */
    private double output(int place, int c) {
        float[] outputs = largest.outputs(place);
        if (outputs.length == network.classes()) {
            return outputs[c];
        }
        return c == 1 ? outputs[0] : 1 - outputs[0];
    }

    private String ofNumbers(int place) {
        int width = network.outputs();
        StringBuilder line = new StringBuilder(text("%8d  %10.4f ", largest.example(place), largest.loss(place)));
        float[] outputs = largest.outputs(place);
        for (int j = 0; j < Math.min(width, SHOWN); j++) {
            line.append(text(" %.5g", examples.targets()[largest.example(place) * width + j]));
        }
        line.append(width > SHOWN ? " …;" : ";");
        for (int j = 0; j < Math.min(width, SHOWN); j++) {
            line.append(text(" %.5g", outputs[j]));
        }
        return line.append(width > SHOWN ? " …" : "").toString();
    }

    /** Objects for JSON. */
    List<Object> json() {
        List<Object> list = new ArrayList<>();
        for (int place = 0; place < largest.count(); place++) {
            int example = largest.example(place);
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("example", example);
            object.put("loss", (double) largest.loss(place));
            if (hasLabels()) {
                int label = examples.labels()[example];
                object.put("label", names.apply(label));
                object.put("labelOutput", output(place, label));
                object.put("prediction", names.apply(largest.prediction(place)));
                object.put("predictionOutput", output(place, largest.prediction(place)));
            } else {
                object.put("targets", numbers(examples.targets(), example * network.outputs(), network.outputs()));
                object.put("outputs", numbers(largest.outputs(place), 0, network.outputs()));
            }
            list.add(object);
        }
        return list;
    }

    private static List<Object> numbers(float[] values, int from, int count) {
        List<Object> list = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            list.add((double) values[i]);
        }
        return list;
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
