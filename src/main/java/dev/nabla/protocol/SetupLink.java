package dev.nabla.protocol;

import dev.nabla.protocol.Setup.Hidden;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Setup} as the fragment of a link, such as {@code
 * v=2&data=mnist&layers=64:relu,32:tanh:0.001&rate=0.1&seed=7}. Behind a layer's activation follow its {@link Penalties},
 * weights before biases, L2 before L1; those at the end that are 0 are left out.
 *
 * <p>What a link leaves out has its initial value, or the one that is usual for its optimizer; a number outside its range is brought to the nearest one inside, and
 * what cannot be understood is left out: whatever a link says, a run can start from it. A newer version is read as far as
 * it can be, and {@link Reading#newer()} says so.
 */
public final class SetupLink {
    /** The version of links written here. */
    public static final int VERSION = 2;

    /** The numbers of training examples that can be chosen; 0 is all of them. */
    public static final List<Integer> EXAMPLES = List.of(100, 1000, 10_000, 0);

    private static final String ALL = "all";

    /** What every link says. */
    private static final List<Knob> ALWAYS = List.of(Knob.LEARNING_RATE, Knob.MOMENTUM, Knob.BATCH_SIZE);

    private SetupLink() {}

    /**
     * A link that was read.
     *
     * @param setup what it asks for
     * @param newer whether a newer version wrote it, so that something may be missing
     */
    public record Reading(Setup setup, boolean newer) {}

    /** The fragment, without a leading {@code #}. */
    public static String write(Setup setup) {
        StringBuilder text = new StringBuilder("v=").append(VERSION);
        text.append("&data=").append(setup.data().id());
        text.append("&examples=").append(setup.examples() == 0 ? ALL : Integer.toString(setup.examples()));
        text.append("&layers=");
        for (int i = 0; i < setup.hidden().size(); i++) {
            Hidden layer = setup.hidden().get(i);
            text.append(i == 0 ? "" : ",").append(layer.units()).append(':').append(layer.activation());
            text.append(penalties(layer.penalties()));
        }
        if (!setup.output().equals(Penalties.NONE)) {
            text.append("&output=").append(penalties(setup.output()).substring(1));
        }
        for (Choice choice : Choice.ALL) {
            String option = setup.choice(choice);
            if (!option.equals(choice.options().get(0))) {
                text.append('&').append(choice.key()).append('=').append(option);
            }
        }
        Setup usual = Recipe.of(setup).in(Setup.initial());
        for (Knob knob : Knob.ALL) {
            float value = setup.number(knob);
            if (ALWAYS.contains(knob) || value != usual.number(knob)) {
                text.append('&').append(knob.key()).append('=');
                text.append(knob.isWhole() ? Integer.toString((int) value) : Float.toString(value));
            }
        }
        return text.append("&seed=").append(setup.seed()).toString();
    }

    /** {@code :0.001:0:0.001}; empty for none. */
    private static String penalties(Penalties penalties) {
        StringBuilder text = new StringBuilder();
        int end = 0;
        for (float lambda : new float[] {penalties.l2(), penalties.l1(), penalties.biasL2(), penalties.biasL1()}) {
            text.append(':').append(lambda == 0 ? "0" : Float.toString(lambda));
            end = lambda == 0 ? end : text.length();
        }
        return text.substring(0, end);
    }

    /**
     * Reads a fragment.
     *
     * @param fragment with or without a leading {@code #}
     * @return null where the fragment is not a link of ours, the empty one included
     */
    public static @Nullable Reading read(String fragment) {
        String text = fragment.startsWith("#") ? fragment.substring(1) : fragment;
        int start = text.startsWith("v=") ? 0 : text.indexOf("&v=") + 1;
        int end = text.indexOf('&', start);
        int version = text.startsWith("v=", start)
                ? integer(text.substring(start + 2, end < 0 ? text.length() : end), 1, Integer.MAX_VALUE, 0)
                : 0;
        if (version == 0) {
            return null;
        }
        Setup usual = Recipe.of(apply(Setup.initial(), text)).in(Setup.initial());
        return new Reading(apply(usual, text), version > VERSION);
    }

    /** A set-up changed by what a text such as {@code rate=0.1&batch=64} says. */
    static Setup apply(Setup setup, String text) {
        Setup changed = setup;
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf('&', start);
            end = end < 0 ? text.length() : end;
            int equals = text.indexOf('=', start);
            if (equals > start && equals < end) {
                changed = with(changed, text.substring(start, equals), text.substring(equals + 1, end));
            }
            start = end + 1;
        }
        return changed;
    }

    private static Setup with(Setup setup, String key, String value) {
        Choice choice = Choice.of(key);
        if (choice != null) {
            return choice.options().contains(value) ? setup.with(choice, value) : setup;
        }
        Knob knob = Knob.of(key);
        if (knob != null) {
            return setup.with(knob, number(value, knob, setup.number(knob)));
        }
        return switch (key) {
            case "data" -> withData(setup, value);
            case "examples" -> setup.withExamples(examples(value, setup.examples()));
            case "layers" -> setup.withHidden(layers(value, setup.hidden()));
            case "output" -> setup.withOutput(penalties(value));
            case "seed" -> setup.withSeed(integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE, setup.seed()));
            default -> setup;
        };
    }

    private static Setup withData(Setup setup, String id) {
        for (Setup.Source source : Setup.Source.values()) {
            if (source.id().equals(id)) {
                return setup.withData(source);
            }
        }
        return setup;
    }

    private static int examples(String value, int otherwise) {
        if (value.equals(ALL)) {
            return 0;
        }
        int wanted = integer(value, 1, Integer.MAX_VALUE, 0);
        if (wanted == 0) {
            return otherwise;
        }
        int best = EXAMPLES.get(0);
        for (int offered : EXAMPLES) {
            if (offered != 0 && Math.abs((long) offered - wanted) < Math.abs((long) best - wanted)) {
                best = offered;
            }
        }
        return best;
    }

    private static List<Hidden> layers(String value, List<Hidden> otherwise) {
        List<Hidden> layers = new ArrayList<>();
        int start = 0;
        while (start < value.length() && layers.size() < Setup.MAX_HIDDEN) {
            int end = value.indexOf(',', start);
            end = end < 0 ? value.length() : end;
            String layer = value.substring(start, end);
            int colon = layer.indexOf(':');
            int units = integer(colon < 0 ? layer : layer.substring(0, colon), 1, Setup.MAX_UNITS, 0);
            String rest = colon < 0 ? "relu" : layer.substring(colon + 1);
            int next = rest.indexOf(':');
            String activation = next < 0 ? rest : rest.substring(0, next);
            if (units == 0 || !Setup.ACTIVATIONS.contains(activation)) {
                return otherwise;
            }
            layers.add(new Hidden(units, activation, penalties(next < 0 ? "" : rest.substring(next + 1))));
            start = end + 1;
        }
        return layers;
    }

    private static int integer(String text, int min, int max, int otherwise) {
        try {
            return (int) Math.max(min, Math.min(max, Long.parseLong(text)));
        } catch (NumberFormatException notANumber) {
            return otherwise;
        }
    }

    /** {@code 0.001:0:0.001}: what is missing, or no number, is 0. */
    private static Penalties penalties(String text) {
        float[] lambdas = new float[4];
        int start = 0;
        for (int i = 0; i < lambdas.length && start <= text.length(); i++) {
            int end = text.indexOf(':', start);
            end = end < 0 ? text.length() : end;
            lambdas[i] = Math.max(0, Math.min(Penalties.MAX, number(text.substring(start, end), 0)));
            start = end + 1;
        }
        return new Penalties(lambdas[0], lambdas[1], lambdas[2], lambdas[3]);
    }

    private static float number(String text, Knob knob, float otherwise) {
        return knob.isWhole()
                ? integer(text, (int) knob.min(), (int) knob.max(), (int) otherwise)
                : knob.clamp(number(text, otherwise));
    }

    private static float number(String text, float otherwise) {
        try {
            float value = Float.parseFloat(text);
            return Float.isNaN(value) ? otherwise : value;
        } catch (NumberFormatException notANumber) {
            return otherwise;
        }
    }
}
