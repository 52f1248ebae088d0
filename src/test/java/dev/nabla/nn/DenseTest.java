package dev.nabla.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.nabla.nn.Initializer.Scheme;
import dev.nabla.program.Shape;
import org.junit.jupiter.api.Test;

class DenseTest {
    @Test
    void new_withoutUnits_isRefused() {
        assertThatThrownBy(() -> Dense.of(0, Activation.RELU))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Dense: 0 units, expected at least 1");
    }

    @Test
    void withL2_negativeOnWeights_isRefused() {
        assertThatThrownBy(() -> Dense.of(1, Activation.RELU).withL2(-0.5f, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Dense: L2 penalty -0.5 on the weights, expected a finite number that is not negative");
    }

    @Test
    void withL2_nanOrInfiniteOnBiases_isRefused() {
        Dense dense = Dense.of(1, Activation.RELU);
        assertThatThrownBy(() -> dense.withL2(0, Float.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Dense: L2 penalty NaN on the biases, expected a finite number that is not negative");
        assertThatThrownBy(() -> dense.withL2(0, Float.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Dense: L2 penalty Infinity on the biases, expected a finite number that is not negative");
    }

    @Test
    void parameters_tooManyWeights_isRefused() {
        assertThatThrownBy(() -> Dense.of(100_000, Activation.RELU).parameters(Shape.of(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Dense: 100000 units on 100000 inputs have 10000000000 weights,"
                        + " expected at most 2147483639");
    }

    @Test
    void parameters_inputOfSeveralDimensions_countsThemAll() {
        assertThat(Dense.of(10, Activation.RELU).parameters(Shape.of(28, 28, 1)))
                .extracting(Layer.ParameterSpec::name, Layer.ParameterSpec::shape, Layer.ParameterSpec::fanIn)
                .containsExactly(tuple("weight", Shape.of(10, 784), 784), tuple("bias", Shape.of(10), 784));
    }

    @Test
    void of_activations_takeTheirUsualInitializer() {
        assertThat(Dense.of(1, Activation.RELU).weightInitializer().scheme()).isEqualTo(Scheme.HE_NORMAL);
        assertThat(Dense.of(1, Activation.SIGMOID).weightInitializer().scheme()).isEqualTo(Scheme.XAVIER_UNIFORM);
        assertThat(Dense.of(1, Activation.RELU).biasInitializer()).isEqualTo(Initializer.zeros());
    }

    @Test
    void withActivation_other_keepsTheRest() {
        Dense dense = Dense.of(3, Activation.RELU).withL2(0.1f, 0.2f);
        Dense other = dense.withActivation(Activation.TANH);
        assertThat(other.withActivation(Activation.RELU)).isEqualTo(dense);
        assertThat(other.activation()).isEqualTo(Activation.TANH);
    }
}
