package dev.nabla.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a set-up that links and controls carry: one table of their names in links, first values and ranges. What
 * they mean depends on {@link Choice}s; a number that a choice does not use is kept for when it does.
 */
public enum Knob {
    /** η. */
    LEARNING_RATE("rate", 0.05f, 1e-5f, 10),
    /** μ of SGD and Nesterov; 0 for none. */
    MOMENTUM("momentum", 0.9f, 0, 0.99f),
    /** Examples of a step. */
    BATCH_SIZE("batch", 32, 1, 1024),
    /** ρ of RMSProp: how much of the mean square stays. */
    FADE("fade", 0.99f, 0, 0.9999f),
    /** β₁ of Adam and its kin: how much of the mean stays. */
    BETA1("beta1", 0.9f, 0, 0.999f),
    /** β₂ of Adam and its kin: how much of the mean square stays. */
    BETA2("beta2", 0.999f, 0, 0.9999f),
    /** ε, which keeps a division from being one by zero. */
    EPSILON("epsilon", 1e-8f, 1e-12f, 1),
    /** Decoupled weight decay of SGD, Nesterov and AdamW. */
    WEIGHT_DECAY("decay", 0, 0, 1),
    /** Steps until a schedule has halved the rate, or is at its end. */
    SCHEDULE_STEPS("over", 2000, 10, 100_000),
    /** What a schedule of steps multiplies the rate by. */
    SCHEDULE_FACTOR("factor", 0.5f, 0.05f, 0.95f),
    /** Steps in which the rate rises to its first value; 0 for none. */
    WARM_UP("warmup", 0, 0, 10_000),
    /** Largest magnitude of a gradient's element; 0 for no limit. */
    CLIP_VALUE("clip-value", 0, 0, 10),
    /** Largest length of the gradient of all parameters together; 0 for no limit. */
    CLIP_NORM("clip-norm", 0, 0, 100),
    /** Largest length of the weights of one unit; 0 for no limit. */
    MAX_NORM("max-norm", 0, 0, 100),
    /** The share of a target that label smoothing spreads over all classes. */
    LABEL_SMOOTHING("smoothing", 0, 0, 0.5f),
    /** What first weights are multiplied by. */
    SCALE("scale", 1, 0.01f, 100);

    /** All of them, in order. */
    public static final List<Knob> ALL = List.of(values());

    private final String key;
    private final float first;
    private final float min;
    private final float max;

    Knob(String key, float first, float min, float max) {
        this.key = key;
        this.first = first;
        this.min = min;
        this.max = max;
    }

    /** The name in links. */
    public String key() {
        return key;
    }

    /** The value that a first visitor's run has, and that a link means which leaves it out. */
    public float first() {
        return first;
    }

    /** The smallest value that a link or a control may ask for. */
    public float min() {
        return min;
    }

    /** The largest value that a link or a control may ask for. */
    public float max() {
        return max;
    }

    /** Whether it counts something. */
    public boolean isWhole() {
        return this == BATCH_SIZE || this == SCHEDULE_STEPS || this == WARM_UP;
    }

    /** Whether it belongs to the network: another value begins another run. */
    public boolean isOfNetwork() {
        return this == LABEL_SMOOTHING || this == SCALE;
    }

    /** The nearest value in range. */
    public float clamp(float value) {
        float inside = Math.max(min, Math.min(max, value));
        return isWhole() ? (float) Math.floor(inside) : inside;
    }

    /** The knob with that name in links; null if there is none. */
    static @Nullable Knob of(String key) {
        for (Knob knob : ALL) {
            if (knob.key.equals(key)) {
                return knob;
            }
        }
        return null;
    }
}
