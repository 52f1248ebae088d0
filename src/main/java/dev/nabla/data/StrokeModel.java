package dev.nabla.data;

import java.util.ArrayList;
import java.util.List;

/**
 * How people write one digit: its allographs and how common each is.
 *
 * <p>Written as text, one allograph after the other:
 *
 * <pre>
 * 42 open                                              its share of the writers in percent, and its name
 *   14,6 8,26 6,46 18,54 48,52 84,48 / 70,2 66,34 …    a key shape, see {@link Allograph}
 *   20,2 12,24 2,50 16,58 52,54 96,46 / 76,6 68,36 …   another one
 * </pre>
 */
final class StrokeModel {

    private static final int PERCENT = 100;

    private final int digit;
    private final List<Allograph> allographs = new ArrayList<>();

    private StrokeModel(int digit) {
        this.digit = digit;
    }

    /** Returns the models of 0 to 9. */
    static List<StrokeModel> digits() {
        return List.of(
                read(0, LowDigits.ZEROS),
                read(1, LowDigits.ONES),
                read(2, LowDigits.TWOS),
                read(3, LowDigits.THREES),
                read(4, LowDigits.FOURS),
                read(5, HighDigits.FIVES),
                read(6, HighDigits.SIXES),
                read(7, HighDigits.SEVENS),
                read(8, HighDigits.EIGHTS),
                read(9, HighDigits.NINES));
    }

    /**
     * Reads the model of a digit.
     *
     * @throws IllegalArgumentException if the text cannot be read, or the shares do not add up to 100
     */
    static StrokeModel read(int digit, String text) {
        StrokeModel model = new StrokeModel(digit);
        List<String> shapes = new ArrayList<>();
        String header = "";
        for (String line : Texts.split(text, '\n')) {
            if (line.startsWith(" ")) {
                shapes.add(line.trim());
            } else {
                model.add(header, shapes);
                header = line;
                shapes.clear();
            }
        }
        model.add(header, shapes);
        int sum = 0;
        for (Allograph allograph : model.allographs) {
            sum += allograph.percent();
        }
        if (sum != PERCENT) {
            throw new IllegalArgumentException("digit " + digit + ": the shares add up to " + sum + " percent");
        }
        return model;
    }

    private void add(String header, List<String> shapes) {
        int space = header.indexOf(' ');
        if (space > 0) {
            int percent = Integer.parseInt(header.substring(0, space));
            allographs.add(new Allograph(digit, header.substring(space + 1), percent, shapes));
        }
    }

    List<Allograph> allographs() {
        return allographs;
    }

    /** Returns the allograph of a writer who stands at {@code percent} (0 to 99) among all. */
    Allograph at(int percent) {
        int rest = percent;
        int i = 0;
        while (rest >= allographs.get(i).percent()) {
            rest -= allographs.get(i).percent();
            i++;
        }
        return allographs.get(i);
    }
}
