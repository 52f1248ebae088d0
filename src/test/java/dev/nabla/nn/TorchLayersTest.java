package dev.nabla.nn;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import dev.nabla.Tolerances.Tolerance;
import dev.nabla.optim.Sgd;
import dev.nabla.program.DoubleExecutor;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Program;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Activations and losses against numbers computed by PyTorch; {@code golden/torch/generate.py} made them. */
class TorchLayersTest {
    private static final String GOLDENS = "/golden/torch/goldens.json";

    private record Golden(JsonObject json) {
        float[] floats(String name) {
            double[] doubles = doubles(name);
            float[] floats = new float[doubles.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) doubles[i];
            }
            return floats;
        }

        double[] doubles(String name) {
            JsonArray array = json.getArray(name);
            double[] doubles = new double[array.size()];
            for (int i = 0; i < doubles.length; i++) {
                doubles[i] = array.getDouble(i);
            }
            return doubles;
        }

        @Override
        public String toString() {
            return json.has("activation") ? json.getString("activation") : json.getString("name");
        }
    }

    private static Stream<Golden> activations() throws IOException, JsonParserException {
        return goldens("activations");
    }

    private static Stream<Golden> losses() throws IOException, JsonParserException {
        return goldens("losses");
    }

    private static Stream<Golden> goldens(String kind) throws IOException, JsonParserException {
        try (InputStream in = TorchLayersTest.class.getResourceAsStream(GOLDENS)) {
            return JsonParser.object().from(in).getArray(kind).stream()
                    .map(element -> new Golden((JsonObject) element));
        }
    }

    @ParameterizedTest
    @MethodSource("activations")
    void activation_javaExecutor_equalsTorch(Golden golden) {
        checkActivation(golden, JavaExecutor::new, Tolerances.FLOAT_ONE_PASS);
    }

    @ParameterizedTest
    @MethodSource("activations")
    void activation_doubleExecutor_equalsTorch(Golden golden) {
        checkActivation(golden, DoubleExecutor::new, Tolerances.DOUBLE_AS_FLOAT);
    }

    /** One layer with the identity as weights: z are the inputs; the slope is dz where the loss's derivative is 1. */
    private static void checkActivation(Golden golden, Function<Program, Executor> executors, Tolerance tolerance) {
        float[] z = golden.floats("z");
        int width = z.length;
        Network network =
                EngineFixture.network(width, Loss.QUADRATIC, Dense.of(width, Activation.of(golden.toString())));
        // dL/da = a − (a − 1) = 1, up to the rounding of a − 1 and of the difference.
        float[] targets = golden.floats("a");
        for (int i = 0; i < width; i++) {
            targets[i]--;
        }
        Examples examples = Examples.of(1, z, targets);
        Program program = EngineFixture.compile(network, examples, Sgd.of(1e-3f), 1);
        Executor executor = executors.apply(program);
        float[] identity = new float[width * width];
        for (int i = 0; i < width; i++) {
            identity[i * width + i] = 1;
        }
        executor.write(program.parameters().get(0).value(), identity);

        executor.train(examples, EngineFixture.slice(program, Sgd.of(1e-3f), new int[1]));

        double[] a = golden.doubles("a");
        tolerance.check(golden + ": a", EngineFixture.read(executor, program.output(), width), a);
        float[] slopes = EngineFixture.read(executor, EngineFixture.buffer(program, "d:layer1.z"), width);
        double[] expected = golden.doubles("slope");
        for (int i = 0; i < width; i++) {
            expected[i] *= a[i] - targets[i];
        }
        tolerance.check(golden + ": slope", slopes, expected);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void loss_javaExecutor_equalsTorch(Golden golden) {
        checkLoss(golden, JavaExecutor::new, Tolerances.FLOAT_ONE_PASS);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void loss_doubleExecutor_equalsTorch(Golden golden) {
        checkLoss(golden, DoubleExecutor::new, Tolerances.DOUBLE_AS_FLOAT);
    }

    /** One linear layer with the identity as weights: the inputs are the logits. */
    private static void checkLoss(Golden golden, Function<Program, Executor> executors, Tolerance tolerance) {
        float[] logits = golden.floats("logits");
        int rows = golden.doubles("losses").length;
        int width = logits.length / rows;
        Network network = Network.builder()
                .input(width)
                .dense(width, Activation.LINEAR)
                .loss(Loss.of(golden.json().getString("loss")))
                .lossDetails(details(golden))
                .build();
        Examples examples = golden.json().has("labels")
                ? Examples.of(rows, logits, labels(golden))
                : Examples.of(rows, logits, golden.floats("numbers"));
        Program program = EngineFixture.compile(network, examples, Sgd.of(1e-3f), 16);
        Executor executor = executors.apply(program);
        float[] identity = new float[width * width];
        for (int i = 0; i < width; i++) {
            identity[i * width + i] = 1;
        }
        executor.write(program.parameters().get(0).value(), identity);

        executor.train(examples, EngineFixture.slice(program, Sgd.of(1e-3f), EngineFixture.range(rows)));

        tolerance.check(
                golden + ": losses", EngineFixture.read(executor, program.losses(), rows), golden.doubles("losses"));
        tolerance.check(
                golden + ": gradient",
                EngineFixture.read(executor, EngineFixture.buffer(program, "d:layer1.z"), logits.length),
                golden.doubles("gradient"));
    }

    private static LossDetails details(Golden golden) {
        List<Float> weights = new ArrayList<>();
        if (golden.json().has("classWeights")) {
            for (float weight : golden.floats("classWeights")) {
                weights.add(weight);
            }
        }
        return new LossDetails(
                golden.json().getFloat("labelSmoothing", 0),
                weights,
                golden.json().getFloat("huberDelta", 1));
    }

    private static int[] labels(Golden golden) {
        return golden.json().getArray("labels").stream()
                .mapToInt(label -> ((Number) label).intValue())
                .toArray();
    }
}
