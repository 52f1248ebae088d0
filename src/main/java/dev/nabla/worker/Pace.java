package dev.nabla.worker;

/** Chooses how much work fits into a time, from how long it took lately. */
final class Pace {
    /** The weight of the latest measurement. */
    private static final double LATEST = 0.3;

    private final int most;
    private double millisPerUnit = -1;
    private int last = 1;

    /**
     * A pace that knows nothing yet.
     *
     * @param most the most units at a time
     */
    Pace(int most) {
        this.most = most;
    }

    /** How many units to do in so many milliseconds: at least 1, and at most twice as many as last time. */
    int units(double millis) {
        if (millisPerUnit < 0) {
            return 1;
        }
        double fitting = millisPerUnit == 0 ? most : Math.min(most, millis / millisPerUnit);
        return Math.max(1, (int) Math.min(fitting, 2.0 * last));
    }

    /** Remembers how long it took. */
    void took(int units, double millis) {
        double latest = millis / units;
        millisPerUnit = millisPerUnit < 0 ? latest : millisPerUnit + LATEST * (latest - millisPerUnit);
        last = units;
    }
}
