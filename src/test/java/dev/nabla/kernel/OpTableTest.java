package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.program.Buffer;
import dev.nabla.program.DataOp;
import dev.nabla.program.ElementType;
import dev.nabla.program.Elementwise;
import dev.nabla.program.ErrorFunction;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.ImageOp;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.LayerOp;
import dev.nabla.program.LayerOp.MatMul;
import dev.nabla.program.LayerOp.MatMul.Form;
import dev.nabla.program.LossOp;
import dev.nabla.program.NormalizationOp;
import dev.nabla.program.Op;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import dev.nabla.program.Slice;
import dev.nabla.program.UpdateOp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every operation of the instruction set in the smallest program that holds it, lowered and run beside the reference. */
class OpTableTest {
    private static final int CAPACITY = 16;
    private static final int[] WIDTHS = {1, 3, 4, 5, 8, 13, 33, 70};
    private static final int[] ROWS = {1, 4, 5, 16, 37};

    private final Engine engine = new Engine(new EndiveMachine());

    /** A program of x and y [rows, width], labels [rows] or numbers; the table's entries add what they need. */
    private static final class Setup {
        final ProgramBuilder program = new ProgramBuilder(CAPACITY);
        final int width;
        final Buffer x;
        final Buffer y;
        final Buffer losses;
        final Buffer square;
        final Buffer squareGradient;
        final Buffer vector;
        final Buffer vectorGradient;

        Setup(int width, boolean labels) {
            this.width = width;
            x = gathered("x", ElementType.F32, Buffer.Role.INPUTS, Shape.rows(width), Shape.examples(width));
            y = labels
                    ? gathered("y", ElementType.I32, Buffer.Role.TARGETS, Shape.rows(), Shape.examples())
                    : gathered("y", ElementType.F32, Buffer.Role.TARGETS, Shape.rows(width), Shape.examples(width));
            losses = program.value("losses", Shape.batch());
            var w = program.parameter("w", Shape.of(width, width));
            square = w.value();
            squareGradient = w.gradient();
            var b = program.parameter("b", Shape.of(width));
            vector = b.value();
            vectorGradient = b.gradient();
            program.input(x);
            program.output(x);
            program.losses(losses);
        }

        private Buffer gathered(String name, ElementType type, Buffer.Role role, Shape shape, Shape data) {
            Buffer source = program.buffer("data." + name, type, data, role);
            Buffer rows = program.buffer(name, type, shape, Buffer.Role.VALUE);
            program.add(Phase.GATHER, new DataOp.Gather(source, program.order(), rows));
            return rows;
        }

        Buffer value(String name) {
            return program.value(name, Shape.rows(width));
        }

        Buffer state(String name) {
            return program.state(name, program.parameters().get(0));
        }

        /** z = x·wᵀ: makes w a matrix of weights. */
        Buffer product() {
            Buffer z = value("z");
            program.add(Phase.FORWARD, new MatMul(Form.FORWARD, x, square, z));
            return z;
        }

        /** The gradient of w. */
        void gradient() {
            product();
            program.add(Phase.BACKWARD, new MatMul(Form.WEIGHT_GRADIENT, y, x, squareGradient));
        }
    }

    /** One entry for each kind of operation; those that take labels apart. */
    private static final Map<Class<? extends Op>, Consumer<Setup>> OF_NUMBERS = new LinkedHashMap<>();

    private static final Map<Class<? extends Op>, Consumer<Setup>> OF_LABELS = new LinkedHashMap<>();

    static {
        OF_NUMBERS.put(DataOp.Gather.class, s -> {});
        OF_NUMBERS.put(MatMul.class, s -> {
            s.gradient();
            s.program.add(Phase.BACKWARD, new MatMul(Form.INPUT_GRADIENT, s.y, s.square, s.value("dx")));
        });
        OF_NUMBERS.put(
                LayerOp.AddBias.class,
                s -> s.program.add(Phase.FORWARD, new LayerOp.AddBias(s.x, s.vector, s.value("a"))));
        OF_NUMBERS.put(
                LayerOp.SumRows.class, s -> s.program.add(Phase.BACKWARD, new LayerOp.SumRows(s.x, s.vectorGradient)));
        OF_NUMBERS.put(LayerOp.Activate.class, s -> {
            for (Elementwise function : Elementwise.values()) {
                s.program.add(Phase.FORWARD, new LayerOp.Activate(function, s.x, s.value("a" + function)));
            }
        });
        OF_NUMBERS.put(LayerOp.ActivateGradient.class, s -> {
            for (Elementwise function : Elementwise.values()) {
                Buffer a = s.value("a" + function);
                s.program.add(Phase.FORWARD, new LayerOp.Activate(function, s.x, a));
                Buffer dz = s.value("dz" + function);
                s.program.add(Phase.BACKWARD, new LayerOp.ActivateGradient(function, s.x, a, s.y, dz));
            }
        });
        OF_NUMBERS.put(
                LayerOp.Softmax.class, s -> s.program.add(Phase.FORWARD, new LayerOp.Softmax(s.x, s.value("p"))));
        OF_NUMBERS.put(LayerOp.SoftmaxGradient.class, s -> {
            Buffer p = s.value("p");
            s.program.add(Phase.FORWARD, new LayerOp.Softmax(s.x, p));
            s.program.add(Phase.BACKWARD, new LayerOp.SoftmaxGradient(p, s.y, s.value("dz")));
        });
        OF_NUMBERS.put(
                LossOp.SquaredError.class,
                s -> s.program.add(Phase.LOSS, new LossOp.SquaredError(0.3f, s.x, s.y, s.losses)));
        OF_NUMBERS.put(
                LossOp.SquaredErrorGradient.class,
                s -> s.program.add(
                        Phase.BACKWARD,
                        new LossOp.SquaredErrorGradient(0.3f, s.x, s.y, s.program.inverseBatch(), s.value("dx"))));
        OF_NUMBERS.put(LossOp.Mean.class, s -> {
            s.program.add(Phase.LOSS, new LossOp.SquaredError(0.5f, s.x, s.y, s.losses));
            s.program.add(Phase.BATCH, new LossOp.Mean(s.losses, s.program.inverseBatch(), s.program.loss()));
        });
        OF_NUMBERS.put(LossOp.SquaredNorm.class, s -> {
            s.product();
            var lambda = s.program.scalar("lambda", 0.7f);
            s.program.add(Phase.BATCH, new LossOp.SquaredNorm(s.square, lambda, s.program.metric("penalty")));
            s.program.add(Phase.BATCH, new LossOp.SquaredNorm(s.vector, lambda, s.program.metric("penalty")));
        });
        OF_NUMBERS.put(LossOp.SquaredNormGradient.class, s -> {
            s.gradient();
            var lambda = s.program.scalar("lambda", 0.7f);
            s.program.add(Phase.BATCH, new LossOp.SquaredNormGradient(s.square, lambda, s.squareGradient));
        });
        OF_NUMBERS.put(LossOp.AbsoluteNorm.class, s -> {
            s.product();
            var lambda = s.program.scalar("lambda", 0.7f);
            s.program.add(Phase.BATCH, new LossOp.AbsoluteNorm(s.square, lambda, s.program.metric("penalty")));
            s.program.add(Phase.BATCH, new LossOp.AbsoluteNorm(s.vector, lambda, s.program.metric("penalty")));
        });
        OF_NUMBERS.put(LossOp.AbsoluteNormGradient.class, s -> {
            s.gradient();
            var lambda = s.program.scalar("lambda", 0.7f);
            s.program.add(Phase.BATCH, new LossOp.AbsoluteNormGradient(s.square, lambda, s.squareGradient));
        });
        OF_NUMBERS.put(
                LossOp.SoftCrossEntropy.class,
                s -> s.program.add(Phase.LOSS, new LossOp.SoftCrossEntropy(s.x, s.y, s.losses)));
        OF_NUMBERS.put(
                LossOp.SoftCrossEntropyGradient.class,
                s -> s.program.add(
                        Phase.BACKWARD,
                        new LossOp.SoftCrossEntropyGradient(s.x, s.y, s.program.inverseBatch(), s.value("dz"))));
        OF_NUMBERS.put(LossOp.ElementLoss.class, s -> {
            for (ErrorFunction function : ErrorFunction.values()) {
                s.program.add(Phase.LOSS, new LossOp.ElementLoss(function, 0.7f, 0.3f, s.x, s.y, s.losses));
            }
        });
        OF_NUMBERS.put(LossOp.ElementLossGradient.class, s -> {
            for (ErrorFunction function : ErrorFunction.values()) {
                s.program.add(
                        Phase.BACKWARD,
                        new LossOp.ElementLossGradient(
                                function, 0.7f, 0.3f, s.x, s.y, s.program.inverseBatch(), s.value("dx" + function)));
            }
        });
        update(UpdateOp.ClipValue.class, s -> new UpdateOp.ClipValue(s.squareGradient, 0.3f));
        OF_NUMBERS.put(UpdateOp.ClipNorm.class, s -> {
            s.gradient();
            var norm = s.program.metric("norm");
            var one = s.program.scalar("one", 1);
            s.program.add(Phase.UPDATE, new LossOp.SquaredNorm(s.squareGradient, one, norm));
            s.program.add(Phase.UPDATE, new UpdateOp.ClipNorm(s.squareGradient, norm, 0.3f));
        });
        OF_NUMBERS.put(UpdateOp.MaxNorm.class, s -> {
            s.product();
            s.program.add(Phase.UPDATE, new UpdateOp.MaxNorm(s.square, 0.3f));
        });
        update(
                UpdateOp.SgdUpdate.class,
                s -> new UpdateOp.SgdUpdate(s.square, s.squareGradient, s.program.scalar("rate", 0.1f)));
        update(
                UpdateOp.MomentumUpdate.class,
                s -> new UpdateOp.MomentumUpdate(
                        s.square,
                        s.squareGradient,
                        s.state("v"),
                        s.program.scalar("rate", 0.1f),
                        s.program.scalar("momentum", 0.9f)));
        update(
                UpdateOp.NesterovUpdate.class,
                s -> new UpdateOp.NesterovUpdate(
                        s.square,
                        s.squareGradient,
                        s.state("v"),
                        s.program.scalar("rate", 0.1f),
                        s.program.scalar("momentum", 0.9f)));
        update(
                UpdateOp.ScaledUpdate.class,
                s -> new UpdateOp.ScaledUpdate(
                        s.square, s.squareGradient, s.state("s"), s.program.scalar("rate", 0.1f), 0.9f, 0.1f, 1e-8f));
        update(
                UpdateOp.AdamUpdate.class,
                s -> new UpdateOp.AdamUpdate(
                        s.square,
                        s.squareGradient,
                        s.state("m"),
                        s.state("v"),
                        s.program.scalar("size", 0.1f),
                        s.program.scalar("root", 3f),
                        0.9f,
                        0.99f,
                        1e-8f));
        update(
                UpdateOp.NadamUpdate.class,
                s -> new UpdateOp.NadamUpdate(
                        s.square,
                        s.squareGradient,
                        s.state("m"),
                        s.state("v"),
                        s.program.scalar("gradientSize", 0.1f),
                        s.program.scalar("meanSize", 0.2f),
                        s.program.scalar("root", 3f),
                        0.9f,
                        0.99f,
                        1e-8f));
        OF_NUMBERS.put(UpdateOp.WeightDecay.class, s -> {
            s.product();
            s.program.add(Phase.UPDATE, new UpdateOp.WeightDecay(s.square, s.program.scalar("decay", 0.1f)));
            s.program.add(Phase.UPDATE, new UpdateOp.WeightDecay(s.vector, s.program.scalar("decay", 0.1f)));
        });
        OF_NUMBERS.put(UpdateOp.CheckFinite.class, s -> {
            s.product();
            s.program.add(Phase.UPDATE, new UpdateOp.CheckFinite(s.square, 1, s.program.nonFinite()));
            s.program.add(Phase.UPDATE, new UpdateOp.CheckFinite(s.vector, 2, s.program.nonFinite()));
        });
        OF_LABELS.put(DataOp.OneHot.class, s -> {
            s.program.add(Phase.GATHER, new DataOp.OneHot(s.y, s.value("t")));
            s.program.add(Phase.GATHER, new DataOp.OneHot(s.y, 1, s.program.value("u", Shape.rows(s.width))));
        });
        OF_LABELS.put(
                DataOp.SoftTargets.class,
                s -> s.program.add(Phase.GATHER, new DataOp.SoftTargets(s.y, 0.9f, 0.1f, List.of(), s.value("t"))));
        OF_LABELS.put(
                LossOp.CrossEntropy.class, s -> s.program.add(Phase.LOSS, new LossOp.CrossEntropy(s.x, s.y, s.losses)));
        OF_LABELS.put(
                LossOp.CrossEntropyGradient.class,
                s -> s.program.add(
                        Phase.BACKWARD,
                        new LossOp.CrossEntropyGradient(s.x, s.y, s.program.inverseBatch(), s.value("dz"))));
        OF_LABELS.put(LossOp.Argmax.class, OpTableTest::argmax);
        OF_LABELS.put(LossOp.Threshold.class, s -> {
            Buffer above = threshold(s);
            s.program.add(Phase.LOSS, new LossOp.CountEqual(above, s.y, s.program.metric("correct")));
        });
        OF_LABELS.put(LossOp.CountEqual.class, s -> {
            Buffer largest = argmax(s);
            s.program.add(Phase.LOSS, new LossOp.CountEqual(largest, s.y, s.program.metric("correct")));
        });
    }

    private static Buffer threshold(Setup s) {
        Buffer above = s.program.buffer("above", ElementType.I32, Shape.rows(), Buffer.Role.VALUE);
        s.program.add(Phase.LOSS, new LossOp.Threshold(s.x, 0.25f, above));
        return above;
    }

    private static Buffer argmax(Setup s) {
        Buffer largest = s.program.buffer("largest", ElementType.I32, Shape.rows(), Buffer.Role.VALUE);
        s.program.add(Phase.LOSS, new LossOp.Argmax(s.x, largest));
        return largest;
    }

    private static void update(Class<? extends Op> kind, java.util.function.Function<Setup, Op> update) {
        OF_NUMBERS.put(kind, s -> {
            s.gradient();
            s.program.add(Phase.UPDATE, update.apply(s));
        });
    }

    @Test
    void table_holdsEveryKindOfOperation() {
        Set<String> kinds = new TreeSet<>();
        collect(Op.class, kinds);
        Set<String> tested = new TreeSet<>();
        OF_NUMBERS.keySet().forEach(kind -> tested.add(kind.getSimpleName()));
        OF_LABELS.keySet().forEach(kind -> tested.add(kind.getSimpleName()));
        tested.addAll(refused());
        assertThat(tested).isEqualTo(kinds);
    }

    /** Those that LayerLowering refuses. */
    private static Set<String> refused() {
        Set<String> kinds = new TreeSet<>(List.of("Reshape", "Dropout", "DropoutGradient"));
        collect(ImageOp.class, kinds);
        collect(NormalizationOp.class, kinds);
        return kinds;
    }

    @Test
    void operation_thatIsNotCompiled_isRefusedWithItsName() {
        Setup setup = new Setup(3, false);
        setup.program.add(Phase.FORWARD, new LayerOp.Reshape(setup.x, setup.value("reshaped")));
        Program program = setup.program.build();
        assertThatThrownBy(() -> engine.executor(program)).hasMessage("Reshape: not compiled to SIMD");
    }

    private static void collect(Class<?> kind, Set<String> kinds) {
        if (kind.isRecord()) {
            kinds.add(kind.getSimpleName());
            return;
        }
        for (Class<?> permitted : kind.getPermittedSubclasses()) {
            collect(permitted, kinds);
        }
    }

    @TestFactory
    Stream<DynamicTest> operation_alone_givesTheBitsOfTheReference() {
        List<DynamicTest> tests = new ArrayList<>();
        OF_NUMBERS.forEach((kind, entry) ->
                tests.add(DynamicTest.dynamicTest(kind.getSimpleName(), () -> compareAll(kind, entry, false))));
        OF_LABELS.forEach((kind, entry) ->
                tests.add(DynamicTest.dynamicTest(kind.getSimpleName(), () -> compareAll(kind, entry, true))));
        return tests.stream();
    }

    private void compareAll(Class<? extends Op> kind, Consumer<Setup> entry, boolean labels) {
        for (int width : WIDTHS) {
            Setup setup = new Setup(width, labels);
            entry.accept(setup);
            Program program = setup.program.build();
            assertThat(KernelExecutor.ops(program)).anyMatch(kind::isInstance);
            for (int rows : ROWS) {
                compare(kind.getSimpleName() + ", width " + width + ", " + rows + " rows", program, rows, labels);
            }
        }
    }

    private void compare(String name, Program program, int rows, boolean labels) {
        Draws draws = new Draws(rows);
        int width = program.input().shape().width();
        float[] x = floats(draws, rows * width);
        Examples examples;
        if (labels) {
            int[] y = new int[rows];
            for (int i = 0; i < rows; i++) {
                y[i] = draws.below(width);
            }
            examples = Examples.of(rows, x, y);
        } else {
            examples = Examples.of(rows, x, floats(draws, rows * width));
        }
        RunLog expected = new RunLog();
        JavaExecutor reference = new JavaExecutor(program);
        run(reference, examples, expected);
        KernelExecutor kernel = (KernelExecutor) engine.executor(program);
        try {
            RunLog.Comparison comparison = expected.comparison();
            run(kernel, examples, comparison);
            comparison.requireEnd();
        } catch (AssertionError e) {
            throw new AssertionError(name + ": " + e.getMessage(), e);
        } finally {
            kernel.close();
        }
    }

    /** Two steps, all buffers of both. */
    private static void run(Executor executor, Examples examples, Recorder recorder) {
        Program program = executor.program();
        Draws draws = new Draws(7);
        for (Buffer buffer : program.persistent()) {
            boolean square = buffer.role() == Buffer.Role.STATE;
            float[] values = floats(draws, buffer.shape().width());
            for (int i = 0; square && i < values.length; i++) {
                values[i] = Math.abs(values[i]);
            }
            executor.write(buffer, values);
        }
        int[] order = new int[examples.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = (i * 5 + 3) % order.length;
        }
        Slice slice = new Slice(program, 1);
        for (int step = 0; step < 2; step++) {
            slice.clear();
            slice.add(order, 0, order.length);
            int done = executor instanceof KernelExecutor kernel
                    ? kernel.observe(examples, slice)
                    : executor.train(examples, slice);
            recorder.ints("done", new int[] {done}, 1);
            recorder.floats("metrics", slice.metrics(), program.metrics().size());
            RunPlayer.recordBuffers(executor, order.length, recorder);
            for (Buffer buffer : program.persistent()) {
                float[] values = new float[buffer.shape().width()];
                executor.read(buffer, values);
                recorder.floats(buffer.toString(), values, values.length);
            }
        }
    }

    private static float[] floats(Draws draws, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = draws.oneIn(4)
                    ? draws.tiny()
                    : (draws.below(2049) - 1024) * GeneratedData.powerOfTwo(-draws.below(10) - 5);
        }
        return values;
    }
}
