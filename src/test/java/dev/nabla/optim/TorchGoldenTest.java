package dev.nabla.optim;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.nabla.Tolerances;
import dev.nabla.Tolerances.Tolerance;
import dev.nabla.program.DoubleExecutor;
import dev.nabla.program.Executor;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Program;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The optimizers against numbers computed by PyTorch; {@code golden/optim/generate.py} made them. */
class TorchGoldenTest {
    private static final String GOLDENS = "/golden/optim/goldens.json";

    private record Golden(JsonObject json) {
        Optimizer optimizer() {
            JsonObject settings = json.getObject("optimizer");
            OptimizerKind kind = OptimizerKind.of(settings.getString("type"));
            float[] values = new float[kind.parameters().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) settings.getDouble(kind.parameters().get(i).name());
            }
            return kind.of(values);
        }

        float[][] gradients() {
            return json.getArray("gradients").stream()
                    .map(row -> floats((JsonArray) row))
                    .toArray(float[][]::new);
        }

        @Override
        public String toString() {
            return json.getString("name");
        }
    }

    static Stream<Golden> goldens() throws IOException, JsonParserException {
        try (InputStream in = TorchGoldenTest.class.getResourceAsStream(GOLDENS)) {
            return JsonParser.object().from(in).getArray("cases").stream()
                    .map(element -> new Golden((JsonObject) element));
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void twelveSteps_javaExecutor_equalsTorch(Golden golden) {
        check(golden, JavaExecutor::new, Tolerances.FLOAT_TEN_STEPS);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void twelveSteps_doubleExecutor_equalsTorch(Golden golden) {
        // The sizes of the steps are float32 numbers for the oracle too.
        check(golden, DoubleExecutor::new, Tolerances.FEW_ROUNDINGS);
    }

    private static void check(Golden golden, Function<Program, Executor> executors, Tolerance tolerance) {
        float[] initial = floats(golden.json().getArray("initial"));
        OptimizerFixture fixture = new OptimizerFixture(golden.optimizer(), initial.length);
        List<float[]> values = fixture.run(executors.apply(fixture.program()), initial, golden.gradients());
        for (int step = 0; step < values.size(); step++) {
            double[] expected = golden.json().getArray("values").getArray(step).stream()
                    .mapToDouble(value -> ((Number) value).doubleValue())
                    .toArray();
            tolerance.check(golden + ", step " + step, values.get(step), expected);
        }
    }

    private static float[] floats(JsonArray array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) array.getDouble(i);
        }
        return values;
    }
}
