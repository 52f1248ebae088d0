package dev.nabla.train;

import dev.nabla.nn.Network;
import dev.nabla.program.Buffer;
import dev.nabla.program.ElementType;
import dev.nabla.program.Op;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network will cost, before anything of it is allocated: counted on the program that it compiles to.
 *
 * @param rows one for each layer, in order
 * @param parameters number of learned values
 * @param bytes of all buffers while training on batches of {@code batchSize}, without the data set
 * @param flops to predict one example: additions and multiplications; a division, root or exp counts one
 * @param trainingFlops of one example's share of a training step
 * @param batchSize examples of a step
 */
public record Summary(List<Row> rows, long parameters, long bytes, long flops, long trainingFlops, int batchSize) {
    private static final String LAYER = "layer";

    /**
     * One layer's part.
     *
     * @param output the shape of its output for one example
     * @param parameters number of learned values
     * @param bytes of its buffers while training: weights, outputs, gradients, the optimizer's state
     * @param flops to predict one example
     */
    public record Row(Shape output, long parameters, long bytes, long flops) {}

    public Summary {
        rows = List.copyOf(rows);
    }

    /**
     * The costs of a network trained with settings.
     *
     * @param inputType of the data
     * @param targetType of the data
     * @param batchSize examples of a step
     */
    public static Summary of(
            Network network, Settings settings, ElementType inputType, ElementType targetType, int batchSize) {
        ProgramBuilder builder = new ProgramBuilder(Program.MAX_CAPACITY);
        network.describe(builder, inputType, targetType, false);
        settings.describe(builder);
        Program program = builder.build();
        int count = network.layers().size();
        long[] parameters = new long[count];
        long[] bytes = new long[count];
        long[] flops = new long[count];
        program.parameters()
                .forEach(parameter -> parameters[layer(parameter.value())] +=
                        parameter.value().shape().width());
        for (Buffer buffer : program.buffers()) {
            int layer = layer(buffer);
            if (layer >= 0) {
                bytes[layer] += program.bytes(buffer, batchSize);
            }
        }
        long predicting = 0;
        for (Op op : program.inference()) {
            int layer = layer(op);
            if (layer >= 0) {
                flops[layer] += op.flops(1);
            }
            predicting += op.flops(1);
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new Row(network.shape(i), parameters[i], bytes[i], flops[i]));
        }
        return new Summary(
                rows,
                program.parameterCount(),
                program.bytes(batchSize),
                predicting,
                program.flops(batchSize) / batchSize,
                batchSize);
    }

    /** The layer that an operation belongs to: the last one whose buffers it touches; −1 for none. */
    private static int layer(Op op) {
        int layer = -1;
        for (Buffer buffer : op.reads()) {
            layer = Math.max(layer, layer(buffer));
        }
        for (Buffer buffer : op.writes()) {
            layer = Math.max(layer, layer(buffer));
        }
        return layer;
    }

    /** The layer after which a buffer is named, such as 0 for {@code layer1.weight} and its gradient; −1 for none. */
    private static int layer(Buffer buffer) {
        String name = buffer.name();
        int start = name.indexOf(LAYER);
        int end = start < 0 ? -1 : name.indexOf('.', start);
        return end < 0 ? -1 : Integer.parseInt(name.substring(start + LAYER.length(), end)) - 1;
    }
}
