package dev.nabla.optim;

import java.util.ArrayList;
import java.util.List;

/** The optimizers there are: names, parameters and their usual values. Descriptions of runs and flags derive from it. */
public enum OptimizerKind {
    SGD("sgd", "learningRate 0.1, momentum 0, decay 0, ?weightDecay 0"),
    NESTEROV("nesterov", "learningRate 0.1, momentum 0.9, weightDecay 0"),
    ADAGRAD("adagrad", "learningRate 0.01, epsilon 1e-10"),
    RMSPROP("rmsprop", "learningRate 0.01, fade 0.99, epsilon 1e-8"),
    ADAM("adam", "learningRate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-8, decay 0"),
    ADAMW("adamw", "learningRate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-8, weightDecay 0.01"),
    NADAM("nadam", "learningRate 0.002, beta1 0.9, beta2 0.999, epsilon 1e-8");

    /** The parameter that every optimizer has, and has first. */
    public static final String LEARNING_RATE = "learningRate";

    private final String label;
    private final String parameters;

    /**
     * Names a kind.
     *
     * @param parameters names and usual values; a question mark stands before what came later
     */
    OptimizerKind(String label, String parameters) {
        this.label = label;
        this.parameters = parameters;
    }

    /**
     * One number of an optimizer's description.
     *
     * @param name such as {@code beta1}
     * @param usual what it is unless said otherwise: PyTorch's default, but for the rates of sgd and nesterov
     * @param later whether descriptions without it exist, which mean the usual value
     */
    public record Parameter(String name, float usual, boolean later) {}

    /** The name in descriptions of runs. */
    public String label() {
        return label;
    }

    /** What its description consists of, the learning rate first. */
    public List<Parameter> parameters() {
        List<Parameter> list = new ArrayList<>();
        for (int from = 0; from < parameters.length(); ) {
            int end = parameters.indexOf(", ", from);
            String text = parameters.substring(from, end < 0 ? parameters.length() : end);
            boolean later = text.startsWith("?");
            int space = text.indexOf(' ');
            float usual = Float.parseFloat(text.substring(space + 1));
            list.add(new Parameter(text.substring(later ? 1 : 0, space), usual, later));
            from = end < 0 ? parameters.length() : end + 2;
        }
        return List.copyOf(list);
    }

    /** Whether there is a parameter of that name. */
    public boolean has(String parameter) {
        return parameters().stream().anyMatch(candidate -> candidate.name().equals(parameter));
    }

    /**
     * Where in {@link #parameters()} the parameter of that name is.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public int position(String parameter) {
        List<Parameter> known = parameters();
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).name().equals(parameter)) {
                return i;
            }
            names.append(i == 0 ? "" : ", ").append(known.get(i).name());
        }
        throw new IllegalArgumentException(
                "Optimizer: " + label + " has no " + parameter + ", expected one of: " + names);
    }

    /** The usual values of the parameters, in order. */
    public float[] usualValues() {
        List<Parameter> known = parameters();
        float[] values = new float[known.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = known.get(i).usual();
        }
        return values;
    }

    /**
     * The optimizer with these values.
     *
     * @param values of the parameters, in order
     */
    public Optimizer of(float... values) {
        float[] v = values;
        int expected = parameters().size();
        if (v.length != expected) {
            throw new IllegalArgumentException(
                    "Optimizer: " + v.length + " values for " + label + ", expected " + expected);
        }
        return switch (this) {
            case SGD -> new Sgd(v[0], v[1], v[2], v[3]);
            case NESTEROV -> new Nesterov(v[0], v[1], v[2]);
            case ADAGRAD -> new Adagrad(v[0], v[1]);
            case RMSPROP -> new RmsProp(v[0], v[1], v[2]);
            case ADAM -> new Adam(v[0], v[1], v[2], v[3], v[4]);
            case ADAMW -> new AdamW(v[0], v[1], v[2], v[3], v[4]);
            case NADAM -> new Nadam(v[0], v[1], v[2], v[3]);
        };
    }

    /**
     * The optimizer of that label.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public static OptimizerKind of(String label) {
        StringBuilder known = new StringBuilder();
        for (OptimizerKind kind : values()) {
            if (kind.label.equals(label)) {
                return kind;
            }
            known.append(known.isEmpty() ? "" : ", ").append(kind.label);
        }
        throw new IllegalArgumentException("Unknown optimizer \"" + label + "\", expected one of: " + known);
    }
}
