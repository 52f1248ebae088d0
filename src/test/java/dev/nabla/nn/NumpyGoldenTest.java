package dev.nabla.nn;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import dev.nabla.Tolerances.Tolerance;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Buffer;
import dev.nabla.program.DoubleExecutor;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Parameter;
import dev.nabla.program.Program;
import dev.nabla.program.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine against numbers computed by NumPy; {@code golden/engine/generate.py} made them. */
class NumpyGoldenTest {
    private static final String GOLDENS = "/golden/engine/goldens.json";
    private static final int CAPACITY = 256;

    /** Chunks of this size split most of the batches. */
    private static final int SMALL_CAPACITY = 4;

    /** One network with its data and what NumPy made of them. */
    private record Golden(JsonObject json) {
        Network network() {
            Network.Builder builder =
                    Network.builder().input(json.getInt("inputWidth")).loss(Loss.of(json.getString("loss")));
            for (Object element : json.getArray("layers")) {
                JsonObject layer = (JsonObject) element;
                builder.layer(Dense.of(layer.getInt("units"), Activation.of(layer.getString("activation")))
                        .withL2((float) layer.getDouble("weightL2"), (float) layer.getDouble("biasL2")));
            }
            return builder.build();
        }

        Examples examples() {
            JsonObject data = json.getObject("data");
            JsonArray targets = data.getArray("targets");
            if (data.has("pixels")) {
                int[] pixels = ints(data.getArray("pixels"));
                byte[] bytes = new byte[pixels.length];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) pixels[i];
                }
                return Examples.of(size(), bytes, ints(targets));
            }
            float[] inputs = floats(data.getArray("inputs"));
            boolean labels = targets.get(0) instanceof Integer;
            return labels ? Examples.of(size(), inputs, ints(targets)) : Examples.of(size(), inputs, floats(targets));
        }

        int size() {
            return json.getArray("losses").size();
        }

        double[] numbers(String key) {
            return doubles(json.getArray(key));
        }

        void writeParameters(Executor executor) {
            List<Parameter> parameters = executor.program().parameters();
            for (int i = 0; i < parameters.size(); i++) {
                executor.write(
                        parameters.get(i).value(),
                        floats(json.getArray("parameters").getArray(i)));
            }
        }

        @Override
        public String toString() {
            return json.getString("name");
        }
    }

    static Stream<Golden> goldens() throws IOException, JsonParserException {
        try (InputStream in = NumpyGoldenTest.class.getResourceAsStream(GOLDENS)) {
            return JsonParser.object().from(in).getArray("cases").stream()
                    .map(element -> new Golden((JsonObject) element));
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void forward_javaExecutor_equalsNumpy(Golden golden) {
        checkForward(golden, new JavaExecutor(program(golden, CAPACITY)), Tolerances.FLOAT_ONE_PASS);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void forward_doubleExecutor_equalsNumpy(Golden golden) {
        checkForward(golden, new DoubleExecutor(program(golden, CAPACITY)), Tolerances.DOUBLE_AS_FLOAT);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void predict_chunks_equalsNumpy(Golden golden) {
        if (golden.json().getObject("data").has("inputs")) {
            JavaExecutor executor = new JavaExecutor(program(golden, SMALL_CAPACITY));
            golden.writeParameters(executor);
            float[] outputs = new float[golden.numbers("outputs").length];
            executor.predict(golden.examples().values(), golden.size(), outputs);
            Tolerances.FLOAT_ONE_PASS.check(golden + ": outputs", outputs, golden.numbers("outputs"));
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void gradients_javaExecutor_equalsNumpy(Golden golden) {
        checkGradients(golden, CAPACITY);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void gradients_javaExecutorInChunks_equalsNumpy(Golden golden) {
        checkGradients(golden, SMALL_CAPACITY);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void gradients_doubleExecutor_equalsNumpy(Golden golden) {
        DoubleExecutor executor = new DoubleExecutor(program(golden, CAPACITY));
        golden.writeParameters(executor);

        executor.differentiate(golden.examples(), EngineFixture.range(golden.size()), golden.size());

        JsonArray expected = golden.json().getArray("gradients");
        List<Parameter> parameters = executor.program().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Buffer gradient = parameters.get(i).gradient();
            Tolerances.DOUBLE.check(golden + ": " + gradient, executor.array(gradient), doubles(expected.getArray(i)));
        }
        double[] dInput = golden.numbers("inputGradient");
        double[] actual = new double[dInput.length];
        Buffer buffer = EngineFixture.buffer(executor.program(), "d:x");
        System.arraycopy(executor.array(buffer), 0, actual, 0, actual.length);
        Tolerances.DOUBLE.check(golden + ": " + buffer, actual, dInput);
        Tolerances.DOUBLE.check(
                golden + ": loss",
                executor.lossAgain(),
                golden.json().getDouble("meanLoss") + golden.json().getDouble("penalty"));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void tenSteps_javaExecutor_equalsNumpy(Golden golden) {
        checkTraining(golden, Tolerances.FLOAT_TEN_STEPS, CAPACITY, false);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void tenSteps_javaExecutorInChunks_equalsNumpy(Golden golden) {
        checkTraining(golden, Tolerances.FLOAT_TEN_STEPS, SMALL_CAPACITY, false);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void tenSteps_doubleExecutor_equalsNumpy(Golden golden) {
        checkTraining(golden, Tolerances.DOUBLE_AS_FLOAT, CAPACITY, true);
    }

    private static void checkForward(Golden golden, Executor executor, Tolerance tolerance) {
        golden.writeParameters(executor);
        float[] losses = new float[golden.size()];
        executor.evaluate(
                golden.examples(),
                EngineFixture.range(golden.size()),
                0,
                golden.size(),
                losses,
                new int[golden.size()]);
        double[] outputs = golden.numbers("outputs");
        Buffer output = executor.program().output();
        tolerance.check(golden + ": " + output, EngineFixture.read(executor, output, outputs.length), outputs);
        tolerance.check(golden + ": losses", losses, golden.numbers("losses"));
    }

    private static void checkGradients(Golden golden, int capacity) {
        Sgd optimizer = Sgd.of(1e-3f);
        Program program = program(golden, capacity);
        JavaExecutor executor = new JavaExecutor(program);
        golden.writeParameters(executor);

        Slice slice = EngineFixture.slice(program, optimizer, EngineFixture.range(golden.size()));
        executor.train(golden.examples(), slice);

        Tolerance tolerance = Tolerances.FLOAT_ONE_PASS;
        JsonArray expected = golden.json().getArray("gradients");
        for (int i = 0; i < expected.size(); i++) {
            Buffer gradient = program.parameters().get(i).gradient();
            tolerance.check(
                    golden + ": " + gradient, EngineFixture.read(executor, gradient), doubles(expected.getArray(i)));
        }
        if (capacity >= golden.size()) {
            double[] dInput = golden.numbers("inputGradient");
            Buffer buffer = EngineFixture.buffer(program, "d:x");
            tolerance.check(golden + ": " + buffer, EngineFixture.read(executor, buffer, dInput.length), dInput);
        }
        tolerance.check(
                golden + ": loss",
                slice.metric(0, program.loss()),
                golden.json().getDouble("meanLoss"));
    }

    private static void checkTraining(Golden golden, Tolerance tolerance, int capacity, boolean exact) {
        for (Object element : golden.json().getArray("training")) {
            JsonObject run = (JsonObject) element;
            JsonObject settings = run.getObject("optimizer");
            Sgd optimizer =
                    new Sgd((float) settings.getDouble("learningRate"), (float) settings.getDouble("momentum"), (float)
                            settings.getDouble("decay"));
            Program program = EngineFixture.compile(golden.network(), golden.examples(), optimizer, capacity);
            Executor executor = exact ? new DoubleExecutor(program) : new JavaExecutor(program);
            golden.writeParameters(executor);
            List<int[]> batches = new ArrayList<>();
            run.getArray("batches").forEach(batch -> batches.add(ints((JsonArray) batch)));
            Slice slice = EngineFixture.slice(program, optimizer, batches.toArray(int[][]::new));

            assertThat(executor.train(golden.examples(), slice)).isEqualTo(batches.size());

            String what = golden + ", " + optimizer + ": ";
            checkMetrics(what, program, slice, run.getArray("steps"), tolerance);
            for (int i = 0; i < program.parameters().size(); i++) {
                Buffer value = program.parameters().get(i).value();
                double[] expected = doubles(run.getArray("parameters").getArray(i));
                tolerance.check(what + value, EngineFixture.read(executor, value), expected);
                if (optimizer.momentum() > 0) {
                    Buffer velocity = EngineFixture.buffer(program, value.name() + ".velocity");
                    double[] velocities = doubles(run.getArray("velocities").getArray(i));
                    tolerance.check(what + velocity, EngineFixture.read(executor, velocity), velocities);
                }
            }
        }
    }

    private static void checkMetrics(String what, Program program, Slice slice, JsonArray steps, Tolerance tolerance) {
        for (int i = 0; i < steps.size(); i++) {
            JsonObject step = steps.getObject(i);
            tolerance.check(what + "loss of step " + i, slice.metric(i, program.loss()), step.getDouble("loss"));
            if (program.findMetric(Program.PENALTY) != null) {
                float penalty = slice.metric(i, program.findMetric(Program.PENALTY));
                tolerance.check(what + "penalty of step " + i, penalty, step.getDouble("penalty"));
            }
            if (step.has("correct")) {
                float correct = slice.metric(i, program.findMetric(Program.CORRECT));
                assertThat((int) correct).as(what + "correct of step " + i).isEqualTo(step.getInt("correct"));
            }
        }
    }

    private static Program program(Golden golden, int capacity) {
        return EngineFixture.compile(golden.network(), golden.examples(), Sgd.of(1e-3f), capacity);
    }

    private static double[] doubles(JsonArray array) {
        return array.stream()
                .mapToDouble(value -> ((Number) value).doubleValue())
                .toArray();
    }

    private static float[] floats(JsonArray array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) array.getDouble(i);
        }
        return values;
    }

    private static int[] ints(JsonArray array) {
        return array.stream().mapToInt(value -> ((Number) value).intValue()).toArray();
    }
}
