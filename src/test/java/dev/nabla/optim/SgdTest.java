package dev.nabla.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.EngineFixture;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.program.Buffer;
import dev.nabla.program.ElementType;
import dev.nabla.program.Program;
import dev.nabla.program.Slice;
import org.junit.jupiter.api.Test;

class SgdTest {
    private static final Network NETWORK = EngineFixture.network(2, Loss.QUADRATIC, Dense.of(3, Activation.LINEAR));

    @Test
    void new_learningRateOutOfRange_isRefused() {
        assertThatThrownBy(() -> Sgd.of(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SGD: learning rate 0.0, expected a finite number above 0");
        assertThatThrownBy(() -> Sgd.of(Float.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SGD: learning rate NaN, expected a finite number above 0");
        assertThatThrownBy(() -> Sgd.of(Float.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SGD: learning rate Infinity, expected a finite number above 0");
    }

    @Test
    void new_momentumOutOfRange_isRefused() {
        assertThatThrownBy(() -> new Sgd(1, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SGD: momentum 1.0, expected 0 to below 1");
        assertThatThrownBy(() -> new Sgd(1, -0.5f, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SGD: momentum -0.5, expected 0 to below 1");
    }

    @Test
    void new_decayOutOfRange_isRefused() {
        assertThatThrownBy(() -> new Sgd(1, 0, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SGD: decay -1.0, expected a finite number that is not negative");
    }

    @Test
    void fill_decay_dividesTheRateByOnePlusDecayTimesStep() {
        Sgd sgd = new Sgd(0.6f, 0, 0.5f);
        assertThat(rate(sgd, 0)).isEqualTo(0.6f);
        assertThat(rate(sgd, 1)).isEqualTo((float) (0.6f / 1.5));
        assertThat(rate(sgd, 100)).isEqualTo((float) (0.6f / 51.0));
        assertThat(rate(sgd, 10_000_000_000L)).isEqualTo((float) (0.6f / 5_000_000_001.0));
    }

    @Test
    void describe_momentum_remembersAVelocityForEachParameter() {
        Program program = EngineFixture.compile(NETWORK, ElementType.F32, ElementType.F32, new Sgd(1, 0.5f, 0), 1);
        assertThat(program.persistent())
                .extracting(Buffer::name)
                .containsExactly("layer1.weight", "layer1.bias", "layer1.weight.velocity", "layer1.bias.velocity");
    }

    @Test
    void describe_withoutMomentum_remembersNothing() {
        Program program = EngineFixture.compile(NETWORK, ElementType.F32, ElementType.F32, Sgd.of(1), 1);
        assertThat(program.persistent()).extracting(Buffer::name).containsExactly("layer1.weight", "layer1.bias");
    }

    private static float rate(Sgd sgd, long step) {
        Program program = EngineFixture.compile(NETWORK, ElementType.F32, ElementType.F32, sgd, 1);
        Slice slice = new Slice(program, 1);
        slice.add(new int[1], 0, 1);
        sgd.fill(program, slice, 0, step);
        return slice.scalar(0, program.findScalar("learningRate"));
    }
}
