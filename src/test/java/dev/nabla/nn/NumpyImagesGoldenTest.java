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
import dev.nabla.program.Key;
import dev.nabla.program.Parameter;
import dev.nabla.program.Program;
import dev.nabla.program.Random;
import dev.nabla.program.Shape;
import dev.nabla.program.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks on images against numbers computed by NumPy; {@code golden/images/generate.py} made them. */
class NumpyImagesGoldenTest {
    private static final String GOLDENS = "/golden/images/goldens.json";
    private static final int CAPACITY = 8;

    /** Chunks of this size split all batches; batch normalization takes none. */
    private static final int SMALL_CAPACITY = 2;

    /** One network with its data and what NumPy made of them. */
    private record Golden(JsonObject json, Sgd optimizer, int seed) {
        Network network() {
            List<Layer> layers = new ArrayList<>();
            for (Object layer : json.getArray("layers")) {
                layers.add(layer((JsonObject) layer));
            }
            int[] input = json.getArray("input").stream()
                    .mapToInt(value -> (Integer) value)
                    .toArray();
            return new Network(Shape.of(input), layers, Loss.CROSS_ENTROPY);
        }

        private static Layer layer(JsonObject json) {
            return switch (json.getString("type")) {
                case "conv2d" ->
                    Conv2d.of(json.getInt("filters"), 1, Activation.of(json.getString("activation")))
                            .withKernel(
                                    json.getArray("kernel").getInt(0),
                                    json.getArray("kernel").getInt(1))
                            .withStride(json.getInt("stride"))
                            .withPadding(Padding.of(json.getString("padding")));
                case "max-pool2d" -> new MaxPool2d(json.getInt("size"), json.getInt("stride"));
                case "avg-pool2d" -> new AvgPool2d(json.getInt("size"), json.getInt("stride"));
                case "global-avg-pool" -> new GlobalAvgPool();
                case "batch-norm" -> BatchNorm.of();
                case "dropout" -> new Dropout((float) json.getDouble("rate"));
                case "dense" -> Dense.of(json.getInt("units"), Activation.of(json.getString("activation")));
                default -> throw new AssertionError(json);
            };
        }

        int size() {
            return json.getInt("size");
        }

        boolean isNormalized() {
            return network().layers().stream().anyMatch(BatchNorm.class::isInstance);
        }

        Examples examples() {
            int[] labels = json.getArray("labels").stream()
                    .mapToInt(value -> (Integer) value)
                    .toArray();
            return Examples.of(size(), floats(json.getArray("inputs")), labels);
        }

        Program program(int capacity) {
            return EngineFixture.compile(network(), examples(), optimizer, capacity);
        }

        /** All parameters, and the moments with which running ones begin. */
        void write(Executor executor) {
            List<Parameter> parameters = executor.program().parameters();
            for (int i = 0; i < parameters.size(); i++) {
                executor.write(
                        parameters.get(i).value(),
                        floats(json.getArray("parameters").getArray(i)));
            }
            network()
                    .initialize(0)
                    .forEach(tensor -> executor.program().statistics().stream()
                            .filter(buffer -> buffer.name().equals(tensor.name()))
                            .forEach(buffer -> executor.write(buffer, tensor.values())));
        }

        /** So many steps on all examples, with the random numbers of the seed. */
        Slice slice(Program program, int steps) {
            int[][] batches = new int[steps][];
            Arrays.fill(batches, EngineFixture.range(size()));
            Slice slice = EngineFixture.slice(program, optimizer, batches);
            for (int step = 0; step < steps; step++) {
                for (Key key : program.keys()) {
                    slice.setKey(step, key, Random.of(seed, key.stream(), step));
                }
            }
            return slice;
        }

        @Override
        public String toString() {
            return json.getString("name");
        }
    }

    static Stream<Golden> goldens() throws IOException, JsonParserException {
        try (InputStream in = NumpyImagesGoldenTest.class.getResourceAsStream(GOLDENS)) {
            JsonObject all = JsonParser.object().from(in);
            Sgd optimizer = new Sgd((float) all.getDouble("rate"), (float) all.getDouble("momentum"), 0);
            return all.getArray("cases").stream()
                    .map(element -> new Golden((JsonObject) element, optimizer, all.getInt("seed")));
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void gradients_javaExecutor_equalsNumpy(Golden golden) {
        checkGradients(golden, new JavaExecutor(golden.program(CAPACITY)), Tolerances.FLOAT_ONE_PASS);
        if (!golden.isNormalized()) {
            checkGradients(golden, new JavaExecutor(golden.program(SMALL_CAPACITY)), Tolerances.FLOAT_ONE_PASS);
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void gradients_doubleExecutor_equalsNumpy(Golden golden) {
        checkGradients(golden, new DoubleExecutor(golden.program(CAPACITY)), Tolerances.DOUBLE_AS_FLOAT);
    }

    private static void checkGradients(Golden golden, Executor executor, Tolerance tolerance) {
        golden.write(executor);
        Program program = executor.program();
        executor.train(golden.examples(), golden.slice(program, 1));
        JsonArray expected = golden.json().getArray("gradients");
        assertThat(program.parameters()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            Buffer gradient = program.parameters().get(i).gradient();
            tolerance.check(
                    golden + ": " + gradient, EngineFixture.read(executor, gradient), doubles(expected.getArray(i)));
        }
        if (program.capacity() >= golden.size()) {
            double[] dInput = doubles(golden.json().getArray("inputGradient"));
            Buffer buffer = EngineFixture.buffer(program, "d:x");
            tolerance.check(golden + ": " + buffer, EngineFixture.read(executor, buffer, dInput.length), dInput);
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void tenSteps_javaExecutor_equalsNumpy(Golden golden) {
        checkTraining(golden, new JavaExecutor(golden.program(CAPACITY)), Tolerances.FLOAT_TEN_STEPS);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void tenSteps_doubleExecutor_equalsNumpy(Golden golden) {
        checkTraining(golden, new DoubleExecutor(golden.program(CAPACITY)), Tolerances.DOUBLE_AS_FLOAT);
    }

    /** Losses, what was learned and measured, and the outputs when nothing is learned. */
    private static void checkTraining(Golden golden, Executor executor, Tolerance tolerance) {
        golden.write(executor);
        Program program = executor.program();
        JsonObject expected = golden.json().getObject("training");
        double[] losses = doubles(expected.getArray("losses"));
        Slice slice = golden.slice(program, losses.length);
        executor.train(golden.examples(), slice);
        for (int step = 0; step < losses.length; step++) {
            tolerance.check(golden + ": loss of step " + step, slice.metric(step, program.loss()), losses[step]);
        }
        JsonArray values = new JsonArray();
        values.addAll(expected.getArray("parameters"));
        values.addAll(expected.getArray("statistics"));
        assertThat(program.model()).hasSameSizeAs(values);
        for (int i = 0; i < values.size(); i++) {
            Buffer buffer = program.model().get(i);
            tolerance.check(golden + ": " + buffer, EngineFixture.read(executor, buffer), doubles(values.getArray(i)));
        }
        double[] outputs = doubles(expected.getArray("outputs"));
        float[] predicted = new float[outputs.length];
        executor.predict(golden.examples().values(), golden.size(), predicted);
        tolerance.check(golden + ": outputs", predicted, outputs);
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
}
