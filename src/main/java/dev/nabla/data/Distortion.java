package dev.nabla.data;

/**
 * What differs between two digits by the same hand: the plane is bent, stretched, slanted and turned a little, and the
 * pen misses its points.
 *
 * <p>Coordinates are in 1/64 percent of the box, from its middle; fractions have 8 fractional bits.
 */
/*
 * With x and y in units of 64 percent of the box:
 *   x ← x + bowX·y² + pushX·x² + taper·xy     bows bend straight strokes, pushes make one side larger than the other,
 *   y ← y + bowY·x² + pushY·y² + tilt·xy      taper and tilt make a trapezium of the box
 * and then x ← width·x − slant·y, and a turn by a small angle.
 */
final class Distortion {

    private static final int SQUARE_BITS = 12;
    private static final int FRACTION_BITS = 8;

    /** Deviations of the coefficients above from digit to digit. */
    private static final int BOW = 28;

    private static final int PUSH = 22;
    private static final int TRAPEZIUM = 30;
    private static final int WIDTH = 30;
    private static final int SLANT = 36;
    private static final int TURN = 20;

    /** The narrowest digits in parts of the usual width, with a fine pen; and the radius above which a pen needs room. */
    private static final int MIN_WIDTH = 112;

    private static final int FINE_PEN = 140;

    /** Deviation of where a stroke after the first begins. */
    private static final int MISPLACEMENT = 260;

    private int bowX;
    private int bowY;
    private int pushX;
    private int pushY;
    private int taper;
    private int tilt;
    private int width;
    private int slant;
    private int turn;
    private int jitter;

    /** Chooses a distortion for a digit of a writer. */
    void choose(Writer writer, Draws draws) {
        bowX = draws.normal(BOW);
        bowY = draws.normal(BOW);
        pushX = draws.normal(PUSH);
        pushY = draws.normal(PUSH);
        taper = draws.normal(TRAPEZIUM);
        tilt = draws.normal(TRAPEZIUM);
        int minWidth = MIN_WIDTH + Math.max(0, writer.penRadius() - FINE_PEN);
        width = Math.max(minWidth, writer.width() + draws.normal(WIDTH));
        slant = writer.slant() + draws.normal(SLANT);
        turn = writer.turn() + draws.normal(TURN);
        jitter = writer.jitter();
    }

    /** Distorts the control points (x, y) of an allograph in place. */
    void apply(Allograph allograph, int[] x, int[] y, Draws draws) {
        for (int stroke = 0; stroke < allograph.strokes(); stroke++) {
            int misplacement = stroke == 0 ? 0 : MISPLACEMENT;
            int word = draws.next();
            int moveX = Draws.lowerTriangular(word, misplacement);
            int moveY = Draws.upperTriangular(word, misplacement);
            for (int p = allograph.firstPoint(stroke); p < allograph.firstPoint(stroke + 1); p++) {
                word = draws.next();
                x[p] += moveX + Draws.lowerTriangular(word, jitter);
                y[p] += moveY + Draws.upperTriangular(word, jitter);
                distort(x, y, p);
            }
        }
    }

    private void distort(int[] x, int[] y, int p) {
        int xx = (x[p] * x[p]) >> SQUARE_BITS;
        int yy = (y[p] * y[p]) >> SQUARE_BITS;
        int xy = (x[p] * y[p]) >> SQUARE_BITS;
        int bentX = x[p] + ((bowX * yy + pushX * xx + taper * xy) >> FRACTION_BITS);
        int bentY = y[p] + ((bowY * xx + pushY * yy + tilt * xy) >> FRACTION_BITS);
        int slanted = (width * bentX - slant * bentY) >> FRACTION_BITS;
        x[p] = slanted - ((turn * bentY) >> FRACTION_BITS);
        y[p] = bentY + ((turn * slanted) >> FRACTION_BITS);
    }
}
