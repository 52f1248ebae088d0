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
    private final int[] spanFirst = new int[SIDE];
    private final int[] spanLast = new int[SIDE];
    private final int[] spanCut = new int[SIDE];
    private final int[] spanRest = new int[SIDE];

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
        findSpans(fullSide, paddingX << doublings, (paddingX + boxWidth) << doublings);
        int drop = Math.max(0, 2 * bitLength(fullSide) + bitLength(PEAK) - SUM_BITS);
        Arrays.fill(sums, 0);
        for (int row = paddingY << doublings; row < (paddingY + boxHeight) << doublings; row++) {
            int sourceRow = boxTop + (row >> doublings) - paddingY;
            sumRow(image, sourceRow * width + boxLeft - paddingX, doublings, drop);
            addRow(row * SIDE, fullSide);
        }
        scaleToPeak(output);
    }

    /** Finds which columns of the square each output column covers, clipped to the columns of the box. */
    private void findSpans(int side, int boxStart, int boxEnd) {
        for (int j = 0; j < SIDE; j++) {
            int first = j * side / SIDE;
            int last = (j + 1) * side / SIDE;
            boolean cut = first >= boxStart && first < boxEnd;
            boolean rest = last >= boxStart && last < boxEnd;
            spanFirst[j] = Math.max(boxStart, Math.min(first, boxEnd));
            spanLast[j] = Math.max(boxStart, Math.min(last, boxEnd));
            spanCut[j] = cut ? j * side % SIDE : 0;
            spanRest[j] = rest ? (j + 1) * side % SIDE : 0;
        }
    }

    /** Fills {@code rowSums} with the ink of one row in units of 1/20 pixel; {@code start} is where the square begins. */
    private void sumRow(byte[] image, int start, int doublings, int drop) {
        for (int j = 0; j < SIDE; j++) {
            int first = spanFirst[j];
            int last = spanLast[j];
            int whole = 0;
            for (int c = first; c < last; c++) {
                whole += image[start + (c >> doublings)] & 0xFF;
            }
            int sum = whole * SIDE;
            if (spanCut[j] != 0) {
                sum -= spanCut[j] * (image[start + (first >> doublings)] & 0xFF);
            }
            if (spanRest[j] != 0) {
                sum += spanRest[j] * (image[start + (last >> doublings)] & 0xFF);
            }
            rowSums[j] = sum >> drop;
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
