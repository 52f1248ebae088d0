package dev.nabla.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.EngineFixture;
import dev.nabla.model.Checkpoint;
import dev.nabla.model.DataDescription;
import dev.nabla.model.ModelException;
import dev.nabla.nn.Activation;
import dev.nabla.nn.ActivationLayer;
import dev.nabla.nn.AvgPool2d;
import dev.nabla.nn.BatchNorm;
import dev.nabla.nn.Conv2d;
import dev.nabla.nn.Dropout;
import dev.nabla.nn.MaxPool2d;
import dev.nabla.nn.Network;
import dev.nabla.nn.Padding;
import dev.nabla.optim.Adam;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Examples;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Tensor;
import dev.nabla.program.Workers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training of a network with everything that images, batch normalization and dropout bring. */
class ImageTrainingTest {
    private static final int SIZE = 58;
    private static final int BATCH = 8;
    private static final int SIDE = 12;
    private static final int CLASSES = 4;
    private static final int STEPS = 20;
    private static final Examples EXAMPLES = bars(SIZE);

    private static final Network NETWORK = Network.builder()
            .input(SIDE, SIDE, 1)
            .layer(Conv2d.of(6, 3, Activation.LINEAR).withPadding(Padding.SAME).withL2(1e-3f, 0))
            .layer(BatchNorm.of())
            .layer(new ActivationLayer(Activation.RELU))
            .layer(MaxPool2d.of(2))
            .layer(Conv2d.of(9, 3, Activation.RELU).withStride(2))
            .layer(new Dropout(0.2f))
            .dense(11, Activation.TANH)
            .layer(BatchNorm.of())
            .dense(CLASSES, Activation.SOFTMAX)
            .build();

    private static final Settings SETTINGS = new Settings(new Sgd(0.1f, 0.9f, 0), BATCH, 5);

    /** Noise with a bright bar: its direction and half give the class. */
    private static Examples bars(int size) {
        Random random = new Random(6);
        byte[] pixels = new byte[size * SIDE * SIDE];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = random.nextInt(CLASSES);
            int at = random.nextInt(SIDE / 2) + (labels[i] / 2) * SIDE / 2;
            for (int j = 0; j < SIDE * SIDE; j++) {
                boolean bright = (labels[i] % 2 == 0 ? j / SIDE : j % SIDE) == at;
                pixels[i * SIDE * SIDE + j] = (byte) (bright ? 200 + random.nextInt(56) : random.nextInt(90));
            }
        }
        return Examples.of(size, pixels, labels);
    }

    private static EpochSource source(Settings settings) {
        return new EpochSource(EXAMPLES, EngineFixture.range(SIZE), settings.seed());
    }

    /** So large that every operation is worth to be divided. */
    private static final Network LARGE = Network.builder()
            .input(SIDE, SIDE, 1)
            .layer(new Dropout(0.1f))
            .layer(Conv2d.of(20, 3, Activation.LINEAR).withPadding(Padding.SAME))
            .layer(BatchNorm.of())
            .layer(MaxPool2d.of(2))
            .layer(Conv2d.of(21, 3, Activation.RELU))
            .layer(new AvgPool2d(2, 1))
            .layer(new Dropout(0.2f))
            .dense(CLASSES, Activation.SOFTMAX)
            .build();

    private static Trainer trainer(Workers workers) {
        return trainer(NETWORK, SETTINGS, workers);
    }

    private static Trainer trainer(Network network, Settings settings, Workers workers) {
        return new Trainer(network, settings, source(settings), program -> new JavaExecutor(program, workers));
    }

    /** Does the parts one behind the other, the last worker first. */
    private static Workers backwards(int count) {
        return new Workers() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public void run(Part part) {
                for (int worker = count - 1; worker >= 0; worker--) {
                    part.run(worker);
                }
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void train_anyNumberOfWorkers_givesTheSameBits(int workers) {
        Settings settings = SETTINGS.withBatchSize(SIZE);
        Trainer expected = trainer(LARGE, settings, Workers.caller());
        Trainer actual = trainer(LARGE, settings, backwards(workers));
        Runs.advance(expected, 3);
        Runs.advance(actual, 3);
        Runs.checkSame(workers + " workers", actual, expected);
        int[] all = EngineFixture.range(SIZE);
        assertThat(actual.evaluate(EXAMPLES, all).loss())
                .isEqualTo(expected.evaluate(EXAMPLES, all).loss());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 13})
    void resume_fromACheckpoint_endsWithTheSameBits(int saved) {
        Trainer whole = trainer(Workers.caller());
        Runs.advance(whole, STEPS);
        Trainer first = trainer(Workers.caller());
        Runs.advance(first, saved);
        first.evaluate(EXAMPLES, EngineFixture.range(SIZE));
        byte[] file = Checkpoint.ofRun(NETWORK, data(), first.state()).toBytes();
        Checkpoint read = Checkpoint.read("f", file);
        assertThat(read.network()).isEqualTo(NETWORK);
        Trainer second =
                Trainer.resume(read.network(), Objects.requireNonNull(read.run()), source(SETTINGS), JavaExecutor::new);
        Runs.advance(second, STEPS - saved);
        Runs.checkSame("saved behind " + saved, second, whole);
    }

    private static DataDescription data() {
        return new DataDescription("bars", List.of(), DataDescription.NUMBERS, Map.of());
    }

    @Test
    void checkpoint_holdsTheRunningMoments() {
        Trainer trainer = trainer(Workers.caller());
        Runs.advance(trainer, 3);
        List<Tensor> weights = trainer.weights();
        Checkpoint read = Checkpoint.read(
                "f", Checkpoint.ofModel(NETWORK, data(), weights).toBytes());
        assertThat(read.weights())
                .extracting(Tensor::name)
                .endsWith(
                        "layer2.runningMean", "layer2.runningVariance", "layer8.runningMean", "layer8.runningVariance");
        for (int i = 0; i < weights.size(); i++) {
            assertThat(read.weights().get(i).values()).isEqualTo(weights.get(i).values());
        }
        List<Tensor> learned = weights.subList(0, weights.size() - 1);
        assertThatThrownBy(() -> Checkpoint.ofModel(NETWORK, data(), learned))
                .isInstanceOf(ModelException.class)
                .hasMessage("Checkpoint: tensor layer8.runningVariance is missing, the network expects [11]");
    }

    @Test
    void change_batchSize_keepsTheRunningMoments() {
        Trainer trainer = trainer(Workers.caller());
        Runs.advance(trainer, 3);
        List<Tensor> before = trainer.weights();
        trainer.change(new Event.BatchSize(9));
        List<Tensor> after = trainer.weights();
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i).values()).isEqualTo(before.get(i).values());
        }
    }

    @Test
    void train_batchesThatBatchNormalizationCannotTake_areRefusedBeforehand() {
        Network dense = Network.builder()
                .input(SIDE, SIDE, 1)
                .dense(3, Activation.LINEAR)
                .layer(BatchNorm.of())
                .dense(CLASSES, Activation.SOFTMAX)
                .build();
        refuse(dense, 1, "Batch normalization (layer2.runningMean): a batch of 1 example, expected at least 2");
        refuse(
                dense,
                19,
                "Training: 58 examples in batches of 19 leave a last one of 1."
                        + " Batch normalization (layer2.runningMean): a batch of 1 example, expected at least 2");
        Trainer trainer = trainer(Workers.caller());
        assertThatThrownBy(() -> trainer.change(new Event.BatchSize(1)))
                .hasMessage("Batch normalization (layer8.runningMean): a batch of 1 example, expected at least 2");
        assertThat(trainer.settings()).isEqualTo(SETTINGS);
        assertThat(trainer.events()).isEmpty();
        Runs.advance(trainer, 1);
    }

    private static void refuse(Network network, int batchSize, String message) {
        Settings settings = new Settings(Sgd.of(0.1f), batchSize, 1);
        assertThatThrownBy(() -> new Trainer(network, settings, source(settings)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void train_batchBeyondTheCapacity_isRefusedWithBatchNormalizationOnly() {
        int size = 300;
        Examples examples = bars(size);
        Settings settings = new Settings(Sgd.of(0.1f), size, 1);
        assertThatThrownBy(
                        () -> new Trainer(NETWORK, settings, new EpochSource(examples, EngineFixture.range(size), 1)))
                .hasMessage("Batch normalization (layer2.runningMean): a batch of 300 examples, expected at most 256");
        Network plain = Network.builder()
                .input(SIDE, SIDE, 1)
                .layer(new Dropout(0.1f))
                .layer(Conv2d.of(2, 5, Activation.RELU))
                .dense(CLASSES, Activation.SOFTMAX)
                .build();
        Runs.advance(new Trainer(plain, settings, new EpochSource(examples, EngineFixture.range(size), 1)), 1);
    }

    /** Bars are found wherever they lie: four classes, all but a few right after eight epochs. */
    @Test
    void train_bars_learnsThem() {
        int size = 500;
        Examples examples = bars(size);
        Settings settings = new Settings(Adam.of(0.005f), 20, 3);
        Trainer trainer =
                new Trainer(NETWORK, settings, new EpochSource(examples, EngineFixture.range(400), settings.seed()));
        int[] held = EngineFixture.range(100);
        for (int i = 0; i < held.length; i++) {
            held[i] += 400;
        }
        int before = trainer.evaluate(examples, held).correct();
        for (int epoch = 0; epoch < 8; epoch++) {
            assertThat(trainer.trainEpoch(Runs.SILENT)).isTrue();
        }
        assertThat(before).isLessThan(60);
        assertThat(trainer.evaluate(examples, held).correct()).isGreaterThan(95);
    }
}
