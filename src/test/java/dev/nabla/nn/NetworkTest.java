package dev.nabla.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.EngineFixture;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Buffer;
import dev.nabla.program.ElementType;
import dev.nabla.program.Op;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import dev.nabla.program.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final Network MNIST = Network.builder()
            .input(28, 28, 1)
            .dense(128, Activation.RELU)
            .dense(10, Activation.LINEAR)
            .build();

    @Test
    void new_withoutLayers_isRefused() {
        assertThatThrownBy(() -> Network.builder().input(2).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Network: no layers, expected at least one");
    }

    @Test
    void new_crossEntropyAfterSigmoid_isRefused() {
        assertThatThrownBy(() -> Network.builder().dense(3, Activation.SIGMOID).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Network: cross-entropy after sigmoid, expected a last layer that is linear or softmax");
    }

    @Test
    void new_layersTooLarge_isRefused() {
        assertThatThrownBy(() -> Network.builder()
                        .input(2)
                        .dense(100_000, Activation.RELU)
                        .dense(100_000, Activation.LINEAR)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Layer 2: Dense: 100000 units on 100000 inputs have 10000000000 weights,"
                        + " expected at most 2147483639");
    }

    @Test
    void describe_numbersForCrossEntropy_isRefused() {
        assertThatThrownBy(() -> MNIST.describe(new ProgramBuilder(1), ElementType.U8, ElementType.F32, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Network: cross-entropy needs labels, the data have numbers");
    }

    @Test
    void new_linearBeforeCrossEntropy_isSoftmax() {
        Network softmax = Network.builder()
                .input(28, 28, 1)
                .dense(128, Activation.RELU)
                .layer(Dense.of(10, Activation.LINEAR).withActivation(Activation.SOFTMAX))
                .build();
        assertThat(MNIST).isEqualTo(softmax).hasSameHashCodeAs(softmax);
        assertThat(MNIST).hasToString("[28, 28, 1] → dense 128 relu → dense 10 softmax, cross-entropy");
    }

    @Test
    void parameterCount_mnist_countsWeightsAndBiases() {
        assertThat(MNIST.parameterCount()).isEqualTo(784 * 128 + 128 + 128 * 10 + 10);
        assertThat(program(MNIST, false).parameterCount()).isEqualTo(MNIST.parameterCount());
    }

    @Test
    void initialize_network_followsTheOrderOfTheProgram() {
        List<Tensor> tensors = MNIST.initialize(1);
        assertThat(tensors)
                .extracting(Tensor::name)
                .containsExactly("layer1.weight", "layer1.bias", "layer2.weight", "layer2.bias");
        assertThat(program(MNIST, false).parameters())
                .extracting(parameter -> parameter.value().name())
                .containsExactlyElementsOf(tensors.stream().map(Tensor::name).toList());
        assertThat(tensors)
                .extracting(Tensor::shape)
                .containsExactly(Shape.of(128, 784), Shape.of(128), Shape.of(10, 128), Shape.of(10));
    }

    @Test
    void initialize_sameSeed_givesTheSameBits() {
        assertThat(MNIST.initialize(7).get(0).values())
                .isEqualTo(MNIST.initialize(7).get(0).values());
    }

    @Test
    void initialize_otherSeed_givesOtherWeights() {
        assertThat(MNIST.initialize(7).get(0).values())
                .isNotEqualTo(MNIST.initialize(8).get(0).values());
    }

    @Test
    void initialize_layersOfOneShape_differ() {
        Network network =
                EngineFixture.network(5, Loss.QUADRATIC, Dense.of(5, Activation.TANH), Dense.of(5, Activation.TANH));
        List<Tensor> tensors = network.initialize(1);
        assertThat(tensors.get(0).values()).isNotEqualTo(tensors.get(2).values());
    }

    @Test
    void describe_training_leavesOutTheInputsGradient() {
        assertThat(program(MNIST, false).buffers()).extracting(Buffer::name).doesNotContain("d:x");
        assertThat(program(MNIST, true).buffers()).extracting(Buffer::name).contains("d:x");
    }

    @Test
    void describe_oneOutputOfYesAndNo_countsByAThreshold() {
        Network network = EngineFixture.network(2, Loss.BINARY_CROSS_ENTROPY, Dense.of(1, Activation.SIGMOID));
        assertThat(network.classes()).isEqualTo(2);
        assertThat(program(network, false).ops(Phase.LOSS))
                .extracting(Op::kind)
                .containsExactly("ElementLoss", "Threshold", "CountEqual");
    }

    @Test
    void describe_mnist_isThatListOfOperations() {
        Program program = program(MNIST, false);
        assertThat(program.ops(Phase.GATHER)).extracting(Op::kind).containsExactly("Gather", "Gather");
        assertThat(program.ops(Phase.FORWARD))
                .extracting(Op::kind)
                .containsExactly("MatMul", "AddBias", "Activate", "MatMul", "AddBias", "Softmax");
        assertThat(program.ops(Phase.LOSS))
                .extracting(Op::kind)
                .containsExactly("CrossEntropy", "Argmax", "CountEqual");
        assertThat(program.ops(Phase.BACKWARD))
                .extracting(Op::kind)
                .containsExactly(
                        "CrossEntropyGradient", "MatMul", "SumRows", "MatMul", "ActivateGradient", "MatMul", "SumRows");
        assertThat(program.ops(Phase.BATCH)).extracting(Op::kind).containsExactly("Mean");
    }

    @Test
    void flops_mnist_isDominatedByTheProducts() {
        // Per example: two products of layer 1 (no gradient by the inputs) and three of layer 2, two operations a term.
        long products = 2 * (2 * 784 * 128) + 3 * (2 * 128 * 10);
        assertThat(program(MNIST, false).flops(100)).isBetween(100 * products, 100 * products + 1_000_000);
    }

    @Test
    void of_unknownActivation_listsThoseThereAre() {
        assertThat(Activation.of("softmax")).isEqualTo(Activation.SOFTMAX);
        assertThatThrownBy(() -> Activation.of("Relu"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Unknown activation \"Relu\", expected one of: linear, relu, sigmoid, tanh, leaky-relu, elu, gelu, silu, softmax; did you mean \"relu\"?");
    }

    @Test
    void of_unknownLoss_listsThoseThereAre() {
        assertThat(Loss.of("mean-squared-error")).isEqualTo(Loss.MEAN_SQUARED_ERROR);
        assertThatThrownBy(() -> Loss.of(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unknown loss \"\", expected one of: cross-entropy, quadratic, mean-squared-error,"
                        + " mean-absolute-error, huber, binary-cross-entropy");
    }

    private static Program program(Network network, boolean inputGradient) {
        ProgramBuilder builder = new ProgramBuilder(256);
        network.describe(builder, ElementType.U8, ElementType.I32, inputGradient);
        Sgd.of(0.1f).describe(builder);
        return builder.build();
    }
}
