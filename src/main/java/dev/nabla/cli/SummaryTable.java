package dev.nabla.cli;

import dev.nabla.model.LayersText;
import dev.nabla.nn.Network;
import dev.nabla.program.Shape;
import dev.nabla.train.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a network will cost, layer by layer. */
final class SummaryTable {
    private SummaryTable() {}

    /** The lines of the table. */
    static List<String> lines(Network network, Summary summary) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "layer", "output", "parameters", "memory", "FLOPs"));
        rows.add(List.of("", "input", text(network.input()), "", "", ""));
        for (int i = 0; i < summary.rows().size(); i++) {
            Summary.Row row = summary.rows().get(i);
            rows.add(List.of(
                    Integer.toString(i + 1),
                    LayersText.write(network.layers().subList(i, i + 1)),
                    text(row.output()),
                    count(row.parameters()),
                    Memory.text((double) row.bytes()),
                    count(row.flops())));
        }
        List<String> lines = SearchTable.aligned(rows);
        lines.add("");
        lines.add(count(summary.parameters()) + " parameters; training with batches of " + summary.batchSize()
                + " takes " + Memory.text((double) summary.bytes()) + " of memory, without the data");
        lines.add("FLOPs an example: " + count(summary.flops()) + " to predict, " + count(summary.trainingFlops())
                + " to learn");
        return lines;
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 28×28×1}. */
    private static String text(Shape shape) {
        StringBuilder text = new StringBuilder();
        for (int dimension : shape.dimensions()) {
            text.append(text.isEmpty() ? "" : "×").append(dimension);
        }
        return text.toString();
    }
}
