package dev.nabla.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.Tolerances;
import dev.nabla.program.Buffer;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamTest {
    @ParameterizedTest
    @ValueSource(floats = {1e-3f, -1e-3f, 1, -1, 37, 1e6f, -1e9f})
    void firstStep_anyGradient_movesByTheLearningRate(float gradient) {
        OptimizerFixture fixture = new OptimizerFixture(Adam.of(0.01f), 1);
        float[] moved = fixture.run(new JavaExecutor(fixture.program()), new float[1], new float[][] {{gradient}})
                .get(0);
        new Tolerances.Tolerance(0, 1e-4).check("step", moved[0], -0.01 * Math.signum(gradient));
    }

    @Test
    void step_zeroGradient_leavesTheParameter() {
        OptimizerFixture fixture = new OptimizerFixture(Adam.of(0.01f), 1);
        float[] after = fixture.run(new JavaExecutor(fixture.program()), new float[] {0.3f}, new float[3][1])
                .get(2);
        assertThat(after).containsExactly(0.3f);
    }

    @Test
    void states_fading_becomePositiveZeroAndNeverSubnormal() {
        OptimizerFixture fixture = new OptimizerFixture(new Adam(0.01f, 0.5f, 0.5f, 1e-8f, 0), 2);
        JavaExecutor executor = new JavaExecutor(fixture.program());
        float[][] gradients = new float[300][2];
        gradients[0] = new float[] {-1, 1e-20f};

        fixture.run(executor, new float[2], gradients);

        Tolerances.checkBits("mean", fixture.state(executor, "mean"), new float[2]);
        Tolerances.checkBits("variance", fixture.state(executor, "variance"), new float[2]);
    }

    @Test
    void states_belowTheLimit_areFlushedBeforeTheyAreUsed() {
        OptimizerFixture fixture = new OptimizerFixture(new Adam(1, 0, 0, 1e-30f, 0), 2);
        JavaExecutor executor = new JavaExecutor(fixture.program());
        float below = Math.nextDown(0x1p-100f);

        List<float[]> values = fixture.run(executor, new float[2], new float[][] {{below, 0x1p-100f}});

        Tolerances.checkBits("mean", fixture.state(executor, "mean"), new float[] {0, 0x1p-100f});
        Tolerances.checkBits("variance", fixture.state(executor, "variance"), new float[2]);
        assertThat(values.get(0)).containsExactly(0, -0x1p-100f / 1e-30f);
    }

    @Test
    void update_oneStep_roundsEachOperationInTheOrderWritten() {
        OptimizerFixture fixture = new OptimizerFixture(new Adam(0.3f, 0.7f, 0.6f, 0.01f, 0), 1);
        JavaExecutor executor = new JavaExecutor(fixture.program());

        float[] value = fixture.run(executor, new float[] {0.1f}, new float[][] {{0.7f}, {-0.3f}})
                .get(1);

        float mean = 0.7f * ((1f - 0.7f) * 0.7f) + (1f - 0.7f) * -0.3f;
        float variance = 0.6f * ((1f - 0.6f) * (0.7f * 0.7f)) + (1f - 0.6f) * (-0.3f * -0.3f);
        Tolerances.checkBits("mean", fixture.state(executor, "mean"), new float[] {mean});
        Tolerances.checkBits("variance", fixture.state(executor, "variance"), new float[] {variance});
        float first = fixture.run(new JavaExecutor(fixture.program()), new float[] {0.1f}, new float[][] {{0.7f}})
                .get(0)[0];
        float stepSize = scalar(fixture, "stepSize", 1);
        float rootCorrection = scalar(fixture, "rootCorrection", 1);
        float step = stepSize * mean / ((float) Math.sqrt(variance) * rootCorrection + 0.01f);
        Tolerances.checkBits("value", value, new float[] {first - step});
    }

    @Test
    void fill_laterSteps_divideByTheWeightsGivenSoFar() {
        OptimizerFixture fixture = new OptimizerFixture(new Adam(0.5f, 0.5f, 0.75f, 1e-8f, 1), 1);
        Adam adam = new Adam(0.5f, 0.5f, 0.75f, 1e-8f, 1);
        assertThat(filled(fixture, adam, "stepSize", 0)).isEqualTo(1f);
        assertThat(filled(fixture, adam, "stepSize", 2)).isEqualTo((float) (0.5 / 3 / 0.875));
        assertThat(filled(fixture, adam, "rootCorrection", 0)).isEqualTo(2f);
        assertThat(filled(fixture, adam, "rootCorrection", 1_000_000_000_000L)).isEqualTo(1f);
    }

    @Test
    void describe_eachParameter_remembersMeanAndVariance() {
        OptimizerFixture fixture = new OptimizerFixture(Adam.of(1), 2);
        assertThat(fixture.program().persistent())
                .extracting(Buffer::name)
                .containsExactly("w", "w.mean", "w.variance");
    }

    @Test
    void new_outOfRange_isRefusedWithBothValues() {
        assertRefused(() -> Adam.of(0), "Adam: learning rate 0.0, expected a finite number above 0");
        assertRefused(() -> new Adam(1, 1, 0, 1, 0), "Adam: beta1 1.0, expected 0 to below 1");
        assertRefused(() -> new Adam(1, 0, -0.5f, 1, 0), "Adam: beta2 -0.5, expected 0 to below 1");
        assertRefused(
                () -> new Adam(1, 0, 0, 0, 0),
                "Adam: epsilon 0.0, expected a finite number of at least 1.17549435E-38");
        assertRefused(
                () -> new Adam(1, 0, 0, 1, -1), "Adam: decay -1.0, expected a finite number that is not negative");
    }

    private static void assertRefused(Runnable action, String message) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static float scalar(OptimizerFixture fixture, String name, long step) {
        return filled(fixture, new Adam(0.3f, 0.7f, 0.6f, 0.01f, 0), name, step);
    }

    private static float filled(OptimizerFixture fixture, Adam adam, String name, long step) {
        Slice slice = new Slice(fixture.program(), 1);
        slice.add(new int[1], 0, 1);
        adam.fill(fixture.program(), slice, 0, step);
        return slice.scalar(0, fixture.program().findScalar(name));
    }
}
