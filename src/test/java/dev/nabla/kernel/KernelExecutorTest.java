package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.optim.Adam;
import dev.nabla.optim.Optimizer;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Program;
import dev.nabla.program.Tensor;
import dev.nabla.train.EpochSource;
import dev.nabla.train.NonFinite;
import dev.nabla.train.Settings;
import dev.nabla.train.StepReport;
import dev.nabla.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Trains the same run with the reference and with a module in Endive, and compares all bits. */
class KernelExecutorTest {
    private static final int INPUTS = 37;
    private static final int CLASSES = 10;

    private final Engine engine = new Engine(new EndiveMachine());

    @Test
    void pixels_sparse_sgd() {
        compare(network(21, Activation.RELU), pixels(0.2), Sgd.of(0.1f), 10, 12);
    }

    @Test
    void pixels_dense_momentum() {
        compare(network(16, Activation.RELU), pixels(0.9), Sgd.of(0.1f).withMomentum(0.9f), 7, 12);
    }

    @Test
    void pixels_sparse_adam_sigmoid() {
        compare(network(13, Activation.SIGMOID), pixels(0.3), Adam.of(0.01f), 33, 6);
    }

    @Test
    void numbers_tanh_quadratic() {
        Network network = Network.builder()
                .input(2)
                .dense(8, Activation.TANH)
                .dense(8, Activation.TANH)
                .dense(1, Activation.TANH)
                .loss(Loss.QUADRATIC)
                .build();
        Random random = new Random(3);
        float[] values = new float[100];
        float[] targets = new float[50];
        IntStream.range(0, 100).forEach(i -> values[i] = (float) random.nextGaussian());
        IntStream.range(0, 50).forEach(i -> targets[i] = random.nextInt(2));
        compare(network, Examples.of(50, values, targets), Sgd.of(0.3f), 10, 20);
    }

    @Test
    void batch_largerThanCapacity() {
        compare(network(9, Activation.RELU), pixels(0.3), Sgd.of(0.1f), 300, 4);
    }

    @Test
    void divergingRun_isLocatedWhereTheReferenceLocatesIt() {
        Network network = network(21, Activation.RELU);
        NonFinite expected = diverge(network, JavaExecutor::new);

        assertThat(diverge(network, engine::executor)).isEqualTo(expected);
        assertThat(expected.tensor()).isNotEqualTo(expected.parameter());
    }

    private static NonFinite diverge(Network network, Function<Program, Executor> executors) {
        Examples examples = pixels(0.3);
        EpochSource source =
                new EpochSource(examples, IntStream.range(0, examples.size()).toArray(), 1);
        Trainer trainer = new Trainer(network, new Settings(Sgd.of(1e12f), 10, 1), source, executors);
        while (trainer.nonFinite() == null) {
            trainer.advance(5, report -> {});
        }
        NonFinite found = trainer.nonFinite();
        trainer.close();
        return Objects.requireNonNull(found);
    }

    private static Network network(int units, Activation activation) {
        return Network.builder()
                .input(INPUTS)
                .layer(Dense.of(units, activation).withL2(1e-3f, 1e-4f))
                .dense(11, activation)
                .dense(CLASSES, Activation.SOFTMAX)
                .build();
    }

    private static Examples pixels(double density) {
        Random random = new Random(5);
        int size = 311;
        byte[] pixels = new byte[size * INPUTS];
        int[] labels = new int[size];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextDouble() < density ? (byte) (1 + random.nextInt(255)) : 0;
        }
        for (int i = 0; i < size; i++) {
            labels[i] = random.nextInt(CLASSES);
        }
        return Examples.of(size, pixels, labels);
    }

    private void compare(Network network, Examples examples, Optimizer optimizer, int batch, int steps) {
        List<StepReport> expected = new ArrayList<>();
        List<StepReport> actual = new ArrayList<>();
        Trainer reference = train(network, examples, optimizer, batch, steps, JavaExecutor::new, expected);
        Trainer compiled = train(network, examples, optimizer, batch, steps, engine::executor, actual);
        assertThat(actual).isEqualTo(expected);
        List<Tensor> tensors = reference.state().tensors();
        for (int i = 0; i < tensors.size(); i++) {
            assertThat(compiled.state().tensors().get(i).values())
                    .as(tensors.get(i).name())
                    .isEqualTo(tensors.get(i).values());
        }
        int[] order = IntStream.range(0, examples.size()).toArray();
        assertThat(compiled.evaluate(examples, order))
                .usingRecursiveComparison()
                .isEqualTo(reference.evaluate(examples, order));
        compiled.close();
    }

    private static Trainer train(
            Network network,
            Examples examples,
            Optimizer optimizer,
            int batch,
            int steps,
            Function<Program, Executor> executors,
            List<StepReport> reports) {
        EpochSource source =
                new EpochSource(examples, IntStream.range(0, examples.size()).toArray(), 1);
        Trainer trainer = new Trainer(network, new Settings(optimizer, batch, 1), source, executors);
        for (int done = 0; done < steps; ) {
            done += trainer.advance(steps - done, reports::add);
        }
        return trainer;
    }
}
