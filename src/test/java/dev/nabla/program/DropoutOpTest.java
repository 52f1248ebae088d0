package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutOpTest {
    private static final int WIDTH = 37;
    private static final int STREAM = Random.Stream.DROPOUT.id(3);

    private final java.util.Random random = new java.util.Random(20);

    /** A dropout of x and its gradient from y, on chunks of so many rows. */
    private static final class Setup {
        final OpFixture fixture;
        final Key key;
        final LayerOp.Dropout op;
        final Buffer dInput;

        Setup(float rate, int capacity) {
            fixture = new OpFixture(capacity, WIDTH, WIDTH);
            key = fixture.builder.key("dropout", STREAM);
            op = new LayerOp.Dropout(fixture.x, rate, key, fixture.value("output", WIDTH));
            dInput = fixture.value("dInput", WIDTH);
            fixture.forward(op).forward(new LayerOp.DropoutGradient(fixture.y, rate, key, dInput));
            fixture.builder.output(op.output());
        }

        /** One step on rows of these values, with the numbers of a seed and a step. */
        void run(Executor executor, float[] x, float[] y, int seed, int step) {
            int rows = x.length / WIDTH;
            Slice slice = new Slice(executor.program(), 2);
            slice.add(EngineFixture.range(rows), 0, rows);
            slice.setKey(0, key, Random.of(seed, STREAM, step));
            executor.train(Examples.of(rows, x, y), slice);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 0.1f, 0.5f, 0.9f, 0x1.fffffep-1f})
    void dropout_rows_selectsByTheBitsOfTheKey(float rate) {
        Setup setup = new Setup(rate, 8);
        JavaExecutor executor = setup.fixture.executor();
        float[] x = EngineFixture.normals(random, 5 * WIDTH, 1);
        float[] y = EngineFixture.normals(random, 5 * WIDTH, 1);
        x[3] = Float.NaN;
        y[4] = Float.POSITIVE_INFINITY;
        setup.run(executor, x, y, 9, 77);
        Random numbers = Random.of(9, STREAM, 77);
        float[] output = new float[x.length];
        float[] dInput = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            boolean dropped = numbers.uniform(i) < rate;
            output[i] = dropped ? 0 : x[i] * (1f / (1f - rate));
            dInput[i] = dropped ? 0 : y[i] * (1f / (1f - rate));
        }
        Tolerances.checkBits("output", OpFixture.read(executor, setup.op.output(), x.length), output);
        Tolerances.checkBits("dInput", OpFixture.read(executor, setup.dInput, x.length), dInput);
    }

    @Test
    void dropout_otherStep_dropsOthers() {
        Setup setup = new Setup(0.5f, 8);
        JavaExecutor executor = setup.fixture.executor();
        float[] ones = new float[8 * WIDTH];
        java.util.Arrays.fill(ones, 1);
        setup.run(executor, ones, ones, 1, 0);
        float[] first = OpFixture.read(executor, setup.op.output(), ones.length);
        setup.run(executor, ones, ones, 1, 1);
        assertThat(OpFixture.read(executor, setup.op.output(), ones.length)).isNotEqualTo(first);
        setup.run(executor, ones, ones, 1, 0);
        assertThat(OpFixture.read(executor, setup.op.output(), ones.length)).isEqualTo(first);
    }

    /** The number of zeros among 2¹⁸ is within 4.5 standard deviations of what the rate says. */
    @ParameterizedTest
    @ValueSource(floats = {0.05f, 0.5f, 0.8f})
    void dropout_manyNumbers_dropsTheShareOfTheRate(float rate) {
        Random numbers = Random.of(3, STREAM, 5);
        int threshold = new Setup(rate, 1).op.threshold();
        int count = 1 << 18;
        int dropped = 0;
        for (int i = 0; i < count; i++) {
            dropped += numbers.bits(i) >>> 8 < threshold ? 1 : 0;
        }
        double deviation = Math.sqrt(count * rate * (1 - rate));
        assertThat(dropped).isBetween((int) (count * rate - 4.5 * deviation), (int) (count * rate + 4.5 * deviation));
    }

    /** The numbers count from the beginning of the batch: chunks make no difference. */
    @Test
    void dropout_chunks_dropLikeOnePiece() {
        float[] x = EngineFixture.normals(random, 11 * WIDTH, 1);
        Setup whole = new Setup(0.3f, 11);
        JavaExecutor expected = whole.fixture.executor();
        whole.run(expected, x, x, 4, 6);
        float[] all = OpFixture.read(expected, whole.op.output(), x.length);
        Setup setup = new Setup(0.3f, 4);
        JavaExecutor executor = setup.fixture.executor();
        setup.run(executor, x, x, 4, 6);
        float[] last = java.util.Arrays.copyOfRange(all, 8 * WIDTH, 11 * WIDTH);
        Tolerances.checkBits("last chunk", OpFixture.read(executor, setup.op.output(), last.length), last);
    }

    @Test
    void predict_givesTheInputAsItIs() {
        float[] x = EngineFixture.normals(random, 3 * WIDTH, 1);
        Setup setup = new Setup(0.5f, 2);
        for (Executor executor :
                new Executor[] {setup.fixture.executor(), new DoubleExecutor(setup.fixture.builder.build())}) {
            float[] outputs = new float[x.length];
            executor.predict(x, 3, outputs);
            Tolerances.checkBits("outputs", outputs, x);
        }
    }

    @Test
    void doubleExecutor_dropsTheSame() {
        Setup setup = new Setup(0.4f, 3);
        float[] x = EngineFixture.normals(random, 7 * WIDTH, 1);
        JavaExecutor actual = setup.fixture.executor();
        DoubleExecutor oracle = new DoubleExecutor(setup.fixture.builder.build());
        setup.run(actual, x, x, 1, 2);
        setup.run(oracle, x, x, 1, 2);
        double[] expected = java.util.Arrays.copyOf(oracle.array(setup.dInput), WIDTH);
        Tolerances.FEW_ROUNDINGS.check("dInput", OpFixture.read(actual, setup.dInput, WIDTH), expected);
    }

    @Test
    void dropout_rateBeyondTheRange_isRefused() {
        Setup setup = new Setup(0.5f, 1);
        for (float rate : new float[] {-0.1f, 1, 2, Float.NaN}) {
            assertThatThrownBy(() -> new LayerOp.Dropout(setup.fixture.x, rate, setup.key, setup.dInput))
                    .hasMessage("Dropout: rate " + rate + ", expected 0 to below 1");
        }
    }

    @Test
    void slice_copy_keepsTheKeys() {
        Setup setup = new Setup(0.5f, 1);
        Slice slice = new Slice(setup.fixture.builder.build(), 3);
        slice.add(new int[] {0}, 0, 1);
        slice.add(new int[] {0}, 0, 1);
        slice.setKey(1, setup.key, Random.of(5, STREAM, 8));
        Slice copy = slice.copy();
        slice.setKey(1, setup.key, Random.of(6, STREAM, 8));
        assertThat(copy.random(1, setup.key).bits(2))
                .isEqualTo(Random.of(5, STREAM, 8).bits(2));
        assertThat(copy.random(0, setup.key).bits(2))
                .isEqualTo(Random.of(0, STREAM, 0).bits(2));
        int[] words = {copy.keys()[2], copy.keys()[3]};
        assertThat(words)
                .containsExactly(
                        Random.of(5, STREAM, 8).key0(), Random.of(5, STREAM, 8).key1());
    }

    @Test
    void key_sameNameTwice_isRefused() {
        Setup setup = new Setup(0.5f, 1);
        assertThatThrownBy(() -> setup.fixture.builder.key("dropout", 1))
                .hasMessage("Program: two keys are called dropout");
    }
}
