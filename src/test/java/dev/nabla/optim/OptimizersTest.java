package dev.nabla.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import dev.nabla.program.Buffer;
import dev.nabla.program.JavaExecutor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every optimizer, and the bits of each update. */
class OptimizersTest {
    private static final float GRADIENT = 0.7f;
    private static final float START = 0.1f;

    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void of_usualValues_givesThemBack(OptimizerKind kind) {
        Optimizer optimizer = kind.of(kind.usualValues());

        assertThat(optimizer.kind()).isEqualTo(kind);
        assertThat(optimizer.values()).containsExactly(kind.usualValues());
        assertThat(optimizer.label()).isEqualTo(kind.label());
        assertThat(OptimizerKind.of(kind.label())).isEqualTo(kind);
        assertThat(kind.of(optimizer.values())).isEqualTo(optimizer);
        assertThat(kind.parameters().get(0).name()).isEqualTo(OptimizerKind.LEARNING_RATE);
    }

    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void with_eachParameter_changesItAlone(OptimizerKind kind) {
        Optimizer optimizer = kind.of(kind.usualValues());
        for (int i = 0; i < kind.parameters().size(); i++) {
            float[] expected = kind.usualValues();
            expected[i] = 0.625f;
            assertThat(optimizer.with(kind.parameters().get(i).name(), 0.625f).values())
                    .containsExactly(expected);
        }
        assertThat(optimizer.withLearningRate(0.625f).learningRate()).isEqualTo(0.625f);
    }

    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void new_parameterOutOfRange_isRefusedWithNameAndValue(OptimizerKind kind) {
        for (OptimizerKind.Parameter parameter : kind.parameters()) {
            assertThatThrownBy(() -> kind.of(kind.usualValues()).with(parameter.name(), -0.5f))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("(?i)" + kind.label() + ": "
                            + parameter.name().replaceAll("([A-Z])", " $1") + " -0\\.5, expected .*");
        }
    }

    /** Rates follow a schedule: with the factor 0 nothing moves, with 1 it is the step without a schedule. */
    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void fill_factorZero_leavesTheParameter(OptimizerKind kind) {
        OptimizerFixture fixture = new OptimizerFixture(kind.of(kind.usualValues()), 1);
        float[][] gradients = {{GRADIENT}, {0.3f}};
        assertThat(fixture.run(new JavaExecutor(fixture.program()), new float[] {START}, gradients, 0)
                        .get(1))
                .containsExactly(START);
        assertThat(fixture.run(new JavaExecutor(fixture.program()), new float[] {START}, gradients, 1)
                        .get(1))
                .isNotEqualTo(new float[] {START})
                .containsExactly(fixture.run(new JavaExecutor(fixture.program()), new float[] {START}, gradients)
                        .get(1));
    }

    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void states_fading_becomeZeroOrStayNormal(OptimizerKind kind) {
        OptimizerFixture fixture = new OptimizerFixture(kind.of(kind.usualValues()), 2);
        JavaExecutor executor = new JavaExecutor(fixture.program());
        float[][] gradients = new float[400][2];
        gradients[0] = new float[] {-1e-25f, 1e-12f};

        fixture.run(executor, new float[2], gradients);

        for (Buffer buffer : fixture.program().persistent()) {
            if (buffer.role() == Buffer.Role.STATE) {
                for (float value : EngineFixture.read(executor, buffer)) {
                    assertThat(value == 0 || Math.abs(value) >= 0x1p-100f)
                            .as("%s %s", buffer, value)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void nesterov_secondStep_roundsEachOperationInTheOrderWritten() {
        List<float[]> values = twoSteps(new Nesterov(0.3f, 0.7f, 0));

        float velocity = GRADIENT;
        float first = START - 0.3f * (GRADIENT + 0.7f * velocity);
        velocity = 0.7f * velocity + -0.4f;
        float second = first - 0.3f * (-0.4f + 0.7f * velocity);
        check(values, first, second);
    }

    @Test
    void adagrad_secondStep_roundsEachOperationInTheOrderWritten() {
        List<float[]> values = twoSteps(new Adagrad(0.3f, 0.01f));

        float squares = GRADIENT * GRADIENT;
        float first = START - 0.3f * GRADIENT / ((float) Math.sqrt(squares) + 0.01f);
        squares += -0.4f * -0.4f;
        float second = first - 0.3f * -0.4f / ((float) Math.sqrt(squares) + 0.01f);
        check(values, first, second);
    }

    @Test
    void rmsProp_secondStep_roundsEachOperationInTheOrderWritten() {
        List<float[]> values = twoSteps(new RmsProp(0.3f, 0.7f, 0.01f));

        float squares = (1f - 0.7f) * (GRADIENT * GRADIENT);
        float first = START - 0.3f * GRADIENT / ((float) Math.sqrt(squares) + 0.01f);
        squares = 0.7f * squares + (1f - 0.7f) * (-0.4f * -0.4f);
        float second = first - 0.3f * -0.4f / ((float) Math.sqrt(squares) + 0.01f);
        check(values, first, second);
    }

    @Test
    void weightDecay_comesFirstAndIsRoundedTwice() {
        float[] value = twoSteps(new Sgd(0.5f, 0, 0, 0.3f)).get(0);

        float decayed = START - (float) (0.5 * 0.3f) * START;
        Tolerances.checkBits("value", value, new float[] {decayed - 0.5f * GRADIENT});
    }

    @ParameterizedTest
    @CsvSource({"0.9, 100000", "0.999, 100000", "0, 5", "0.5, 1000000000000"})
    void nadam_manySteps_hasFiniteSizesCloseToTheLimit(float beta1, long step) {
        OptimizerFixture fixture = new OptimizerFixture(new Nadam(1, beta1, 0.5f, 1e-8f), 1);
        float mean = fixture.scalar("meanSize", step);
        float gradient = fixture.scalar("gradientSize", step);
        assertThat(mean + gradient).isBetween(0.99f, 1.01f);
    }

    private static List<float[]> twoSteps(Optimizer optimizer) {
        OptimizerFixture fixture = new OptimizerFixture(optimizer, 1);
        float[][] gradients = {{GRADIENT}, {-0.4f}};
        return fixture.run(new JavaExecutor(fixture.program()), new float[] {START}, gradients);
    }

    private static void check(List<float[]> values, float first, float second) {
        Tolerances.checkBits("first step", values.get(0), new float[] {first});
        Tolerances.checkBits("second step", values.get(1), new float[] {second});
    }
}
