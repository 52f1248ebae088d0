package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void toString_extents_namesTheLeadingDimension() {
        assertThat(Shape.of(128, 784)).hasToString("[128, 784]");
        assertThat(Shape.rows(784)).hasToString("[rows, 784]");
        assertThat(Shape.batch()).hasToString("[batch]");
        assertThat(Shape.examples(28, 28)).hasToString("[examples, 28, 28]");
        assertThat(Shape.of()).hasToString("[]");
    }

    @Test
    void elements_leadingExtent_multiplies() {
        assertThat(Shape.rows(3, 4).elements(5)).isEqualTo(60);
        assertThat(Shape.of(3, 4).elements(5)).isEqualTo(12);
        assertThat(Shape.batch().elements(7)).isEqualTo(7);
        assertThat(Shape.rows(Shape.MAX_ELEMENTS).elements(256)).isEqualTo(256L * Shape.MAX_ELEMENTS);
    }

    @Test
    void equals_otherExtent_differs() {
        assertThat(Shape.rows(3)).isEqualTo(Shape.rows(3)).hasSameHashCodeAs(Shape.rows(3));
        assertThat(Shape.rows(3)).isNotEqualTo(Shape.batch(3)).isNotEqualTo(Shape.rows(3, 1));
    }

    @Test
    void of_callersArray_isCopied() {
        int[] dimensions = {2, 3};
        Shape shape = Shape.of(dimensions);
        dimensions[0] = 9;
        shape.dimensions()[1] = 9;
        assertThat(shape).isEqualTo(Shape.of(2, 3));
    }

    @Test
    void of_zero_isRefused() {
        assertThatThrownBy(() -> Shape.of(3, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Shape [3, 0]: dimension 0, expected at least 1");
    }

    @Test
    void rows_negative_isRefused() {
        assertThatThrownBy(() -> Shape.rows(-2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Shape [rows, -2]: dimension -2, expected at least 1");
    }

    @Test
    void of_moreThanAnArrayHolds_isRefused() {
        assertThatThrownBy(() -> Shape.of(65536, 65536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Shape [65536, 65536]: more elements than the largest array, 2147483639");
        assertThatThrownBy(() -> Shape.of(1 << 30, 1 << 30, 1 << 30, 1 << 30, 1 << 30))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
