package dev.nabla.kernel;

import dev.nabla.program.Buffer;
import dev.nabla.program.DataOp;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.ImageOp;
import dev.nabla.program.ImageOp.Conv2d;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.LayerOp;
import dev.nabla.program.NormalizationOp;
import dev.nabla.program.Op;
import dev.nabla.program.Parameter;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import dev.nabla.program.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation on images in the smallest program that holds it, lowered and run beside the reference: windows of all kinds,
 * 1 to 9 channels and more, and numbers that are not finite.
 */
class ImageOpTest {
    private static final int CAPACITY = 4;
    private static final int[] CHANNELS = {1, 2, 3, 4, 5, 8, 9};
    private static final int[] FILTERS = {8, 3, 1, 16, 7, 4, 10};

    /** One entry for each kind of operation that has to do with images. */
    static final Map<Class<? extends Op>, Consumer<Setup>> TABLE = new LinkedHashMap<>();

    private final Engine engine = new Engine(new EndiveMachine());

    /** A program of x, the image, and y, of the shape of what the window gives; the table's entries add what they need. */
    static final class Setup {
        final ProgramBuilder program = new ProgramBuilder(CAPACITY);
        final Window window;
        final int filters;
        final Buffer x;
        final Buffer y;

        Setup(Window window, int filters) {
            this.window = window;
            this.filters = filters;
            x = gathered("x", Buffer.Role.INPUTS, window.height(), window.width(), window.channels());
            y = gathered("y", Buffer.Role.TARGETS, window.outputHeight(), window.outputWidth(), filters);
            program.input(x);
            program.output(x);
            program.losses(program.value("losses", Shape.batch()));
        }

        private Buffer gathered(String name, Buffer.Role role, int... dimensions) {
            Buffer source = program.buffer("data." + name, ElementType.F32, Shape.examples(dimensions), role);
            Buffer rows = program.buffer(name, ElementType.F32, Shape.rows(dimensions), Buffer.Role.VALUE);
            program.add(Phase.GATHER, new DataOp.Gather(source, program.order(), rows));
            return rows;
        }

        Parameter weights() {
            return program.parameter(
                    "w", Shape.of(filters, window.kernelHeight(), window.kernelWidth(), window.channels()));
        }

        /** Of the image's shape. */
        Buffer image(String name) {
            return program.value(name, x.shape());
        }

        /** Of the shape of what the window gives. */
        Buffer output(String name) {
            return program.value(name, y.shape());
        }

        /** A number for each channel of the image. */
        Buffer channels(String name) {
            return program.value(name, Shape.of(window.channels()));
        }

        Buffer pooled() {
            Buffer pooled = output("pooled");
            program.add(Phase.FORWARD, new ImageOp.MaxPool(window, x, pooled));
            return pooled;
        }

        Buffer[] moments() {
            Buffer mean = channels("mean");
            Buffer variance = channels("variance");
            program.add(Phase.FORWARD, new NormalizationOp.Moments(x, mean, variance));
            return new Buffer[] {mean, variance};
        }
    }

    static {
        TABLE.put(Conv2d.class, s -> {
            Parameter w = s.weights();
            s.program.add(Phase.FORWARD, new Conv2d(Conv2d.Form.FORWARD, s.window, s.x, w.value(), s.output("z")));
            s.program.add(Phase.BACKWARD, new Conv2d(Conv2d.Form.WEIGHT_GRADIENT, s.window, s.y, s.x, w.gradient()));
            s.program.add(
                    Phase.BACKWARD, new Conv2d(Conv2d.Form.INPUT_GRADIENT, s.window, s.y, w.value(), s.image("dx")));
        });
        TABLE.put(ImageOp.MaxPool.class, Setup::pooled);
        TABLE.put(ImageOp.MaxPoolGradient.class, s -> {
            Buffer pooled = s.pooled();
            s.program.add(Phase.BACKWARD, new ImageOp.MaxPoolGradient(s.window, s.x, pooled, s.y, s.image("dx")));
        });
        TABLE.put(
                ImageOp.AvgPool.class,
                s -> s.program.add(Phase.FORWARD, new ImageOp.AvgPool(s.window, s.x, s.output("pooled"))));
        TABLE.put(
                ImageOp.AvgPoolGradient.class,
                s -> s.program.add(Phase.BACKWARD, new ImageOp.AvgPoolGradient(s.window, s.y, s.image("dx"))));
        TABLE.put(LayerOp.Reshape.class, s -> {
            Buffer channels = s.program.value("flat", Shape.rows(s.x.shape().width()));
            s.program.add(
                    Phase.FORWARD,
                    new LayerOp.AddBias(
                            s.x,
                            s.program
                                    .parameter("b", Shape.of(s.window.channels()))
                                    .value(),
                            s.image("z")));
            s.program.add(Phase.FORWARD, new LayerOp.Reshape(s.x, channels));
            s.program.add(Phase.FORWARD, new LayerOp.Reshape(channels, s.image("again")));
            s.program.add(Phase.FORWARD, new LayerOp.Reshape(s.x, s.image("same")));
        });
        TABLE.put(
                LayerOp.Dropout.class,
                s -> s.program.add(Phase.FORWARD, new LayerOp.Dropout(s.x, 0.3f, s.program.key("k", 5), s.image("a"))));
        TABLE.put(LayerOp.DropoutGradient.class, s -> {
            s.program.key("other", 4);
            s.program.add(Phase.BACKWARD, new LayerOp.DropoutGradient(s.x, 0.6f, s.program.key("k", 5), s.image("dx")));
        });
        TABLE.put(NormalizationOp.Moments.class, Setup::moments);
        TABLE.put(NormalizationOp.RunningMoments.class, s -> {
            Buffer[] moments = s.moments();
            int places = s.window.height() * s.window.width();
            Shape channels = Shape.of(s.window.channels());
            s.program.add(
                    Phase.FORWARD,
                    new NormalizationOp.RunningMoments(
                            moments[0],
                            moments[1],
                            places,
                            0.1f,
                            s.program.statistic("runningMean", channels),
                            s.program.statistic("runningVariance", channels)));
        });
        TABLE.put(NormalizationOp.Normalize.class, s -> {
            Buffer[] moments = s.moments();
            Shape channels = Shape.of(s.window.channels());
            s.program.add(
                    Phase.FORWARD,
                    new NormalizationOp.Normalize(
                            s.x,
                            moments[0],
                            moments[1],
                            s.program.statistic("runningMean", channels),
                            s.program.statistic("runningVariance", channels),
                            1e-5f,
                            s.program.parameter("scale", channels).value(),
                            s.program.parameter("shift", channels).value(),
                            s.image("normalized")));
        });
        TABLE.put(NormalizationOp.NormalizeSums.class, s -> normalizeSums(s, s.moments()));
        TABLE.put(NormalizationOp.NormalizeGradient.class, s -> {
            Buffer[] moments = s.moments();
            List<Parameter> parameters = normalizeSums(s, moments);
            s.program.add(
                    Phase.BACKWARD,
                    new NormalizationOp.NormalizeGradient(
                            s.x,
                            moments[0],
                            moments[1],
                            1e-5f,
                            parameters.get(0).value(),
                            s.x,
                            parameters.get(0).gradient(),
                            parameters.get(1).gradient(),
                            s.image("dx")));
        });
    }

    private static List<Parameter> normalizeSums(Setup s, Buffer[] moments) {
        Shape channels = Shape.of(s.window.channels());
        List<Parameter> parameters =
                List.of(s.program.parameter("scale", channels), s.program.parameter("shift", channels));
        s.program.add(
                Phase.BACKWARD,
                new NormalizationOp.NormalizeSums(
                        s.x,
                        moments[0],
                        moments[1],
                        1e-5f,
                        s.x,
                        parameters.get(0).gradient(),
                        parameters.get(1).gradient()));
        return parameters;
    }

    @TestFactory
    Stream<DynamicTest> operation_alone_givesTheBitsOfTheReference() {
        return TABLE.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey().getSimpleName(), () -> compareAll(entry.getKey(), entry.getValue())));
    }

    private void compareAll(Class<? extends Op> kind, Consumer<Setup> entry) {
        boolean convolves = kind == Conv2d.class;
        for (int i = 0; i < CHANNELS.length; i++) {
            int filters = convolves ? FILTERS[i] : CHANNELS[i];
            List<Window> windows = windows(CHANNELS[i], convolves);
            for (Window window : ImageOp.class.isAssignableFrom(kind) ? windows : windows.subList(0, 2)) {
                Setup setup = new Setup(window, filters);
                entry.accept(setup);
                Program program = setup.program.build();
                compare(kind.getSimpleName() + " " + window + ", " + filters + " filters", program);
            }
        }
    }

    private static List<Window> windows(int channels, boolean convolves) {
        List<Window> windows = new ArrayList<>(List.of(
                Window.valid(6, 4, channels, 2, 2, 2),
                Window.valid(5, 7, channels, 3, 2, 1),
                Window.valid(7, 8, channels, 3, 3, 2),
                Window.valid(5, 5, channels, 5, 5, 1),
                Window.valid(7, 6, channels, 2, 1, 3)));
        if (convolves) {
            windows.addAll(List.of(
                    Window.same(5, 6, channels, 3, 3, 1),
                    Window.same(5, 9, channels, 5, 4, 1),
                    Window.same(7, 6, channels, 3, 5, 2),
                    Window.same(8, 7, channels, 2, 2, 3),
                    Window.same(1, 14, channels, 3, 3, 1)));
        }
        if (channels == 1) {
            windows.add(Window.valid(9, 8, channels, 8, 7, 1));
        }
        return windows;
    }

    private void compare(String name, Program program) {
        Draws draws = new Draws(1);
        int rows = CAPACITY - 1;
        float[] x = OpTableTest.floats(draws, rows * program.input().shape().width());
        int outputs = program.buffers().stream()
                .filter(buffer -> buffer.name().equals("y"))
                .findFirst()
                .orElseThrow()
                .shape()
                .width();
        float[] y = OpTableTest.floats(draws, rows * outputs);
        compare(name, program, Examples.of(rows, x, y));
        x[draws.below(x.length)] = Float.POSITIVE_INFINITY;
        x[draws.below(x.length)] = Float.NaN;
        y[draws.below(y.length)] = Float.NEGATIVE_INFINITY;
        compare(name + ", not finite", program, Examples.of(rows, x, y));
    }

    private void compare(String name, Program program, Examples examples) {
        RunLog expected = new RunLog();
        OpTableTest.run(new JavaExecutor(program), examples, expected);
        Executor kernel = engine.executor(program);
        try {
            RunLog.Comparison comparison = expected.comparison();
            OpTableTest.run(kernel, examples, comparison);
            comparison.requireEnd();
        } catch (AssertionError e) {
            throw new AssertionError(name + ": " + e.getMessage(), e);
        } finally {
            kernel.close();
        }
    }
}
