package dev.nabla.worker;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Layer;
import dev.nabla.nn.Network;
import dev.nabla.optim.Sgd;
import dev.nabla.program.ElementType;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import dev.nabla.protocol.Setup;
import dev.nabla.train.Settings;
import java.util.ArrayList;
import java.util.List;

/** What the engine needs, from what the page asks for; refuses in a sentence what cannot be. */
final class Networks {
    /** Rows and columns of a picture. */
    static final int SIDE = 28;

    /** Pixels of a picture. */
    static final int PIXELS = SIDE * SIDE;

    /** Outputs of a network. */
    static final int CLASSES = 10;

    private static final int MAX_BATCH = 60_000;

    private Networks() {}

    /** Hidden dense layers and a dense output layer with softmax, learning by cross-entropy. */
    static Network of(Setup setup) {
        if (setup.hidden().size() > Setup.MAX_HIDDEN) {
            throw new IllegalArgumentException(
                    "Network: " + setup.hidden().size() + " hidden layers, expected at most " + Setup.MAX_HIDDEN);
        }
        List<Layer> layers = new ArrayList<>();
        for (Setup.Hidden hidden : setup.hidden()) {
            if (hidden.units() > Setup.MAX_UNITS) {
                throw new IllegalArgumentException(
                        "Dense: " + hidden.units() + " units, expected at most " + Setup.MAX_UNITS);
            }
            if (!Setup.ACTIVATIONS.contains(hidden.activation())) {
                throw new IllegalArgumentException("Dense: activation \"" + hidden.activation() + "\", expected one of "
                        + String.join(", ", Setup.ACTIVATIONS));
            }
            layers.add(Dense.of(hidden.units(), Activation.of(hidden.activation())));
        }
        layers.add(Dense.of(CLASSES, Activation.SOFTMAX));
        Network.Builder network = Network.builder().input(SIDE, SIDE, 1);
        layers.forEach(network::layer);
        return network.build();
    }

    /** How a run begins. */
    static Settings settings(Setup setup) {
        requireBatchSize(setup.batchSize());
        return new Settings(
                Sgd.of(setup.learningRate()).withMomentum(setup.momentum()), setup.batchSize(), setup.seed());
    }

    /** The page's view of settings. */
    static Setup withSettings(Setup setup, Settings settings) {
        float momentum = settings.optimizer() instanceof Sgd sgd ? sgd.momentum() : 0;
        return setup.withLearningRate(settings.optimizer().learningRate())
                .withMomentum(momentum)
                .withBatchSize(settings.batchSize())
                .withSeed(settings.seed());
    }

    static void requireBatchSize(int batchSize) {
        if (batchSize < 1 || batchSize > MAX_BATCH) {
            throw new IllegalArgumentException("Training: batch size " + batchSize + ", expected 1 to " + MAX_BATCH);
        }
    }

    /** A program on pictures and labels without updates: it measures, and changes nothing. */
    static Program measuring(Network network, int capacity) {
        ProgramBuilder builder = new ProgramBuilder(capacity);
        network.describe(builder, ElementType.U8, ElementType.I32, false);
        return builder.build();
    }

    /** The shape of a picture. */
    static Shape shape() {
        return Shape.of(SIDE, SIDE, 1);
    }
}
