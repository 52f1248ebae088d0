package dev.nabla.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import dev.nabla.analysis.GradientCheck.Result;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Loss;
import dev.nabla.nn.LossDetails;
import dev.nabla.nn.Network;
import dev.nabla.program.Buffer;
import dev.nabla.program.DataOp;
import dev.nabla.program.ElementType;
import dev.nabla.program.Elementwise;
import dev.nabla.program.Examples;
import dev.nabla.program.LayerOp;
import dev.nabla.program.LayerOp.MatMul;
import dev.nabla.program.LossOp;
import dev.nabla.program.Parameter;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import dev.nabla.program.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradientCheckTest {
    private static final int EXAMPLES = 7;
    private static final int INPUTS = 4;
    private static final int OUTPUTS = 3;
    private static final long SEED = 18;

    static Stream<Arguments> errors() {
        return Stream.of(Loss.QUADRATIC, Loss.MEAN_SQUARED_ERROR, Loss.MEAN_ABSOLUTE_ERROR, Loss.HUBER)
                .flatMap(loss -> Stream.of(Activation.values()).map(activation -> Arguments.of(loss, activation)));
    }

    @Test
    void constants_matchTheTolerancesOfTheTests() {
        assertThat(GradientCheck.STEP).isEqualTo(Tolerances.GRADIENT_STEP);
        assertThat(GradientCheck.ABSOLUTE).isEqualTo(Tolerances.GRADIENT.absolute());
        assertThat(GradientCheck.RELATIVE).isEqualTo(Tolerances.GRADIENT.relative());
    }

    @ParameterizedTest
    @MethodSource("errors")
    void run_lastLayerOnLabels_agrees(Loss loss, Activation activation) {
        Random random = new Random(SEED);
        Network network = EngineFixture.network(INPUTS, loss, Dense.of(OUTPUTS, activation));
        checkAgrees(network, EngineFixture.labelled(random, EXAMPLES, INPUTS, OUTPUTS), random);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void run_lastLayerOnNumbers_agrees(Loss loss, Activation activation) {
        Random random = new Random(SEED);
        Network network = EngineFixture.network(INPUTS, loss, Dense.of(OUTPUTS, activation));
        checkAgrees(network, EngineFixture.targeted(random, EXAMPLES, INPUTS, OUTPUTS), random);
    }

    @ParameterizedTest
    @EnumSource
    void run_hiddenLayerBeforeCrossEntropy_agrees(Activation activation) {
        Random random = new Random(SEED);
        Network network = EngineFixture.network(
                INPUTS, Loss.CROSS_ENTROPY, Dense.of(5, activation), Dense.of(OUTPUTS, Activation.SOFTMAX));
        checkAgrees(network, EngineFixture.labelled(random, EXAMPLES, INPUTS, OUTPUTS), random);
    }

    @ParameterizedTest
    @EnumSource
    void run_penaltiesOnWeightsAndBiases_agrees(Loss loss) {
        Random random = new Random(SEED);
        Network network = EngineFixture.network(
                INPUTS,
                loss,
                Dense.of(5, Activation.TANH).withL2(0.1f, 0.2f),
                Dense.of(OUTPUTS, Activation.LINEAR).withL2(0.3f, 0));
        checkAgrees(network, EngineFixture.labelled(random, EXAMPLES, INPUTS, OUTPUTS), random);
    }

    @Test
    void run_binaryCrossEntropyOnNumbers_agrees() {
        Random random = new Random(SEED);
        Network network = EngineFixture.network(
                INPUTS, Loss.BINARY_CROSS_ENTROPY, Dense.of(5, Activation.TANH), Dense.of(1, Activation.SIGMOID));
        checkAgrees(network, EngineFixture.targeted(random, EXAMPLES, INPUTS, 1), random);
    }

    @Test
    void run_binaryCrossEntropyOfOneOutputOnLabels_agrees() {
        Random random = new Random(SEED);
        Network network = EngineFixture.network(
                INPUTS, Loss.BINARY_CROSS_ENTROPY, Dense.of(5, Activation.TANH), Dense.of(1, Activation.SIGMOID));
        checkAgrees(network, EngineFixture.labelled(random, EXAMPLES, INPUTS, 2), random);
    }

    @Test
    void run_smoothedAndWeightedCrossEntropy_agrees() {
        Random random = new Random(SEED);
        Network network = Network.builder()
                .input(INPUTS)
                .dense(5, Activation.TANH)
                .dense(OUTPUTS, Activation.SOFTMAX)
                .lossDetails(new LossDetails(0.2f, List.of(0.5f, 0f, 3f), 1))
                .build();
        checkAgrees(network, EngineFixture.labelled(random, EXAMPLES, INPUTS, OUTPUTS), random);
    }

    @Test
    void run_l1Penalties_agrees() {
        Random random = new Random(SEED);
        Network network = EngineFixture.network(
                INPUTS,
                Loss.CROSS_ENTROPY,
                Dense.of(5, Activation.TANH).withL1(0.1f, 0.2f),
                Dense.of(OUTPUTS, Activation.SOFTMAX).withL1(0, 0.3f).withL2(0.1f, 0));
        checkAgrees(network, EngineFixture.labelled(random, EXAMPLES, INPUTS, OUTPUTS), random);
    }

    @Test
    void run_pixels_agrees() {
        Random random = new Random(SEED);
        byte[] pixels = new byte[EXAMPLES * INPUTS];
        random.nextBytes(pixels);
        Network network = EngineFixture.network(INPUTS, Loss.CROSS_ENTROPY, Dense.of(OUTPUTS, Activation.SOFTMAX));
        Examples examples = Examples.of(EXAMPLES, pixels, EngineFixture.labels(random, EXAMPLES, OUTPUTS));
        checkAgrees(network, examples, random);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void run_deepNetworksDrawnAtRandom_agrees(long seed) {
        Random random = new Random(seed);
        Activation[] smooth = {Activation.LINEAR, Activation.SIGMOID, Activation.TANH, Activation.SOFTMAX};
        Dense[] layers = new Dense[2 + random.nextInt(3)];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = Dense.of(
                    i == layers.length - 1 ? OUTPUTS : 1 + random.nextInt(8), smooth[random.nextInt(smooth.length)]);
        }
        Network network = EngineFixture.network(INPUTS, Loss.MEAN_SQUARED_ERROR, layers);
        List<Result> results = checkAgrees(network, EngineFixture.targeted(random, EXAMPLES, INPUTS, OUTPUTS), random);
        assertThat(results).extracting(Result::kinks).containsOnly(0);
    }

    @Test
    void run_network_coversEveryParameterAndTheInputs() {
        Random random = new Random(SEED);
        Network network = EngineFixture.network(
                INPUTS, Loss.QUADRATIC, Dense.of(5, Activation.TANH), Dense.of(OUTPUTS, Activation.SIGMOID));

        List<Result> results = checkAgrees(network, EngineFixture.labelled(random, EXAMPLES, INPUTS, OUTPUTS), random);

        assertThat(results)
                .extracting(Result::tensor)
                .containsExactly("layer1.weight", "layer1.bias", "layer2.weight", "layer2.bias", "x");
        assertThat(results)
                .extracting(Result::checked)
                .containsExactly(5 * INPUTS, 5, OUTPUTS * 5, OUTPUTS, EXAMPLES * INPUTS);
    }

    @Test
    void run_preactivationAtTheKinkOfRelu_isNoFailure() {
        // z = w·x + b = 1·0 + 0: the loss ½(max(0, z) − 1)² has the slopes 0 and −1 on the two sides.
        List<Result> results = checkReluOfOne(1, 0);

        assertThat(results).extracting(Result::failures).containsOnly(0);
        assertThat(results).extracting(Result::kinks).containsExactly(0, 1, 1);
    }

    @Test
    void run_preactivationAwayFromTheKink_hasNoKinks() {
        assertThat(checkReluOfOne(1, 0.5f)).extracting(Result::kinks).containsOnly(0);
    }

    @Test
    void run_lossThatIsNan_fails() {
        List<Result> results = checkReluOfOne(Float.NaN, 0.5f);

        assertThat(results).extracting(Result::failures).containsExactly(1, 1, 1);
        assertThat(results).extracting(Result::kinks).containsOnly(0);
    }

    @Test
    void run_programByHand_agrees() {
        assertThat(new HandMade(0.5f, Elementwise.TANH, true).check())
                .extracting(Result::failures)
                .containsOnly(0);
    }

    @Test
    void run_derivativeOfAnotherFunction_failsEverywhere() {
        assertThat(new HandMade(0.5f, Elementwise.SIGMOID, true).check()).allMatch(result -> result.failures() > 0);
    }

    @Test
    void run_gradientTwoPercentTooLarge_failsEverywhere() {
        assertThat(new HandMade(0.51f, Elementwise.TANH, true).check()).allMatch(result -> result.failures() > 0);
    }

    @Test
    void run_forgottenBias_failsThereOnly() {
        assertThat(new HandMade(0.5f, Elementwise.TANH, false).check())
                .allMatch(result -> result.failures() > 0 == result.tensor().equals("bias"));
    }

    @Test
    void run_wrongGradient_namesTheWorstElement() {
        Result bias = new HandMade(0.5f, Elementwise.TANH, false).check().get(1);

        assertThat(bias.analytic()).isZero();
        assertThat(Math.abs(bias.numeric())).isEqualTo(bias.largestError()).isPositive();
    }

    /** {@code a = tanh(W·x + b)} and the quadratic loss by hand, whose backward half the test may get wrong. */
    private static final class HandMade {
        private final ProgramBuilder builder = new ProgramBuilder(EXAMPLES);
        private final Parameter weight = builder.parameter("weight", Shape.of(OUTPUTS, INPUTS));
        private final Parameter bias = builder.parameter("bias", Shape.of(OUTPUTS));
        private final Buffer x = gathered("x", INPUTS, Buffer.Role.INPUTS);
        private final Buffer y = gathered("y", OUTPUTS, Buffer.Role.TARGETS);
        private final Buffer z = builder.value("z", Shape.rows(OUTPUTS));
        private final Buffer a = builder.value("a", Shape.rows(OUTPUTS));

        /**
         * @param factor of the loss whose gradient is taken; ½ is right
         * @param function whose derivative is taken; tanh is right
         * @param biasGradient whether the bias gets one
         */
        HandMade(float factor, Elementwise function, boolean biasGradient) {
            Buffer losses = builder.value("losses", Shape.batch());
            builder.input(x);
            builder.output(a);
            builder.losses(losses);
            builder.add(Phase.FORWARD, new MatMul(MatMul.Form.FORWARD, x, weight.value(), z));
            builder.add(Phase.FORWARD, new LayerOp.AddBias(z, bias.value(), z));
            builder.add(Phase.FORWARD, new LayerOp.Activate(Elementwise.TANH, z, a));
            builder.add(Phase.LOSS, new LossOp.SquaredError(0.5f, a, y, losses));
            builder.add(Phase.BATCH, new LossOp.Mean(losses, builder.inverseBatch(), builder.loss()));
            backward(factor, function, biasGradient);
        }

        private void backward(float factor, Elementwise function, boolean biasGradient) {
            Buffer dA = builder.gradientOf(a);
            Buffer dZ = builder.gradientOf(z);
            Buffer dX = builder.gradientOf(x);
            builder.add(Phase.BACKWARD, new LossOp.SquaredErrorGradient(factor, a, y, builder.inverseBatch(), dA));
            builder.add(Phase.BACKWARD, new LayerOp.ActivateGradient(function, z, a, dA, dZ));
            builder.add(Phase.BACKWARD, new MatMul(MatMul.Form.WEIGHT_GRADIENT, dZ, x, weight.gradient()));
            if (biasGradient) {
                builder.add(Phase.BACKWARD, new LayerOp.SumRows(dZ, bias.gradient()));
            }
            builder.add(Phase.BACKWARD, new MatMul(MatMul.Form.INPUT_GRADIENT, dZ, weight.value(), dX));
        }

        private Buffer gathered(String name, int width, Buffer.Role role) {
            Buffer source = builder.buffer("data." + name, ElementType.F32, Shape.examples(width), role);
            Buffer rows = builder.value(name, Shape.rows(width));
            builder.add(Phase.GATHER, new DataOp.Gather(source, builder.order(), rows));
            return rows;
        }

        List<Result> check() {
            Random random = new Random(SEED);
            Program program = builder.build();
            List<Tensor> weights = new ArrayList<>();
            for (Parameter parameter : program.parameters()) {
                Shape shape = parameter.value().shape();
                float[] values = EngineFixture.normals(random, shape.width(), 0.5);
                weights.add(new Tensor(parameter.value().name(), shape, values));
            }
            Examples examples = EngineFixture.targeted(random, EXAMPLES, INPUTS, OUTPUTS);
            return new GradientCheck(program, weights, examples, EngineFixture.range(EXAMPLES)).run();
        }
    }

    private static List<Result> checkAgrees(Network network, Examples examples, Random random) {
        List<Tensor> weights = new ArrayList<>();
        network.parameterSpecs().forEach(spec -> {
            float[] values = EngineFixture.normals(random, spec.shape().width(), 0.7);
            weights.add(new Tensor(spec.name(), spec.shape(), values));
        });
        int[] order = EngineFixture.range(examples.size());
        List<Result> results = new GradientCheck(network, weights, examples, order).run();
        for (Result result : results) {
            assertThat(result.failures())
                    .as("%s of %s, weights %s", result, network, weights)
                    .isZero();
        }
        return results;
    }

    /** The check of {@code max(0, w·x)} with the target 1 and a bias of 0. */
    private static List<Result> checkReluOfOne(float weight, float x) {
        Network network = EngineFixture.network(1, Loss.QUADRATIC, Dense.of(1, Activation.RELU));
        List<Tensor> weights = List.of(
                new Tensor("layer1.weight", Shape.of(1, 1), new float[] {weight}),
                new Tensor("layer1.bias", Shape.of(1), new float[1]));
        Examples examples = Examples.of(1, new float[] {x}, new float[] {1});
        return new GradientCheck(network, weights, examples, new int[1]).run();
    }
}
