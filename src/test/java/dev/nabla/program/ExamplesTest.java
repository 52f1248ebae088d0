package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ExamplesTest {

    @Test
    void of_inputsThatAreNoMultiple_namesBothNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Examples.of(3, new float[7], new int[3]))
                .withMessage("Examples: 7 inputs for 3 examples, expected a multiple of that");
    }

    @Test
    void of_tooFewLabels_namesBothNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Examples.of(3, new byte[6], new int[2]))
                .withMessage("Examples: 2 targets for 3 examples, expected a multiple of that");
    }

    @Test
    void requireLabelsBelow_labelBeyond_namesExampleAndOutputs() {
        Examples examples = Examples.of(3, new byte[6], new int[] {0, 9, 10});

        assertThatCode(() -> examples.requireLabelsBelow(11)).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> examples.requireLabelsBelow(10))
                .withMessage("Examples: label 10 of example 2, the network has outputs 0 to 9");
    }

    @Test
    void requireLabelsBelow_negativeLabel_isRefused() {
        Examples examples = Examples.of(1, new byte[6], new int[] {-1});

        assertThatIllegalArgumentException().isThrownBy(() -> examples.requireLabelsBelow(10));
    }
}
