package dev.nabla.data;

/**
 * How one writer writes: the style that all digits of a writer share, derived from the writer's id.
 *
 * <p>Fractions have 8 fractional bits (256 = 1), lengths are in 1/64 percent of the box, radii in 1/64 pixel. Fast writers
 * slant more, miss more, round corners off, and overshoot the ends of strokes.
 */
final class Writer {

    private static final int ONE = 256;

    /** Where the draws that decide how a writer writes digit d begin: at 32 · (d + 1). The style comes before. */
    private static final int HABIT_DRAWS = 32;

    private static final int MEAN_SLANT = 40;
    private static final int SLANT = 54;
    private static final int WIDTH = 40;
    private static final int TURN = 10;
    private static final int MEAN_ROUNDNESS = 240;
    private static final int ROUNDNESS = 32;
    private static final int MEDIUM_PEN = 130;
    private static final int PEN = 44;
    private static final int STEADY = 155;
    private static final int ENDS = 30;

    private final Draws draws;
    private int id;
    private int slant;
    private int width;
    private int turn;
    private int roundness;
    private int cornerRoundness;
    private int smoothing;
    private int penRadius;
    private int jitter;
    private int entry;
    private int exit;

    Writer(RandomBits bits) {
        draws = new Draws(bits);
    }

    /** Becomes the writer with the given id. */
    void become(int newId) {
        id = newId;
        draws.start(RandomBits.WRITER, newId, 0);
        int speed = draws.uniform(0, ONE + 1);
        slant = MEAN_SLANT + (speed - ONE / 2) / 6 + draws.normal(SLANT);
        width = ONE + draws.normal(WIDTH);
        turn = draws.normal(TURN);
        roundness = MEAN_ROUNDNESS + draws.normal(ROUNDNESS);
        cornerRoundness = speed / 4 + draws.uniform(0, 80);
        smoothing = ((speed + draws.uniform(0, ONE)) * 3) >> 9;
        penRadius = MEDIUM_PEN + draws.normal(PEN) + marker(draws.uniform(0, ONE));
        jitter = STEADY + speed + draws.uniform(0, 140);
        entry = draws.normal(ENDS + speed / 8);
        exit = draws.normal(ENDS + speed / 8);
    }

    /** Adds to a few pens what makes them markers. */
    private static int marker(int boldness) {
        return (boldness * boldness) >> 9;
    }

    /** Goes to the draws that decide how the writer writes a digit. */
    void recall(int digit, Draws habits) {
        habits.start(RandomBits.WRITER, id, HABIT_DRAWS * (digit + 1));
    }

    /** Returns how far the top leans to the right, per height. */
    int slant() {
        return slant;
    }

    /** Returns the width per usual width. */
    int width() {
        return width;
    }

    /** Returns the turn of the whole digit, clockwise in radians. */
    int turn() {
        return turn;
    }

    /** Returns the length of the tangents in curves: 256 makes Catmull-Rom splines, less is more angular. */
    int roundness() {
        return roundness;
    }

    /** Returns the length of the tangents at corners, 0 for sharp ones. */
    int cornerRoundness() {
        return cornerRoundness;
    }

    /** Returns how often the path of the pen is averaged with its neighborhood: 0 to 2. */
    int smoothing() {
        return smoothing;
    }

    /** Returns the radius of the pen. */
    int penRadius() {
        return penRadius;
    }

    /** Returns the deviation of control points from where they should be. */
    int jitter() {
        return jitter;
    }

    /** Returns how far strokes begin before their first point, per length of the span there. */
    int entry() {
        return entry;
    }

    /** Returns how far strokes go on after their last point, per length of the span there. */
    int exit() {
        return exit;
    }
}
