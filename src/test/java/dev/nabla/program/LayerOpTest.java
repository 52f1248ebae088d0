package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import dev.nabla.program.LayerOp.MatMul;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LayerOpTest {
    private static final float NAN = Float.NaN;
    private static final float INFINITY = Float.POSITIVE_INFINITY;
    private static final int[] SIZES = {1, 2, 15, 16, 17, 33, 1025};
    private static final long SEED = 14;

    private final Random random = new Random(SEED);

    @Test
    void addBias_rows_addsTheBiasToEach() {
        OpFixture fixture = new OpFixture(4, 2, 1);
        Parameter bias = fixture.builder.parameter("bias", Shape.of(2));
        Buffer z = fixture.value("z", 2);
        JavaExecutor executor =
                fixture.forward(new LayerOp.AddBias(fixture.x, bias.value(), z)).executor();
        executor.write(bias.value(), new float[] {10, 20});

        fixture.poison(executor);
        fixture.run(executor, new float[] {1, 2, 3, 4, 5, 6}, new float[3]);

        assertThat(OpFixture.read(executor, z, 6)).containsExactly(11, 22, 13, 24, 15, 26);
    }

    @Test
    void addBias_afterProduct_isAddedLast() {
        // 1 + 2²⁴ − 2²⁴ is 0 in float32; 2²⁴ − 2²⁴ + 1 is 1.
        OpFixture fixture = new OpFixture(16, 2, 1);
        Parameter weight = fixture.builder.parameter("weight", Shape.of(1, 2));
        Parameter bias = fixture.builder.parameter("bias", Shape.of(1));
        Buffer z = fixture.value("z", 1);
        JavaExecutor executor = fixture.forward(new MatMul(MatMul.Form.FORWARD, fixture.x, weight.value(), z))
                .forward(new LayerOp.AddBias(z, bias.value(), z))
                .executor();
        executor.write(weight.value(), new float[] {0x1p24f, -0x1p24f});
        executor.write(bias.value(), new float[] {1});

        for (int rows : new int[] {1, 16}) {
            float[] ones = new float[2 * rows];
            Arrays.fill(ones, 1);
            fixture.run(executor, ones, new float[rows]);
            assertThat(OpFixture.read(executor, z, rows)).containsOnly(1f);
        }
    }

    @Test
    void sumRows_rows_addsInOrderOfTheExamples() {
        OpFixture fixture = new OpFixture(2, 2, 1);
        Parameter bias = fixture.builder.parameter("bias", Shape.of(2));
        JavaExecutor executor =
                fixture.forward(new LayerOp.SumRows(fixture.x, bias.gradient())).executor();

        // Column 0: 2²⁴ + 1 + 1 stays 2²⁴; column 1: 1 + 1 + 2²⁴ is 2²⁴ + 2. Two chunks: the second holds the last row.
        fixture.run(executor, new float[] {0x1p24f, 1, 1, 1, 1, 0x1p24f}, new float[3]);

        assertThat(OpFixture.read(executor, bias.gradient(), 2)).containsExactly(0x1p24f, 0x1p24f + 2);
    }

    @Test
    void relu_specialValues_keepsNanAndGivesPositiveZero() {
        float[] z = {-1, -0f, 0f, 2, NAN, -INFINITY, INFINITY, -Float.MIN_VALUE, Float.MIN_VALUE};
        float[] expected = {0, 0, 0, 2, NAN, 0, INFINITY, 0, Float.MIN_VALUE};
        Tolerances.checkBits("relu", activate(Elementwise.RELU, z), expected);
    }

    @Test
    void reluGradient_specialValues_selectsAndNeverMultiplies() {
        float[] z = {-1, -0f, 0f, 2, NAN, -1, 3};
        float[] dOutput = {5, 5, 5, 5, 5, NAN, -0f};
        float[] expected = {0, 0, 0, 5, 5, 0, -0f};
        Tolerances.checkBits("relu′", gradient(Elementwise.RELU, z, dOutput), expected);
    }

    @Test
    void sigmoid_knownArguments_equalsClosedForm() {
        float[] actual = activate(Elementwise.SIGMOID, new float[] {0, (float) Math.log(3), -200, 200});
        Tolerances.FEW_ROUNDINGS.check("sigmoid", actual, new double[] {0.5, 0.75, 0, 1});
    }

    @Test
    void sigmoidGradient_knownArguments_equalsClosedForm() {
        float[] actual = gradient(Elementwise.SIGMOID, new float[] {0, (float) Math.log(3)}, new float[] {4, 16});
        Tolerances.FEW_ROUNDINGS.check("sigmoid′", actual, new double[] {1, 3});
    }

    @Test
    void tanh_knownArguments_equalsClosedForm() {
        float[] actual = activate(Elementwise.TANH, new float[] {0, (float) Math.log(2), -100, 100});
        Tolerances.FEW_ROUNDINGS.check("tanh", actual, new double[] {0, 0.6, -1, 1});
    }

    @Test
    void tanhGradient_knownArguments_equalsClosedForm() {
        float[] actual = gradient(Elementwise.TANH, new float[] {0, (float) Math.log(2)}, new float[] {3, 100});
        Tolerances.FEW_ROUNDINGS.check("tanh′", actual, new double[] {3, 64});
    }

    @Test
    void activate_nan_staysNan() {
        for (Elementwise function : Elementwise.values()) {
            assertThat(activate(function, new float[] {NAN})).containsExactly(NAN);
        }
    }

    @Test
    void activate_inPlace_givesTheSameBits() {
        float[] z = EngineFixture.normals(random, 33, 2);
        for (Elementwise function : Elementwise.values()) {
            float[] inPlace = z.clone();
            function.forward(inPlace, inPlace, 0, inPlace.length);
            Tolerances.checkBits(function + ", seed " + SEED, inPlace, activate(function, z));
        }
    }

    @Test
    void softmax_sizes_followsTheRule() {
        for (int width : SIZES) {
            float[] z = EngineFixture.normals(random, 2 * width, 2);
            float[] expected = new float[2 * width];
            for (int row = 0; row < 2; row++) {
                float max = Float.NEGATIVE_INFINITY;
                for (int j = 0; j < width; j++) {
                    max = Math.max(max, z[row * width + j]);
                }
                float[] exponentials = new float[width];
                for (int j = 0; j < width; j++) {
                    exponentials[j] = Maths.exp(z[row * width + j] - max);
                }
                float sum = NaiveFloat.sum(exponentials);
                for (int j = 0; j < width; j++) {
                    expected[row * width + j] = exponentials[j] / sum;
                }
            }
            Tolerances.checkBits("softmax of " + width + ", seed " + SEED, softmax(width, z), expected);
        }
    }

    @Test
    void softmax_rows_sumToOne() {
        for (int width : SIZES) {
            float[] p = softmax(width, EngineFixture.normals(random, width, 2));
            double sum = 0;
            for (float value : p) {
                sum += value;
            }
            Tolerances.FEW_ROUNDINGS.check("sum of " + width + " probabilities, seed " + SEED, sum, 1);
        }
    }

    @Test
    void softmax_shiftThatIsExact_changesNoBit() {
        for (int width : SIZES) {
            float[] z = new float[width];
            float[] shifted = new float[width];
            for (int j = 0; j < width; j++) {
                z[j] = random.nextInt(4096) / 256f;
                shifted[j] = z[j] - 1000;
            }
            Tolerances.checkBits("softmax of " + width + ", seed " + SEED, softmax(width, shifted), softmax(width, z));
        }
    }

    @Test
    void softmax_hugeLogits_staysFinite() {
        float[] p = softmax(3, new float[] {1e4f, -1e4f, 1e4f});
        assertThat(p).containsExactly(0.5f, 0f, 0.5f);
    }

    @Test
    void softmax_nanAnywhere_makesTheRowNanAndNoOther() {
        float[] p = softmax(2, new float[] {1, NAN, NAN, 1, 0, 0});
        assertThat(p).containsExactly(NAN, NAN, NAN, NAN, 0.5f, 0.5f);
    }

    @Test
    void softmaxGradient_sizes_followsTheRule() {
        for (int width : SIZES) {
            float[] p = softmax(width, EngineFixture.normals(random, width, 2));
            float[] dOutput = EngineFixture.normals(random, width, 2);
            float[] products = new float[width];
            for (int j = 0; j < width; j++) {
                products[j] = dOutput[j] * p[j];
            }
            float dot = NaiveFloat.sum(products);
            float[] expected = new float[width];
            for (int j = 0; j < width; j++) {
                expected[j] = p[j] * (dOutput[j] - dot);
            }
            Tolerances.checkBits(
                    "softmax′ of " + width + ", seed " + SEED, softmaxGradient(width, p, dOutput), expected);
        }
    }

    @Test
    void softmaxGradient_equalDerivatives_areZero() {
        float[] actual = softmaxGradient(4, new float[] {0.5f, 0.25f, 0.125f, 0.125f}, new float[] {3, 3, 3, 3});
        assertThat(actual).containsOnly(0f);
    }

    private static float[] activate(Elementwise function, float[] z) {
        OpFixture fixture = new OpFixture(1, z.length, 1);
        Buffer a = fixture.value("a", z.length);
        JavaExecutor executor =
                fixture.forward(new LayerOp.Activate(function, fixture.x, a)).executor();
        fixture.poison(executor);
        fixture.run(executor, z, new float[1]);
        return OpFixture.read(executor, a, z.length);
    }

    private static float[] gradient(Elementwise function, float[] z, float[] dOutput) {
        OpFixture fixture = new OpFixture(1, z.length, z.length);
        Buffer a = fixture.value("a", z.length);
        Buffer dZ = fixture.value("dZ", z.length);
        JavaExecutor executor = fixture.forward(new LayerOp.Activate(function, fixture.x, a))
                .forward(new LayerOp.ActivateGradient(function, fixture.x, a, fixture.y, dZ))
                .executor();
        fixture.poison(executor);
        fixture.run(executor, z, dOutput);
        return OpFixture.read(executor, dZ, z.length);
    }

    private static float[] softmax(int width, float[] z) {
        OpFixture fixture = new OpFixture(z.length / width, width, 1);
        Buffer p = fixture.value("p", width);
        JavaExecutor executor =
                fixture.forward(new LayerOp.Softmax(fixture.x, p)).executor();
        fixture.poison(executor);
        fixture.run(executor, z, new float[z.length / width]);
        return OpFixture.read(executor, p, z.length);
    }

    private static float[] softmaxGradient(int width, float[] p, float[] dOutput) {
        OpFixture fixture = new OpFixture(1, width, width);
        Buffer dZ = fixture.value("dZ", width);
        JavaExecutor executor = fixture.forward(new LayerOp.SoftmaxGradient(fixture.x, fixture.y, dZ))
                .executor();
        fixture.poison(executor);
        fixture.run(executor, p, dOutput);
        return OpFixture.read(executor, dZ, width);
    }
}
