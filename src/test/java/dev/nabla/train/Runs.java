package dev.nabla.train;

import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Examples;
import dev.nabla.program.Tensor;
import java.util.List;
import java.util.Random;

/** A small run that the tests of training share: 47 examples in batches of 10, so that an epoch's fifth batch has 7. */
final class Runs {
    static final int SIZE = 47;
    static final int BATCH = 10;
    static final int STEPS_PER_EPOCH = 5;
    static final int INPUTS = 6;
    static final int CLASSES = 3;
    static final int SEED = 21;
    static final Sgd MOMENTUM = new Sgd(0.2f, 0.9f, 0.01f);
    static final Examples EXAMPLES = EngineFixture.labelled(new Random(SEED), SIZE, INPUTS, CLASSES);
    static final Network NETWORK = EngineFixture.network(
            INPUTS,
            Loss.CROSS_ENTROPY,
            Dense.of(8, Activation.RELU).withL2(1e-3f, 1e-4f),
            Dense.of(CLASSES, Activation.SOFTMAX));
    static final StepReport.Listener SILENT = report -> {};

    private Runs() {}

    static Trainer trainer() {
        return trainer(new Settings(MOMENTUM, BATCH, SEED));
    }

    static Trainer trainer(Settings settings) {
        return new Trainer(NETWORK, settings, source(settings.seed()));
    }

    static EpochSource source(int seed) {
        return new EpochSource(EXAMPLES, EngineFixture.range(SIZE), seed);
    }

    /** Trains on, over the ends of epochs. */
    static void advance(Trainer trainer, int steps) {
        for (int done = 0; done < steps; ) {
            done += trainer.advance(steps - done, SILENT);
        }
    }

    /** Images of which each is a function of its index. */
    static StreamSource stream() {
        return new StreamSource(INPUTS, (first, count, pixels, labels, offset) -> {
            for (int i = 0; i < count; i++) {
                Random random = new Random(first + i);
                labels[offset + i] = random.nextInt(CLASSES);
                for (int j = 0; j < INPUTS; j++) {
                    pixels[(offset + i) * INPUTS + j] = (byte) random.nextInt(256);
                }
            }
        });
    }

    /** Fails unless both runs stand at the same place with the same bits. */
    static void checkSame(String what, Trainer actual, Trainer expected) {
        RunState state = actual.state();
        RunState other = expected.state();
        if (state.step() != other.step() || state.position() != other.position()) {
            throw new AssertionError(what + ": step " + state.step() + " at " + state.position() + ", expected "
                    + other.step() + " at " + other.position());
        }
        List<Tensor> tensors = state.tensors();
        for (int i = 0; i < other.tensors().size(); i++) {
            Tolerances.checkBits(
                    what + ", " + tensors.get(i),
                    tensors.get(i).values(),
                    other.tensors().get(i).values());
        }
    }
}
