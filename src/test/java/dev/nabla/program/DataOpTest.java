package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.Tolerances;
import org.junit.jupiter.api.Test;

class DataOpTest {
    private static final int BYTES = 256;

    /** One image of all 256 bytes, and labels 2, 0, 1 on three examples. */
    private final ProgramBuilder builder = new ProgramBuilder(4);

    @Test
    void gather_pixels_areTheUnsignedByteDividedBy255() {
        Buffer x = gathered("x", ElementType.U8, Shape.examples(BYTES), Buffer.Role.INPUTS);
        JavaExecutor executor = executor(x);
        byte[] pixels = new byte[2 * BYTES];
        float[] expected = new float[BYTES];
        for (int i = 0; i < BYTES; i++) {
            pixels[BYTES + i] = (byte) i;
            expected[i] = i / 255f;
        }

        train(executor, Examples.of(2, pixels, new int[2]), 1);

        Tolerances.checkBits("pixels", OpFixture.read(executor, x, BYTES), expected);
    }

    @Test
    void gather_brightestPixel_isOne() {
        Buffer x = gathered("x", ElementType.U8, Shape.examples(1), Buffer.Role.INPUTS);
        JavaExecutor executor = executor(x);

        train(executor, Examples.of(1, new byte[] {(byte) 255}, new int[1]), 0);

        assertThat(OpFixture.read(executor, x, 1)).containsExactly(1f);
    }

    @Test
    void gather_numbers_followsTheOrder() {
        Buffer x = gathered("x", ElementType.F32, Shape.examples(2), Buffer.Role.INPUTS);
        JavaExecutor executor = executor(x);

        train(executor, Examples.of(3, new float[] {0, 1, 10, 11, 20, 21}, new int[3]), 2, 0, 2);

        assertThat(OpFixture.read(executor, x, 6)).containsExactly(20, 21, 0, 1, 20, 21);
    }

    @Test
    void gather_labels_followsTheOrder() {
        Buffer x = gathered("x", ElementType.F32, Shape.examples(1), Buffer.Role.INPUTS);
        Buffer y = gathered("y", ElementType.I32, Shape.examples(), Buffer.Role.TARGETS);
        JavaExecutor executor = executor(x);

        train(executor, Examples.of(3, new float[3], new int[] {2, 0, 1}), 1, 2, 0);

        assertThat(executor.readInts(y, 3)).containsExactly(0, 1, 2);
    }

    @Test
    void oneHot_usedRows_holdsOneAtTheLabelAndZerosElsewhere() {
        Buffer x = gathered("x", ElementType.F32, Shape.examples(1), Buffer.Role.INPUTS);
        Buffer y = gathered("y", ElementType.I32, Shape.examples(), Buffer.Role.TARGETS);
        Buffer oneHot = builder.value("oneHot", Shape.rows(3));
        builder.add(Phase.GATHER, new DataOp.OneHot(y, oneHot));
        JavaExecutor executor = executor(x);
        Examples examples = Examples.of(3, new float[3], new int[] {2, 0, 1});

        train(executor, examples, 2, 2);
        train(executor, examples, 0, 1);

        assertThat(OpFixture.read(executor, oneHot, 6)).containsExactly(0, 0, 1, 1, 0, 0);
    }

    @Test
    void oneHot_firstClass_leavesOutThoseBefore() {
        Buffer x = gathered("x", ElementType.F32, Shape.examples(1), Buffer.Role.INPUTS);
        Buffer y = gathered("y", ElementType.I32, Shape.examples(), Buffer.Role.TARGETS);
        Buffer label = builder.value("label", Shape.rows(1));
        builder.add(Phase.GATHER, new DataOp.OneHot(y, 1, label));
        JavaExecutor executor = executor(x);

        train(executor, Examples.of(3, new float[3], new int[] {1, 0, 1}), 0, 1, 2);

        assertThat(OpFixture.read(executor, label, 3)).containsExactly(1, 0, 1);
    }

    private Buffer gathered(String name, ElementType type, Shape examples, Buffer.Role role) {
        Buffer source = builder.buffer("data." + name, type, examples, role);
        ElementType result = type == ElementType.U8 ? ElementType.F32 : type;
        Buffer rows = builder.buffer(name, result, Shape.rows(examples.dimensions()), Buffer.Role.VALUE);
        builder.add(Phase.GATHER, new DataOp.Gather(source, builder.order(), rows));
        return rows;
    }

    private JavaExecutor executor(Buffer x) {
        builder.input(x);
        builder.output(x);
        builder.losses(builder.value("losses", Shape.batch()));
        return new JavaExecutor(builder.build());
    }

    private static void train(JavaExecutor executor, Examples examples, int... order) {
        Slice slice = new Slice(executor.program(), 1);
        slice.add(order, 0, order.length);
        executor.train(examples, slice);
    }
}
