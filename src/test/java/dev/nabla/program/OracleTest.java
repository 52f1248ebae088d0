package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.optim.Sgd;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The float32 executor against the oracle, on networks drawn at random. */
class OracleTest {
    private static final int NETWORKS = 20;
    private static final int STEPS = 20;
    private static final int EXAMPLES = 90;
    private static final int MAX_WIDTH = 40;
    private static final int MAX_BATCH = 70;

    /** One seed a block, so that a failure names a short run. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void train_randomNetworks_staysWithinTheTolerance(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < NETWORKS; i++) {
            compare("seed " + seed + ", network " + i, random);
        }
    }

    private static void compare(String what, Random random) {
        int inputs = 1 + random.nextInt(MAX_WIDTH);
        int outputs = 1 + random.nextInt(MAX_WIDTH);
        Loss loss = oneOf(List.of(Loss.values()), random);
        Network network = network(random, inputs, outputs, loss);
        boolean labels = loss == Loss.CROSS_ENTROPY
                || (random.nextBoolean() && (loss != Loss.BINARY_CROSS_ENTROPY || outputs > 1));
        Examples examples = labels
                ? EngineFixture.labelled(random, EXAMPLES, inputs, outputs)
                : EngineFixture.targeted(random, EXAMPLES, inputs, outputs);
        // Small enough that no network drawn diverges: then a rounding error would grow without bound.
        float learningRate = loss == Loss.QUADRATIC ? 0.02f / outputs : 0.02f;
        Sgd optimizer = new Sgd(learningRate, random.nextBoolean() ? 0.8f : 0, random.nextBoolean() ? 0.1f : 0);
        int[] capacities = {1, 5, 8, 32, 256};
        int capacity = capacities[random.nextInt(capacities.length)];
        Program program = EngineFixture.compile(network, examples, optimizer, capacity);
        JavaExecutor actual = new JavaExecutor(program);
        DoubleExecutor oracle = new DoubleExecutor(program);
        EngineFixture.writeRandomParameters(actual, random);
        EngineFixture.copyPersistent(actual, oracle);
        int[][] batches = new int[STEPS][];
        for (int step = 0; step < STEPS; step++) {
            batches[step] =
                    random.ints(1 + random.nextInt(MAX_BATCH), 0, EXAMPLES).toArray();
        }
        Slice slice = EngineFixture.slice(program, optimizer, batches);
        Slice oracleSlice = EngineFixture.slice(program, optimizer, batches);

        assertThat(actual.train(examples, slice)).isEqualTo(STEPS);
        assertThat(oracle.train(examples, oracleSlice)).isEqualTo(STEPS);

        String name = what + ", " + network + ", capacity " + capacity + ", " + optimizer + ": ";
        for (int step = 0; step < STEPS; step++) {
            float expected = oracleSlice.metric(step, program.loss());
            Tolerances.FLOAT.check(name + "loss of step " + step, slice.metric(step, program.loss()), expected);
        }
        for (Buffer buffer : program.persistent()) {
            Tolerances.FLOAT.check(
                    name + buffer,
                    EngineFixture.read(actual, buffer),
                    Tolerances.widen(EngineFixture.read(oracle, buffer)));
        }
    }

    private static Network network(Random random, int inputs, int outputs, Loss loss) {
        int count = 1 + random.nextInt(4);
        Dense[] layers = new Dense[count];
        for (int i = 0; i < count; i++) {
            boolean last = i == count - 1;
            Activation activation = last && loss.outputActivation() != null
                    ? (random.nextBoolean() ? loss.outputActivation() : Activation.LINEAR)
                    : oneOf(List.of(Activation.values()), random);
            layers[i] = Dense.of(last ? outputs : 1 + random.nextInt(MAX_WIDTH), activation)
                    .withL2(random.nextBoolean() ? 0.01f : 0, random.nextBoolean() ? 0.005f : 0);
        }
        return EngineFixture.network(inputs, loss, layers);
    }

    private static <T> T oneOf(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
