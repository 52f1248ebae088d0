package dev.nabla.model;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Network;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Examples;
import dev.nabla.program.Shape;
import dev.nabla.program.Tensor;
import dev.nabla.train.BatchSource;
import dev.nabla.train.EpochSource;
import dev.nabla.train.Event;
import dev.nabla.train.RunState;
import dev.nabla.train.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Small models, runs and data for the tests of this package. */
final class Samples {
    /** Divided by no batch size of the tests. */
    static final int EXAMPLES = 103;

    private Samples() {}

    /** 2-3-2, with 17 learned values. */
    static Network network() {
        return Network.builder()
                .input(2)
                .dense(3, Activation.TANH)
                .dense(2, Activation.SOFTMAX)
                .build();
    }

    static DataDescription data() {
        Map<String, String> source = new LinkedHashMap<>();
        source.put("examples", "103");
        source.put("validation", "0");
        source.put("splitSeed", "1");
        return new DataDescription("points", List.of("∇", "other"), DataDescription.NUMBERS, source);
    }

    /** Weights whose value i is {@code (i + 1)/16}, alternating in sign, the first being −0 and a subnormal number. */
    static List<Tensor> weights() {
        List<Tensor> tensors = tensors("", 16);
        tensors.get(0).values()[0] = -0f;
        tensors.get(0).values()[1] = Float.MIN_VALUE;
        return tensors;
    }

    static RunState run() {
        List<Tensor> tensors = new ArrayList<>(weights());
        tensors.addAll(tensors(".velocity", 1024));
        return new RunState(
                new Settings(new Sgd(0.1f, 0.9f, 0), 10, 42),
                List.of(new Event(3, new Event.BatchSize(7)), new Event(5, new Event.LearningRate(1 / 3f))),
                6,
                51,
                tensors);
    }

    private static List<Tensor> tensors(String suffix, float divisor) {
        List<Tensor> tensors = new ArrayList<>();
        int count = 0;
        Object[][] shapes = {
            {"layer1.weight", Shape.of(3, 2)},
            {"layer1.bias", Shape.of(3)},
            {"layer2.weight", Shape.of(2, 3)},
            {"layer2.bias", Shape.of(2)}
        };
        for (Object[] entry : shapes) {
            Shape shape = (Shape) entry[1];
            float[] values = new float[shape.width()];
            for (int i = 0; i < values.length; i++) {
                count++;
                values[i] = (count % 2 == 0 ? -count : count) / divisor;
            }
            tensors.add(new Tensor(entry[0] + suffix, shape, values));
        }
        return tensors;
    }

    /** Points inside and outside a circle. */
    static BatchSource source(int seed) {
        SplittableRandom random = new SplittableRandom(11);
        float[] points = new float[2 * EXAMPLES];
        int[] labels = new int[EXAMPLES];
        int[] members = new int[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            float x = random.nextInt(-1000, 1000) / 500f;
            float y = random.nextInt(-1000, 1000) / 500f;
            points[2 * i] = x;
            points[2 * i + 1] = y;
            labels[i] = x * x + y * y < 2 ? 0 : 1;
            members[i] = i;
        }
        return new EpochSource(Examples.of(EXAMPLES, points, labels), members, seed);
    }
}
