package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Loss;
import dev.nabla.nn.LossDetails;
import dev.nabla.nn.Network;
import dev.nabla.optim.Adam;
import dev.nabla.optim.Nesterov;
import dev.nabla.optim.Optimizer;
import dev.nabla.optim.OptimizerKind;
import dev.nabla.optim.Sgd;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bits with any number of workers, on networks large enough that everything is divided. */
class WorkersTest {
    private static final long SEED = 17;
    private static final int EXAMPLES = 700;
    private static final int INPUTS = 130;

    /** Does the parts one behind the other, the last worker first, and counts them. */
    private static final class Backwards implements Workers {
        private final int count;
        private int parts;

        Backwards(int count) {
            this.count = count;
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public void run(Part part) {
            for (int worker = count - 1; worker >= 0; worker--) {
                part.run(worker);
            }
            parts++;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 300})
    void train_labels_equalsOneWorker(int count) {
        Network network = EngineFixture.network(
                INPUTS,
                Loss.CROSS_ENTROPY,
                Dense.of(521, Activation.RELU).withL2(1e-3f, 1e-3f),
                Dense.of(270, Activation.SOFTMAX));
        Examples examples = EngineFixture.labelled(new Random(SEED), EXAMPLES, INPUTS, 270);
        check(network, examples, new Sgd(0.1f, 0.9f, 0), count);
        check(network, examples, Adam.of(0.01f), count);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void train_numbers_equalsOneWorker(int count) {
        Network network = EngineFixture.network(
                INPUTS,
                Loss.QUADRATIC,
                Dense.of(521, Activation.SIGMOID),
                Dense.of(300, Activation.SOFTMAX),
                Dense.of(270, Activation.TANH));
        Examples examples = EngineFixture.targeted(new Random(SEED), EXAMPLES, INPUTS, 270);
        check(network, examples, Sgd.of(0.1f), count);
    }

    @ParameterizedTest
    @EnumSource(names = {"HUBER", "MEAN_ABSOLUTE_ERROR", "BINARY_CROSS_ENTROPY"})
    void train_otherLosses_equalsOneWorker(Loss loss) {
        Network network =
                EngineFixture.network(INPUTS, loss, Dense.of(521, Activation.GELU), Dense.of(270, Activation.LINEAR));
        Examples examples = EngineFixture.targeted(new Random(SEED), EXAMPLES, INPUTS, 270);
        check(network, examples, new Nesterov(0.1f, 0.9f, 0.01f), 3);
    }

    @Test
    void train_smoothedLabels_equalsOneWorker() {
        Network network = Network.builder()
                .input(INPUTS)
                .layer(Dense.of(521, Activation.SILU).withL1(1e-3f, 0))
                .dense(270, Activation.SOFTMAX)
                .lossDetails(new LossDetails(0.1f, Collections.nCopies(270, 2f), 1))
                .build();
        Examples examples = EngineFixture.labelled(new Random(SEED), EXAMPLES, INPUTS, 270);
        check(network, examples, OptimizerKind.RMSPROP.of(OptimizerKind.RMSPROP.usualValues()), 3);
        check(network, examples, OptimizerKind.NADAM.of(OptimizerKind.NADAM.usualValues()), 3);
    }

    private static void check(Network network, Examples examples, Optimizer optimizer, int count) {
        Program program = EngineFixture.compile(network, examples, optimizer, Program.MAX_CAPACITY);
        Backwards workers = new Backwards(count);
        JavaExecutor alone = new JavaExecutor(program);
        JavaExecutor divided = new JavaExecutor(program, workers);
        EngineFixture.writeRandomParameters(alone, new Random(SEED));
        EngineFixture.copyPersistent(alone, divided);
        int[] all = EngineFixture.range(EXAMPLES);
        Slice slice = EngineFixture.slice(program, optimizer, all, EngineFixture.range(251), all);
        Slice again = EngineFixture.slice(program, optimizer, all, EngineFixture.range(251), all);

        alone.train(examples, slice);
        divided.train(examples, again);

        String what = count + " workers, " + optimizer + ", seed " + SEED + ": ";
        for (int step = 0; step < slice.steps(); step++) {
            for (Metric metric : program.metrics()) {
                assertThat(again.metric(step, metric)).as(what + metric).isEqualTo(slice.metric(step, metric));
            }
        }
        for (Buffer buffer : program.persistent()) {
            Tolerances.checkBits(what + buffer, EngineFixture.read(divided, buffer), EngineFixture.read(alone, buffer));
        }
        assertThat(workers.parts).isGreaterThan(30);
    }
}
