package dev.nabla.cli;

import dev.nabla.nn.Network;
import dev.nabla.program.ElementType;
import dev.nabla.program.Executor;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Tensor;
import dev.nabla.program.Workers;
import dev.nabla.train.Evaluation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A trained network at work. */
final class Inference {
    private final Network network;
    private final Executor executor;

    /**
     * @param what messages call the network
     * @param weights all that {@link Network#initialize} names
     * @param inputs type of the data to come
     * @param targets type of the targets beside them
     * @param workers the threads that compute
     */
    Inference(
            String what,
            Network network,
            List<Tensor> weights,
            ElementType inputs,
            ElementType targets,
            Workers workers) {
        this.network = network;
        ProgramBuilder builder = new ProgramBuilder(Program.MAX_CAPACITY);
        network.describe(builder, inputs, targets, false);
        Program program = builder.build();
        Memory.requireProgram(what, program, program.capacity(), 1);
        this.executor = new JavaExecutor(program, workers);
        Map<String, Tensor> byName = new HashMap<>();
        weights.forEach(tensor -> byName.put(tensor.name(), tensor));
        program.model().forEach(buffer -> {
            Tensor tensor = byName.get(buffer.name());
            if (tensor == null || !tensor.shape().equals(buffer.shape())) {
                throw CommandException.failure(what + ": tensor " + tensor + ", expected " + buffer);
            }
            executor.write(buffer, tensor.values());
        });
    }

    /** Measures all examples of a set. */
    Evaluation evaluate(TestSet test, Evaluation.Listener listener) {
        return Evaluation.of(executor, network, test.examples(), test.all(), listener);
    }

    /**
     * The outputs for one example.
     *
     * @param input as the network sees it
     */
    float[] outputs(float[] input) {
        float[] outputs = new float[network.outputs()];
        executor.predict(input, 1, outputs);
        return outputs;
    }
}
