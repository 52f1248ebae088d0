package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.EngineFixture;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Loss;
import dev.nabla.nn.LossDetails;
import dev.nabla.nn.Network;
import dev.nabla.optim.AdamW;
import dev.nabla.optim.Limits;
import dev.nabla.optim.Optimizer;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Buffer;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Parameter;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import dev.nabla.program.Slice;
import dev.nabla.train.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trains programs of a small capacity in both forms, with batches below, at and above it, and compares parameters, states,
 * metrics and, in the observed form, every buffer with the reference; padding of parameters must stay +0.
 */
class FormsTest {
    private static final int CAPACITY = 16;
    private static final int[] BATCHES = {7, 16, 1, 19, 40, 5};
    private static final int SIZE = 60;
    private static final int INPUTS = 19;
    private static final int CLASSES = 5;
    private static final Optimizer SGD = Sgd.of(0.3f);
    private static final Optimizer MOMENTUM = Sgd.of(0.1f).withMomentum(0.9f);
    private static final Optimizer ADAMW = new AdamW(0.01f, 0.9f, 0.999f, 1e-8f, 0.02f);

    private static final int THREADS = 2;

    private Engine engine = new Engine(new EndiveMachine());

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"SOFTMAX"},
            mode = EnumSource.Mode.EXCLUDE)
    void activation(Activation activation) {
        Network classifier = classifier(Dense.of(13, activation), Dense.of(9, activation));
        compare(classifier, pixels(0.3), new Settings(SGD, 1, 1));
        compare(classifier, numbers(), new Settings(MOMENTUM, 1, 1));
        Network regression = EngineFixture.network(
                INPUTS, Loss.MEAN_SQUARED_ERROR, Dense.of(6, activation), Dense.of(3, activation));
        compare(regression, targeted(3), new Settings(SGD, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "adamw"})
    void penalties(String optimizer) {
        Network network = classifier(
                Dense.of(13, Activation.RELU).withL2(1e-3f, 2e-3f).withL1(3e-3f, 4e-3f),
                Dense.of(9, Activation.TANH).withL1(1e-2f, 0));
        Settings settings = new Settings(optimizer(optimizer), 1, 1);
        compare(network, pixels(0.3), settings);
        compare(network, pixels(0.9), settings.withLimits(new Limits(0.02f, 0, 0)));
    }

    @ParameterizedTest
    @CsvSource({
        "sgd, 0.02, 0, 0",
        "sgd, 0, 0.2, 0",
        "momentum, 0, 0, 0.7",
        "adamw, 0, 0.1, 0",
        "sgd, 0.03, 0.2, 0.7",
        "adamw, 0.03, 0.1, 0.7"
    })
    void limits(String optimizer, float gradientValue, float gradientNorm, float weightNorm) {
        Network network =
                classifier(Dense.of(13, Activation.RELU).withL1(1e-3f, 0), Dense.of(9, Activation.LEAKY_RELU));
        Settings settings = new Settings(optimizer(optimizer), 1, 1)
                .withLimits(new Limits(gradientValue, gradientNorm, weightNorm));
        compare(network, pixels(0.3), settings);
        compare(network, numbers(), settings);
    }

    @ParameterizedTest
    @EnumSource(
            value = Loss.class,
            names = {"CROSS_ENTROPY"},
            mode = EnumSource.Mode.EXCLUDE)
    void loss(Loss loss) {
        Network ofLabels =
                EngineFixture.network(INPUTS, loss, Dense.of(7, Activation.TANH), Dense.of(CLASSES, Activation.LINEAR));
        compare(ofLabels, pixels(0.3), new Settings(SGD, 1, 1));
        Network ofNumbers =
                EngineFixture.network(INPUTS, loss, Dense.of(7, Activation.TANH), Dense.of(3, Activation.LINEAR));
        compare(ofNumbers, targeted(3), new Settings(MOMENTUM, 1, 1));
    }

    @ParameterizedTest
    @CsvSource({"0.1, false", "0, true", "0.2, true"})
    void softTargets(float smoothing, boolean weighted) {
        List<Float> weights = weighted ? List.of(1f, 0.3f, 2.5f, 0f, 1.7f) : List.of();
        Network network = new Network(
                Shape.of(INPUTS),
                List.of(Dense.of(11, Activation.RELU), Dense.of(CLASSES, Activation.SOFTMAX)),
                Loss.CROSS_ENTROPY,
                new LossDetails(smoothing, weights, 1));
        compare(network, pixels(0.3), new Settings(SGD, 1, 1));
        compare(network, numbers(), new Settings(ADAMW, 1, 1));
    }

    /** These are not fused, so that each operation depends on what the other thread did in the one before. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void limits_onThreads() {
        try (ThreadedEndiveMachine machine = new ThreadedEndiveMachine(THREADS)) {
            engine = new Engine(machine);
            engine.setThreads(THREADS);
            Network network = classifier(Dense.of(13, Activation.RELU).withL1(1e-3f, 0), Dense.of(9, Activation.GELU));
            compare(network, numbers(), new Settings(ADAMW, 1, 1).withLimits(new Limits(0.03f, 0.1f, 0.7f)));
        }
    }

    private static Optimizer optimizer(String name) {
        return switch (name) {
            case "sgd" -> SGD;
            case "momentum" -> MOMENTUM;
            default -> ADAMW;
        };
    }

    private static Network classifier(Dense first, Dense second) {
        return EngineFixture.network(INPUTS, Loss.CROSS_ENTROPY, first, second, Dense.of(CLASSES, Activation.SOFTMAX));
    }

    private static Examples pixels(double density) {
        Random random = new Random(5);
        byte[] pixels = new byte[SIZE * INPUTS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextDouble() < density ? (byte) (1 + random.nextInt(255)) : 0;
        }
        return Examples.of(SIZE, pixels, EngineFixture.labels(random, SIZE, CLASSES));
    }

    private static Examples numbers() {
        return EngineFixture.labelled(new Random(6), SIZE, INPUTS, CLASSES);
    }

    private static Examples targeted(int outputs) {
        return EngineFixture.targeted(new Random(7), SIZE, INPUTS, outputs);
    }

    private void compare(Network network, Examples examples, Settings settings) {
        ProgramBuilder builder = new ProgramBuilder(CAPACITY);
        network.describe(builder, examples.inputType(), examples.targetType(), false);
        settings.describe(builder);
        Network.describeChecks(builder);
        Program program = builder.build();
        compare(program, examples, settings, false);
        compare(program, examples, settings, true);
    }

    private void compare(Program program, Examples examples, Settings settings, boolean observed) {
        JavaExecutor reference = new JavaExecutor(program);
        EngineFixture.writeRandomParameters(reference, new Random(8));
        KernelExecutor compiled = (KernelExecutor) engine.executor(program);
        EngineFixture.copyPersistent(reference, compiled);
        Slice expected = slice(program, settings);
        Slice actual = slice(program, settings);
        while (compiled.plan().threads(engine.threads()) < engine.threads()) {
            Thread.onSpinWait();
        }
        int steps = reference.train(examples, expected);
        assertThat(observed ? compiled.observe(examples, actual) : compiled.train(examples, actual))
                .isEqualTo(steps)
                .isEqualTo(BATCHES.length);
        assertThat(engine.threadsAtWork()).as("threads").isEqualTo(engine.threads());
        assertThat(actual.metrics()).as("metrics").isEqualTo(expected.metrics());
        for (Buffer buffer : program.buffers()) {
            if (buffer.isPersistent() || (observed && isComputed(buffer))) {
                int count = count(program, buffer);
                assertThat(EngineFixture.read(compiled, buffer, count))
                        .as("%s, observed %s", buffer, observed)
                        .isEqualTo(EngineFixture.read(reference, buffer, count));
            }
        }
        for (Parameter parameter : program.parameters()) {
            assertPaddingIsZero(compiled.plan().layout(), parameter.value());
            assertPaddingIsZero(compiled.plan().layout(), parameter.gradient());
        }
        compiled.close();
    }

    private static boolean isComputed(Buffer buffer) {
        return buffer.type() == ElementType.F32
                && (buffer.role() == Buffer.Role.VALUE || buffer.role() == Buffer.Role.GRADIENT);
    }

    /** As many values as the last step has left. */
    private static int count(Program program, Buffer buffer) {
        int batch = BATCHES[BATCHES.length - 1];
        return buffer.equals(program.losses()) ? batch : (int) buffer.shape().elements(batch);
    }

    private static Slice slice(Program program, Settings settings) {
        Slice slice = new Slice(program, BATCHES.length);
        int from = 0;
        for (int batch : BATCHES) {
            int index = slice.add(EngineFixture.range(SIZE), from, batch);
            settings.fill(program, slice, index, index);
            from = (from + batch) % (SIZE - 40);
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
