package dev.nabla.train;

import dev.nabla.program.Random;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a search varies. A combination gives each setting one value.
 *
 * <p>In short a dimension is {@code setting=value|value|…}, or {@code setting=low..high}, with {@code :log} for logarithms
 * that are uniform, {@code :int} for whole numbers, {@code :steps=N} for N values that divide the range evenly.
 *
 * @param dimensions at least one, no setting twice
 */
public record SearchSpace(List<SearchDimension> dimensions) {
    private static final String FORM =
            "expected NAME=VALUE|VALUE… or NAME=LOW..HIGH with :log, :int, :steps=N behind it";
    private static final String STEPS = "steps=";

    public SearchSpace {
        dimensions = List.copyOf(dimensions);
        if (dimensions.isEmpty()) {
            throw new IllegalArgumentException("Search: the space is empty, expected at least one setting to vary");
        }
        for (int i = 0; i < dimensions.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (dimensions.get(i).setting().equals(dimensions.get(j).setting())) {
                    throw new IllegalArgumentException(
                            "Search: " + dimensions.get(i).setting() + " twice in the space");
                }
            }
        }
    }

    /**
     * A dimension in short.
     *
     * @throws IllegalArgumentException naming what makes no sense
     */
    public static SearchDimension parse(String text) {
        int equals = text.indexOf('=');
        if (equals <= 0) {
            throw new IllegalArgumentException("Search: \"" + text + "\", " + FORM);
        }
        String setting = text.substring(0, equals);
        String values = text.substring(equals + 1);
        int dots = values.indexOf("..");
        if (dots >= 0 && values.indexOf('|') < 0) {
            return range(text, setting, values.substring(0, dots), values.substring(dots + 2));
        }
        if (values.isEmpty()) {
            throw new IllegalArgumentException("Search: no values of " + setting + ", " + FORM);
        }
        return new SearchDimension.Choice(setting, split(values, '|'));
    }

    private static SearchDimension range(String text, String setting, String low, String rest) {
        List<String> parts = split(rest, ':');
        boolean logarithmic = false;
        boolean whole = false;
        int steps = 0;
        for (String part : parts.subList(1, parts.size())) {
            if (part.equals("log")) {
                logarithmic = true;
            } else if (part.equals("int")) {
                whole = true;
            } else if (part.startsWith(STEPS)) {
                steps = (int) number(text, part.substring(STEPS.length()));
            } else {
                throw new IllegalArgumentException("Search: \"" + part + "\" in \"" + text + "\", " + FORM);
            }
        }
        double from = number(text, low);
        return new SearchDimension.Range(setting, from, number(text, parts.get(0)), logarithmic, whole, steps);
    }

    private static double number(String text, String number) {
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Search: \"" + number + "\" in \"" + text + "\" is no number, " + FORM, e);
        }
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == separator) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        return parts;
    }

    /** The number of combinations; 0 where there is no end of them, or more than an int can count. */
    public int size() {
        long size = 1;
        for (SearchDimension dimension : dimensions) {
            size *= dimension.count();
            if (size == 0 || size > Integer.MAX_VALUE) {
                return 0;
            }
        }
        return (int) size;
    }

    /** Combination {@code index} of all, the last setting changing fastest: setting to value, in order. */
    public Map<String, String> combination(int index) {
        Map<String, String> values = new LinkedHashMap<>();
        dimensions.forEach(dimension -> values.put(dimension.setting(), ""));
        int rest = index;
        for (int i = dimensions.size() - 1; i >= 0; i--) {
            SearchDimension dimension = dimensions.get(i);
            values.put(dimension.setting(), dimension.value(rest % dimension.count()));
            rest /= dimension.count();
        }
        return values;
    }

    /** A combination drawn at random: setting to value, in order. */
    public Map<String, String> draw(Random random) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < dimensions.size(); i++) {
            values.put(dimensions.get(i).setting(), dimensions.get(i).draw(random, i));
        }
        return values;
    }
}
