package dev.nabla.worker;

import dev.nabla.nn.Network;
import dev.nabla.program.Buffer;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.Metric;
import dev.nabla.program.Program;
import dev.nabla.program.Shape;
import dev.nabla.program.Slice;
import dev.nabla.program.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a network: what weights make of one picture, layer by layer, and the gradients of its loss. Has an executor of
 * its own, so that what trains is not disturbed.
 */
final class Probe {
    private final Program program;
    private final Executor executor;
    private final Slice slice;
    private final Map<String, Buffer> buffers = new HashMap<>();
    private final List<Buffer> sums = new ArrayList<>();
    private final List<Buffer> activations = new ArrayList<>();
    private final List<Buffer> deltas = new ArrayList<>();

    Probe(Network network, Function<Program, Executor> executors) {
        program = Networks.measuring(network, 1);
        executor = executors.apply(program);
        slice = new Slice(program, 1);
        slice.add(new int[1], 0, 1);
        program.buffers().forEach(buffer -> buffers.put(buffer.name(), buffer));
        int layers = network.layers().size();
        for (int i = 1; i <= layers; i++) {
            String sum = "layer" + i + ".z";
            Buffer activation = i == layers ? program.output() : buffers.get("layer" + i + ".a");
            sums.add(buffer(sum));
            // A linear layer has no activation of its own.
            activations.add(activation == null ? buffer(sum) : activation);
            deltas.add(buffer("d:" + sum));
        }
    }

    private Buffer buffer(String name) {
        @Nullable Buffer buffer = buffers.get(name);
        if (buffer == null) {
            throw new IllegalStateException("Network: no buffer " + name + " in its program");
        }
        return buffer;
    }

    /**
     * Puts weights in.
     *
     * @param weights begins with the tensors of the network, in order; the optimizer's state may follow
     */
    void write(List<Tensor> weights) {
        List<Buffer> model = program.model();
        for (int i = 0; i < model.size(); i++) {
            executor.write(model.get(i), weights.get(i).values());
        }
    }

    /**
     * Computes everything for one picture.
     *
     * @param pixels 28 × 28
     * @param label its class; any where only the forward computation counts
     */
    void look(byte[] pixels, int label) {
        executor.observe(Examples.of(1, pixels, new int[] {label}), slice);
    }

    /** z of each layer. */
    List<float[]> sums() {
        return read(sums);
    }

    /** a of each layer; the last are the probabilities. */
    List<float[]> activations() {
        return read(activations);
    }

    /** ∂L/∂z of each layer, L the loss of this one picture. */
    List<float[]> deltas() {
        return read(deltas);
    }

    /**
     * What a buffer or a metric of that name holds for the picture that was looked at last; null if there is no such thing.
     *
     * @param labelled whether the picture's class is known; otherwise there is no loss and no gradient
     */
    float @Nullable [] values(String name, boolean labelled) {
        Metric metric = program.findMetric(name);
        if (metric != null) {
            return labelled ? new float[] {slice.metric(0, metric)} : null;
        }
        Buffer buffer = buffers.get(name);
        if (buffer == null || buffer.shape().extent() == Shape.Extent.EXAMPLES) {
            return null;
        }
        boolean needsLabel = buffer.role() == Buffer.Role.GRADIENT
                || buffer.equals(program.losses())
                || (buffer.type() == ElementType.I32 && !buffer.equals(program.predictions()));
        if (needsLabel && !labelled) {
            return null;
        }
        float[] values = new float[buffer.shape().width()];
        if (buffer.type() == ElementType.F32) {
            executor.read(buffer, values);
        } else {
            int[] numbers = executor.readInts(buffer, values.length);
            for (int i = 0; i < values.length; i++) {
                values[i] = numbers[i];
            }
        }
        return values;
    }

    /** Gives back what the executor holds outside of Java. */
    void close() {
        executor.close();
    }

    private List<float[]> read(List<Buffer> layers) {
        List<float[]> all = new ArrayList<>();
        for (Buffer buffer : layers) {
            float[] values = new float[buffer.shape().width()];
            executor.read(buffer, values);
            all.add(values);
        }
        return all;
    }
}
