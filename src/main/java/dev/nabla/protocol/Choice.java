package dev.nabla.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a set-up chooses among several: one table of names in links and of the options, the first one first. */
public enum Choice {
    /** How gradients change weights. */
    OPTIMIZER("optimizer", "sgd,nesterov,adagrad,rmsprop,adam,adamw,nadam"),
    /** How the learning rate changes from step to step. */
    SCHEDULE("schedule", "constant,inverse-time,step,exponential,cosine,one-cycle"),
    /** What training makes small; the output layer has softmax for cross-entropy, else the sigmoid. */
    LOSS("loss", "cross-entropy,binary-cross-entropy,quadratic,mean-squared-error"),
    /** First weights: {@code usual} is what suits each layer's activation. */
    INITIALIZER(
            "init",
            "usual,he-normal,he-uniform,xavier-normal,xavier-uniform,lecun-normal,lecun-uniform,orthogonal,normal,uniform,constant,zeros");

    /** All of them, in order. */
    public static final List<Choice> ALL = List.of(values());

    private final String key;
    private final String options;

    Choice(String key, String options) {
        this.key = key;
        this.options = options;
    }

    /** The name in links. */
    public String key() {
        return key;
    }

    /** The labels that can be chosen; a first visitor's run has the first one. */
    public List<String> options() {
        List<String> list = new ArrayList<>();
        int start = 0;
        for (int end = options.indexOf(','); end >= 0; end = options.indexOf(',', start)) {
            list.add(options.substring(start, end));
            start = end + 1;
        }
        list.add(options.substring(start));
        return list;
    }

    /** Whether it belongs to the network: another option begins another run. */
    public boolean isOfNetwork() {
        return this == LOSS || this == INITIALIZER;
    }

    /** The choice with that name in links; null if there is none. */
    static @Nullable Choice of(String key) {
        for (Choice choice : ALL) {
            if (choice.key.equals(key)) {
                return choice;
            }
        }
        return null;
    }
}
