package dev.nabla.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * How a number of rows is cut into register tiles. A tile of 5 or 4 rows of 8 columns keeps the machine busy; smaller ones wait
 * for their sums, as long as one of 4 rows takes.
 *
 * @param rows of a tile
 * @param count of such tiles, one behind the other
 */
record Segments(int rows, int count) {
    private static final int LARGEST = 5;
    private static final int FULL = 4;

    /** The tiles that cover so many rows in the least time. */
    static List<Segments> of(int rows) {
        int best = Integer.MAX_VALUE;
        List<Segments> chosen = List.of();
        for (int fives = rows / LARGEST; fives >= 0; fives--) {
            int left = rows - fives * LARGEST;
            int cost = fives * LARGEST + (left + FULL - 1) / FULL * FULL;
            if (cost < best) {
                best = cost;
                chosen = cut(fives, left);
            }
        }
        return chosen;
    }

    private static List<Segments> cut(int fives, int left) {
        List<Segments> segments = new ArrayList<>();
        add(segments, LARGEST, fives);
        add(segments, FULL, left / FULL);
        add(segments, left % FULL, 1);
        return segments;
    }

    private static void add(List<Segments> segments, int rows, int count) {
        if (rows > 0 && count > 0) {
            segments.add(new Segments(rows, count));
        }
    }
}
