package dev.nabla.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import dev.nabla.Tolerances.Tolerance;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.optim.Limits;
import dev.nabla.optim.Optimizer;
import dev.nabla.optim.OptimizerKind;
import dev.nabla.optim.Schedule;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Buffer;
import dev.nabla.program.Examples;
import dev.nabla.program.Shape;
import dev.nabla.program.Tensor;
import dev.nabla.train.EpochSource;
import dev.nabla.train.ObservedStep;
import dev.nabla.train.Settings;
import dev.nabla.train.Trainer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MicroscopeTest {
    private static final int INPUTS = 5;
    private static final int ROWS = 6;
    private static final Tolerance FEW = Tolerances.FEW_ROUNDINGS;

    private static Stream<Network> networks() {
        Stream<Network> activations = Stream.of(Activation.values())
                .map(activation -> EngineFixture.network(
                        INPUTS,
                        Loss.CROSS_ENTROPY,
                        Dense.of(4, activation).withL2(0.01f, 0.02f),
                        Dense.of(4, activation).withL1(0.03f, 0),
                        Dense.of(3, Activation.SOFTMAX)));
        Stream<Network> losses = Stream.of(Loss.values())
                .filter(loss -> loss != Loss.CROSS_ENTROPY)
                .map(loss -> EngineFixture.network(
                        INPUTS,
                        loss,
                        Dense.of(4, Activation.TANH),
                        Dense.of(3, loss == Loss.BINARY_CROSS_ENTROPY ? Activation.LINEAR : Activation.SIGMOID)));
        return Stream.concat(activations, losses);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void forward_everyUnit_leadsToTheRunsBits(Network network) {
        ObservedStep step = step(network, Sgd.of(0.1f), Limits.NONE);
        Microscope microscope = new Microscope(step);
        for (int layer = 1; layer <= network.layers().size(); layer++) {
            int units = network.shape(layer - 1).width();
            float[] z = step.values(EngineFixture.buffer(step.program(), "layer" + layer + ".z"));
            for (int i = 0; i < ROWS * units; i++) {
                Microscope.Forward forward = microscope.forward(layer, i % units, i / units);
                assertThat(forward.z()).isEqualTo(z[i]);
                Term last = forward.terms().get(forward.terms().size() - 1);
                assertThat(last.sum() + forward.bias()).isEqualTo(forward.z());
                assertThat(last.left() * last.right()).isEqualTo(last.product());
            }
        }
        float[] output = step.values(step.program().output());
        if (network.loss().outputActivation() == null) {
            assertThat(microscope.forward(network.layers().size(), 2, 1).a()).isEqualTo(output[5]);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void backward_everyUnit_leadsToTheRunsDelta(Network network) {
        ObservedStep step = step(network, Sgd.of(0.1f), Limits.NONE);
        Microscope microscope = new Microscope(step);
        int layers = network.layers().size();
        for (int layer = 1; layer <= layers; layer++) {
            int units = network.shape(layer - 1).width();
            for (int i = 0; i < ROWS * units; i++) {
                Microscope.Backward backward = microscope.backward(layer, i % units, i / units);
                assertThat(backward.terms())
                        .hasSize(layer == layers ? 0 : network.shape(layer).width());
                Line arrived = find(backward.lines(), "∂L/∂a");
                Line slope = find(backward.lines(), "f′(z)");
                if (!backward.terms().isEmpty()) {
                    Term last = backward.terms().get(backward.terms().size() - 1);
                    assertThat(last.sum()).isEqualTo(arrived.value());
                }
                if (slope != null) {
                    FEW.check("δ", arrived.value() * slope.value(), backward.delta());
                } else if (layer == layers && network.loss() == Loss.CROSS_ENTROPY) {
                    float difference = find(backward.lines(), "p").value()
                            - find(backward.lines(), "y").value();
                    FEW.check("δ", difference * find(backward.lines(), "1/n").value(), backward.delta());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradient_everyParameter_isTheRunsAndTheNumericOne(Network network) {
        ObservedStep step = step(network, Sgd.of(0.1f), Limits.NONE);
        Microscope microscope = new Microscope(step);
        int inputs = INPUTS;
        for (int layer = 1; layer <= network.layers().size(); layer++) {
            float[] weight = step.values(EngineFixture.buffer(step.program(), "d:layer" + layer + ".weight"));
            float[] bias = step.values(EngineFixture.buffer(step.program(), "d:layer" + layer + ".bias"));
            for (int i = 0; i < weight.length; i++) {
                Microscope.Gradient gradient = microscope.gradient(layer, i / inputs, i % inputs);
                assertThat(gradient.value()).isEqualTo(weight[i]);
                assertThat(gradient.terms()).hasSize(ROWS);
                NumericGradient numeric = microscope.numeric(layer, i / inputs, i % inputs);
                assertThat(numeric.agrees() || !numeric.kinks().isEmpty())
                        .as("%s", numeric)
                        .isTrue();
                Tolerances.FLOAT.check("analytic", gradient.value(), numeric.analytic());
            }
            for (int j = 0; j < bias.length; j++) {
                assertThat(microscope.gradient(layer, j, Microscope.BIAS).value())
                        .isEqualTo(bias[j]);
                assertThat(microscope.numeric(layer, j, Microscope.BIAS).agrees())
                        .isTrue();
            }
            inputs = bias.length;
        }
    }

    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void update_everyOptimizer_leadsToTheRunsBits(OptimizerKind kind) {
        float[] values = kind.usualValues();
        for (int i = 1; i < values.length; i++) {
            values[i] = values[i] == 0 ? 0.05f : values[i];
        }
        Network network = networks().findFirst().orElseThrow();
        for (Limits limits : new Limits[] {Limits.NONE, new Limits(0.02f, 0.05f, 0.8f)}) {
            ObservedStep step = step(network, kind.of(values), limits);
            Microscope microscope = new Microscope(step);
            for (int input = Microscope.BIAS; input < INPUTS; input++) {
                Microscope.Update update = microscope.update(1, 2, input);
                assertThat(update.complete())
                        .as("%s, input %d: %s", kind, input, update)
                        .isTrue();
                assertThat(update.after()).isNotEqualTo(update.before());
                assertThat(update.lines()).hasSizeGreaterThan(4);
            }
        }
    }

    @Test
    void update_ofARunsStep_isThatOfTheTrainer() {
        Network network = networks().findFirst().orElseThrow();
        Examples examples = EngineFixture.labelled(new Random(3), 20, INPUTS, 3);
        Settings settings = new Settings(OptimizerKind.ADAM.of(0.01f, 0.9f, 0.999f, 1e-8f, 0), 20, 7);
        Trainer trainer = new Trainer(network, settings, new EpochSource(examples, EngineFixture.range(20), 7));
        trainer.advance(1, report -> {});
        List<Tensor> before = trainer.state().tensors();
        trainer.advance(1, report -> {});
        int[] order = new int[20];
        EpochSource source = new EpochSource(examples, EngineFixture.range(20), 7);
        source.seek(20);
        source.take(20, order);
        ObservedStep step = ObservedStep.run(network, settings, examples, order, before, 1);

        for (Tensor tensor : trainer.state().tensors()) {
            Buffer buffer = EngineFixture.buffer(step.program(), tensor.name());
            Tolerances.checkBits(tensor.name(), step.values(buffer), tensor.values());
        }
        Microscope.Update update = new Microscope(step).update(2, 1, 3);
        assertThat(update.complete()).isTrue();
        assertThat(update.after()).isEqualTo(trainer.weights().get(2).values()[4 + 3]);
    }

    @Test
    void numeric_atAKink_namesTheUnit() {
        Network network =
                EngineFixture.network(2, Loss.QUADRATIC, Dense.of(2, Activation.RELU), Dense.of(1, Activation.LINEAR));
        List<Tensor> weights = List.of(
                new Tensor("layer1.weight", Shape.of(2, 2), new float[] {1, 1, 1, -1}),
                new Tensor("layer1.bias", Shape.of(2), new float[2]),
                new Tensor("layer2.weight", Shape.of(1, 2), new float[] {1, 2}),
                new Tensor("layer2.bias", Shape.of(1), new float[1]));
        Examples examples = Examples.of(1, new float[] {3, 3}, new float[] {5});
        ObservedStep step =
                ObservedStep.run(network, new Settings(Sgd.of(0.1f), 1, 0), examples, new int[1], weights, 0);
        NumericGradient kink = new Microscope(step).numeric(1, 1, 0);
        NumericGradient smooth = new Microscope(step).numeric(1, 0, 0);

        // z of unit 1 is 3 − 3: below 0 nothing happens, above a − t = 1 times 2 times x = 3.
        assertThat(kink.kinks()).containsExactly(new NumericGradient.Kink("layer1.z", 0, 1));
        assertThat(kink.analytic()).isZero();
        assertThat(kink.left()).isZero();
        FEW.check("right", kink.right(), 6 + 18e-6);
        FEW.check("numeric", kink.numeric(), 3 + 9e-6);
        assertThat(kink.agrees()).isFalse();
        assertThat(smooth.kinks()).isEmpty();
        assertThat(smooth.agrees()).isTrue();
        assertThat(smooth.analytic()).isEqualTo(3);
    }

    @Test
    void forward_byHand_hasEverySum() {
        Network network = EngineFixture.network(2, Loss.QUADRATIC, Dense.of(1, Activation.LINEAR));
        List<Tensor> weights = List.of(
                new Tensor("layer1.weight", Shape.of(1, 2), new float[] {0.5f, -2}),
                new Tensor("layer1.bias", Shape.of(1), new float[] {0.25f}));
        Examples examples = Examples.of(2, new float[] {3, 1, 2, 2}, new float[] {0, 1});
        Settings settings = new Settings(Sgd.of(0.5f), 2, 0);
        Microscope microscope =
                new Microscope(ObservedStep.run(network, settings, examples, new int[] {1, 0}, weights, 0));

        assertThat(microscope.forward(1, 0, 1))
                .isEqualTo(new Microscope.Forward(
                        List.of(new Term(3, 0.5f, 1.5f, 1.5f), new Term(1, -2, -2, -0.5f)), 0.25f, -0.25f, -0.25f));
        // Example 1 (row 0): a = −2.75, t = 1; row 1: a = −0.25, t = 0; mean over both.
        assertThat(microscope.backward(1, 0, 0).delta()).isEqualTo(-1.875f);
        assertThat(microscope.gradient(1, 0, 0).terms())
                .containsExactly(new Term(-1.875f, 2, -3.75f, -3.75f), new Term(-0.125f, 3, -0.375f, -4.125f));
        assertThat(microscope.update(1, 0, 0).lines())
                .containsExactly(
                        new Line("g", "", -4.125f),
                        new Line("w", "", 0.5f),
                        new Line("η", "", 0.5f),
                        new Line("Δw", "η·g", -2.0625f),
                        new Line("w′", "w − Δw", 2.5625f));
    }

    @Test
    void arguments_outOfRange_areNamed() {
        Microscope microscope = new Microscope(step(networks().findFirst().orElseThrow(), Sgd.of(0.1f), Limits.NONE));
        assertThatThrownBy(() -> microscope.forward(4, 0, 0)).hasMessageContaining("no layer4.weight");
        assertThatThrownBy(() -> microscope.forward(1, 4, 0))
                .hasMessageContaining("unit 4 of layer 1, expected 0 to 3");
        assertThatThrownBy(() -> microscope.backward(1, 0, 6)).hasMessageContaining("example 6 of the batch");
        assertThatThrownBy(() -> microscope.gradient(1, 0, 5))
                .hasMessageContaining("input 5 of layer 1, expected 0 to 4");
    }

    /** A step of a run with some momentum behind it. */
    private static ObservedStep step(Network network, Optimizer optimizer, Limits limits) {
        Random random = new Random(5);
        Examples examples = EngineFixture.labelled(random, 9, INPUTS, 3);
        Settings settings = new Settings(optimizer, new Schedule.InverseTime(0.1f), limits, ROWS, 1);
        Trainer trainer = new Trainer(network, settings, new EpochSource(examples, EngineFixture.range(9), 1));
        for (int i = 0; i < 3; i++) {
            trainer.advance(1, report -> {});
        }
        int[] batch = {3, 1, 4, 8, 5, 2};
        return ObservedStep.run(
                network, settings, examples, batch, trainer.state().tensors(), trainer.step());
    }

    private static Line find(List<Line> lines, String symbol) {
        return lines.stream()
                .filter(line -> line.symbol().equals(symbol))
                .findFirst()
                .orElse(null);
    }
}
