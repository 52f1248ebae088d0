package dev.nabla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Examples;
import dev.nabla.program.Random;
import dev.nabla.program.Tensor;
import dev.nabla.train.EpochSource;
import dev.nabla.train.Settings;
import dev.nabla.train.Trainer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Ten steps of three runs, fixed to the bit for ever: initialization, order, products, functions and updates. A change of
 * these hashes breaks every saved run, and is made on purpose or not at all. They were first recorded when the goldens of
 * NumPy and the tests of the operations' bits had passed; those say that the numbers are right, this says that they stay.
 */
class GoldenRunTest {
    private static final int SEED = 1;
    private static final int SIZE = 96;
    private static final int WIDTH = 20;
    private static final int CLASSES = 5;
    private static final int STEPS = 10;

    @Test
    void tenSteps_reluAndCrossEntropy_haveTheRecordedBits() throws NoSuchAlgorithmException {
        Network network = EngineFixture.network(
                WIDTH, Loss.CROSS_ENTROPY, Dense.of(33, Activation.RELU), Dense.of(CLASSES, Activation.SOFTMAX));
        assertThat(hashOfTenSteps(network, Sgd.of(0.1f)))
                .isEqualTo("8fbe64bf802ba7137045a6eef0f1c471237eb8d30122775a517596b08a9d3c7e");
    }

    @Test
    void tenSteps_sigmoidQuadraticAndMomentum_haveTheRecordedBits() throws NoSuchAlgorithmException {
        Network network = EngineFixture.network(
                WIDTH, Loss.QUADRATIC, Dense.of(33, Activation.SIGMOID), Dense.of(CLASSES, Activation.SIGMOID));
        assertThat(hashOfTenSteps(network, new Sgd(0.5f, 0.9f, 0.01f)))
                .isEqualTo("c866c0b7b48043d4e114688d9af40253198421d891bed08ffc402f7f5664a072");
    }

    @Test
    void tenSteps_tanhSoftmaxAndPenalties_haveTheRecordedBits() throws NoSuchAlgorithmException {
        Network network = EngineFixture.network(
                WIDTH,
                Loss.MEAN_SQUARED_ERROR,
                Dense.of(17, Activation.TANH).withL2(1e-3f, 1e-3f),
                Dense.of(CLASSES, Activation.SOFTMAX));
        assertThat(hashOfTenSteps(network, new Sgd(0.5f, 0.5f, 0)))
                .isEqualTo("9fa6c0c4ad58656682bdf62e79981d4c4c2bbca120b4252664a516686c5d037a");
    }

    /** Batches of 23: an epoch has four, and a fifth of four examples. */
    private static String hashOfTenSteps(Network network, Sgd optimizer) throws NoSuchAlgorithmException {
        Settings settings = new Settings(optimizer, 23, SEED);
        Trainer trainer = new Trainer(network, settings, new EpochSource(examples(), EngineFixture.range(SIZE), SEED));
        while (trainer.step() < STEPS) {
            trainer.advance((int) (STEPS - trainer.step()), report -> {});
        }
        return sha256(trainer.state().tensors());
    }

    /** Half of the pixels 0, the others brighter the nearer they stand to a place that the label tells. */
    private static Examples examples() {
        Random random = Random.of(SEED, Random.Stream.GENERATOR.id(0), 0);
        byte[] pixels = new byte[SIZE * WIDTH];
        int[] labels = new int[SIZE];
        for (int i = 0; i < SIZE; i++) {
            labels[i] = i % CLASSES;
            for (int j = 0; j < WIDTH; j++) {
                int index = i * WIDTH + j;
                int bright = random.below(index, 128) + (j % CLASSES == labels[i] ? 127 : 0);
                pixels[index] = (byte) (random.bits(~index) < 0 ? bright : 0);
            }
        }
        return Examples.of(SIZE, pixels, labels);
    }

    /** Of all tensors, little-endian float32, one behind the other. */
    private static String sha256(List<Tensor> tensors) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Tensor tensor : tensors) {
            float[] values = tensor.values();
            ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
