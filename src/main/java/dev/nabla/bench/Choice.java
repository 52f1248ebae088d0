package dev.nabla.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be measured.
 *
 * @param items in the order of {@link Item}
 * @param densities of the images: mean share of pixels with ink, above 0 and up to 1
 * @param threads that are wished for, at least 1
 * @param seconds that each measurement takes besides the warm-up, above 0
 * @param images how many there are, at least 1
 */
public record Choice(List<Item> items, List<Double> densities, int threads, double seconds, int images) {
    /** All groups of items. */
    public static final String ALL = "W1,W2,W3,W4,W5,W6";
    /** That of MNIST. */
    public static final String DENSITY = "0.19";
    /** The seconds of a measurement. */
    public static final String SECONDS = "1.5";
    /** As many images as MNIST has. */
    public static final String IMAGES = "60000";

    private static final int MOST_IMAGES = 200_000;
    private static final int MOST_THREADS = 256;
    private static final double MOST_SECONDS = 3600;

    public Choice {
        items = List.copyOf(items);
        densities = List.copyOf(densities);
        require("threads", threads, 1, MOST_THREADS);
        require("n", images, 1, MOST_IMAGES);
        if (!(seconds > 0 && seconds <= MOST_SECONDS)) {
            throw new IllegalArgumentException("secs: " + seconds + ", expected a number above 0, at most 3600");
        }
        for (double density : densities) {
            if (!(density > 0 && density <= 1)) {
                throw new IllegalArgumentException("density: " + density + ", expected a number above 0, at most 1");
            }
        }
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": " + value + ", expected " + least + " to " + most);
        }
    }

    /**
     * Reads a choice as it stands in an address or on a command line.
     *
     * @param items such as {@code W1,W4}
     * @param densities such as {@code 0.19,1}
     * @throws IllegalArgumentException with a sentence, if one of them makes no sense
     */
    public static Choice parse(String items, String densities, String threads, String seconds, String images) {
        List<Double> numbers = new ArrayList<>();
        for (String part : densities.split(",", -1)) {
            numbers.add(number("density", part));
        }
        return new Choice(items(items), numbers, (int) number("threads", threads), number("secs", seconds), (int)
                number("n", images));
    }

    private static List<Item> items(String text) {
        List<String> groups = List.of(text.split(",", -1));
        for (String group : groups) {
            if (!List.of(ALL.split(",", -1)).contains(group)) {
                throw new IllegalArgumentException("items: \"" + group + "\", expected some of " + ALL);
            }
        }
        List<Item> items = new ArrayList<>();
        for (Item item : Item.values()) {
            if (groups.contains(item.group())) {
                items.add(item);
            }
        }
        return items;
    }

    private static double number(String name, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": \"" + text + "\", expected a number", e);
        }
    }
}
