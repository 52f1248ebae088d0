package dev.nabla.program;

import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import dev.nabla.program.LayerOp.MatMul;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Backward operations are linear in the derivative that they are given: B(s·u + v) = s·B(u) + B(v). */
class BackwardLinearTest {
    private static final int ROWS = 9;
    private static final int WIDTH = 11;
    private static final int INPUTS = 6;
    private static final float SCALE = 3;
    private static final long SEED = 19;

    /** Declares the operation on the derivative in y and returns what it writes. */
    private interface Backward {
        Buffer describe(OpFixture fixture);
    }

    @ParameterizedTest
    @EnumSource
    void activateGradient_sums_isLinear(Elementwise function) {
        checkLinear(WIDTH, fixture -> {
            Buffer a = fixture.value("a", WIDTH);
            Buffer dZ = fixture.value("dZ", WIDTH);
            fixture.forward(new LayerOp.Activate(function, fixture.x, a));
            fixture.forward(new LayerOp.ActivateGradient(function, fixture.x, a, fixture.y, dZ));
            return dZ;
        });
    }

    @Test
    void softmaxGradient_sums_isLinear() {
        checkLinear(WIDTH, fixture -> {
            Buffer p = fixture.value("p", WIDTH);
            Buffer dZ = fixture.value("dZ", WIDTH);
            fixture.forward(new LayerOp.Softmax(fixture.x, p));
            fixture.forward(new LayerOp.SoftmaxGradient(p, fixture.y, dZ));
            return dZ;
        });
    }

    @Test
    void inputGradient_sums_isLinear() {
        checkLinear(INPUTS, fixture -> {
            Parameter weight = fixture.builder.parameter("weight", Shape.of(WIDTH, INPUTS));
            Buffer dX = fixture.value("dX", INPUTS);
            fixture.forward(new MatMul(MatMul.Form.INPUT_GRADIENT, fixture.y, weight.value(), dX));
            return dX;
        });
    }

    @Test
    void weightGradient_sums_isLinear() {
        checkLinear(INPUTS, fixture -> {
            Parameter weight = fixture.builder.parameter("weight", Shape.of(WIDTH, INPUTS));
            fixture.forward(new MatMul(MatMul.Form.WEIGHT_GRADIENT, fixture.y, fixture.x, weight.gradient()));
            return weight.gradient();
        });
    }

    @Test
    void sumRows_sums_isLinear() {
        checkLinear(INPUTS, fixture -> {
            Parameter bias = fixture.builder.parameter("bias", Shape.of(WIDTH));
            fixture.forward(new LayerOp.SumRows(fixture.y, bias.gradient()));
            return bias.gradient();
        });
    }

    private static void checkLinear(int xWidth, Backward backward) {
        Random random = new Random(SEED);
        OpFixture fixture = new OpFixture(ROWS, xWidth, WIDTH);
        Buffer result = backward.describe(fixture);
        JavaExecutor executor = fixture.executor();
        EngineFixture.writeRandomParameters(executor, random);
        float[] x = EngineFixture.normals(random, ROWS * xWidth, 1);
        float[] u = EngineFixture.normals(random, ROWS * WIDTH, 1);
        float[] v = EngineFixture.normals(random, ROWS * WIDTH, 1);
        float[] both = new float[u.length];
        for (int i = 0; i < u.length; i++) {
            both[i] = SCALE * u[i] + v[i];
        }
        int count = (int) result.shape().elements(ROWS);
        fixture.run(executor, x, u);
        float[] ofU = OpFixture.read(executor, result, count);
        fixture.run(executor, x, v);
        float[] ofV = OpFixture.read(executor, result, count);
        double[] expected = new double[count];
        for (int i = 0; i < count; i++) {
            expected[i] = SCALE * ofU[i] + ofV[i];
        }
        fixture.run(executor, x, both);
        Tolerances.FLOAT_TEN_STEPS.check(result + ", seed " + SEED, OpFixture.read(executor, result, count), expected);
    }
}
