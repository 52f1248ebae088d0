package dev.nabla.cli;

import dev.nabla.data.Dataset;
import dev.nabla.data.Floats;
import dev.nabla.data.InputShape;
import dev.nabla.data.Inputs;
import dev.nabla.data.Labels;
import dev.nabla.data.Pixels;
import dev.nabla.data.Targets;
import dev.nabla.data.Values;
import dev.nabla.nn.Network;
import dev.nabla.program.Examples;
import dev.nabla.program.Shape;
import java.util.List;

/** Hands data sets to the engine. */
final class DataExamples {
    private DataExamples() {}

    /** The examples of a data set; the arrays are shared. */
    static Examples of(Dataset data) {
        Inputs inputs = data.inputs();
        Targets targets = data.targets();
        int size = data.size();
        if (inputs instanceof Pixels pixels) {
            return targets instanceof Labels labels
                    ? Examples.of(size, pixels.values(), labels.values())
                    : Examples.of(size, pixels.values(), ((Values) targets).values());
        }
        float[] values = ((Floats) inputs).values();
        return targets instanceof Labels labels
                ? Examples.of(size, values, labels.values())
                : Examples.of(size, values, ((Values) targets).values());
    }

    /** The shape of a network's input: rows, columns and channels of images, else one dimension. */
    static Shape shape(InputShape shape) {
        return shape.isImage() ? Shape.of(shape.height(), shape.width(), shape.channels()) : Shape.of(shape.channels());
    }

    /** All indices of a data set. */
    static int[] all(Dataset data) {
        int[] indices = new int[data.size()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = i;
        }
        return indices;
    }

    /**
     * Checks that a network can take a data set's inputs, and has an output for each of its labels.
     *
     * @param source what messages call the data
     */
    static void requireFits(Network network, Dataset data, String source) {
        Shape shape = shape(data.shape());
        if (!shape.equals(network.input())) {
            throw CommandException.failure(
                    source + ": examples of shape " + shape + ", the network takes " + network.input());
        }
        int[] labels = data.labels().values();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] >= network.outputs()) {
                throw CommandException.failure(source + ": label " + labels[i] + " of example " + i
                        + ", the network has outputs 0.." + (network.outputs() - 1));
            }
        }
    }

    /**
     * Checks that every output has an example to learn from.
     *
     * @param members the examples to learn from
     */
    static void requireAllClasses(Network network, Dataset data, int[] members, String source) {
        int[] counts = new int[network.outputs()];
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
