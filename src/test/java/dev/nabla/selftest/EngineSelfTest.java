package dev.nabla.selftest;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Initializer;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Examples;
import dev.nabla.program.Random;
import dev.nabla.program.Tensor;
import dev.nabla.train.EpochSource;
import dev.nabla.train.Evaluation;
import dev.nabla.train.Event;
import dev.nabla.train.Settings;
import dev.nabla.train.Trainer;
import java.util.List;

/** The engine's part of the {@link SelfTest}: networks trained on the spot, their weights as a hash. */
final class EngineSelfTest {
    private static final int SEED = 20_261_120;
    private static final int GENERATOR = Random.Stream.GENERATOR.id(0);

    private EngineSelfTest() {}

    static void run(List<String> lines) {
        points(lines, Activation.TANH, Loss.QUADRATIC);
        points(lines, Activation.SIGMOID, Loss.MEAN_SQUARED_ERROR);
        points(lines, Activation.RELU, Loss.CROSS_ENTROPY);
        images(lines);
    }

    /** Three noisy arcs; 2-16-3, everything that a step may hold: momentum, decay, L2, a partial batch. */
    private static void points(List<String> lines, Activation activation, Loss loss) {
        int size = 333;
        Random random = Random.of(SEED, GENERATOR, 0);
        float[] values = new float[2 * size];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i % 3;
            values[2 * i] = labels[i] - 1 + 0.4f * random.normal(2 * i);
            values[2 * i + 1] = (labels[i] == 1 ? 1 : -1) + 0.4f * random.normal(2 * i + 1);
        }
        Network network = Network.builder()
                .input(2)
                .layer(Dense.of(16, activation)
                        .withInitializers(
                                Initializer.of(Initializer.Scheme.LECUN_NORMAL),
                                Initializer.of(Initializer.Scheme.NORMAL))
                        .withL2(1e-4f, 1e-5f))
                .dense(3, Activation.SOFTMAX)
                .loss(loss)
                .build();
        Settings settings = new Settings(new Sgd(0.2f, 0.9f, 1e-3f), 32, SEED);
        train(lines, "points-" + activation.label(), network, settings, Examples.of(size, values, labels), 20);
    }

    /** Bytes of MNIST's shape, a fifth of them ink, whose bright rows tell the class; 784-32-10. */
    private static void images(List<String> lines) {
        int size = 200;
        Random random = Random.of(SEED, GENERATOR, 1);
        byte[] pixels = new byte[784 * size];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i % 10;
            for (int j = 0; j < 784; j++) {
                int index = 784 * i + j;
                int share = j / 56 == labels[i] ? 60 : 15;
                pixels[index] = (byte) (random.below(index, 100) < share ? random.bits(~index) : 0);
            }
        }
        Network network = Network.builder()
                .input(28, 28, 1)
                .dense(32, Activation.RELU)
                .dense(10, Activation.LINEAR)
                .build();
        train(
                lines,
                "images",
                network,
                new Settings(Sgd.of(0.1f).withMomentum(0.5f), 48, SEED),
                Examples.of(size, pixels, labels),
                4);
    }

    private static void train(
            List<String> lines, String name, Network network, Settings settings, Examples examples, int epochs) {
        int[] all = new int[examples.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        Trainer trainer = new Trainer(network, settings, new EpochSource(examples, all, SEED));
        float[] last = new float[1];
        for (int epoch = 0; epoch < epochs; epoch++) {
            trainer.trainEpoch(report -> last[0] = report.loss());
            trainer.change(new Event.LearningRate(0.1f / (epoch + 1)));
        }
        Evaluation evaluation = trainer.evaluate(examples, all);
        lines.add("bits " + name + "-weights " + hash(trainer.weights()));
        lines.add("bits " + name + "-loss " + Float.floatToRawIntBits(last[0]) + ' '
                + Double.doubleToRawLongBits(evaluation.loss()));
        lines.add("close " + name + "-loss " + (float) evaluation.loss());
        lines.add("exact " + name + "-learned " + (evaluation.accuracy() > 0.8));
    }

    private static String hash(List<Tensor> tensors) {
        int hash = 17;
        for (Tensor tensor : tensors) {
            for (float value : tensor.values()) {
                hash = 31 * hash + Float.floatToRawIntBits(value);
            }
        }
        return Integer.toHexString(hash);
    }
}
