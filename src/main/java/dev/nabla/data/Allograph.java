package dev.nabla.data;

import java.util.List;

/**
 * One way of writing one digit: strokes through control points, in several key shapes between which writers differ.
 *
 * <p>A key shape is written as text: points {@code x,y} in percent of a box that a digit roughly fills (x to the right, y
 * down), in the order of the pen; {@code !} after a point makes it a corner; {@code /} lifts the pen. All key shapes of an
 * allograph have the same strokes, points and corners, so any blend of them is a digit again.
 */
final class Allograph {

    /** Units of a coordinate per percent of the box. */
    static final int UNITS_PER_PERCENT = 64;

    /** The most points that all strokes of an allograph may have together. */
    static final int MAX_POINTS = 24;

    /** The most key shapes that an allograph may have. */
    static final int MAX_SHAPES = 12;

    private static final int MIDDLE = 50 * UNITS_PER_PERCENT;

    private final int digit;
    private final String name;
    private final int percent;
    private final int shapes;
    private final int points;
    private final int strokes;

    /** x of point p of key shape s at {@code [s · points + p]}; {@code y} likewise. */
    private final int[] x;

    private final int[] y;

    /** Index of the first point of each stroke, then the number of points. */
    private final int[] firstPoint;

    private final boolean[] corner;

    /**
     * Reads an allograph.
     *
     * @param percent how many of a hundred writers of the digit write it so
     * @param texts the key shapes
     * @throws IllegalArgumentException if a text cannot be read, or the key shapes do not match
     */
    Allograph(int digit, String name, int percent, List<String> texts) {
        this.digit = digit;
        this.name = name;
        this.percent = percent;
        shapes = texts.size();
        check(shapes >= 1 && shapes <= MAX_SHAPES, shapes + " key shapes, expected 1 to " + MAX_SHAPES);
        String[] tokens = Texts.split(texts.get(0), ' ');
        strokes = lifts(tokens) + 1;
        points = tokens.length - strokes + 1;
        check(points <= MAX_POINTS, points + " points, expected at most " + MAX_POINTS);
        x = new int[shapes * points];
        y = new int[shapes * points];
        firstPoint = new int[strokes + 1];
        corner = new boolean[points];
        for (int shape = 0; shape < shapes; shape++) {
            read(shape, texts.get(shape));
        }
        for (int stroke = 0; stroke < strokes; stroke++) {
            check(firstPoint[stroke + 1] - firstPoint[stroke] >= 2, "a stroke of less than two points");
        }
    }

    private void read(int shape, String text) {
        String[] tokens = Texts.split(text, ' ');
        check(
                tokens.length == points + strokes - 1 && lifts(tokens) == strokes - 1,
                "\"" + text + "\" has not " + points + " points in " + strokes + " strokes");
        int point = 0;
        int stroke = 0;
        for (String token : tokens) {
            if (token.equals("/")) {
                stroke++;
                check(shape == 0 || firstPoint[stroke] == point, "\"" + text + "\" has unlike strokes");
                firstPoint[stroke] = point;
            } else {
                readPoint(shape, point, token);
                point++;
            }
        }
        firstPoint[strokes] = points;
    }

    private void readPoint(int shape, int point, String token) {
        int comma = token.indexOf(',');
        boolean isCorner = token.endsWith("!");
        check(comma > 0, "\"" + token + "\" is not a point x,y");
        check(shape == 0 || corner[point] == isCorner, "\"" + token + "\" and the first key shape: one is a corner");
        corner[point] = isCorner;
        int end = token.length() - (isCorner ? 1 : 0);
        x[shape * points + point] = UNITS_PER_PERCENT * Integer.parseInt(token.substring(0, comma));
        y[shape * points + point] = UNITS_PER_PERCENT * Integer.parseInt(token.substring(comma + 1, end));
    }

    private static int lifts(String[] tokens) {
        int count = 0;
        for (String token : tokens) {
            count += token.equals("/") ? 1 : 0;
        }
        return count;
    }

    private void check(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(this + ": " + problem);
        }
    }

    /**
     * Blends the key shapes: point p = Σₛ weights[s] · point p of key shape s / 256.
     *
     * @param weights [key shapes]
     * @param blendX [points], overwritten: in 1/64 percent of the box, from its middle; {@code blendY} likewise
     */
    void blend(int[] weights, int[] blendX, int[] blendY) {
        for (int point = 0; point < points; point++) {
            int sumX = 0;
            int sumY = 0;
            for (int shape = 0; shape < shapes; shape++) {
                sumX += weights[shape] * x[shape * points + point];
                sumY += weights[shape] * y[shape * points + point];
            }
            blendX[point] = (sumX >> 8) - MIDDLE;
            blendY[point] = (sumY >> 8) - MIDDLE;
        }
    }

    int digit() {
        return digit;
    }

    int percent() {
        return percent;
    }

    int shapes() {
        return shapes;
    }

    int strokes() {
        return strokes;
    }

    /** Returns the index of the first point of a stroke, or the number of points for the number of strokes. */
    int firstPoint(int stroke) {
        return firstPoint[stroke];
    }

    boolean isCorner(int point) {
        return corner[point];
    }

    @Override
    public String toString() {
        return digit + " " + name;
    }
}
