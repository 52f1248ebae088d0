package dev.nabla.page;

import dev.nabla.present.NumberText;
import dev.nabla.present.Stops;
import dev.nabla.protocol.Knob;
import dev.nabla.protocol.Penalties;
import dev.nabla.protocol.Setup;
import dev.nabla.view.Slider;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleFunction;

/** What each number of a set-up is called, how it is written, and the slider that changes it. */
final class KnobSliders {
    private static final String OFF = "off";

    private KnobSliders() {}

    /** Told a knob's value that a person chose, and that in words. */
    @FunctionalInterface
    interface Listener {
        void changed(Knob knob, float value, String words);
    }

    /** A slider that shows a set-up's value. */
    static Slider of(Knob knob, Setup setup, Listener listener) {
        String title = title(knob);
        DoubleFunction<String> text = text(knob);
        Slider slider = new Slider(title, stops(knob), setup.number(knob), text, value -> {
                    listener.changed(knob, (float) value, title + " " + text.apply(value));
                })
                .help(help(knob));
        return knob.isOfNetwork() ? slider.whenSettled() : slider;
    }

    /** A slider for a penalty's λ. */
    static Slider penalty(String title, String help, DoubleConsumer change) {
        return new Slider(title, Stops.zeroAnd(Stops.log(1e-6, Penalties.MAX, 3)), 0, KnobSliders::lambda, change)
                .help(help)
                .whenSettled();
    }

    private static String lambda(double value) {
        return value == 0 ? OFF : small(value);
    }

    /** Short: 0.001, 1e−8. */
    private static String small(double value) {
        return NumberText.brief(value, 2);
    }

    private static String title(Knob knob) {
        return switch (knob) {
            case LEARNING_RATE -> "Learning rate";
            case MOMENTUM -> "Momentum";
            case BATCH_SIZE -> "Batch size";
            case FADE -> "ρ, of the squares";
            case BETA1 -> "β₁, of the mean";
            case BETA2 -> "β₂, of the squares";
            case EPSILON -> "ε";
            case WEIGHT_DECAY -> "Weight decay";
            case SCHEDULE_STEPS -> "Steps N";
            case SCHEDULE_FACTOR -> "Factor f";
            case WARM_UP -> "Warm-up steps";
            case CLIP_VALUE -> "Clip by value";
            case CLIP_NORM -> "Clip by norm";
            case MAX_NORM -> "Max-norm";
            case LABEL_SMOOTHING -> "Label smoothing";
            case SCALE -> "Scale";
        };
    }

    private static Stops stops(Knob knob) {
        return switch (knob) {
            case LEARNING_RATE -> Stops.log(1e-4, knob.max(), 10);
            case MOMENTUM, BETA1 -> Stops.linear(0, 0.99, 0.01);
            case BATCH_SIZE -> Stops.doubling(knob.min(), knob.max());
            case FADE, BETA2 -> Stops.of(0, 0.5, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9999);
            case EPSILON -> Stops.log(1e-10, 0.1, 1);
            case SCHEDULE_STEPS -> Stops.log(knob.min(), knob.max(), 5);
            case SCHEDULE_FACTOR -> Stops.linear(0.05, 0.95, 0.05);
            case WARM_UP -> Stops.zeroAnd(Stops.log(10, knob.max(), 5));
            case WEIGHT_DECAY -> Stops.zeroAnd(Stops.log(1e-5, 1, 3));
            case CLIP_VALUE -> Stops.zeroAnd(Stops.log(0.001, knob.max(), 5));
            case CLIP_NORM, MAX_NORM -> Stops.zeroAnd(Stops.log(0.01, knob.max(), 5));
            case LABEL_SMOOTHING -> Stops.linear(0, knob.max(), 0.01);
            case SCALE -> Stops.log(0.01, knob.max(), 10);
        };
    }

    private static DoubleFunction<String> text(Knob knob) {
        return switch (knob) {
            case LEARNING_RATE, SCALE -> value -> NumberText.significant(value, 2);
            case MOMENTUM, BETA1, SCHEDULE_FACTOR -> value -> NumberText.fixed(value, 2);
            case BATCH_SIZE, SCHEDULE_STEPS -> value -> NumberText.count((long) value);
            case FADE, BETA2 -> value -> NumberText.fixed(value, 4);
            case EPSILON -> KnobSliders::small;
            case WARM_UP -> value -> value == 0 ? OFF : NumberText.count((long) value);
            case LABEL_SMOOTHING -> value -> value == 0 ? OFF : NumberText.percent(value, 0);
            case WEIGHT_DECAY, CLIP_VALUE, CLIP_NORM, MAX_NORM -> KnobSliders::lambda;
        };
    }

    private static String help(Knob knob) {
        return switch (knob) {
            case LEARNING_RATE -> "How far a step goes against the gradient g: w ← w − η·g.";
            case MOMENTUM -> "How much of the last step goes on: v ← μ·v + g, w ← w − η·v. At 0, plain SGD.";
            case BATCH_SIZE -> "Examples whose gradients are averaged for one step.";
            case FADE -> "How much of the mean square stays: s ← ρ·s + (1 − ρ)·g², w ← w − η·g / (√s + ε).";
            case BETA1 -> "How much of the mean gradient stays: m ← β₁·m + (1 − β₁)·g.";
            case BETA2 -> "How much of the mean square stays: v ← β₂·v + (1 − β₂)·g².";
            case EPSILON -> "Keeps the division by the root of the squares from being one by zero.";
            case WEIGHT_DECAY -> "Shrinks the weights apart from their gradients: w ← w − η·λ·w.";
            case SCHEDULE_STEPS -> "N of the schedule's formula. Another N begins the schedule anew.";
            case SCHEDULE_FACTOR -> "f of the schedule's formula.";
            case WARM_UP -> "Steps in which the learning rate rises to its first value, before the schedule.";
            case CLIP_VALUE -> "Keeps each number of the gradient between minus this and this.";
            case CLIP_NORM -> "Shortens the gradient of all parameters together to at most this length.";
            case MAX_NORM -> "Shortens the weights of each unit to at most this length, behind each step.";
            case LABEL_SMOOTHING ->
                "The share s of each target that is spread over all K classes: 1 − s + s/K for the right one.";
            case SCALE -> "What the first weights are multiplied by.";
        };
    }
}
