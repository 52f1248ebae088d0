package dev.nabla.selftest;

import dev.nabla.model.Checkpoint;
import dev.nabla.model.DataDescription;
import dev.nabla.model.ModelException;
import dev.nabla.model.NetworkJson;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Initializer;
import dev.nabla.nn.Network;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Shape;
import dev.nabla.program.Tensor;
import dev.nabla.train.Event;
import dev.nabla.train.RunState;
import dev.nabla.train.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A file has the same bytes wherever it is saved, and a damaged one is refused with the same sentence. */
final class ModelFacts {

    private ModelFacts() {}

    static void add(List<String> lines) {
        byte[] bytes = checkpoint().toBytes();
        lines.add("exact checkpoint-bytes " + bytes.length + " " + Arrays.hashCode(bytes));
        lines.add("exact checkpoint-again "
                + Arrays.equals(bytes, Checkpoint.read("f", bytes).toBytes()));
        int hash = 0;
        int read = 0;
        for (int i = 0; i < bytes.length; i += 5) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= (byte) (1 << (i & 7));
            try {
                Checkpoint.read("f", damaged);
                read++;
            } catch (ModelException e) {
                hash = 31 * hash + String.valueOf(e.getMessage()).hashCode();
            }
        }
        lines.add("exact checkpoint-damaged " + read + " " + hash);
        numbers(lines);
    }

    private static Checkpoint checkpoint() {
        Network network =
                Network.builder().input(2).dense(2, Activation.SOFTMAX).build();
        Settings settings = new Settings(new Sgd(0.1f, 0.9f, 1e-7f), 10, -1);
        List<Tensor> tensors = List.of(
                new Tensor("layer1.weight", Shape.of(2, 2), new float[] {-0f, Float.MIN_VALUE, Float.NaN, 0.1f}),
                new Tensor("layer1.bias", Shape.of(2), new float[] {Float.MAX_VALUE, Float.NEGATIVE_INFINITY}),
                new Tensor("layer1.weight.velocity", Shape.of(2, 2), new float[4]),
                new Tensor("layer1.bias.velocity", Shape.of(2), new float[2]));
        List<Event> events = List.of(new Event(3, new Event.LearningRate(1 / 3f)));
        DataDescription data =
                new DataDescription("∇ 😀", List.of("é", "\""), DataDescription.NUMBERS, Map.of("a", "b"));
        return Checkpoint.ofRun(network, data, new RunState(settings, events, 5, 50, tensors));
    }

    /** The scale and penalties of random networks, as text and back. */
    private static void numbers(List<String> lines) {
        int state = 1;
        int hash = 0;
        boolean same = true;
        for (int i = 0; i < 200; i++) {
            state = state * 1664525 + 1013904223;
            float value = Float.intBitsToFloat(state ^ state >>> 15);
            if (!(Math.abs(value) <= Float.MAX_VALUE)) {
                continue;
            }
            Dense dense = Dense.of(1, Activation.LINEAR)
                    .withInitializers(new Initializer(Initializer.Scheme.CONSTANT, value), Initializer.zeros())
                    .withL2(Math.abs(value), 0);
            Network network = Network.builder().input(1).layer(dense).build();
            String text = NetworkJson.write(network);
            hash = 31 * hash + text.hashCode();
            same &= NetworkJson.read("f", text).equals(network);
        }
        lines.add("exact network-json " + same + " " + hash);
    }
}
