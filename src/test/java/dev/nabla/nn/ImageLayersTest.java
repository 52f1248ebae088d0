package dev.nabla.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.Tolerances;
import dev.nabla.program.ElementType;
import dev.nabla.program.Op;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import dev.nabla.program.Tensor;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageLayersTest {
    /** W5 of the benchmarks. */
    private static final Network SMALL = Network.builder()
            .input(28, 28, 1)
            .layer(Conv2d.of(8, 5, Activation.RELU).withPadding(Padding.SAME))
            .layer(MaxPool2d.of(2))
            .layer(Conv2d.of(16, 5, Activation.RELU).withPadding(Padding.SAME))
            .layer(MaxPool2d.of(2))
            .dense(10, Activation.SOFTMAX)
            .build();

    private static Program compile(Network network) {
        ProgramBuilder builder = new ProgramBuilder(4);
        network.describe(builder, ElementType.U8, ElementType.I32, false);
        return builder.build();
    }

    private static List<String> kinds(List<Op> ops) {
        return ops.stream().map(Op::kind).toList();
    }

    @Test
    void network_ofConvolutions_infersShapesAndCounts() {
        assertThat(List.of(SMALL.shape(0), SMALL.shape(1), SMALL.shape(2), SMALL.shape(3), SMALL.shape(4)))
                .containsExactly(
                        Shape.of(28, 28, 8),
                        Shape.of(14, 14, 8),
                        Shape.of(14, 14, 16),
                        Shape.of(7, 7, 16),
                        Shape.of(10));
        assertThat(SMALL.parameterCount()).isEqualTo(8 * 25 + 8 + 16 * 200 + 16 + 10 * 784 + 10);
        assertThat(SMALL)
                .hasToString("[28, 28, 1] → conv 8@5×5 same relu → max-pool 2 → conv 16@5×5 same relu → max-pool 2"
                        + " → dense 10 softmax, cross-entropy");
    }

    @ParameterizedTest
    @CsvSource({
        "28, 5, 1, SAME, 28",
        "28, 5, 2, SAME, 14",
        "7, 3, 3, SAME, 3",
        "28, 5, 1, VALID, 24",
        "28, 5, 2, VALID, 12",
        "7, 3, 3, VALID, 2",
        "5, 5, 4, VALID, 1",
        "3, 5, 1, SAME, 3"
    })
    void conv2d_image_hasTheOutputOfItsPadding(int size, int kernel, int stride, Padding padding, int expected) {
        Conv2d conv = Conv2d.of(4, kernel, Activation.RELU).withStride(stride).withPadding(padding);
        assertThat(conv.output(Shape.of(size, size + 1, 2)).dimension(0)).isEqualTo(expected);
        assertThat(conv.output(Shape.of(size + 1, size, 2)).dimension(1)).isEqualTo(expected);
        assertThat(conv.output(Shape.of(size, size, 2)).channels()).isEqualTo(4);
    }

    @Test
    void conv2d_parameters_countTheKernelInFanInAndFanOut() {
        List<Layer.ParameterSpec> specs =
                Conv2d.of(6, 3, Activation.RELU).withKernel(3, 5).parameters(Shape.of(9, 9, 4));
        assertThat(specs).extracting(Layer.ParameterSpec::shape).containsExactly(Shape.of(6, 3, 5, 4), Shape.of(6));
        assertThat(specs).extracting(Layer.ParameterSpec::fanIn).containsOnly(3 * 5 * 4);
        assertThat(specs).extracting(Layer.ParameterSpec::fanOut).containsOnly(3 * 5 * 6);
        assertThat(specs.get(0).initializer()).isEqualTo(Initializer.of(Initializer.Scheme.HE_NORMAL));
    }

    @Test
    void layers_thatCannotBe_areRefusedWithASentence() {
        Shape small = Shape.of(3, 3, 1);
        Conv2d conv = Conv2d.of(4, 5, Activation.RELU);
        check(() -> conv.output(small), "Conv2d: kernel 5×5 on an image of 3×3, expected at most as large");
        check(() -> conv.output(Shape.of(9)), "Conv2d: input [9], expected an image [height, width, channels]");
        check(() -> Conv2d.of(0, 5, Activation.RELU), "Conv2d: 0 filters, expected at least 1");
        check(() -> conv.withKernel(0, 5), "Conv2d: kernel height 0, expected at least 1");
        check(() -> conv.withKernel(5, -1), "Conv2d: kernel width -1, expected at least 1");
        check(() -> conv.withStride(0), "Conv2d: stride 0, expected at least 1");
        check(
                () -> conv.withActivation(Activation.SOFTMAX),
                "Conv2d: activation softmax, expected one that works on each number by itself");
        check(
                () -> conv.withL2(-1, 0),
                "Conv2d: L2 penalty -1.0 on the weights, expected a finite number that is not negative");
        check(
                () -> MaxPool2d.of(4).output(small),
                "MaxPool2d: window 4×4 on an image of 3×3, expected at most as large");
        check(() -> MaxPool2d.of(0), "MaxPool2d: window 0, expected at least 1");
        check(() -> new AvgPool2d(2, 0), "AvgPool2d: stride 0, expected at least 1");
        check(
                () -> AvgPool2d.of(2).output(Shape.of(4, 4)),
                "AvgPool2d: input [4, 4], expected an image [height, width, channels]");
        check(
                () -> new GlobalAvgPool().output(Shape.of(4)),
                "GlobalAvgPool: input [4], expected an image [height, width, channels]");
        check(() -> new BatchNorm(0, 1), "BatchNorm: momentum 0.0, expected above 0 to 1");
        check(() -> new BatchNorm(0.1f, 0), "BatchNorm: epsilon 0.0, expected a finite number above 0");
        check(() -> new Dropout(1), "Dropout: rate 1.0, expected 0 to below 1");
        check(
                () -> Conv2d.of(65536, 256, Activation.RELU)
                        .withPadding(Padding.SAME)
                        .parameters(small),
                "Conv2d: 65536 filters of 256×256×1 have too many weights, expected at most 2147483639");
    }

    @Test
    void network_thatCannotBe_isRefusedWithASentence() {
        Network.Builder image = Network.builder().input(4, 4, 1).layer(Conv2d.of(2, 3, Activation.LINEAR));
        check(
                image::build,
                "Network: the last layer gives [2, 2, 2], expected numbers in one dimension, such as a dense layer's");
        check(
                () -> Network.builder()
                        .input(4)
                        .layer(new ActivationLayer(Activation.SOFTMAX))
                        .dense(2, Activation.SOFTMAX)
                        .build(),
                "Network: softmax alone as layer 1 of 2, expected only as the last");
        check(
                () -> Network.builder()
                        .input(4)
                        .dense(2, Activation.LINEAR)
                        .layer(new ActivationLayer(Activation.RELU))
                        .build(),
                "Network: cross-entropy after relu, expected a last layer that is linear or softmax");
    }

    private static void check(Supplier<?> made, String message) {
        assertThatThrownBy(made::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    /** Where the dense layer is on the data's own image, nothing stands between them. */
    @Test
    void connect_denseOnImages_reshapesAllButTheInput() {
        Network onInput = Network.builder()
                .input(28, 28, 1)
                .layer(new Flatten())
                .dense(10, Activation.SOFTMAX)
                .build();
        assertThat(kinds(compile(onInput).ops(Phase.FORWARD))).containsExactly("MatMul", "AddBias", "Softmax");
        assertThat(kinds(compile(SMALL).ops(Phase.FORWARD)))
                .containsExactly(
                        "Conv2d",
                        "AddBias",
                        "Activate",
                        "MaxPool",
                        "Conv2d",
                        "AddBias",
                        "Activate",
                        "MaxPool",
                        "Reshape",
                        "MatMul",
                        "AddBias",
                        "Softmax");
        assertThat(kinds(compile(SMALL).ops(Phase.BACKWARD)))
                .containsExactly(
                        "CrossEntropyGradient",
                        "MatMul",
                        "SumRows",
                        "MatMul",
                        "Reshape",
                        "MaxPoolGradient",
                        "ActivateGradient",
                        "Conv2d",
                        "SumRows",
                        "Conv2d",
                        "MaxPoolGradient",
                        "ActivateGradient",
                        "Conv2d",
                        "SumRows");
    }

    @Test
    void inference_hasNeitherDropoutNorMoments() {
        Network network = Network.builder()
                .input(4, 4, 1)
                .layer(Conv2d.of(2, 3, Activation.LINEAR))
                .layer(BatchNorm.of())
                .layer(new ActivationLayer(Activation.RELU))
                .layer(new Dropout(0.5f))
                .dense(3, Activation.SOFTMAX)
                .build();
        Program program = compile(network);
        assertThat(kinds(program.ops(Phase.FORWARD)))
                .containsExactly(
                        "Conv2d",
                        "AddBias",
                        "Moments",
                        "RunningMoments",
                        "Normalize",
                        "Activate",
                        "Dropout",
                        "Reshape",
                        "MatMul",
                        "AddBias",
                        "Softmax");
        assertThat(kinds(program.inference()))
                .containsExactly(
                        "Conv2d",
                        "AddBias",
                        "Normalize",
                        "Activate",
                        "Reshape",
                        "Reshape",
                        "MatMul",
                        "AddBias",
                        "Softmax");
        assertThat(program.inference().get(2).reads())
                .containsAll(program.statistics())
                .noneMatch(buffer -> buffer.name().equals("layer2.mean"));
        assertThat(program.keys()).singleElement().extracting("name").isEqualTo("layer4.dropout");
    }

    @Test
    void initialize_batchNorm_beginsWithNothingDone() {
        Network network = Network.builder()
                .input(4)
                .layer(BatchNorm.of())
                .dense(2, Activation.SOFTMAX)
                .build();
        List<Tensor> tensors = network.initialize(1);
        assertThat(tensors)
                .extracting(Tensor::name)
                .containsExactly(
                        "layer1.weight",
                        "layer1.bias",
                        "layer2.weight",
                        "layer2.bias",
                        "layer1.runningMean",
                        "layer1.runningVariance");
        Tolerances.checkBits("weight", tensors.get(0).values(), new float[] {1, 1, 1, 1});
        Tolerances.checkBits("bias", tensors.get(1).values(), new float[4]);
        Tolerances.checkBits("runningMean", tensors.get(4).values(), new float[4]);
        Tolerances.checkBits("runningVariance", tensors.get(5).values(), new float[] {1, 1, 1, 1});
        assertThat(network.parameterCount()).isEqualTo(4 + 4 + 8 + 2);
    }

    /** With cross-entropy a network may end with any layer that gives numbers in a row. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void network_endsWithoutADenseLayer_hasProbabilities(boolean named) {
        Network.Builder builder = Network.builder()
                .input(6, 6, 1)
                .layer(Conv2d.of(3, 3, Activation.LINEAR))
                .layer(new GlobalAvgPool());
        if (named) {
            builder.layer(new ActivationLayer(Activation.SOFTMAX));
        }
        Program program = compile(builder.build());
        assertThat(program.output().name()).isEqualTo("probabilities");
        assertThat(kinds(program.ops(Phase.FORWARD)))
                .containsExactly("Conv2d", "AddBias", "AvgPool", "Reshape", "Softmax");
    }
}
