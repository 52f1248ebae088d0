package dev.nabla.train;

import dev.nabla.data.Dataset;
import dev.nabla.data.Floats;
import dev.nabla.data.InputShape;
import dev.nabla.data.Inputs;
import dev.nabla.data.Labels;
import dev.nabla.data.Pixels;
import dev.nabla.data.Targets;
import dev.nabla.data.Values;
import dev.nabla.program.Examples;
import dev.nabla.program.Shape;

/** Hands data sets to the engine. */
public final class DataExamples {
    private DataExamples() {}

    /** The examples of a data set; the arrays are shared. */
    public static Examples of(Dataset data) {
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
    public static Shape shape(InputShape shape) {
        return shape.isImage() ? Shape.of(shape.height(), shape.width(), shape.channels()) : Shape.of(shape.channels());
    }

    /** All indices of a data set. */
    public static int[] all(Dataset data) {
        int[] indices = new int[data.size()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = i;
        }
        return indices;
    }
}
