package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.program.Coefficients;
import dev.nabla.program.Maths;
import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Opcode;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VectorMathsTest {
    private static final int COUNT = 1 << 17;
    private static final int ULPS = 40;
    private static final float[] SPECIAL = {
        0f,
        1f,
        0.5f,
        2f,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NaN,
        Coefficients.EXP_UPPER,
        Coefficients.EXP_LOWER,
        88.72284f,
        87.33655f,
        103.9721f,
        103.626f,
        17.32868f,
        Coefficients.SIGMOID_UPPER,
        Coefficients.TANH_UPPER,
        Coefficients.TANH_SMALL,
        9.0109f,
        Coefficients.ERF_UPPER,
        Coefficients.ERF_SMALL,
        3.92f,
        0.3465736f,
        0.70710677f,
        1.4142135f
    };

    @ParameterizedTest
    @EnumSource
    void hasTheBitsOfMaths(VectorFunction function) {
        float[] x = arguments();
        KernelModule module = new KernelModule(4 * x.length + 64);
        int address = module.allocate(x.length);
        Function map = map(module, function);
        module.write(address, x);
        module.call(map, address, address + 4 * x.length);
        float[] y = module.floats(address, x.length);
        for (int i = 0; i < x.length; i++) {
            float expected = reference(function, x[i]);
            assertThat(Float.floatToIntBits(y[i]))
                    .as("%s(%s) = %s, expected %s", function, x[i], y[i], expected)
                    .isEqualTo(Float.floatToIntBits(expected));
        }
    }

    private static float reference(VectorFunction function, float x) {
        return switch (function) {
            case EXP -> Maths.exp(x);
            case LOG -> Maths.log(x);
            case TANH -> Maths.tanh(x);
            case SIGMOID -> Maths.sigmoid(x);
            case ERF -> Maths.erf(x);
        };
    }

    /** Every vector of a range becomes f of it. */
    private static Function map(KernelModule module, VectorFunction function) {
        Code code = module.builder.function("map", FunctionType.ofInts(2));
        var at = code.parameter(0);
        Label loop = code.loop();
        code.get(at).get(at).memory(Opcode.V128_LOAD, 0);
        code.call(module.maths.function(function)).memory(Opcode.V128_STORE, 0);
        code.get(at).i32(16).op(Opcode.I32_ADD).tee(at);
        code.get(code.parameter(1)).op(Opcode.I32_LT_U).brIf(loop).end(loop);
        module.builder.export(code.function());
        return code.function();
    }

    /** Random bits, random numbers of moderate size, and all special ones with their neighbors and negatives. */
    private static float[] arguments() {
        Random random = new Random(1);
        float[] x = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            x[i] = i % 4 == 3 ? (float) random.nextGaussian() * 20 : Float.intBitsToFloat(random.nextInt());
        }
        int at = 0;
        for (float special : SPECIAL) {
            for (int ulp = -ULPS; ulp <= ULPS; ulp++) {
                int bits = Float.floatToRawIntBits(special) + ulp;
                x[at++] = Float.intBitsToFloat(bits);
                x[at++] = Float.intBitsToFloat(bits ^ 0x80000000);
            }
        }
        return x;
    }
}
