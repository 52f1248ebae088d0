package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LossOpTest {
    private static final float NAN = Float.NaN;
    private static final int[] SIZES = {1, 2, 15, 16, 17, 33, 1025};
    private static final long SEED = 15;

    private final Random random = new Random(SEED);

    @Test
    void argmax_ties_takesTheLowestIndex() {
        assertThat(argmax(3, 1, 7, 7, 7, 7, 7, 0, 0, -0f)).containsExactly(1, 0, 0);
    }

    @Test
    void argmax_nan_countsAsLargest() {
        float infinity = Float.POSITIVE_INFINITY;
        assertThat(argmax(3, 1, NAN, infinity, NAN, 5, NAN, infinity, 1, NAN)).containsExactly(1, 0, 2);
    }

    @Test
    void argmax_oracle_agreesOnTiesAndNans() {
        float infinity = Float.POSITIVE_INFINITY;
        float[] rows = {1, 7, 7, 7, 7, 7, 1, NAN, infinity, NAN, 5, NAN, infinity, 1, NAN};
        OpFixture fixture = new OpFixture(5, 3, 1);
        Buffer predictions = argmax(fixture);
        Program program = fixture.builder.build();
        JavaExecutor java = new JavaExecutor(program);
        DoubleExecutor oracle = new DoubleExecutor(program);
        int[] actual = new int[5];
        int[] expected = new int[5];
        Examples examples = Examples.of(5, rows, new float[5]);
        java.evaluate(examples, EngineFixture.range(5), 0, 5, new float[5], expected);
        oracle.evaluate(examples, EngineFixture.range(5), 0, 5, new float[5], actual);

        assertThat(actual).as(predictions.toString()).containsExactly(expected);
    }

    @Test
    void argmax_infinities_areOrdered() {
        float infinity = Float.POSITIVE_INFINITY;
        assertThat(argmax(2, -infinity, -1, 1, infinity)).containsExactly(1, 1);
    }

    @Test
    void threshold_firstColumn_isAboveOrNaN() {
        OpFixture fixture = new OpFixture(5, 2, 1);
        Buffer above = fixture.builder.buffer("above", ElementType.I32, Shape.rows(), Buffer.Role.VALUE);
        fixture.builder.predictions(above);
        fixture.builder.add(Phase.LOSS, new LossOp.Threshold(fixture.x, 0.5f, above));
        float[] rows = {0.5f, 9, Math.nextUp(0.5f), -9, NAN, 0, Float.POSITIVE_INFINITY, 0, -1, 1};
        int[] oracle = new int[5];
        new DoubleExecutor(fixture.builder.build())
                .evaluate(Examples.of(5, rows, new float[5]), EngineFixture.range(5), 0, 5, new float[5], oracle);
        JavaExecutor executor = fixture.executor();
        fixture.run(executor, rows, new float[5]);

        assertThat(executor.readInts(above, 5)).containsExactly(0, 1, 1, 1, 0);
        assertThat(oracle).containsExactly(0, 1, 1, 1, 0);
    }

    @Test
    void countEqual_chunks_addsUpOverTheBatch() {
        ProgramBuilder builder = new ProgramBuilder(2);
        Buffer values = builder.buffer("data.x", ElementType.F32, Shape.examples(2), Buffer.Role.INPUTS);
        Buffer labels = builder.buffer("data.y", ElementType.I32, Shape.examples(), Buffer.Role.TARGETS);
        Buffer x = builder.value("x", Shape.rows(2));
        Buffer y = builder.buffer("y", ElementType.I32, Shape.rows(), Buffer.Role.VALUE);
        Buffer predictions = builder.buffer("predictions", ElementType.I32, Shape.rows(), Buffer.Role.VALUE);
        builder.add(Phase.GATHER, new DataOp.Gather(values, builder.order(), x));
        builder.add(Phase.GATHER, new DataOp.Gather(labels, builder.order(), y));
        builder.add(Phase.LOSS, new LossOp.Argmax(x, predictions));
        builder.add(Phase.LOSS, new LossOp.CountEqual(predictions, y, builder.metric("correct")));
        builder.input(x);
        builder.output(x);
        builder.losses(builder.value("losses", Shape.batch()));
        Program program = builder.build();
        Slice slice = new Slice(program, 2);
        slice.add(new int[] {0, 1, 2, 3, 4}, 0, 5);
        slice.add(new int[] {0}, 0, 1);

        float[] rows = {1, 0, 1, 0, 1, 0, 1, 0, 1, 0};
        new JavaExecutor(program).train(Examples.of(5, rows, new int[] {0, 1, 0, 1, 0}), slice);

        Metric correct = program.findMetric("correct");
        assertThat(slice.metric(0, correct)).isEqualTo(3);
        assertThat(slice.metric(1, correct)).isEqualTo(1);
    }

    @Test
    void mean_chunks_followsTheRuleOverTheWholeBatch() {
        for (int rows : SIZES) {
            OpFixture fixture = new OpFixture(7, 1, 1);
            fixture.builder.add(Phase.LOSS, new LossOp.SquaredError(1, fixture.x, fixture.y, fixture.losses));
            fixture.builder.add(
                    Phase.BATCH,
                    new LossOp.Mean(fixture.losses, fixture.builder.inverseBatch(), fixture.builder.loss()));
            JavaExecutor executor = fixture.executor();
            float[] x = EngineFixture.normals(random, rows, 1);
            float[] squares = new float[rows];
            for (int r = 0; r < rows; r++) {
                squares[r] = x[r] * x[r];
            }

            Slice slice = fixture.run(executor, x, new float[rows]);

            float[] actual = {slice.metric(0, executor.program().loss())};
            float[] expected = {NaiveFloat.sum(squares) * (1f / rows)};
            Tolerances.checkBits("mean of " + rows + ", seed " + SEED, actual, expected);
        }
    }

    @Test
    void squaredError_sizes_followsTheRule() {
        for (int width : SIZES) {
            OpFixture fixture = new OpFixture(2, width, width);
            fixture.builder.add(Phase.LOSS, new LossOp.SquaredError(0.3f, fixture.x, fixture.y, fixture.losses));
            JavaExecutor executor = fixture.executor();
            float[] output = EngineFixture.normals(random, width, 1);
            float[] targets = EngineFixture.normals(random, width, 1);
            float[] terms = new float[width];
            for (int j = 0; j < width; j++) {
                terms[j] = (output[j] - targets[j]) * (output[j] - targets[j]);
            }

            fixture.run(executor, output, targets);

            float[] expected = {0.3f * NaiveFloat.sum(terms)};
            Tolerances.checkBits(
                    "loss of " + width + ", seed " + SEED, OpFixture.read(executor, fixture.losses, 1), expected);
        }
    }

    @Test
    void squaredErrorGradient_rows_followsTheFormula() {
        OpFixture fixture = new OpFixture(4, 2, 2);
        Buffer dOutput = fixture.value("dOutput", 2);
        fixture.builder.add(
                Phase.BACKWARD,
                new LossOp.SquaredErrorGradient(0.1f, fixture.x, fixture.y, fixture.builder.inverseBatch(), dOutput));
        JavaExecutor executor = fixture.executor();
        float[] output = EngineFixture.normals(random, 6, 1);
        float[] targets = EngineFixture.normals(random, 6, 1);
        float[] expected = new float[6];
        for (int i = 0; i < 6; i++) {
            expected[i] = ((output[i] - targets[i]) * (2 * 0.1f)) * (1f / 3);
        }

        fixture.poison(executor);
        fixture.run(executor, output, targets);

        Tolerances.checkBits("dOutput, seed " + SEED, OpFixture.read(executor, dOutput, 6), expected);
    }

    @Test
    void crossEntropy_equalLogits_isLogOfTheClasses() {
        float[] losses = crossEntropy(4, new float[] {7, 7, 7, 7}, 2);
        Tolerances.FEW_ROUNDINGS.check("log 4", losses[0], Math.log(4));
    }

    @Test
    void crossEntropy_hugeLogits_staysFinite() {
        assertThat(crossEntropy(3, new float[] {1e4f, -1e4f, 0}, 0)).containsExactly(0f);
        assertThat(crossEntropy(3, new float[] {1e4f, -1e4f, 0}, 1)).containsExactly(2e4f);
        assertThat(crossEntropy(3, new float[] {-1e4f, -1e4f, -1e4f}, 1)[0]).isBetween(1.09f, 1.1f);
    }

    @Test
    void crossEntropy_sizes_followsTheRule() {
        for (int width : SIZES) {
            float[] z = EngineFixture.normals(random, width, 2);
            int label = random.nextInt(width);
            float max = Float.NEGATIVE_INFINITY;
            for (float value : z) {
                max = Math.max(max, value);
            }
            float[] exponentials = new float[width];
            for (int j = 0; j < width; j++) {
                exponentials[j] = Maths.exp(z[j] - max);
            }
            float[] expected = {Maths.log(NaiveFloat.sum(exponentials)) - (z[label] - max)};
            Tolerances.checkBits("loss of " + width + ", seed " + SEED, crossEntropy(width, z, label), expected);
        }
    }

    @Test
    void squaredNorm_twoParameters_addsToTheMetric() {
        OpFixture fixture = new OpFixture(1, 1, 1);
        Parameter first = fixture.builder.parameter("first", Shape.of(2));
        Parameter second = fixture.builder.parameter("second", Shape.of(1));
        Metric penalty = fixture.builder.metric("penalty");
        Scalar lambda = fixture.builder.scalar("lambda", 0.5f);
        fixture.builder.add(Phase.BATCH, new LossOp.SquaredNorm(first.value(), lambda, penalty));
        fixture.builder.add(Phase.BATCH, new LossOp.SquaredNorm(second.value(), lambda, penalty));
        JavaExecutor executor = fixture.executor();
        executor.write(first.value(), new float[] {3, 4});
        executor.write(second.value(), new float[] {-2});

        Slice slice = fixture.run(executor, new float[1], new float[1]);

        assertThat(slice.metric(0, penalty)).isEqualTo(0.5f * 25 + 0.5f * 4);
    }

    @Test
    void squaredNormGradient_parameter_addsTwiceLambdaTimesTheValue() {
        OpFixture fixture = new OpFixture(1, 2, 1);
        Parameter parameter = fixture.builder.parameter("w", Shape.of(2));
        Scalar lambda = fixture.builder.scalar("lambda", 0.25f);
        fixture.builder.add(Phase.BACKWARD, new LayerOp.SumRows(fixture.x, parameter.gradient()));
        fixture.builder.add(
                Phase.BATCH, new LossOp.SquaredNormGradient(parameter.value(), lambda, parameter.gradient()));
        JavaExecutor executor = fixture.executor();
        executor.write(parameter.value(), new float[] {3, -4});

        fixture.run(executor, new float[] {10, 20}, new float[1]);

        assertThat(OpFixture.read(executor, parameter.gradient(), 2)).containsExactly(11.5f, 18);
    }

    private static int[] argmax(int width, float... rows) {
        int count = rows.length / width;
        OpFixture fixture = new OpFixture(count, width, 1);
        Buffer predictions = argmax(fixture);
        JavaExecutor executor = fixture.executor();
        fixture.run(executor, rows, new float[count]);
        return executor.readInts(predictions, count);
    }

    private static Buffer argmax(OpFixture fixture) {
        Buffer predictions = fixture.builder.buffer("predictions", ElementType.I32, Shape.rows(), Buffer.Role.VALUE);
        fixture.builder.predictions(predictions);
        fixture.builder.add(Phase.LOSS, new LossOp.Argmax(fixture.x, predictions));
        return predictions;
    }

    /** The loss of one row. */
    private static float[] crossEntropy(int width, float[] logits, int label) {
        ProgramBuilder builder = new ProgramBuilder(1);
        Buffer values = builder.buffer("data.x", ElementType.F32, Shape.examples(width), Buffer.Role.INPUTS);
        Buffer labels = builder.buffer("data.y", ElementType.I32, Shape.examples(), Buffer.Role.TARGETS);
        Buffer x = builder.value("x", Shape.rows(width));
        Buffer y = builder.buffer("y", ElementType.I32, Shape.rows(), Buffer.Role.VALUE);
        Buffer losses = builder.value("losses", Shape.batch());
        builder.add(Phase.GATHER, new DataOp.Gather(values, builder.order(), x));
        builder.add(Phase.GATHER, new DataOp.Gather(labels, builder.order(), y));
        builder.add(Phase.LOSS, new LossOp.CrossEntropy(x, y, losses));
        builder.input(x);
        builder.output(x);
        builder.losses(losses);
        float[] result = new float[1];
        new JavaExecutor(builder.build())
                .evaluate(Examples.of(1, logits, new int[] {label}), new int[1], 0, 1, result, new int[1]);
        return result;
    }
}
