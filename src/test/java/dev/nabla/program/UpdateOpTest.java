package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.Tolerances;
import org.junit.jupiter.api.Test;

/** Updates of two parameters whose gradients are the examples themselves: x for the first, y for the second. */
class UpdateOpTest {
    private static final float LEARNING_RATE = 0.5f;
    private static final float MOMENTUM = 0.75f;

    private final OpFixture fixture = new OpFixture(4, 3, 1);
    private final Parameter first = fixture.builder.parameter("first", Shape.of(3));
    private final Parameter second = fixture.builder.parameter("second", Shape.of(1));
    private final Scalar rate = fixture.builder.scalar("learningRate", LEARNING_RATE);

    @Test
    void sgdUpdate_oneStep_subtractsRateTimesGradient() {
        JavaExecutor executor = sgd();
        executor.write(first.value(), new float[] {1, 2, 3});

        fixture.run(executor, new float[] {2, -4, 0}, new float[1]);

        assertThat(value(executor, first)).containsExactly(0, 4, 3);
    }

    @Test
    void momentumUpdate_twoSteps_remembersTheGradient() {
        Buffer velocity = fixture.builder.state("velocity", first);
        JavaExecutor executor = momentum(velocity);

        fixture.run(executor, new float[] {4, 0, 0}, new float[1]);
        fixture.run(executor, new float[] {1, 0, 0}, new float[1]);

        assertThat(OpFixture.read(executor, velocity, 1)).containsExactly(4 * MOMENTUM + 1);
        assertThat(OpFixture.read(executor, first.value(), 1)).containsExactly(-0.5f * 4 - 0.5f * 4);
    }

    @Test
    void momentumUpdate_smallVelocity_becomesPositiveZeroBelowTheLimit() {
        Buffer velocity = fixture.builder.state("velocity", first);
        JavaExecutor executor = momentum(velocity);
        float below = Math.nextDown(0x1p-100f);

        fixture.run(executor, new float[] {below, -below, 0x1p-100f}, new float[1]);

        Tolerances.checkBits("velocity", OpFixture.read(executor, velocity, 3), new float[] {0, 0, 0x1p-100f});
        assertThat(OpFixture.read(executor, first.value(), 2)).containsExactly(0f, 0f);
    }

    @Test
    void momentumUpdate_velocityThatFades_reachesZeroAndNeverSubnormals() {
        Buffer velocity = fixture.builder.state("velocity", first);
        JavaExecutor executor = momentum(velocity);
        fixture.run(executor, new float[] {1, -1, 1e-20f}, new float[1]);

        for (int step = 0; step < 300; step++) {
            fixture.run(executor, new float[3], new float[1]);
            for (float v : OpFixture.read(executor, velocity, 3)) {
                assertThat(v == 0 || Math.abs(v) >= 0x1p-100f)
                        .as("velocity %s", v)
                        .isTrue();
            }
        }

        Tolerances.checkBits("velocity", OpFixture.read(executor, velocity, 3), new float[3]);
    }

    @Test
    void momentumUpdate_nanGradient_isNotFlushed() {
        Buffer velocity = fixture.builder.state("velocity", first);
        JavaExecutor executor = momentum(velocity);

        fixture.run(executor, new float[] {Float.NaN, 0, 0}, new float[1]);

        assertThat(OpFixture.read(executor, velocity, 2)).containsExactly(Float.NaN, 0f);
    }

    @Test
    void gradients_nextStep_beginAtPositiveZero() {
        JavaExecutor executor = sgd();

        fixture.run(executor, new float[] {1, 2, 3}, new float[1]);
        fixture.run(executor, new float[] {-0f, 1, 1}, new float[1]);

        Tolerances.checkBits("gradient", OpFixture.read(executor, first.gradient(), 3), new float[] {0, 1, 1});
    }

    @Test
    void train_infiniteUpdate_endsTheSliceBehindItsStep() {
        JavaExecutor executor = sgd();
        Slice slice = threeSteps(executor.program());

        int completed = executor.train(secondStepBreaks(2, Float.POSITIVE_INFINITY), slice);

        assertThat(completed).isEqualTo(2);
        assertThat(value(executor, first)).containsExactly(-1, -1, -1);
    }

    @Test
    void train_infiniteUpdate_codesTheParameter() {
        JavaExecutor executor = sgd();
        Slice slice = threeSteps(executor.program());

        executor.train(secondStepBreaks(2, Float.POSITIVE_INFINITY), slice);

        Metric nonFinite = executor.program().nonFinite();
        assertThat(slice.metric(0, nonFinite)).isEqualTo(0);
        assertThat(slice.metric(1, nonFinite)).isEqualTo(2);
    }

    @Test
    void train_nanInBothParameters_codesTheFirst() {
        JavaExecutor executor = sgd();
        Slice slice = threeSteps(executor.program());

        executor.train(secondStepBreaks(1, Float.NaN), slice);

        assertThat(slice.metric(1, executor.program().nonFinite())).isEqualTo(1);
    }

    @Test
    void train_overflowOfFiniteGradients_endsTheSlice() {
        JavaExecutor executor = sgd();
        executor.write(second.value(), new float[] {-Float.MAX_VALUE});
        Slice slice = threeSteps(executor.program());

        int completed = executor.train(secondStepBreaks(2, Float.MAX_VALUE), slice);

        assertThat(completed).isEqualTo(2);
    }

    @Test
    void train_oracle_endsAtTheSameStepWithTheSameCode() {
        JavaExecutor unused = sgd();
        DoubleExecutor oracle = new DoubleExecutor(unused.program());
        Slice slice = threeSteps(oracle.program());

        int completed = oracle.train(secondStepBreaks(2, Float.POSITIVE_INFINITY), slice);

        assertThat(completed).isEqualTo(2);
        assertThat(slice.metric(1, oracle.program().nonFinite())).isEqualTo(2);
    }

    @Test
    void train_sameSliceAgain_beginsItsMetricsAtZero() {
        JavaExecutor executor = sgd();
        Slice slice = threeSteps(executor.program());
        executor.train(secondStepBreaks(2, Float.POSITIVE_INFINITY), slice);
        executor.write(second.value(), new float[1]);

        int completed = executor.train(secondStepBreaks(2, 1), slice);

        assertThat(completed).isEqualTo(3);
        for (int step = 0; step < 3; step++) {
            assertThat(slice.metric(step, executor.program().nonFinite())).isEqualTo(0);
        }
    }

    @Test
    void isFinite_specialValues_knowsThem() {
        assertThat(Updates.isFinite(new float[] {Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, -0f}))
                .isTrue();
        assertThat(Updates.isFinite(new float[] {0, Float.NaN})).isFalse();
        assertThat(Updates.isFinite(new float[] {Float.NEGATIVE_INFINITY, 0})).isFalse();
        assertThat(Updates.isFinite(new float[0])).isTrue();
    }

    private JavaExecutor sgd() {
        sumGradients();
        fixture.builder.add(Phase.UPDATE, new UpdateOp.SgdUpdate(first.value(), first.gradient(), rate));
        fixture.builder.add(Phase.UPDATE, new UpdateOp.SgdUpdate(second.value(), second.gradient(), rate));
        fixture.builder.add(Phase.UPDATE, new UpdateOp.CheckFinite(first.value(), 1, fixture.builder.nonFinite()));
        fixture.builder.add(Phase.UPDATE, new UpdateOp.CheckFinite(second.value(), 2, fixture.builder.nonFinite()));
        return fixture.executor();
    }

    private JavaExecutor momentum(Buffer velocity) {
        sumGradients();
        Scalar momentum = fixture.builder.scalar("momentum", MOMENTUM);
        fixture.builder.add(
                Phase.UPDATE, new UpdateOp.MomentumUpdate(first.value(), first.gradient(), velocity, rate, momentum));
        return fixture.executor();
    }

    private void sumGradients() {
        fixture.builder.add(Phase.BACKWARD, new LayerOp.SumRows(fixture.x, first.gradient()));
        fixture.builder.add(Phase.BACKWARD, new LayerOp.SumRows(fixture.y, second.gradient()));
    }

    private static Slice threeSteps(Program program) {
        Slice slice = new Slice(program, 3);
        for (int step = 0; step < 3; step++) {
            slice.add(new int[] {step}, 0, 1);
        }
        return slice;
    }

    /** Gradients of 1, but for {@code value} in step 1: in the second parameter, and from parameter 1 on in both. */
    private static Examples secondStepBreaks(int parameter, float value) {
        float[] x = {1, 1, 1, 1, 1, 1, 1, 1, 1};
        if (parameter == 1) {
            x[4] = value;
        }
        return Examples.of(3, x, new float[] {1, value, 1});
    }

    private static float[] value(Executor executor, Parameter parameter) {
        return OpFixture.read(
                executor, parameter.value(), parameter.value().shape().width());
    }
}
