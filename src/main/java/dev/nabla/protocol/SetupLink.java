package dev.nabla.protocol;

import dev.nabla.protocol.Setup.Hidden;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Setup} as the fragment of a link, such as {@code v=1&data=mnist&layers=64:relu,32:tanh&rate=0.1&seed=7}.
 *
 * <p>What a link leaves out has its initial value; a number outside its range is brought to the nearest one inside, and
 * what cannot be understood is left out: whatever a link says, a run can start from it. A newer version is read as far as
 * it can be, and {@link Reading#newer()} says so.
 */
public final class SetupLink {
    /** The version of links written here. */
    public static final int VERSION = 1;

    /** The smallest learning rate that a link or a control may ask for. */
    public static final float MIN_LEARNING_RATE = 1e-5f;

    /** The largest learning rate that a link or a control may ask for. */
    public static final float MAX_LEARNING_RATE = 10f;

    /** The largest momentum that a link or a control may ask for. */
    public static final float MAX_MOMENTUM = 0.99f;

    /** The largest batch that a link or a control may ask for. */
    public static final int MAX_BATCH_SIZE = 1024;

    /** The numbers of training examples that can be chosen; 0 is all of them. */
    public static final List<Integer> EXAMPLES = List.of(100, 1000, 10_000, 0);

    private static final String ALL = "all";

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
        }
        text.append("&rate=").append(setup.learningRate());
        text.append("&momentum=").append(setup.momentum());
        text.append("&batch=").append(setup.batchSize());
        return text.append("&seed=").append(setup.seed()).toString();
    }

    /**
     * Reads a fragment.
     *
     * @param fragment with or without a leading {@code #}
     * @return null where the fragment is not a link of ours, the empty one included
     */
    public static @Nullable Reading read(String fragment) {
        String text = fragment.startsWith("#") ? fragment.substring(1) : fragment;
        int version = 0;
        Setup setup = Setup.initial();
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf('&', start);
            end = end < 0 ? text.length() : end;
            int equals = text.indexOf('=', start);
            if (equals > start && equals < end) {
                String key = text.substring(start, equals);
                String value = text.substring(equals + 1, end);
                if (key.equals("v")) {
                    version = integer(value, 1, Integer.MAX_VALUE, 0);
                } else {
                    setup = with(setup, key, value);
                }
            }
            start = end + 1;
        }
        return version == 0 ? null : new Reading(setup, version > VERSION);
    }

    private static Setup with(Setup setup, String key, String value) {
        return switch (key) {
            case "data" -> withData(setup, value);
            case "examples" -> setup.withExamples(examples(value, setup.examples()));
            case "layers" -> setup.withHidden(layers(value, setup.hidden()));
            case "rate" ->
                setup.withLearningRate(number(value, MIN_LEARNING_RATE, MAX_LEARNING_RATE, setup.learningRate()));
            case "momentum" -> setup.withMomentum(number(value, 0, MAX_MOMENTUM, setup.momentum()));
            case "batch" -> setup.withBatchSize(integer(value, 1, MAX_BATCH_SIZE, setup.batchSize()));
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
            String activation = colon < 0 ? "relu" : layer.substring(colon + 1);
            if (units == 0 || !Setup.ACTIVATIONS.contains(activation)) {
                return otherwise;
            }
            layers.add(new Hidden(units, activation));
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

    private static float number(String text, float min, float max, float otherwise) {
        try {
            float value = Float.parseFloat(text);
            return Float.isNaN(value) ? otherwise : Math.max(min, Math.min(max, value));
        } catch (NumberFormatException notANumber) {
            return otherwise;
        }
    }
}
