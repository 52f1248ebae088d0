package dev.nabla.data;

/**
 * The path of the pen for one digit: control points are joined by splines, smoothed, fitted to the canvas and drawn.
 *
 * <p>Before {@link #fit} positions are in 1/64 percent of the allograph's box, from its middle; then in 1/64 pixel of the
 * canvas.
 */
final class PenPath {

    /** Extent of the longer side of the fitted path, without the width of the pen. */
    private static final int EXTENT = 36 * StrokeRasterizer.UNITS;

    private static final int MIDDLE = (StrokeRasterizer.SIDE / 2) * StrokeRasterizer.UNITS;
    private static final int SCALE_BITS = 14;

    /** The most straight pieces that a span between two control points is cut into. */
    private static final int MAX_PIECES = 8;

    /** Usual length of a piece. */
    private static final int PIECE = 10 * Allograph.UNITS_PER_PERCENT;

    private static final int MAX_VERTICES = Allograph.MAX_POINTS * MAX_PIECES;
    private static final int BASIS_BITS = 12;

    /** Hermite basis {h00, h10, h01, h11} at t = k/n at [n][4k .. 4k + 3], with 12 fractional bits. */
    private static final int[][] BASIS = basis();

    private final int[] controlX = new int[Allograph.MAX_POINTS];
    private final int[] controlY = new int[Allograph.MAX_POINTS];
    private final int[] tangentX = new int[Allograph.MAX_POINTS];
    private final int[] tangentY = new int[Allograph.MAX_POINTS];
    private final int[] vertexX = new int[MAX_VERTICES];
    private final int[] vertexY = new int[MAX_VERTICES];
    private final int[] strokeEnd = new int[Allograph.MAX_POINTS];
    private int strokes;
    private int vertices;

    private static int[][] basis() {
        int[][] table = new int[MAX_PIECES + 1][];
        int one = 1 << BASIS_BITS;
        for (int n = 1; n <= MAX_PIECES; n++) {
            table[n] = new int[4 * n + 4];
            int cube = n * n * n;
            for (int k = 0; k <= n; k++) {
                int h01 = (3 * n * k * k - 2 * k * k * k) * one / cube;
                table[n][4 * k] = one - h01;
                table[n][4 * k + 1] = (k * k * k - 2 * n * k * k + n * n * k) * one / cube;
                table[n][4 * k + 2] = h01;
                table[n][4 * k + 3] = (k * k * k - n * k * k) * one / cube;
            }
        }
        return table;
    }

    /** Returns x of the control points, to be filled and changed before {@link #flatten}. */
    int[] controlX() {
        return controlX;
    }

    /** Returns y of the control points, to be filled and changed before {@link #flatten}. */
    int[] controlY() {
        return controlY;
    }

    /** Moves both ends of each stroke along their spans, outward by a fraction of the span (256 = 1) or inward. */
    void moveEnds(Allograph allograph, int entry, int exit) {
        for (int stroke = 0; stroke < allograph.strokes(); stroke++) {
            int first = allograph.firstPoint(stroke);
            int last = allograph.firstPoint(stroke + 1) - 1;
            moveEnd(first, first + 1, entry);
            moveEnd(last, last - 1, exit);
        }
    }

    private void moveEnd(int end, int neighbor, int fraction) {
        controlX[end] += ((controlX[end] - controlX[neighbor]) * fraction) >> 8;
        controlY[end] += ((controlY[end] - controlY[neighbor]) * fraction) >> 8;
    }

    /**
     * Joins the control points by cubic Hermite splines and cuts these into straight pieces.
     *
     * @param roundness length of the tangents, 256 for Catmull-Rom splines
     * @param cornerRoundness the same at corners
     */
    void flatten(Allograph allograph, int roundness, int cornerRoundness) {
        vertices = 0;
        strokes = allograph.strokes();
        for (int stroke = 0; stroke < strokes; stroke++) {
            int first = allograph.firstPoint(stroke);
            int last = allograph.firstPoint(stroke + 1) - 1;
            for (int p = first + 1; p < last; p++) {
                int length = allograph.isCorner(p) ? cornerRoundness : roundness;
                tangentX[p] = ((controlX[p + 1] - controlX[p - 1]) * length) >> 9;
                tangentY[p] = ((controlY[p + 1] - controlY[p - 1]) * length) >> 9;
            }
            findEndTangents(controlX, tangentX, first, last);
            findEndTangents(controlY, tangentY, first, last);
            add(controlX[first], controlY[first]);
            for (int p = first; p < last; p++) {
                flattenSpan(p);
            }
            strokeEnd[stroke] = vertices;
        }
    }

    /** Finds the tangents with which a stroke has no curvature at its ends, or is a straight line. */
    private static void findEndTangents(int[] control, int[] tangent, int first, int last) {
        int atFirst = control[first + 1] - control[first];
        int atLast = control[last] - control[last - 1];
        boolean line = last == first + 1;
        tangent[first] = line ? atFirst : (3 * atFirst - tangent[first + 1]) >> 1;
        tangent[last] = line ? atLast : (3 * atLast - tangent[last - 1]) >> 1;
    }

    private void flattenSpan(int p) {
        int width = Math.abs(controlX[p + 1] - controlX[p]);
        int height = Math.abs(controlY[p + 1] - controlY[p]);
        int pieces = Math.max(1, Math.min(MAX_PIECES, (Math.max(width, height) + PIECE / 2) / PIECE));
        int[] basis = BASIS[pieces];
        for (int k = 4; k <= 4 * pieces; k += 4) {
            add(combine(basis, k, controlX, tangentX, p), combine(basis, k, controlY, tangentY, p));
        }
    }

    private static int combine(int[] basis, int k, int[] control, int[] tangent, int p) {
        int sum = basis[k] * control[p]
                + basis[k + 1] * tangent[p]
                + basis[k + 2] * control[p + 1]
                + basis[k + 3] * tangent[p + 1];
        return sum >> BASIS_BITS;
    }

    private void add(int x, int y) {
        vertexX[vertices] = x;
        vertexY[vertices] = y;
        vertices++;
    }

    /** Averages each inner vertex with its neighbors by (1, 2, 1) / 4, several times: a hurried pen cuts corners. */
    void smooth(int passes) {
        for (int pass = 0; pass < passes; pass++) {
            int first = 0;
            for (int stroke = 0; stroke < strokes; stroke++) {
                smooth(vertexX, first, strokeEnd[stroke]);
                smooth(vertexY, first, strokeEnd[stroke]);
                first = strokeEnd[stroke];
            }
        }
    }

    private static void smooth(int[] values, int from, int to) {
        int previous = values[from];
        for (int i = from + 1; i < to - 1; i++) {
            int value = values[i];
            values[i] = (previous + 2 * value + values[i + 1]) >> 2;
            previous = value;
        }
    }

    /** Scales the path so that its longer side is 36 pixels, and moves it to the middle of the canvas and an offset. */
    void fit(int offsetX, int offsetY) {
        int left = vertexX[0];
        int right = left;
        int top = vertexY[0];
        int bottom = top;
        for (int i = 1; i < vertices; i++) {
            left = Math.min(left, vertexX[i]);
            right = Math.max(right, vertexX[i]);
            top = Math.min(top, vertexY[i]);
            bottom = Math.max(bottom, vertexY[i]);
        }
        int scale = (EXTENT << SCALE_BITS) / Math.max(1, Math.max(right - left, bottom - top));
        int middleX = (left + right) >> 1;
        int middleY = (top + bottom) >> 1;
        for (int i = 0; i < vertices; i++) {
            vertexX[i] = MIDDLE + offsetX + (((vertexX[i] - middleX) * scale) >> SCALE_BITS);
            vertexY[i] = MIDDLE + offsetY + (((vertexY[i] - middleY) * scale) >> SCALE_BITS);
        }
    }

    /** Draws the fitted path with a pen whose radius goes from {@code atStart} over {@code between} to {@code atEnd}. */
    void draw(StrokeRasterizer rasterizer, int atStart, int between, int atEnd) {
        int vertex = 0;
        for (int stroke = 0; stroke < strokes; stroke++) {
            rasterizer.begin(vertexX[vertex], vertexY[vertex]);
            vertex++;
            for (; vertex < strokeEnd[stroke]; vertex++) {
                int radius = parabola(atStart, between, atEnd, (vertex << 8) / vertices);
                rasterizer.lineTo(vertexX[vertex], vertexY[vertex], radius);
            }
            rasterizer.lift();
        }
    }

    /** Returns the value at t of the parabola through three values at t = 0, 128 and 256. */
    private static int parabola(int a, int b, int c, int t) {
        int ab = a + (((b - a) * t) >> 7);
        int bc = b + (((c - b) * (t - 128)) >> 7);
        return ab + (((bc - ab) * t) >> 8);
    }

    /** Returns the strokes of the fitted path, each as x, y, x, y … */
    int[][] copyStrokes() {
        int[][] result = new int[strokes][];
        int vertex = 0;
        for (int stroke = 0; stroke < strokes; stroke++) {
            result[stroke] = new int[2 * (strokeEnd[stroke] - vertex)];
            for (int i = 0; vertex < strokeEnd[stroke]; vertex++) {
                result[stroke][i++] = vertexX[vertex];
                result[stroke][i++] = vertexY[vertex];
            }
        }
        return result;
    }
}
