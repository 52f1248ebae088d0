package dev.nabla.program;

import dev.nabla.Tolerances;
import dev.nabla.program.LayerOp.MatMul;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The three products of a dense layer through a program, to the bit, outputs full of NaNs beforehand. */
class MatMulTest {
    /** On both sides of the number of rows from which on the executor transposes the weights. */
    private static final int[] ROWS = {1, 2, 3, 7, 8, 9, 13, 32, 64, 255, 256};

    private static final int[] WIDTHS = {1, 3, 4, 5, 8, 13, 32, 33, 257};
    private static final int CAPACITY = 256;
    private static final long SEED = 13;

    private final Random random = new Random(SEED);

    @Test
    void forward_rowsAndWidths_equalsNaiveLoop() {
        forAllWidths((inputs, units) -> {
            OpFixture fixture = new OpFixture(CAPACITY, inputs, 1);
            Parameter weight = fixture.builder.parameter("weight", Shape.of(units, inputs));
            Buffer z = fixture.value("z", units);
            JavaExecutor executor = fixture.forward(new MatMul(MatMul.Form.FORWARD, fixture.x, weight.value(), z))
                    .executor();
            float[] w = AwkwardFloats.of(random, units * inputs);
            executor.write(weight.value(), w);
            for (int rows : ROWS) {
                float[] x = AwkwardFloats.of(random, rows * inputs);
                fixture.poison(executor);
                fixture.run(executor, x, new float[rows]);
                float[] wTransposed = NaiveFloat.transpose(w, units, inputs);
                float[] expected = NaiveFloat.product(x, wTransposed, null, rows, inputs, units);
                Tolerances.checkBits(what(rows, inputs, units), OpFixture.read(executor, z, rows * units), expected);
            }
        });
    }

    @Test
    void inputGradient_rowsAndWidths_equalsNaiveLoop() {
        forAllWidths((inputs, units) -> {
            OpFixture fixture = new OpFixture(CAPACITY, units, 1);
            Parameter weight = fixture.builder.parameter("weight", Shape.of(units, inputs));
            Buffer dx = fixture.value("dx", inputs);
            JavaExecutor executor = fixture.forward(
                            new MatMul(MatMul.Form.INPUT_GRADIENT, fixture.x, weight.value(), dx))
                    .executor();
            float[] w = AwkwardFloats.of(random, units * inputs);
            executor.write(weight.value(), w);
            for (int rows : ROWS) {
                float[] dz = AwkwardFloats.of(random, rows * units);
                fixture.poison(executor);
                fixture.run(executor, dz, new float[rows]);
                float[] expected = NaiveFloat.product(dz, w, null, rows, units, inputs);
                Tolerances.checkBits(what(rows, inputs, units), OpFixture.read(executor, dx, rows * inputs), expected);
            }
        });
    }

    @Test
    void weightGradient_rowsAndWidths_equalsNaiveLoop() {
        forAllWidths((inputs, units) -> {
            OpFixture fixture = new OpFixture(CAPACITY, units, inputs);
            Parameter weight = fixture.builder.parameter("weight", Shape.of(units, inputs));
            JavaExecutor executor = fixture.forward(
                            new MatMul(MatMul.Form.WEIGHT_GRADIENT, fixture.x, fixture.y, weight.gradient()))
                    .executor();
            for (int rows : ROWS) {
                float[] dz = AwkwardFloats.of(random, rows * units);
                float[] x = AwkwardFloats.of(random, rows * inputs);
                fixture.poison(executor);
                fixture.run(executor, dz, x);
                float[] dzTransposed = NaiveFloat.transpose(dz, rows, units);
                float[] expected = NaiveFloat.product(dzTransposed, x, null, units, rows, inputs);
                float[] actual = OpFixture.read(executor, weight.gradient(), units * inputs);
                Tolerances.checkBits(what(rows, inputs, units), actual, expected);
            }
        });
    }

    @Test
    void weightGradient_zeroTimesInfinity_isNaN() {
        OpFixture fixture = new OpFixture(CAPACITY, 2, 2);
        Parameter weight = fixture.builder.parameter("weight", Shape.of(2, 2));
        JavaExecutor executor = fixture.forward(
                        new MatMul(MatMul.Form.WEIGHT_GRADIENT, fixture.x, fixture.y, weight.gradient()))
                .executor();
        float[] dz = {0f, 1f, -0f, 1f};
        float[] x = {Float.POSITIVE_INFINITY, 2f, 3f, 4f};

        fixture.run(executor, dz, x);

        float[] expected = {Float.NaN, 0f, Float.POSITIVE_INFINITY, 6f};
        Tolerances.checkBits("dW", OpFixture.read(executor, weight.gradient(), 4), expected);
    }

    @Test
    void weightGradient_batchOfManyChunks_equalsOneLongSum() {
        int rows = 300;
        int units = 5;
        int inputs = 6;
        float[] dz = AwkwardFloats.of(random, rows * units);
        float[] x = AwkwardFloats.of(random, rows * inputs);
        float[] expected = NaiveFloat.product(NaiveFloat.transpose(dz, rows, units), x, null, units, rows, inputs);
        for (int capacity : new int[] {1, 7, 16, 256}) {
            OpFixture fixture = new OpFixture(capacity, units, inputs);
            Parameter weight = fixture.builder.parameter("weight", Shape.of(units, inputs));
            JavaExecutor executor = fixture.forward(
                            new MatMul(MatMul.Form.WEIGHT_GRADIENT, fixture.x, fixture.y, weight.gradient()))
                    .executor();
            fixture.run(executor, dz, x);
            float[] actual = OpFixture.read(executor, weight.gradient(), units * inputs);
            Tolerances.checkBits("capacity " + capacity, actual, expected);
        }
    }

    private interface Widths {
        void check(int inputs, int units);
    }

    private static void forAllWidths(Widths check) {
        for (int inputs : WIDTHS) {
            for (int units : WIDTHS) {
                if (inputs * units <= 10_000) {
                    check.check(inputs, units);
                }
            }
        }
    }

    private static String what(int rows, int inputs, int units) {
        return rows + " rows, " + inputs + " inputs, " + units + " units, seed " + SEED;
    }
}
