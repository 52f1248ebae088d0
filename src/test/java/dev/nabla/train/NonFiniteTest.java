package dev.nabla.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.EngineFixture;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Examples;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first number that is infinite or NaN is found where it arises. */
class NonFiniteTest {
    private static final float HUGE = 1e30f;

    /** A network of one input and one unit a layer on one example, with these weights, its biases 0. */
    private static Trainer trainer(
            float input, float target, float rate, Loss loss, Activation hidden, float... weights) {
        Dense[] layers = new Dense[weights.length];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = Dense.of(1, i == layers.length - 1 ? Activation.LINEAR : hidden);
        }
        Network network = EngineFixture.network(1, loss, layers);
        Examples examples = Examples.of(1, new float[] {input}, new float[] {target});
        EpochSource source = new EpochSource(examples, new int[] {0}, 1);
        RunState fresh = new Trainer(network, new Settings(Sgd.of(rate), 1, 1), source).state();
        List<Tensor> tensors = new ArrayList<>();
        for (Tensor tensor : fresh.tensors()) {
            int layer = tensors.size() / 2;
            float[] values = {tensor.name().endsWith("weight") ? weights[layer] : 0};
            tensors.add(new Tensor(tensor.name(), tensor.shape(), values));
        }
        RunState state = new RunState(fresh.settings(), List.of(), 0, 0, tensors);
        return Trainer.resume(network, state, source, JavaExecutor::new);
    }

    private static NonFinite end(Trainer trainer) {
        for (int i = 0; i < 200 && trainer.nonFinite() == null; i++) {
            trainer.advance(7, Runs.SILENT);
        }
        return Objects.requireNonNull(trainer.nonFinite());
    }

    @Test
    void weightedSumsTooLarge_areNamed() {
        NonFinite found = end(trainer(HUGE, 0, 1, Loss.QUADRATIC, Activation.RELU, 1, HUGE));
        assertThat(found.tensor()).isEqualTo("layer2.z");
        assertThat(found.layer()).isEqualTo("layer2");
        assertThat(found)
                .hasToString(
                        "layer2.z (weighted sums) became infinite or NaN in step 1; a smaller learning rate may help");
    }

    @Test
    void lossTooLarge_isNamed() {
        NonFinite found = end(trainer(1e25f, 0, 1, Loss.QUADRATIC, Activation.RELU, 1));
        assertThat(found.tensor()).isEqualTo("losses");
        assertThat(found.layer()).isEmpty();
        assertThat(found.toString()).startsWith("the loss became infinite or NaN in step 1;");
    }

    @Test
    void gradientTooLarge_isNamed() {
        NonFinite found = end(trainer(HUGE, 0, 1e-30f, Loss.HUBER, Activation.RELU, 1e-20f, 1e10f, 0x1p50f));
        assertThat(found.tensor()).isEqualTo("d:layer1.weight");
        assertThat(found.layer()).isEqualTo("layer1");
        assertThat(found.toString()).startsWith("the gradient of layer1.weight became infinite or NaN in step 1;");
    }

    @Test
    void updateTooLarge_namesTheParameter() {
        NonFinite found = end(trainer(1e10f, 0, HUGE, Loss.MEAN_ABSOLUTE_ERROR, Activation.RELU, 1));
        assertThat(found).isEqualTo(new NonFinite(1, "layer1.weight"));
        assertThat(found.toString()).startsWith("layer1.weight became infinite or NaN in step 1;");
    }

    @Test
    void activationTooLarge_isNamed() {
        assertThat(new NonFinite(3, "layer1.weight", "layer2.a").toString())
                .startsWith("layer2.a (activations) became infinite or NaN in step 3;");
    }

    /** A target of 1 that the weights leave behind: each step multiplies the error by 1 − 2·rate·(…). */
    private static Trainer diverging(float rate) {
        return trainer(1, 1, rate, Loss.QUADRATIC, Activation.RELU, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 1000})
    void stepsInAnyPortions_findTheSame(int portion) {
        NonFinite expected = end(diverging(3));
        Trainer trainer = diverging(3);
        while (trainer.nonFinite() == null) {
            trainer.advance(portion, Runs.SILENT);
        }
        assertThat(trainer.nonFinite()).isEqualTo(expected);
        assertThat(expected.step()).isGreaterThan(20);
        assertThat(expected.tensor()).isNotEqualTo(expected.parameter());
    }

    @Test
    void eventsSinceTheKeptState_areRepeated() {
        Trainer trainer = diverging(0.1f);
        Runs.advance(trainer, 5);
        trainer.change(new Event.LearningRate(0.2f));
        Runs.advance(trainer, 3);
        trainer.change(new Event.Momentum(0.5f));
        Runs.advance(trainer, 3);
        trainer.change(new Event.LearningRate(30));
        RunState before = trainer.state();
        NonFinite found = end(trainer);

        assertThat(found.step()).isGreaterThan(before.step() + 2);
        assertThat(found.tensor()).isEqualTo("losses");
    }

    @Test
    void stateAndPosition_afterTheSearch_areThoseOfTheEnd() {
        Trainer trainer = diverging(3);
        List<Float> losses = new ArrayList<>();
        while (trainer.nonFinite() == null) {
            trainer.advance(1000, report -> losses.add(report.loss()));
        }

        assertThat(trainer.step()).isEqualTo(losses.size());
        assertThat(trainer.examplesSeen()).isEqualTo(losses.size());
        assertThat(losses.get(0)).isEqualTo(2);
        assertThat(trainer.weights())
                .anySatisfy(
                        tensor -> assertThat(Float.isFinite(tensor.values()[0])).isFalse());
    }

    @Test
    void streamOfExamples_isSearchedToo() {
        Network network = Network.builder()
                .input(Runs.INPUTS)
                .dense(4, Activation.RELU)
                .dense(Runs.CLASSES, Activation.LINEAR)
                .loss(Loss.QUADRATIC)
                .build();
        Trainer trainer = new Trainer(network, new Settings(Sgd.of(50), 3, 1), Runs.stream());
        NonFinite found = end(trainer);
        assertThat(found.tensor()).isNotEqualTo(found.parameter());
        assertThat(trainer.examplesSeen()).isEqualTo(3 * found.step());
    }

    @Test
    void batchLargerThanAChunk_looksAtAllChunks() {
        int size = 600;
        float[] inputs = new float[size];
        inputs[3] = HUGE;
        Network network = EngineFixture.network(
                1, Loss.MEAN_ABSOLUTE_ERROR, Dense.of(1, Activation.LINEAR), Dense.of(1, Activation.LINEAR));
        Examples examples = Examples.of(size, inputs, new float[size]);
        EpochSource source = new EpochSource(examples, EngineFixture.range(size), 1);
        Trainer trainer = new Trainer(network, new Settings(Sgd.of(1e9f), size, 1), source);
        NonFinite found = end(trainer);
        assertThat(found.tensor()).matches("layer[12]\\.z");
    }
}
