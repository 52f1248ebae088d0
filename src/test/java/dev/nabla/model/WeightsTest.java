package dev.nabla.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.program.Shape;
import dev.nabla.program.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 4095, 4096, 4097, 10_000})
    void write_givesLittleEndianFloatsInOrder(int size) {
        float[] first = new float[size];
        for (int i = 0; i < size; i++) {
            first[i] = i / 7f;
        }
        float[] second = {-0f, Float.NaN, Float.MIN_VALUE};
        ByteBuffer expected = ByteBuffer.allocate(4 * (size + 3)).order(ByteOrder.LITTLE_ENDIAN);
        expected.asFloatBuffer().put(first).put(second);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Weights.write(
                List.of(new Tensor("a", Shape.of(size), first), new Tensor("b", Shape.of(3, 1), second)), bytes::write);

        assertThat(bytes.toByteArray()).isEqualTo(expected.array());
    }
}
