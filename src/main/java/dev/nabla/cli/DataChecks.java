package dev.nabla.cli;

import dev.nabla.data.Dataset;
import dev.nabla.data.Quantity;
import dev.nabla.data.Values;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.program.Shape;
import dev.nabla.train.DataExamples;
import java.util.List;
import java.util.stream.Collectors;

/** Checks that a data set and a network belong together. */
final class DataChecks {
    private DataChecks() {}

    /**
     * Checks that a network can take a data set's inputs, and has an output for each of its labels or numbers.
     *
     * @param source what messages call the data
     */
    static void requireFits(Network network, Dataset data, String source) {
        Shape shape = DataExamples.shape(data.shape());
        if (!shape.equals(network.input())) {
            throw CommandException.failure(
                    source + ": examples of shape " + shape + ", the network takes " + network.input());
        }
        if (data.targets() instanceof Values numbers) {
            requireFits(network, numbers, source);
            return;
        }
        int[] labels = data.labels().values();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] >= network.classes()) {
                throw CommandException.failure(source + ": label " + labels[i] + " of example " + i
                        + (network.classes() == network.outputs()
                                ? ", the network has outputs 0.." + (network.outputs() - 1)
                                : ", the network's one output tells 0 and 1 apart"));
            }
        }
    }

    private static void requireFits(Network network, Values targets, String source) {
        if (network.loss() == Loss.CROSS_ENTROPY) {
            throw CommandException.failure(
                    source + ": numbers to predict, " + network.loss().label()
                            + " needs labels; expected a --loss such as mean-squared-error, or binary-cross-entropy for 0 and 1");
        }
        if (targets.width() != network.outputs()) {
            throw CommandException.failure(source + ": " + targets.width()
                    + (targets.width() == 1 ? " number" : " numbers") + " to predict ("
                    + targets.quantities().stream().map(Quantity::name).collect(Collectors.joining(", "))
                    + "), the network has " + network.outputs() + (network.outputs() == 1 ? " output" : " outputs"));
        }
        for (int i = 0; network.loss() == Loss.BINARY_CROSS_ENTROPY && i < targets.values().length; i++) {
            float target = targets.values()[i];
            if (!(target >= 0 && target <= 1)) {
                throw CommandException.failure(source + ": target " + target + " of example " + i / targets.width()
                        + ", " + network.loss().label() + " expects 0 to 1");
            }
        }
    }

    /**
     * Checks that every output has an example to learn from.
     *
     * @param members the examples to learn from
     */
    static void requireAllClasses(Network network, Dataset data, int[] members, String source) {
        if (data.targets() instanceof Values) {
            return;
        }
        int[] counts = new int[network.classes()];
        for (int member : members) {
            counts[data.labels().values()[member]]++;
        }
        List<String> names = data.classNames();
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] == 0) {
                String name =
                        c < names.size() && !names.get(c).equals(Integer.toString(c)) ? " (" + names.get(c) + ")" : "";
                throw CommandException.failure(source + ": class " + c + name + " has no example among the "
                        + members.length + " to train on, the network has " + counts.length + " outputs");
            }
        }
    }
}
