package dev.nabla.present;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.program.Elementwise;
import dev.nabla.program.ErrorFunction;
import dev.nabla.program.LayerOp.MatMul.Form;
import dev.nabla.program.Op;
import dev.nabla.protocol.ProgramListing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OpFormulasTest {
    /** All operations that there are, and what a module does to its own arrangement. */
    static Stream<ProgramListing.Op> ops() {
        List<ProgramListing.Op> ops = new ArrayList<>();
        for (Class<?> branch : Op.class.getPermittedSubclasses()) {
            for (Class<?> kind : branch.getPermittedSubclasses()) {
                variants(kind.getSimpleName())
                        .forEach(variant -> ops.add(new ProgramListing.Op(kind.getSimpleName(), variant)));
            }
        }
        Stream.of("Clear", "Transpose", "Unpack").forEach(kind -> ops.add(new ProgramListing.Op(kind, "")));
        return ops.stream();
    }

    private static Stream<String> variants(String kind) {
        return switch (kind) {
            case "MatMul" -> Arrays.stream(Form.values()).map(Enum::name);
            case "Conv2d" -> Stream.of("FORWARD", "INPUT_GRADIENT", "WEIGHT_GRADIENT");
            case "Activate", "ActivateGradient" ->
                Arrays.stream(Elementwise.values()).map(Enum::name);
            case "ElementLoss", "ElementLossGradient" ->
                Arrays.stream(ErrorFunction.values()).map(Enum::name);
            case "ScaledUpdate" -> Stream.of("ADAGRAD", "RMSPROP");
            default -> Stream.of("");
        };
    }

    @ParameterizedTest
    @MethodSource("ops")
    void op_ofAnyKind_isExplained(ProgramListing.Op op) {
        assertThat(OpFormulas.name(op)).isNotEmpty().doesNotContain("_");
        assertThat(OpFormulas.formula(op) + OpFormulas.words(op)).isNotEmpty().doesNotContain("|");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Activate         | RELU           | ReLU          | a = max(0, z)                     | The activation of each unit.
            ActivateGradient | TANH           | Tanh′         | ∂z = ∂a · (1 − a²)                | Sends the gradient back through the activation.
            MatMul           | INPUT_GRADIENT | MatMul        | ∂x[r, i] = Σⱼ ∂z[r, j] · W[j, i]  | Sends the gradient back through the weights.
            ScaledUpdate     | ADAGRAD        | AdagradUpdate | s = s + ∂w²;  w = w − η · ∂w / (√s + ε) | ''
            Mean             | ''             | Mean          | loss = Σᵣ L[r] / N                | The mean loss of the batch.
            """)
    void op_hasNameFormulaAndSentence(String kind, String variant, String name, String formula, String words) {
        ProgramListing.Op op = new ProgramListing.Op(kind, variant);

        assertThat(OpFormulas.name(op)).isEqualTo(name);
        assertThat(OpFormulas.formula(op)).isEqualTo(formula);
        assertThat(OpFormulas.words(op)).isEqualTo(words);
    }
}
