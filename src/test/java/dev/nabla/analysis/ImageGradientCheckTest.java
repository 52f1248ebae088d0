package dev.nabla.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.EngineFixture;
import dev.nabla.analysis.GradientCheck.Result;
import dev.nabla.nn.Activation;
import dev.nabla.nn.ActivationLayer;
import dev.nabla.nn.AvgPool2d;
import dev.nabla.nn.BatchNorm;
import dev.nabla.nn.Conv2d;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Dropout;
import dev.nabla.nn.Flatten;
import dev.nabla.nn.GlobalAvgPool;
import dev.nabla.nn.Layer;
import dev.nabla.nn.Loss;
import dev.nabla.nn.MaxPool2d;
import dev.nabla.nn.Network;
import dev.nabla.nn.Padding;
import dev.nabla.program.Shape;
import dev.nabla.program.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients of the layers of images, of batch normalization and dropout, in double precision. */
class ImageGradientCheckTest {
    private static final int EXAMPLES = 3;
    private static final int CLASSES = 3;
    private static final long SEED = 19;

    private static final Conv2d CONV = Conv2d.of(3, 3, Activation.TANH);

    static Stream<Arguments> convolutions() {
        List<Arguments> cases = new ArrayList<>();
        for (Padding padding : Padding.values()) {
            for (int stride = 1; stride <= 3; stride++) {
                Conv2d conv = CONV.withPadding(padding).withStride(stride);
                cases.add(Arguments.of(Shape.of(5, 6, 2), conv));
                cases.add(Arguments.of(Shape.of(7, 4, 1), conv.withKernel(2, 4)));
                cases.add(Arguments.of(Shape.of(3, 5, 3), conv.withKernel(1, 1)));
            }
        }
        cases.add(Arguments.of(Shape.of(1, 1, 4), CONV.withPadding(Padding.SAME)));
        cases.add(Arguments.of(Shape.of(5, 5, 2), CONV.withL2(0.1f, 0.2f).withL1(0.3f, 0.4f)));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void run_convolution_agrees(Shape input, Conv2d conv) {
        assertThat(check(input, conv)).extracting(Result::kinks).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SOFTMAX")
    void run_everyActivation_agrees(Activation activation) {
        check(Shape.of(4, 4, 2), CONV.withActivation(activation));
        check(Shape.of(4, 4, 2), CONV, new ActivationLayer(activation));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void run_pooling_agrees(int stride) {
        for (int size = 1; size <= 3; size++) {
            check(Shape.of(5, 7, 2), new MaxPool2d(size, stride));
            check(Shape.of(5, 7, 2), new AvgPool2d(size, stride));
            check(Shape.of(7, 6, 2), CONV.withPadding(Padding.SAME), new MaxPool2d(size, stride));
            check(Shape.of(7, 6, 2), CONV.withPadding(Padding.SAME), new AvgPool2d(size, stride));
        }
    }

    static Stream<List<Layer>> others() {
        return Stream.of(
                List.of(new GlobalAvgPool()),
                List.of(CONV, new GlobalAvgPool()),
                List.of(new Flatten()),
                List.of(new Flatten(), Dense.of(5, Activation.TANH)),
                List.of(CONV, new Flatten(), new Dropout(0.25f)),
                List.of(new BatchNorm(0.1f, 0.01f)),
                List.of(CONV, new BatchNorm(0.1f, 0.01f), new ActivationLayer(Activation.SIGMOID)),
                List.of(Dense.of(6, Activation.TANH), new BatchNorm(0.5f, 0.1f)),
                List.of(new Dropout(0.5f), CONV, new Dropout(0.25f), new BatchNorm(0.1f, 0.01f)),
                List.of(
                        CONV.withPadding(Padding.SAME).withActivation(Activation.RELU),
                        new MaxPool2d(3, 2),
                        CONV.withKernel(2, 2).withStride(2).withActivation(Activation.GELU),
                        new Dropout(0.2f)));
    }

    @ParameterizedTest
    @MethodSource("others")
    void run_layersInARow_agrees(List<Layer> layers) {
        check(Shape.of(6, 5, 2), layers.toArray(Layer[]::new));
    }

    /** Checks the layers with a dense one behind them. */
    private static List<Result> check(Shape input, Layer... layers) {
        List<Layer> all = new ArrayList<>(List.of(layers));
        all.add(Dense.of(CLASSES, Activation.SOFTMAX));
        Network network = new Network(input, all, Loss.CROSS_ENTROPY);
        Random random = new Random(SEED);
        List<Tensor> weights = new ArrayList<>();
        for (Layer.ParameterSpec spec : network.parameterSpecs()) {
            int width = spec.shape().width();
            weights.add(new Tensor(
                    spec.name(), spec.shape(), EngineFixture.normals(random, width, 1 / Math.sqrt(spec.fanIn()))));
        }
        List<Result> results = new GradientCheck(
                        network, weights, EngineFixture.labelled(random, EXAMPLES, input.width(), CLASSES), new int[] {
                            2, 0, 1
                        })
                .run();
        assertThat(results)
                .as(network + ": " + results)
                .extracting(Result::failures)
                .containsOnly(0);
        assertThat(results).as(network.toString()).hasSize(weights.size() + 1);
        int checked = results.stream().mapToInt(Result::checked).sum();
        int kinks = results.stream().mapToInt(Result::kinks).sum();
        assertThat(kinks).as(network + ": " + results).isLessThanOrEqualTo(checked / 20);
        return results;
    }
}
