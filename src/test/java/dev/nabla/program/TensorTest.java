package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void new_openShape_isRefused() {
        assertThatThrownBy(() -> new Tensor("w", Shape.rows(2), new float[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Tensor w: shape [rows, 2], expected only fixed dimensions");
    }

    @Test
    void new_otherNumberOfValues_isRefused() {
        assertThatThrownBy(() -> new Tensor("w", Shape.of(2, 3), new float[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Tensor w: 5 values for shape [2, 3], expected 6");
    }

    @Test
    void copy_changedLater_leavesTheOriginal() {
        Tensor tensor = new Tensor("w", Shape.of(1), new float[] {1});
        tensor.copy().values()[0] = 2;
        assertThat(tensor.values()).containsExactly(1);
    }

    @Test
    void parameter_otherShapes_isRefused() {
        Buffer value = new Buffer(0, "w", ElementType.F32, Shape.of(2), Buffer.Role.PARAMETER);
        Buffer gradient = new Buffer(1, "d:w", ElementType.F32, Shape.of(3), Buffer.Role.GRADIENT);
        assertThatThrownBy(() -> new Parameter(value, gradient))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Parameter w: value [2], gradient [3], expected equal shapes");
    }

    @Test
    void examples_arrayOfTheOtherKind_isRefused() {
        Examples numbers = Examples.of(1, new float[1], new float[1]);
        assertThatThrownBy(numbers::pixels)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Examples have no inputs of bytes");
        assertThatThrownBy(numbers::labels)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Examples have no labels");
        Examples images = Examples.of(1, new byte[1], new int[1]);
        assertThatThrownBy(images::values)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Examples have no inputs of numbers");
        assertThatThrownBy(images::targets)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Examples have no targets of numbers");
    }
}
