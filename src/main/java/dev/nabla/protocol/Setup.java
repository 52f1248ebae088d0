package dev.nabla.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run of the Images room starts from; a link carries it.
 *
 * @param data where the examples come from
 * @param examples number of training examples; 0 for all there are, or endless where they are generated
 * @param hidden the layers in front of the output layer, which has one unit per class
 * @param output penalties of the output layer
 * @param choices the option of each {@link Choice}, in their order
 * @param numbers the value of each {@link Knob}, in their order
 * @param seed of everything random
 */
public record Setup(
        Source data,
        int examples,
        List<Hidden> hidden,
        Penalties output,
        List<String> choices,
        List<Float> numbers,
        int seed) {
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
     * @param activation label of the activation, one of {@link #ACTIVATIONS}
     * @param penalties on its weights and biases
     */
    public record Hidden(int units, String activation, Penalties penalties) {
        /** A layer without penalties. */
        public Hidden(int units, String activation) {
            this(units, activation, Penalties.NONE);
        }

        /** The same with another number of units. */
        public Hidden withUnits(int units) {
            return new Hidden(units, activation, penalties);
        }

        /** The same with another activation. */
        public Hidden withActivation(String activation) {
            return new Hidden(units, activation, penalties);
        }

        /** The same with other penalties. */
        public Hidden withPenalties(Penalties penalties) {
            return new Hidden(units, activation, penalties);
        }
    }

    /** The most units of a hidden layer. */
    public static final int MAX_UNITS = 1024;

    /** The most hidden layers. */
    public static final int MAX_HIDDEN = 12;

    /** The activations a hidden layer may have. */
    public static final List<String> ACTIVATIONS =
            List.of("relu", "leaky-relu", "elu", "gelu", "silu", "sigmoid", "tanh", "linear");

    public Setup {
        hidden = List.copyOf(hidden);
        choices = List.copyOf(choices);
        numbers = List.copyOf(numbers);
    }

    /** What a first visitor sees learning. */
    public static Setup initial() {
        List<String> choices = new ArrayList<>();
        for (Choice choice : Choice.ALL) {
            choices.add(choice.options().get(0));
        }
        List<Float> numbers = new ArrayList<>();
        for (Knob knob : Knob.ALL) {
            numbers.add(knob.first());
        }
        return new Setup(Source.HANDWRITING, 0, List.of(new Hidden(32, "relu")), Penalties.NONE, choices, numbers, 1);
    }

    /** The value of a number. */
    public float number(Knob knob) {
        return numbers.get(Knob.ALL.indexOf(knob));
    }

    /** The option that is chosen. */
    public String choice(Choice choice) {
        return choices.get(Choice.ALL.indexOf(choice));
    }

    public float learningRate() {
        return number(Knob.LEARNING_RATE);
    }

    public float momentum() {
        return number(Knob.MOMENTUM);
    }

    public int batchSize() {
        return (int) number(Knob.BATCH_SIZE);
    }

    /** The same with other data. */
    public Setup withData(Source data) {
        return new Setup(data, examples, hidden, output, choices, numbers, seed);
    }

    /** The same with other number of training examples. */
    public Setup withExamples(int examples) {
        return new Setup(data, examples, hidden, output, choices, numbers, seed);
    }

    /** The same with other hidden layers. */
    public Setup withHidden(List<Hidden> hidden) {
        return new Setup(data, examples, hidden, output, choices, numbers, seed);
    }

    /** The same with other penalties of the output layer. */
    public Setup withOutput(Penalties output) {
        return new Setup(data, examples, hidden, output, choices, numbers, seed);
    }

    /** The same with another option. */
    public Setup with(Choice choice, String option) {
        List<String> others = new ArrayList<>(choices);
        others.set(Choice.ALL.indexOf(choice), option);
        return new Setup(data, examples, hidden, output, others, numbers, seed);
    }

    /** The same with another value of a number. */
    public Setup with(Knob knob, float value) {
        List<Float> others = new ArrayList<>(numbers);
        others.set(Knob.ALL.indexOf(knob), value);
        return new Setup(data, examples, hidden, output, choices, others, seed);
    }

    /** The same with other learning rate. */
    public Setup withLearningRate(float learningRate) {
        return with(Knob.LEARNING_RATE, learningRate);
    }

    /** The same with other momentum. */
    public Setup withMomentum(float momentum) {
        return with(Knob.MOMENTUM, momentum);
    }

    /** The same with other batch size. */
    public Setup withBatchSize(int batchSize) {
        return with(Knob.BATCH_SIZE, batchSize);
    }

    /** The same with other seed. */
    public Setup withSeed(int seed) {
        return new Setup(data, examples, hidden, output, choices, numbers, seed);
    }

    void write(PacketWriter writer) {
        writer.add(data.id()).add(examples).add(hidden.size());
        for (Hidden layer : hidden) {
            writer.add(layer.units()).add(layer.activation());
            layer.penalties().write(writer);
        }
        output.write(writer);
        choices.forEach(writer::add);
        numbers.forEach(writer::add);
        writer.add(seed);
    }

    static Setup read(PacketReader reader) {
        String id = reader.readText();
        int examples = reader.readInt();
        List<Hidden> hidden = new ArrayList<>();
        int count = reader.readInt();
        for (int i = 0; i < count; i++) {
            hidden.add(new Hidden(reader.readInt(), reader.readText(), Penalties.read(reader)));
        }
        Penalties output = Penalties.read(reader);
        List<String> choices = new ArrayList<>();
        while (choices.size() < Choice.ALL.size()) {
            choices.add(reader.readText());
        }
        List<Float> numbers = new ArrayList<>();
        while (numbers.size() < Knob.ALL.size()) {
            numbers.add(reader.readFloat());
        }
        return new Setup(source(id), examples, hidden, output, choices, numbers, reader.readInt());
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
