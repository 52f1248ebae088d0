package dev.nabla.kernel;

import dev.nabla.program.Reference;
import dev.nabla.wasm.Function;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaxNormKernelTest {
    private static final float LIMIT = 1.1f;

    /** Every second unit is about as long as the limit, one is 0, one has a NaN, one overflows, one is infinite. */
    private static float[] weights(Random random, int outputs, int inputs) {
        float[] values = new float[outputs * inputs];
        for (int j = 0; j < outputs; j++) {
            double deviation = j % 7 == 3 ? 0 : j % 7 == 5 ? 1e30 : j % 2 == 0 ? LIMIT / Math.sqrt(inputs) : 5;
            for (int i = 0; i < inputs; i++) {
                values[j * inputs + i] = (float) (deviation * random.nextGaussian());
            }
            int one = j * inputs + random.nextInt(inputs);
            values[one] = j % 13 == 11 ? Float.NaN : j % 13 == 12 ? Float.POSITIVE_INFINITY : values[one];
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 8",
        "3, 2, 8",
        "8, 15, 8",
        "9, 16, 8",
        "30, 17, 8",
        "30, 31, 32",
        "70, 37, 24",
        "5, 784, 8",
        "10, 1023, 16",
        "9, 1024, 8",
        "3, 1025, 8",
        "2, 2500, 8"
    })
    void shortensWhatIsLonger(int outputs, int inputs, int columns) {
        KernelModule module = new KernelModule(4 * 8 * outputs * inputs + 100_000);
        Panels place = new Panels(0, outputs, inputs, columns);
        Panels panels = place.at(module.allocate((int) (place.bytes() / 4)));
        float[] values = weights(new Random(outputs * 31 + inputs), outputs, inputs);
        module.write(panels.address(), panels.pack(values));
        Function kernel = MaxNormKernel.define(module.builder, "maxNorm", panels, LIMIT);
        module.builder.export(kernel);
        int vectors = MaxNormKernel.vectors(panels);
        module.call(kernel, 0, vectors / 2);
        module.call(kernel, vectors / 2, vectors);
        Reference.maxNorm(values, outputs, LIMIT);
        float[] expected = panels.pack(values);
        float[] actual = module.floats(panels.address(), expected.length);
        for (int i = 0; i < expected.length; i++) {
            RowsFixture.assertSame("[" + outputs + ", " + inputs + "], " + i, actual[i], expected[i]);
        }
    }
}
