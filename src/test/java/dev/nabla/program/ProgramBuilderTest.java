package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProgramBuilderTest {
    @Test
    void new_capacityOutOfRange_isRefused() {
        assertThatThrownBy(() -> new ProgramBuilder(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Program: capacity of 0 rows, expected 1 to 256");
        assertThatThrownBy(() -> new ProgramBuilder(257))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Program: capacity of 257 rows, expected 1 to 256");
    }

    @Test
    void buffer_nameTwice_isRefused() {
        ProgramBuilder builder = new ProgramBuilder(1);
        builder.value("z", Shape.rows(1));
        assertThatThrownBy(() -> builder.value("z", Shape.rows(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Program: two buffers are called z");
    }

    @Test
    void build_withoutPorts_isRefused() {
        assertThatThrownBy(() -> new ProgramBuilder(1).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Program: input, output and losses must be named before it is built");
    }

    @Test
    void build_valueReadBeforeItIsWritten_isRefused() {
        OpFixture fixture = new OpFixture(1, 2, 1);
        Buffer z = fixture.value("z", 2);
        Buffer a = fixture.value("a", 2);
        fixture.forward(new LayerOp.Activate(Elementwise.RELU, z, a));
        assertThatThrownBy(fixture.builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Program: Activate reads z [rows, 2] before any operation writes it");
    }

    @Test
    void build_valueWrittenInALaterPhase_isRefused() {
        OpFixture fixture = new OpFixture(1, 2, 1);
        Buffer a = fixture.value("a", 2);
        Buffer b = fixture.value("b", 2);
        fixture.builder.add(Phase.BACKWARD, new LayerOp.Activate(Elementwise.RELU, fixture.x, a));
        fixture.forward(new LayerOp.Activate(Elementwise.RELU, a, b));
        assertThatThrownBy(fixture.builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Program: Activate reads a [rows, 2] before any operation writes it");
    }

    @Test
    void scalar_sameName_givesTheSameColumn() {
        ProgramBuilder builder = new ProgramBuilder(1);
        Scalar rate = builder.scalar("rate", 0.5f);
        assertThat(builder.scalar("rate", 7)).isSameAs(rate);
    }

    @Test
    void metric_sameName_givesTheSameColumn() {
        ProgramBuilder builder = new ProgramBuilder(1);
        assertThat(builder.metric("loss")).isSameAs(builder.loss());
    }

    @Test
    void write_valuesOfAnotherLength_isRefused() {
        OpFixture fixture = new OpFixture(1, 2, 1);
        Parameter weight = fixture.builder.parameter("weight", Shape.of(2, 3));
        JavaExecutor executor = fixture.executor();
        assertThatThrownBy(() -> executor.write(weight.value(), new float[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("write: 5 values for weight [2, 3], expected 6");
    }

    @Test
    void write_bufferOfRows_isRefused() {
        OpFixture fixture = new OpFixture(1, 2, 1);
        JavaExecutor executor = fixture.executor();
        assertThatThrownBy(() -> executor.write(fixture.x, new float[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("write: x [rows, 2], expected a float32 buffer of a fixed shape");
    }

    @Test
    void newExecutor_rowsBeyondTheLargestArray_isRefused() {
        OpFixture fixture = new OpFixture(256, 1, 1);
        fixture.value("z", 10_000_000);
        Program program = fixture.builder.build();
        String message = "Buffer z [rows, 10000000]: 2560000000 elements for 256 rows, expected at most 2147483639";
        assertThatThrownBy(() -> new JavaExecutor(program))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> new DoubleExecutor(program))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void bytes_buffers_countsRowsAtCapacityAndTheBatch() {
        OpFixture fixture = new OpFixture(4, 2, 1);
        fixture.builder.parameter("weight", Shape.of(5));
        Program program = fixture.builder.build();
        // order 4, x 8, y 4, weight 5, its gradient 5 elements, the losses of a batch of 100.
        assertThat(program.bytes(100)).isEqualTo(4 * (4 + 8 + 4 + 5 + 5 + 100));
    }
}
