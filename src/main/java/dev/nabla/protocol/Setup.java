package dev.nabla.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run of the Images room starts from; a link carries it.
 *
 * @param data where the examples come from
 * @param examples number of training examples; 0 for all there are, or endless where they are generated
 * @param hidden the layers in front of the output layer, which has one unit per class and softmax
 * @param learningRate of stochastic gradient descent
 * @param momentum 0 for none
 * @param batchSize examples of a step
 * @param seed of everything random
 */
public record Setup(
        Source data, int examples, List<Hidden> hidden, float learningRate, float momentum, int batchSize, int seed) {
    /** Where examples come from. */
    public enum Source {
        /** Digits generated in the page, every one new. */
        HANDWRITING("handwriting", "Handwriting"),
        /** LeCun, Cortes and Burges' handwritten digits. */
        MNIST("mnist", "MNIST"),
        /** Zalando's pictures of clothes. */
        FASHION_MNIST("fashion-mnist", "Fashion-MNIST");

        private final String id;
        private final String title;

        Source(String id, String title) {
            this.id = id;
            this.title = title;
        }

        /** The name in links, and of the folder of its files. */
        public String id() {
            return id;
        }

        /** The name that people read. */
        public String title() {
            return title;
        }
    }

    /**
     * A hidden layer.
     *
     * @param units 1 … {@link #MAX_UNITS}
     * @param activation label of the activation: relu, sigmoid, tanh, linear
     */
    public record Hidden(int units, String activation) {}

    /** The most units of a hidden layer. */
    public static final int MAX_UNITS = 1024;

    /** The most hidden layers. */
    public static final int MAX_HIDDEN = 12;

    /** The activations a hidden layer may have. */
    public static final List<String> ACTIVATIONS = List.of("relu", "sigmoid", "tanh", "linear");

    public Setup {
        hidden = List.copyOf(hidden);
    }

    /** What a first visitor sees learning. */
    public static Setup initial() {
        return new Setup(Source.HANDWRITING, 0, List.of(new Hidden(32, "relu")), 0.05f, 0.9f, 32, 1);
    }

    /** The same with other data. */
    public Setup withData(Source data) {
        return new Setup(data, examples, hidden, learningRate, momentum, batchSize, seed);
    }

    /** The same with other number of training examples. */
    public Setup withExamples(int examples) {
        return new Setup(data, examples, hidden, learningRate, momentum, batchSize, seed);
    }

    /** The same with other hidden layers. */
    public Setup withHidden(List<Hidden> hidden) {
        return new Setup(data, examples, hidden, learningRate, momentum, batchSize, seed);
    }

    /** The same with other learning rate. */
    public Setup withLearningRate(float learningRate) {
        return new Setup(data, examples, hidden, learningRate, momentum, batchSize, seed);
    }

    /** The same with other momentum. */
    public Setup withMomentum(float momentum) {
        return new Setup(data, examples, hidden, learningRate, momentum, batchSize, seed);
    }

    /** The same with other batch size. */
    public Setup withBatchSize(int batchSize) {
        return new Setup(data, examples, hidden, learningRate, momentum, batchSize, seed);
    }

    /** The same with other seed. */
    public Setup withSeed(int seed) {
        return new Setup(data, examples, hidden, learningRate, momentum, batchSize, seed);
    }

    void write(PacketWriter writer) {
        writer.add(data.id()).add(examples).add(hidden.size());
        for (Hidden layer : hidden) {
            writer.add(layer.units()).add(layer.activation());
        }
        writer.add(learningRate).add(momentum).add(batchSize).add(seed);
    }

    static Setup read(PacketReader reader) {
        String id = reader.readText();
        int examples = reader.readInt();
        List<Hidden> hidden = new ArrayList<>();
        int count = reader.readInt();
        for (int i = 0; i < count; i++) {
            hidden.add(new Hidden(reader.readInt(), reader.readText()));
        }
        return new Setup(
                source(id),
                examples,
                hidden,
                reader.readFloat(),
                reader.readFloat(),
                reader.readInt(),
                reader.readInt());
    }

    /** The source of that id. */
    static Source source(String id) {
        for (Source source : Source.values()) {
            if (source.id().equals(id)) {
                return source;
            }
        }
        throw new ProtocolException("Unknown data \"" + id + "\"");
    }
}
