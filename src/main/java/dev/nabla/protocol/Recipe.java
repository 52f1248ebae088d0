package dev.nabla.protocol;

import java.util.ArrayList;
import java.util.List;

/** What each optimizer is called, which numbers it has, and the values it usually begins with. */
public enum Recipe {
    SGD("sgd", "SGD", "rate=0.05&momentum=0.9&decay=0"),
    NESTEROV("nesterov", "Nesterov", "rate=0.05&momentum=0.9&decay=0"),
    ADAGRAD("adagrad", "Adagrad", "rate=0.01&epsilon=1e-10"),
    RMSPROP("rmsprop", "RMSProp", "rate=0.001&fade=0.99&epsilon=1e-8"),
    ADAM("adam", "Adam", "rate=0.001&beta1=0.9&beta2=0.999&epsilon=1e-8"),
    ADAMW("adamw", "AdamW", "rate=0.001&beta1=0.9&beta2=0.999&epsilon=1e-8&decay=0.01"),
    NADAM("nadam", "Nadam", "rate=0.002&beta1=0.9&beta2=0.999&epsilon=1e-8");

    /** All of them, in order. */
    public static final List<Recipe> ALL = List.of(values());

    private final String label;
    private final String title;
    private final String numbers;

    Recipe(String label, String title, String numbers) {
        this.label = label;
        this.title = title;
        this.numbers = numbers;
    }

    /** The optimizer of a set-up. */
    public static Recipe of(Setup setup) {
        for (Recipe recipe : ALL) {
            if (recipe.label.equals(setup.choice(Choice.OPTIMIZER))) {
                return recipe;
            }
        }
        return SGD;
    }

    /** The label in {@link Choice#OPTIMIZER}. */
    public String label() {
        return label;
    }

    /** The name that people read. */
    public String title() {
        return title;
    }

    /** Whether it has a number. */
    public boolean has(Knob knob) {
        return ("&" + numbers).contains("&" + knob.key() + "=");
    }

    /** The numbers it has. */
    public List<Knob> knobs() {
        List<Knob> list = new ArrayList<>();
        for (Knob knob : Knob.values()) {
            if (has(knob)) {
                list.add(knob);
            }
        }
        return list;
    }

    /** A set-up with this optimizer and what it usually begins with. */
    public Setup in(Setup setup) {
        return SetupLink.apply(setup.with(Choice.OPTIMIZER, label), numbers);
    }
}
