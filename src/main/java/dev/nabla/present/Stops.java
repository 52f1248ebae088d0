package dev.nabla.present;

import java.util.Arrays;

/** The values that a slider can take, lowest first. */
public final class Stops {

    private static final double SLACK = 1e-9;

    private final double[] values;

    private Stops(double[] values) {
        this.values = values;
    }

    /** {@code low, low + step, …} up to high. */
    public static Stops linear(double low, double high, double step) {
        int count = (int) Math.floor((high - low) / step + SLACK) + 1;
        double[] values = new double[count];
        // Divided where that is exact: 3 · 0.1 is 0.30000000000000004, 3 / 10 is 0.3
        double parts = Math.floor(1 / step + 0.5);
        boolean whole = step < 1 && Math.abs(parts * step - 1) < SLACK;
        for (int i = 0; i < count; i++) {
            values[i] = whole ? (Math.floor(low * parts + 0.5) + i) / parts : low + i * step;
        }
        return new Stops(values);
    }

    /** So many per power of ten, each rounded to two digits: for 10 these are 1, 1.3, 1.6, 2, 2.5, 3.2, 4, 5, 6.3, 7.9. */
    public static Stops log(double low, double high, int perDecade) {
        int count = (int) Math.floor(Decades.log10(high / low) * perDecade + 0.5) + 1;
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            double exact = low * Decades.power((double) i / perDecade);
            int digits = 1 - Decades.floor(exact);
            double power = Decades.power(Math.abs(digits));
            values[i] = digits < 0 ? Math.floor(exact / power + 0.5) * power : Math.floor(exact * power + 0.5) / power;
        }
        return new Stops(values);
    }

    /** {@code low, 2 low, 4 low, …} up to high. */
    public static Stops doubling(double low, double high) {
        double[] values = new double[64];
        int count = 0;
        for (double value = low; value <= high && count < values.length; value *= 2) {
            values[count++] = value;
        }
        return new Stops(Arrays.copyOf(values, count));
    }

    /** These values, lowest first. */
    public static Stops of(double... values) {
        return new Stops(values.clone());
    }

    /** 0, then the stops of another row. */
    public static Stops zeroAnd(Stops others) {
        double[] values = new double[others.count() + 1];
        System.arraycopy(others.values, 0, values, 1, others.count());
        return new Stops(values);
    }

    public int count() {
        return values.length;
    }

    public double value(int stop) {
        return values[Math.max(0, Math.min(values.length - 1, stop))];
    }

    /** The stop nearest to a value. */
    public int nearest(double value) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (Math.abs(values[i] - value) < Math.abs(values[best] - value)) {
                best = i;
            }
        }
        return best;
    }
}
