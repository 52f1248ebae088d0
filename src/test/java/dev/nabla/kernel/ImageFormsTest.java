package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.EngineFixture;
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
import dev.nabla.nn.MaxPool2d;
import dev.nabla.nn.Network;
import dev.nabla.nn.Padding;
import dev.nabla.optim.Optimizer;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Buffer;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Key;
import dev.nabla.program.Parameter;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Slice;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trains networks of images in both forms and compares parameters, statistics, metrics and, in the observed form, every buffer
 * with the reference; then what is inferred. Padding of parameters must stay +0.
 */
class ImageFormsTest {
    private static final int CAPACITY = 8;
    private static final int[] WHOLE = {5, 8, 2, 7};
    private static final int[] IN_CHUNKS = {5, 19, 8};
    private static final int SIZE = 40;
    private static final int CLASSES = 3;
    private static final Optimizer MOMENTUM = Sgd.of(0.05f).withMomentum(0.9f);

    private Engine engine = new Engine(new EndiveMachine());

    /** What is trained. */
    private record Case(String name, Network network, ElementType inputs, boolean inputGradient) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case of(String name, int height, int width, int channels, Layer... layers) {
        return of(name, ElementType.U8, false, height, width, channels, layers);
    }

    private static Case of(
            String name,
            ElementType type,
            boolean inputGradient,
            int height,
            int width,
            int channels,
            Layer... layers) {
        Network.Builder builder = Network.builder().input(height, width, channels);
        Stream.of(layers).forEach(builder::layer);
        builder.layer(Dense.of(CLASSES, Activation.SOFTMAX));
        return new Case(name, builder.build(), type, inputGradient);
    }

    private static Conv2d conv(int filters, int height, int width, int stride, Padding padding) {
        return Conv2d.of(filters, height, Activation.RELU)
                .withKernel(height, width)
                .withStride(stride)
                .withPadding(padding);
    }

    static List<Case> cases() {
        Padding same = Padding.SAME;
        Padding valid = Padding.VALID;
        return List.of(
                of(
                        "pooled",
                        8,
                        8,
                        1,
                        conv(8, 5, 5, 1, same),
                        MaxPool2d.of(2),
                        conv(16, 3, 3, 1, same),
                        MaxPool2d.of(2)),
                of(
                        "odd channels",
                        7,
                        6,
                        3,
                        conv(5, 3, 2, 1, same),
                        conv(9, 2, 3, 1, valid).withActivation(Activation.TANH)),
                of("strides", 9, 8, 2, conv(3, 3, 3, 2, same), conv(7, 3, 3, 2, valid), conv(4, 1, 1, 1, same)),
                of("wide strides", 11, 9, 1, conv(4, 2, 2, 3, valid), conv(2, 3, 3, 3, same)),
                of("one pixel", 3, 3, 1, conv(6, 3, 3, 1, valid).withActivation(Activation.GELU)),
                of(
                        "overlapping",
                        9,
                        9,
                        2,
                        new MaxPool2d(3, 2),
                        conv(3, 3, 3, 1, same),
                        new MaxPool2d(3, 1),
                        new MaxPool2d(2, 3)),
                of(
                        "averages",
                        8,
                        9,
                        1,
                        conv(3, 3, 3, 1, same),
                        new AvgPool2d(3, 2),
                        conv(5, 2, 2, 1, same),
                        new GlobalAvgPool()),
                of("large window", 12, 12, 1, conv(2, 3, 3, 1, same), new AvgPool2d(7, 2), new GlobalAvgPool()),
                of("large maximum", 12, 12, 1, conv(2, 3, 3, 1, same), new MaxPool2d(7, 5)),
                of(
                        "normalized",
                        6,
                        6,
                        1,
                        conv(6, 3, 3, 1, same).withActivation(Activation.LINEAR),
                        BatchNorm.of(),
                        new ActivationLayer(Activation.RELU),
                        MaxPool2d.of(2),
                        new Dropout(0.25f),
                        Dense.of(9, Activation.LINEAR),
                        BatchNorm.of(),
                        new ActivationLayer(Activation.SIGMOID),
                        new Dropout(0.5f)),
                of(
                        "normalized input",
                        4,
                        5,
                        3,
                        BatchNorm.of(),
                        new Dropout(0.1f),
                        new ActivationLayer(Activation.SILU),
                        new Flatten()),
                of(
                        "gradient of the input",
                        ElementType.F32,
                        true,
                        6,
                        5,
                        3,
                        conv(4, 3, 3, 1, same),
                        new MaxPool2d(2, 2)),
                of("pooled input", ElementType.F32, true, 6, 7, 3, new MaxPool2d(3, 2), new AvgPool2d(2, 1)),
                of(
                        "activations",
                        5,
                        5,
                        1,
                        conv(3, 3, 3, 1, same).withActivation(Activation.SIGMOID),
                        conv(4, 3, 3, 1, same).withActivation(Activation.LEAKY_RELU),
                        conv(8, 3, 3, 1, same).withActivation(Activation.SILU),
                        conv(3, 2, 2, 1, same).withActivation(Activation.ELU),
                        Dense.of(4, Activation.TANH)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void images(Case example) {
        boolean oneChunk = example.network().layers().stream().anyMatch(BatchNorm.class::isInstance);
        compare(example, Sgd.of(0.1f), oneChunk ? WHOLE : IN_CHUNKS);
        compare(example, MOMENTUM, WHOLE);
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void images_onThreads() {
        try (ThreadedEndiveMachine machine = new ThreadedEndiveMachine(2)) {
            engine = new Engine(machine);
            engine.setThreads(2);
            cases().forEach(example -> compare(example, MOMENTUM, WHOLE));
        }
    }

    /** Where x is infinite and dz zero, the weights' gradient is NaN: zeros must not be passed over. */
    @Test
    void infinity_underAGradientOfZero_endsTheRun() {
        Case example =
                of("infinite", ElementType.F32, false, 4, 4, 2, conv(3, 1, 1, 1, Padding.VALID), MaxPool2d.of(2));
        Program program = program(example, ElementType.F32, Sgd.of(0.1f));
        float[] inputs = EngineFixture.normals(new Random(3), SIZE * 32, 1);
        inputs[17] = Float.POSITIVE_INFINITY;
        inputs[16] = Float.NEGATIVE_INFINITY;
        Examples examples = Examples.of(SIZE, inputs, EngineFixture.labels(new Random(4), SIZE, CLASSES));
        for (Executor executor : List.of(new JavaExecutor(program), engine.executor(program))) {
            EngineFixture.writeRandomParameters(executor, new Random(8));
            Buffer weights = EngineFixture.buffer(program, "layer1.weight");
            float[] negative = new float[weights.shape().width()];
            // Channel 0 has positive weights, channel 1 negative ones: minus infinity in any case.
            for (int i = 0; i < negative.length; i++) {
                negative[i] = i % 2 == 0 ? 0.5f : -0.5f;
            }
            executor.write(weights, negative);
            Slice slice = slice(program, Sgd.of(0.1f), WHOLE);
            assertThat(executor.train(examples, slice)).as(executor.toString()).isEqualTo(1);
            assertThat(slice.metric(0, program.loss())).isFinite();
            assertThat(slice.metric(0, program.nonFinite())).isEqualTo(1);
        }
    }

    private static Program program(Case example, ElementType inputs, Optimizer optimizer) {
        ProgramBuilder builder = new ProgramBuilder(CAPACITY);
        example.network().describe(builder, inputs, ElementType.I32, example.inputGradient());
        optimizer.describe(builder);
        Network.describeChecks(builder);
        return builder.build();
    }

    private void compare(Case example, Optimizer optimizer, int[] batches) {
        Examples examples = examples(example);
        Program program = program(example, examples.inputType(), optimizer);
        compare(example + " fast", program, examples, optimizer, batches, false);
        compare(example + " observed", program, examples, optimizer, batches, true);
    }

    private static Examples examples(Case example) {
        Random random = new Random(5);
        int width = example.network().input().width();
        if (example.inputs() == ElementType.F32) {
            return EngineFixture.labelled(random, SIZE, width, CLASSES);
        }
        byte[] pixels = new byte[SIZE * width];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(3) == 0 ? (byte) (1 + random.nextInt(255)) : 0;
        }
        return Examples.of(SIZE, pixels, EngineFixture.labels(random, SIZE, CLASSES));
    }

    private void compare(
            String name, Program program, Examples examples, Optimizer optimizer, int[] batches, boolean observed) {
        JavaExecutor reference = new JavaExecutor(program);
        EngineFixture.writeRandomParameters(reference, new Random(8));
        KernelExecutor compiled = (KernelExecutor) engine.executor(program);
        EngineFixture.copyPersistent(reference, compiled);
        Slice expected = slice(program, optimizer, batches);
        Slice actual = slice(program, optimizer, batches);
        while (compiled.plan().threads(engine.threads()) < engine.threads()) {
            Thread.onSpinWait();
        }
        int steps = reference.train(examples, expected);
        assertThat(observed ? compiled.observe(examples, actual) : compiled.train(examples, actual))
                .as(name)
                .isEqualTo(steps)
                .isEqualTo(batches.length);
        assertThat(engine.threadsAtWork()).as("threads").isEqualTo(engine.threads());
        for (Buffer buffer : program.buffers()) {
            if (buffer.isPersistent() || (observed && isComputed(buffer))) {
                int count = count(program, buffer, batches);
                assertThat(EngineFixture.read(compiled, buffer, count))
                        .as("%s: %s", name, buffer)
                        .isEqualTo(EngineFixture.read(reference, buffer, count));
            }
        }
        assertThat(actual.metrics()).as("metrics of %s", name).isEqualTo(expected.metrics());
        for (Parameter parameter : program.parameters()) {
            assertPaddingIsZero(compiled.plan().layout(), parameter.value());
            assertPaddingIsZero(compiled.plan().layout(), parameter.gradient());
        }
        compareInference(name, program, examples, reference, compiled);
        compiled.close();
    }

    private static void compareInference(
            String name, Program program, Examples examples, JavaExecutor reference, KernelExecutor compiled) {
        int count = CAPACITY + 3;
        float[][] losses = new float[2][count];
        int[][] predictions = new int[2][count];
        reference.evaluate(examples, EngineFixture.range(SIZE), 1, count, losses[0], predictions[0]);
        compiled.evaluate(examples, EngineFixture.range(SIZE), 1, count, losses[1], predictions[1]);
        assertThat(losses[1]).as("losses of %s", name).isEqualTo(losses[0]);
        assertThat(predictions[1]).as("predictions of %s", name).isEqualTo(predictions[0]);
        float[] inputs = EngineFixture.normals(
                new Random(9), count * program.input().shape().width(), 1);
        float[][] outputs = new float[2][count * program.output().shape().width()];
        reference.predict(inputs, count, outputs[0]);
        compiled.predict(inputs, count, outputs[1]);
        assertThat(outputs[1]).as("outputs of %s", name).isEqualTo(outputs[0]);
    }

    private static boolean isComputed(Buffer buffer) {
        return buffer.type() == ElementType.F32
                && (buffer.role() == Buffer.Role.VALUE || buffer.role() == Buffer.Role.GRADIENT);
    }

    /** As many values as the last step has left. */
    private static int count(Program program, Buffer buffer, int[] batches) {
        int batch = batches[batches.length - 1];
        return buffer.equals(program.losses()) ? batch : (int) buffer.shape().elements(batch);
    }

    private static Slice slice(Program program, Optimizer optimizer, int[] batches) {
        Slice slice = new Slice(program, batches.length);
        int from = 0;
        for (int batch : batches) {
            int index = slice.add(EngineFixture.range(SIZE), from, batch);
            optimizer.fill(program, slice, index, index);
            for (Key key : program.keys()) {
                slice.setKey(index, key, dev.nabla.program.Random.of(3, key.stream(), index));
            }
            from = (from + batch) % (SIZE - 20);
        }
        return slice;
    }

    private void assertPaddingIsZero(Layout layout, Buffer buffer) {
        float[] values = new float[layout.paddedFloats(buffer)];
        engine.memory().read(layout.address(buffer), values, 0, values.length);
        if (layout.isPanels(buffer)) {
            Panels panels = layout.panels(buffer);
            for (int output = 0; output < panels.outputs(); output++) {
                for (int input = 0; input < panels.inputs(); input++) {
                    values[panels.index(output, input)] = 0;
                }
            }
        } else {
            Arrays.fill(values, 0, buffer.shape().width(), 0);
        }
        assertThat(values).as("padding of %s", buffer).isEqualTo(new float[values.length]);
    }
}
