package dev.nabla.data;

import java.util.Arrays;

/**
 * Brings a gray picture of one digit into MNIST's frame: the one way in for generated digits, drawings and files.
 *
 * <pre>
 * any size, bright ink on black      tight box      padded to a square      20×20           28×28
 * ┌──────────────┐                                   ┌─────┐               ┌────┐         ┌──────┐
 * │     ▟▀▙      │                   ┌───┐           │ ▟▀▙ │               │ ▟▙ │         │      │
 * │       ▟▘     │        ──▶        │▟▀▙│    ──▶    │   ▟▘│      ──▶      │ ▟▘ │  ──▶    │  ▟▙  │
 * │     ▟█▄      │                   │▟█▄│           │ ▟█▄ │               │▟█▄ │         │ ▟█▄  │
 * └──────────────┘                   └───┘           └─────┘               └────┘         └──────┘
 *                                                            area, peak 255      center of mass
 * </pre>
 *
 * <p>An instance holds the intermediate results of its last picture and a little scratch memory: nothing is allocated
 * per picture, and an instance serves one thread.
 */
/*
 * MNIST's own program is lost. This is its reconstruction in Chhavi Yadav and Léon Bottou, "Cold Case: The Lost MNIST
 * Digits" (2019), section 2: the 20×20 picture is the exact area average of the padded square, and the shift that
 * brings the center of mass b (pixel centers at i + 0.5) to the middle is trunc(15 − b).
 */
public final class ImageNormalizer {

    /** Side of a normalized picture, in pixels. */
    public static final int SIDE = 28;

    /** Side of the square within a normalized picture to which the ink is scaled, in pixels. */
    public static final int INNER_SIDE = AreaAverage.SIDE;

    /** The longest side that a picture may have, in pixels. */
    public static final int MAX_SIDE = 1 << 14;

    private static final int CENTER = 15;

    private final AreaAverage average = new AreaAverage();
    private final byte[] inner = new byte[INNER_SIDE * INNER_SIDE];

    private int boxLeft;
    private int boxTop;
    private int boxWidth;
    private int boxHeight;
    private int shiftX;
    private int shiftY;

    /**
     * The geometry of a normalization, for showing it step by step.
     *
     * @param boxLeft left edge of the tight bounding box of the ink, in source pixels
     * @param boxTop top edge of the box
     * @param boxWidth width of the box, 0 for an empty picture
     * @param boxHeight height of the box, 0 for an empty picture
     * @param squareLeft left edge of the padded square, in source pixels; may lie outside the picture
     * @param squareTop top edge of the square
     * @param squareSide side of the square in source pixels: the longer side of the box
     * @param doublings how often the square was doubled to reach a side of {@value #INNER_SIDE}
     * @param shiftX column of the 28×28 picture at which the 20×20 picture begins
     * @param shiftY row of the 28×28 picture at which the 20×20 picture begins
     */
    public record Steps(
            int boxLeft,
            int boxTop,
            int boxWidth,
            int boxHeight,
            int squareLeft,
            int squareTop,
            int squareSide,
            int doublings,
            int shiftX,
            int shiftY) {}

    /**
     * Normalizes one picture.
     *
     * @param image [height, width] u8, row-major, from element 0: 0 is paper, 255 is full ink; not changed
     * @param width columns, 1 to {@value #MAX_SIDE}
     * @param height rows, 1 to {@value #MAX_SIDE}
     * @param output [28, 28] u8 from {@code outputOffset} on, overwritten
     * @param outputOffset index of the first pixel in {@code output}
     * @return false if the picture has no ink; the output is then all zeros
     * @throws IllegalArgumentException if a side is out of range or an array is too short
     */
    public boolean normalize(byte[] image, int width, int height, byte[] output, int outputOffset) {
        check(image, width, height, output, outputOffset);
        Arrays.fill(output, outputOffset, outputOffset + SIDE * SIDE, (byte) 0);
        Arrays.fill(inner, (byte) 0);
        shiftX = 0;
        shiftY = 0;
        if (!findBox(image, width, height)) {
            return false;
        }
        average.resample(image, width, boxLeft, boxTop, boxWidth, boxHeight, inner);
        findShift();
        place(output, outputOffset);
        return true;
    }

    /** Returns the geometry of the last normalization. */
    public Steps steps() {
        int side = Math.max(boxWidth, boxHeight);
        return new Steps(
                boxLeft,
                boxTop,
                boxWidth,
                boxHeight,
                boxLeft - (side - boxWidth) / 2,
                boxTop - (side - boxHeight) / 2,
                side,
                side == 0 ? 0 : AreaAverage.doublings(side),
                shiftX,
                shiftY);
    }

    /**
     * Copies the 20×20 picture of the last normalization, before it was placed.
     *
     * @param output [20, 20] u8 from element 0, overwritten
     */
    public void copyInner(byte[] output) {
        System.arraycopy(inner, 0, output, 0, inner.length);
    }

    private static void check(byte[] image, int width, int height, byte[] output, int outputOffset) {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "picture of " + width + "×" + height + " pixels, expected sides from 1 to " + MAX_SIDE);
        }
        if (image.length < width * height) {
            throw new IllegalArgumentException(
                    "picture of " + width + "×" + height + " pixels, but only " + image.length + " bytes");
        }
        if (outputOffset < 0 || output.length - outputOffset < SIDE * SIDE) {
            throw new IllegalArgumentException(
                    "output of " + output.length + " bytes, expected " + SIDE * SIDE + " from offset " + outputOffset);
        }
    }

    private boolean findBox(byte[] image, int width, int height) {
        int end = width * height;
        int first = 0;
        while (first < end && image[first] == 0) {
            first++;
        }
        int last = end - 1;
        while (last > first && image[last] == 0) {
            last--;
        }
        int top = first / width;
        int bottom = last / width;
        int left = width;
        int right = -1;
        for (int row = top; row <= bottom && first < end; row++) {
            int start = row * width;
            int column = 0;
            while (column < left && image[start + column] == 0) {
                column++;
            }
            left = column;
            column = width - 1;
            while (column > right && image[start + column] == 0) {
                column--;
            }
            right = column;
        }
        boolean found = first < end;
        boxLeft = found ? left : 0;
        boxTop = found ? top : 0;
        boxWidth = found ? right - left + 1 : 0;
        boxHeight = found ? bottom - top + 1 : 0;
        return found;
    }

    /** trunc(15 − b), where b = moment / (2·mass) because pixel i counts as 2i + 1. */
    private void findShift() {
        int mass = 0;
        int momentX = 0;
        int momentY = 0;
        for (int row = 0; row < INNER_SIDE; row++) {
            for (int column = 0; column < INNER_SIDE; column++) {
                int value = inner[row * INNER_SIDE + column] & 0xFF;
                mass += value;
                momentX += value * (2 * column + 1);
                momentY += value * (2 * row + 1);
            }
        }
        shiftX = (2 * CENTER * mass - momentX) / (2 * mass);
        shiftY = (2 * CENTER * mass - momentY) / (2 * mass);
    }

    /** Copies the 20×20 picture to its place; what a very lopsided picture pushes over the edge is lost. */
    private void place(byte[] output, int outputOffset) {
        int firstColumn = Math.max(0, -shiftX);
        int length = Math.min(INNER_SIDE, SIDE - shiftX) - firstColumn;
        for (int row = 0; row < INNER_SIDE; row++) {
            int outputRow = row + shiftY;
            if (outputRow >= 0 && outputRow < SIDE) {
                System.arraycopy(
                        inner,
                        row * INNER_SIDE + firstColumn,
                        output,
                        outputOffset + outputRow * SIDE + shiftX + firstColumn,
                        length);
            }
        }
    }
}
