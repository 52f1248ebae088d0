package dev.nabla.data;

import java.util.ArrayList;
import java.util.List;

/**
 * How much images are changed before a network learns from them, in thousandths; 0 leaves a property as it is.
 *
 * @param shift the most pixels an image moves, along each axis
 * @param rotate the most degrees it turns, to either side
 * @param scale the largest part by which it grows or shrinks
 * @param shear the most pixels a row moves for each row above the middle
 * @param elastic standard deviation of a smooth random displacement, in pixels
 * @param thickness how far lines grow or shrink at most, in pixels: up to 1
 * @param clean the share of the images that stay as they are
 */
public record Augmentation(int shift, int rotate, int scale, int shear, int elastic, int thickness, int clean) {
    /** What the numbers are counted in. */
    public static final int UNIT = 1000;

    private static final String[] NAMES = {"shift", "rotate", "scale", "shear", "elastic", "thickness"};
    private static final int[] LARGEST = {100, 180, 0, 2, 20, 1};

    /** An image must not shrink to nothing. */
    private static final int LARGEST_SCALE = 900;

    private static final int DECIMALS = 3;

    /**
     * Checks the numbers.
     *
     * @throws DataException if one is out of its range
     */
    public Augmentation {
        int[] values = {shift, rotate, scale, shear, elastic, thickness};
        for (int i = 0; i < values.length; i++) {
            int most = largest(i);
            if (values[i] < 0 || values[i] > most) {
                throw new DataException(
                        "Augmentation: " + NAMES[i] + " " + text(values[i]) + ", expected 0.." + text(most));
            }
        }
        if (clean < 0 || clean > UNIT) {
            throw new DataException("Augmentation: clean share " + text(clean) + ", expected 0..1");
        }
    }

    private static int largest(int property) {
        return LARGEST[property] == 0 ? LARGEST_SCALE : LARGEST[property] * UNIT;
    }

    /**
     * The augmentation of a text such as {@code shift=2,rotate=10,scale=0.1}; what is not named stays as it is.
     *
     * @param clean the share of the images that stay as they are, a decimal number
     * @throws DataException if a name is unknown or given twice, or a value is no number, has more than three decimals or is
     *     out of its range
     */
    public static Augmentation parse(String text, String clean) {
        int[] values = new int[NAMES.length];
        boolean[] given = new boolean[NAMES.length];
        for (String part : text.isEmpty() ? new String[0] : Texts.split(text, ',')) {
            int equals = part.indexOf('=');
            int property = property(equals < 0 ? part : part.substring(0, equals));
            if (property < 0 || equals < 0) {
                throw new DataException(
                        "Augmentation: \"" + part + "\", expected name=number with one of " + String.join(", ", NAMES));
            }
            if (given[property]) {
                throw new DataException("Augmentation: " + NAMES[property] + " twice, expected once");
            }
            given[property] = true;
            values[property] = thousandths(NAMES[property], part.substring(equals + 1), largest(property));
        }
        return new Augmentation(
                values[0], values[1], values[2], values[3], values[4], values[5], thousandths("clean", clean, UNIT));
    }

    private static int property(String name) {
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].equals(name.trim())) {
                return i;
            }
        }
        return -1;
    }

    private static int thousandths(String name, String text, int most) {
        double value = Numbers.parse(text.trim(), '.') * UNIT;
        double rounded = Math.floor(value + 0.5);
        // A decimal of three places is off by one rounding of the product.
        if (!(Math.abs(value - rounded) <= 1e-6) || rounded < 0 || rounded > most) {
            throw new DataException("Augmentation: " + name + " \"" + text + "\", expected 0.." + text(most)
                    + " with at most " + DECIMALS + " decimals");
        }
        return (int) rounded;
    }

    /** Thousandths as a decimal number. */
    private static String text(int thousandths) {
        String digits = Integer.toString(UNIT + Math.abs(thousandths) % UNIT).substring(1);
        int end = digits.length();
        while (end > 0 && digits.charAt(end - 1) == '0') {
            end--;
        }
        String whole = (thousandths < 0 ? "-" : "") + Math.abs(thousandths) / UNIT;
        return end == 0 ? whole : whole + "." + digits.substring(0, end);
    }

    /** Whether nothing changes. */
    public boolean isNone() {
        return shift + rotate + scale + shear + elastic + thickness == 0 || clean == UNIT;
    }

    /** Whether the image at a position of an epoch stays as it is: the clean ones are spread evenly, so that each batch has its share. */
    public boolean isClean(long position) {
        return (position + 1) * clean / UNIT > position * clean / UNIT;
    }

    /** What {@link #parse} takes: the properties that are not 0. */
    public String text() {
        int[] values = {shift, rotate, scale, shear, elastic, thickness};
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0) {
                parts.add(NAMES[i] + "=" + text(values[i]));
            }
        }
        return String.join(",", parts);
    }

    /** The clean share as a decimal number. */
    public String cleanText() {
        return text(clean);
    }
}
