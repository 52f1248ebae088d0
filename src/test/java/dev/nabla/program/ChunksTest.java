package dev.nabla.program;

import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.optim.Sgd;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A batch in chunks gives the bits that it gives in one piece. */
class ChunksTest {
    private static final int[] CAPACITIES = {1, 7, 16, 255};
    private static final int SIZE = 1100;
    private static final int WIDTH = 9;
    private static final int CLASSES = 5;
    private static final long SEED = 16;
    private static final Sgd OPTIMIZER = new Sgd(0.1f, 0.9f, 0.01f);

    @ParameterizedTest
    @EnumSource
    void train_batchWithinTheLargestCapacity_givesTheBitsOfOneChunk(Loss loss) {
        compareCapacities(loss, new int[][] {batch(5, 0), batch(16, 9), batch(1, 3), batch(33, 1), batch(256, 40)});
    }

    /** 1100 examples need a mean over two blocks of the reduction. */
    @ParameterizedTest
    @EnumSource
    void train_batchBeyondTheLargestCapacity_givesTheSameBitsForAllCapacities(Loss loss) {
        compareCapacities(loss, new int[][] {batch(257, 0), batch(SIZE, 0), batch(300, 700)});
    }

    @ParameterizedTest
    @EnumSource
    void evaluate_anyCapacity_givesTheSameBits(Loss loss) {
        Network network = network(loss);
        Examples examples = EngineFixture.labelled(new Random(SEED), SIZE, WIDTH, CLASSES);
        float[] expected = losses(executor(network, examples, Program.MAX_CAPACITY), examples);
        for (int capacity : CAPACITIES) {
            float[] actual = losses(executor(network, examples, capacity), examples);
            Tolerances.checkBits(loss + ", capacity " + capacity + ", seed " + SEED, actual, expected);
        }
    }

    private static void compareCapacities(Loss loss, int[][] batches) {
        Network network = network(loss);
        Examples examples = EngineFixture.labelled(new Random(SEED), SIZE, WIDTH, CLASSES);
        JavaExecutor expected = executor(network, examples, Program.MAX_CAPACITY);
        Slice expectedSlice = EngineFixture.slice(expected.program(), OPTIMIZER, batches);
        expected.train(examples, expectedSlice);
        for (int capacity : CAPACITIES) {
            String what = loss + ", capacity " + capacity + ", seed " + SEED + ": ";
            JavaExecutor actual = executor(network, examples, capacity);
            Slice slice = EngineFixture.slice(actual.program(), OPTIMIZER, batches);
            actual.train(examples, slice);
            for (Buffer buffer : expected.program().persistent()) {
                Tolerances.checkBits(
                        what + buffer, EngineFixture.read(actual, buffer), EngineFixture.read(expected, buffer));
            }
            Tolerances.checkBits(what + "metrics", metrics(slice, actual), metrics(expectedSlice, expected));
        }
    }

    private static float[] metrics(Slice slice, Executor executor) {
        int count = executor.program().metrics().size();
        float[] values = new float[slice.steps() * count];
        for (int i = 0; i < values.length; i++) {
            values[i] = slice.metric(i / count, executor.program().metrics().get(i % count));
        }
        return values;
    }

    private static float[] losses(Executor executor, Examples examples) {
        float[] losses = new float[SIZE];
        executor.evaluate(examples, EngineFixture.range(SIZE), 0, SIZE, losses, new int[SIZE]);
        return losses;
    }

    private static JavaExecutor executor(Network network, Examples examples, int capacity) {
        JavaExecutor executor = new JavaExecutor(EngineFixture.compile(network, examples, OPTIMIZER, capacity));
        EngineFixture.writeRandomParameters(executor, new Random(SEED));
        return executor;
    }

    private static Network network(Loss loss) {
        return EngineFixture.network(
                WIDTH,
                loss,
                Dense.of(17, Activation.RELU).withL2(0.01f, 0.02f),
                Dense.of(6, Activation.SIGMOID),
                Dense.of(CLASSES, loss.outputActivation() == null ? Activation.SOFTMAX : Activation.LINEAR));
    }

    private static int[] batch(int rows, int from) {
        int[] order = EngineFixture.range(rows);
        for (int i = 0; i < rows; i++) {
            order[i] += from;
        }
        return order;
    }
}
