package dev.nabla.present;

import java.util.ArrayList;
import java.util.List;

/** Round marks for axes, lowest first. */
public final class Ticks {

    private static final double[] ROUND = {1, 2, 5};
    private static final double SLACK = 1e-9;

    private Ticks() {}

    /** Multiples of 1, 2 or 5 times a power of ten between low and high, about as many as asked for, at most. */
    public static List<Tick> linear(double low, double high, int most) {
        return linear(low, high, most, 0);
    }

    /** The same for whole numbers, such as steps. */
    public static List<Tick> whole(double low, double high, int most) {
        return linear(low, high, most, 1);
    }

    /** 0, 25, 50, 75 and 100 %, for shares from 0 to 1. */
    public static List<Tick> percent() {
        List<Tick> ticks = new ArrayList<>();
        for (int percent = 0; percent <= 100; percent += 25) {
            ticks.add(new Tick(percent / 100.0, Integer.toString(percent) + NumberText.THIN + "%"));
        }
        return ticks;
    }

    /**
     * Powers of ten between low and high, both positive; over less than two decades 2 and 5 times as well; over many,
     * every second, third … power.
     */
    public static List<Tick> log(double low, double high, int most) {
        int first = Decades.floor(low);
        int last = Decades.floor(high);
        int every = 1;
        while ((last - first) / every >= most) {
            every++;
        }
        boolean fine = last - first < 2;
        List<Tick> ticks = new ArrayList<>();
        for (int power = first; power <= last; power += every) {
            for (double times : ROUND) {
                double value = times * Decades.power(power);
                boolean inside = value >= low * (1 - SLACK) && value <= high * (1 + SLACK);
                if (inside && (times == 1 || fine)) {
                    ticks.add(new Tick(value, NumberText.brief(value, 1)));
                }
            }
        }
        return ticks;
    }

    /** The next number up that a linear axis of this many ticks ends on. */
    public static double roundUp(double high, int most) {
        if (!(high > 0)) {
            return 1;
        }
        double power = Decades.power(Decades.floor(high / most));
        for (int i = 0; true; i++) {
            double step = round(i, power);
            double steps = Math.ceil(high / step - SLACK);
            if (steps + 1 <= most) {
                return steps * step;
            }
        }
    }

    private static List<Tick> linear(double low, double high, int most, double least) {
        List<Tick> ticks = new ArrayList<>();
        if (!(high > low) || Double.isInfinite(high - low)) {
            ticks.add(new Tick(low, NumberText.brief(low, 3)));
            return ticks;
        }
        double power = Decades.power(Decades.floor((high - low) / Math.max(1, most)));
        int i = 0;
        while (round(i, power) < least || count(low, high, round(i, power)) > most) {
            i++;
        }
        double step = round(i, power);
        int digits = Math.max(0, -Decades.floor(step));
        long last = (long) Math.floor(high / step + SLACK);
        for (long multiple = (long) Math.ceil(low / step - SLACK); multiple <= last; multiple++) {
            ticks.add(new Tick(multiple * step, NumberText.fixed(multiple * step, digits)));
        }
        return ticks;
    }

    private static double count(double low, double high, double step) {
        return Math.floor(high / step + SLACK) - Math.ceil(low / step - SLACK) + 1;
    }

    /** 1, 2, 5, 10, 20 … times a power of ten. */
    private static double round(int index, double power) {
        return ROUND[index % ROUND.length] * Decades.power(index / ROUND.length) * power;
    }
}
