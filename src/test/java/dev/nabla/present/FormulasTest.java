package dev.nabla.present;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.nabla.protocol.Setup;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormulasTest {

    private static NetworkShape shape(Setup.Hidden... hidden) {
        return NetworkShape.of(Setup.initial().withHidden(List.of(hidden)), 10);
    }

    @Test
    void network_oneHiddenLayer_isWrittenOut() {
        assertThat(Formulas.network(shape(new Setup.Hidden(32, "relu"))).plain())
                .isEqualTo("p = softmax(W₂·ReLU(W₁·x + b₁) + b₂)");
    }

    @Test
    void network_noHiddenLayer_isSoftmaxRegression() {
        assertThat(Formulas.network(shape()).plain()).isEqualTo("p = softmax(W₁·x + b₁)");
    }

    @Test
    void network_linearLayer_hasParenthesesOnly() {
        assertThat(Formulas.network(shape(new Setup.Hidden(2, "linear"))).plain())
                .isEqualTo("p = softmax(W₂·(W₁·x + b₁) + b₂)");
    }

    @Test
    void network_twelveLayers_leavesTheMiddleOut() {
        NetworkShape deep =
                NetworkShape.of(Setup.initial().withHidden(Collections.nCopies(12, new Setup.Hidden(16, "tanh"))), 10);

        assertThat(Formulas.network(deep).plain())
                .isEqualTo("p = softmax(W₁₃·tanh(W₁₂·…(tanh(W₁·x + b₁)) + b₁₂) + b₁₃)");
    }

    @Test
    void loss_ofProbability_isItsNegativeLogarithm() {
        assertThat(Formulas.loss("7", 0.962).plain()).isEqualTo("L = \u2212log p₇ = 0.039");
        assertThat(Formulas.loss("Ankle boot", 1).plain()).isEqualTo("L = \u2212log p_Ankle boot = 0.000");
        assertThat(Formulas.cost(0)).isFinite();
    }

    @Test
    void unit_anyNumbers_addUpAsWritten() {
        assertThat(Formulas.unit("5", -0.12, 1.72, 1.72, false).plain())
                .isEqualTo("z₅ = 1.84 \u2212 0.12 = 1.72,  a₅ = 1.72");
        // Rounded one by one, 0.046 + 0.048 = 0.094 would read 0.05 + 0.05 = 0.09.
        assertThat(Formulas.unit("1", 0.048, 0.094, 0.094, false).plain())
                .isEqualTo("z₁ = 0.04 + 0.05 = 0.09,  a₁ = 0.09");
        assertThat(Formulas.unit("3", 0.5, -0.25, 0.031, true).plain())
                .isEqualTo("z₃ = \u22120.75 + 0.50 = \u22120.25,  p₃ = 0.031");
    }

    @Test
    void spoken_formula_saysSigns() {
        assertThat(Formulas.loss("7", 0.962).spoken()).isEqualTo("L equals minus log of p 7 equals 0.039");
    }

    @Test
    void at_timeOfAStep_passesItsPhases() {
        assertThat(StepPhase.at(0).phase()).isEqualTo(StepPhase.FORWARD);
        assertThat(StepPhase.at(0.4).phase()).isEqualTo(StepPhase.LOSS);
        assertThat(StepPhase.at(0.6).phase()).isEqualTo(StepPhase.BACKWARD);
        assertThat(StepPhase.at(1).phase()).isEqualTo(StepPhase.UPDATE);
        assertThat(StepPhase.UPDATE.end()).isCloseTo(1, offset(1e-9));
    }
}
