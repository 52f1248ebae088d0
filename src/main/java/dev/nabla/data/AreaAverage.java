package dev.nabla.data;

import java.util.Arrays;

/** Resamples a box of ink, padded to a square, to {@value #SIDE}×{@value #SIDE} pixels by exact area average. */
/*
 * Works in units of 1/20 of a source pixel. In a square of side S, source pixel c covers [20c, 20c + 20) and output
 * pixel j covers [jS, (j + 1)S), so all overlaps are integers. A sum is at most 255·S²; where that could leave 31 bits,
 * the sums of a row drop their lowest bits (15 remain at a side of 2¹⁴).
 */
final class AreaAverage {

    /** Side of the output, in pixels. */
    static final int SIDE = 20;

    private static final int PEAK = 255;
    private static final int SUM_BITS = 31;
    private static final int SCALABLE_BITS = 23;

    private final int[] sums = new int[SIDE * SIDE];
    private final int[] rowSums = new int[SIDE];
    private final int[] edgeColumn = new int[SIDE + 1];
    private final int[] edgePart = new int[SIDE + 1];
    private int[] integral = new int[0];

    /** Returns how often a square of the given side is doubled until its side is at least {@value #SIDE}. */
    static int doublings(int side) {
        int doublings = 0;
        while (side << doublings < SIDE) {
            doublings++;
        }
        return doublings;
    }

    /**
     * Resamples a box and scales the result so that its peak is 255.
     *
     * @param image u8, row-major
     * @param width columns of the image
     * @param output [20, 20] u8, overwritten
     */
    void resample(byte[] image, int width, int boxLeft, int boxTop, int boxWidth, int boxHeight, byte[] output) {
        int side = Math.max(boxWidth, boxHeight);
        int doublings = doublings(side);
        int paddingX = (side - boxWidth) / 2;
        int paddingY = (side - boxHeight) / 2;
        int fullSide = side << doublings;
        int columns = boxWidth << doublings;
        findEdges(fullSide, paddingX << doublings, (paddingX << doublings) + columns);
        if (integral.length < columns + 2) {
            integral = new int[columns + 2];
        }
        int drop = Math.max(0, 2 * bitLength(fullSide) + bitLength(PEAK) - SUM_BITS);
        Arrays.fill(sums, 0);
        for (int row = paddingY << doublings; row < (paddingY + boxHeight) << doublings; row++) {
            int sourceRow = boxTop + (row >> doublings) - paddingY;
            sumRow(image, sourceRow * width + boxLeft, columns, doublings, drop);
            addRow(row * SIDE, fullSide);
        }
        scaleToPeak(output);
    }

    /** Finds where the output columns begin and end: in which column of the box, and how far into it. */
    private void findEdges(int side, int boxStart, int boxEnd) {
        for (int j = 0; j <= SIDE; j++) {
            int column = j * side / SIDE;
            boolean inside = column >= boxStart && column < boxEnd;
            edgeColumn[j] = Math.max(boxStart, Math.min(column, boxEnd)) - boxStart;
            edgePart[j] = inside ? j * side % SIDE : 0;
        }
    }

    /** Fills {@code rowSums} with the ink of one row of the box in units of 1/20 pixel, by differences of its integral. */
    private void sumRow(byte[] image, int start, int columns, int doublings, int drop) {
        int sum = 0;
        for (int c = 0; c < columns; c++) {
            integral[c] = sum;
            sum += image[start + (c >> doublings)] & 0xFF;
        }
        integral[columns] = sum;
        integral[columns + 1] = sum;
        int before = 0;
        for (int j = 1; j <= SIDE; j++) {
            int whole = integral[edgeColumn[j]];
            int value = SIDE * whole + edgePart[j] * (integral[edgeColumn[j] + 1] - whole);
            rowSums[j - 1] = (value - before) >> drop;
            before = value;
        }
    }

    /** Adds a row that covers [position, position + 20) to the one or two output rows that it overlaps. */
    private void addRow(int position, int side) {
        int target = position / side;
        int weight = Math.min(SIDE, (target + 1) * side - position);
        int rest = SIDE - weight;
        int start = target * SIDE;
        for (int j = 0; j < SIDE; j++) {
            sums[start + j] += weight * rowSums[j];
        }
        for (int j = 0; rest > 0 && j < SIDE; j++) {
            sums[start + SIDE + j] += rest * rowSums[j];
        }
    }

    private void scaleToPeak(byte[] output) {
        int peak = 0;
        for (int sum : sums) {
            peak = Math.max(peak, sum);
        }
        int drop = Math.max(0, bitLength(peak) - SCALABLE_BITS);
        int divisor = peak >> drop;
        for (int i = 0; i < sums.length; i++) {
            int sum = sums[i];
            output[i] = sum == 0 ? 0 : (byte) (((sum >> drop) * PEAK + (divisor >> 1)) / divisor);
        }
    }

    private static int bitLength(int value) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(value);
    }
}
