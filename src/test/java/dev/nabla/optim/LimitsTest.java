package dev.nabla.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.program.Buffer;
import dev.nabla.program.DoubleExecutor;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Slice;
import dev.nabla.train.Settings;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On {@code a = W·x + b} with W [2, 2] = 0 and the quadratic loss, so that dW = −y·xᵀ and db = −y. */
class LimitsTest {
    private static final Network NETWORK = EngineFixture.network(2, Loss.QUADRATIC, Dense.of(2, Activation.LINEAR));

    @Test
    void gradientValue_outside_isClippedOnBothSides() {
        float[] weight = step(new Limits(0.5f, 0, 0), 3, -0.25f, 1, -2);
        assertThat(weight).containsExactly(0.5f, -0.25f, -0.5f, 0.5f);
    }

    @Test
    void gradientValue_nan_staysNan() {
        assertThat(step(new Limits(0.5f, 0, 0), Float.NaN, 1, 1, 1)).containsOnly(Float.NaN);
    }

    @Test
    void gradientNorm_longGradient_hasThatLength() {
        // dW = −[3 0; 4 0], db = −[3, 4]: the length of all is √50.
        float[] weight = step(new Limits(0, 0.5f, 0), 1, 0, 3, 4);
        float factor = 0.5f / ((float) Math.sqrt(50) + 1e-6f);
        Tolerances.checkBits("weight", weight, new float[] {3 * factor, 0, 4 * factor, 0});
    }

    @Test
    void gradientNorm_shortGradient_stays() {
        assertThat(step(new Limits(0, 8, 0), 1, 0, 3, 4)).containsExactly(3, 0, 4, 0);
    }

    @Test
    void gradientNorm_afterClippingByValue_countsWhatIsLeft() {
        float[] weight = step(new Limits(1, 1.5f, 0), 1, 0, 3, 4);
        float factor = 1.5f / (2 + 1e-6f);
        Tolerances.checkBits("weight", weight, new float[] {factor, 0, factor, 0});
    }

    @Test
    void weightNorm_longRows_haveThatLengthAndOthersStay() {
        float[] weight = step(new Limits(0, 0, 2), 1, 1, 3, -1);
        float factor = 2 / (float) Math.sqrt(18);
        Tolerances.checkBits("weight", weight, new float[] {3 * factor, 3 * factor, -1, -1});
    }

    @Test
    void weightNorm_zeroRow_stays() {
        assertThat(step(new Limits(0, 0, 2), 1, 1, 0, 0)).containsExactly(0, 0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"0.02, 0, 0", "0, 0.05, 0", "0, 0, 0.4", "0.03, 0.05, 0.4"})
    void train_oracle_agreesOverTenSteps(float gradientValue, float gradientNorm, float weightNorm) {
        Network network = EngineFixture.network(
                5,
                Loss.CROSS_ENTROPY,
                Dense.of(7, Activation.TANH).withL1(0.01f, 0.02f),
                Dense.of(3, Activation.SOFTMAX));
        Settings settings =
                new Settings(Sgd.of(0.5f), 1, 1).withLimits(new Limits(gradientValue, gradientNorm, weightNorm));
        Examples examples = EngineFixture.labelled(new Random(1), 40, 5, 3);
        ProgramBuilder builder = new ProgramBuilder(16);
        network.describe(builder, examples.inputType(), examples.targetType(), false);
        settings.describe(builder);
        Program program = builder.build();
        JavaExecutor actual = new JavaExecutor(program);
        DoubleExecutor oracle = new DoubleExecutor(program);
        EngineFixture.writeRandomParameters(actual, new Random(1));
        EngineFixture.copyPersistent(actual, oracle);
        for (Executor executor : new Executor[] {actual, oracle}) {
            Slice slice = new Slice(program, 10);
            for (int step = 0; step < 10; step++) {
                settings.fill(program, slice, slice.add(EngineFixture.range(40), step, 30), step);
            }
            executor.train(examples, slice);
        }
        for (Buffer buffer : program.persistent()) {
            Tolerances.FLOAT_TEN_STEPS.check(
                    buffer.toString(),
                    EngineFixture.read(actual, buffer),
                    Tolerances.widen(EngineFixture.read(oracle, buffer)));
        }
    }

    @Test
    void new_negative_isRefused() {
        assertThatThrownBy(() -> new Limits(0, -1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Limits: gradient norm -1.0, expected a finite number that is not negative");
    }

    /** W after one step of rate 1 from 0. */
    private static float[] step(Limits limits, float x0, float x1, float y0, float y1) {
        Settings settings = new Settings(Sgd.of(1), 1, 1).withLimits(limits);
        Examples examples = Examples.of(1, new float[] {x0, x1}, new float[] {y0, y1});
        ProgramBuilder builder = new ProgramBuilder(1);
        NETWORK.describe(builder, examples.inputType(), examples.targetType(), false);
        settings.describe(builder);
        JavaExecutor executor = new JavaExecutor(builder.build());
        Slice slice = new Slice(executor.program(), 1);
        settings.fill(executor.program(), slice, slice.add(new int[1], 0, 1), 0);
        executor.train(examples, slice);
        return EngineFixture.read(
                executor, executor.program().parameters().get(0).value());
    }
}
