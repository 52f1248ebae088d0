package dev.nabla.data;

import java.util.Arrays;

/**
 * Writes with a round pen on a small sheet of paper, and sees it as a black-and-white scanner does.
 *
 * <p>A pixel becomes ink (255) where the pen covers more of it than the grain of the paper asks for, about one half;
 * so edges are as rough as in scanned forms. Positions, radii and coverages are in 1/64 pixel, directions and slopes have
 * 12 fractional bits.
 */
/*
 * A straight piece is a rectangle, filled line by line across its longer extent: each line intersects two slabs, the one
 * between the long sides and the one between the ends; the two pixels at the ends of the line get their exact share of
 * it. That visits far fewer pixels than asking each around the piece for its distance. Pieces overlap a little, which
 * closes the outside of gentle bends; discs close sharp ones and round the ends off.
 *
 * The coverage by a disc is radius − distance + ½, with (radius² − distance²) / (2·radius) for radius − distance.
 */
final class StrokeRasterizer {

    /** Side of the canvas, in pixels. */
    static final int SIDE = 48;

    /** Units of a position per pixel. */
    static final int UNITS = 64;

    /** Places in the grain at which a sheet can be cut. */
    static final int GRAINS = 1 << 12;

    private static final int UNIT_BITS = 6;
    private static final int HALF = UNITS / 2;
    private static final int FRACTION_BITS = 12;
    private static final int ONE = 1 << FRACTION_BITS;
    private static final int RECIPROCAL_BITS = 16;
    private static final byte INK = (byte) 255;

    /** How far thresholds lie from one half at most, in 1/64. */
    private static final int ROUGHNESS = 25;

    /** How far a piece goes on beyond its ends. */
    private static final int OVERLAP = 40;

    /** Cosine of the gentlest bend that gets a disc: 35 degrees. */
    private static final int SHARP = ONE * 819 / 1000;

    /** Below this slope the ends of a rectangle count as perpendicular to its lines. */
    private static final int FLAT = ONE / 16;

    /** The coverage above which a pixel is ink. */
    private static final byte[] GRAIN = grain();

    private final byte[] canvas = new byte[SIDE * SIDE];
    private int grain;
    private int penX;
    private int penY;
    private int penRadius;
    private int directionX;
    private int directionY;

    private static byte[] grain() {
        byte[] thresholds = new byte[GRAINS];
        for (int i = 0; i < thresholds.length; i++) {
            int noise = i * 0x9E3779B9;
            noise = (noise ^ (noise >>> 15)) * 0x2C1B3C6D;
            noise = (noise ^ (noise >>> 12)) * 0x297A2D39;
            thresholds[i] = (byte) (HALF + (((noise >> 24) * ROUGHNESS) >> 7));
        }
        return thresholds;
    }

    /** Returns the canvas: [48, 48] u8, row-major, 0 or 255; the next strokes change it. */
    byte[] canvas() {
        return canvas;
    }

    /** Takes a new sheet of paper, cut at one of {@value #GRAINS} places of the grain. */
    void clear(int place) {
        Arrays.fill(canvas, (byte) 0);
        grain = place;
    }

    /** Sets the pen down; {@link #lineTo} and in the end {@link #lift} follow. */
    void begin(int x, int y) {
        penX = x;
        penY = y;
        directionX = 0;
        directionY = 0;
    }

    /** Draws a straight piece with a pen of the given radius. */
    void lineTo(int x, int y, int radius) {
        int dx = x - penX;
        int dy = y - penY;
        int length = FixedPoint.squareRoot(dx * dx + dy * dy);
        if (length == 0) {
            return;
        }
        int ux = (dx << FRACTION_BITS) / length;
        int uy = (dy << FRACTION_BITS) / length;
        if ((directionX * ux + directionY * uy) >> FRACTION_BITS < SHARP) {
            disc(penX, penY, radius);
        }
        int middleX = (x + penX) >> 1;
        int middleY = (y + penY) >> 1;
        int halfLength = length / 2 + OVERLAP;
        if (Math.abs(dx) >= Math.abs(dy)) {
            rectangle(middleX, middleY, Math.abs(ux), dx < 0 ? -uy : uy, halfLength, radius, 1, SIDE);
        } else {
            rectangle(middleY, middleX, Math.abs(uy), dy < 0 ? -ux : ux, halfLength, radius, SIDE, 1);
        }
        penX = x;
        penY = y;
        penRadius = radius;
        directionX = ux;
        directionY = uy;
    }

    /** Lifts the pen. */
    void lift() {
        if (directionX != 0 || directionY != 0) {
            disc(penX, penY, penRadius);
        }
    }

    /** Fills a rectangle around (m, n), where m is the coordinate along which it is longer: |un| ≤ um. */
    private void rectangle(int m, int n, int um, int un, int halfLength, int radius, int strideM, int strideN) {
        boolean slanted = Math.abs(un) >= FLAT;
        int slope = (un << FRACTION_BITS) / um;
        int halfWidth = (radius << FRACTION_BITS) / um;
        int endSlope = slanted ? -(um << FRACTION_BITS) / un : 0;
        int endHalf = slanted ? (halfLength << FRACTION_BITS) / Math.abs(un) : SIDE * UNITS;
        int extent = (halfLength * um + (slanted ? radius * Math.abs(un) : 0)) >> FRACTION_BITS;
        int first = Math.max(0, (m - extent + HALF - 1) >> UNIT_BITS);
        int last = Math.min(SIDE - 1, (m + extent - HALF) >> UNIT_BITS);
        for (int line = first; line <= last; line++) {
            int d = line * UNITS + HALF - m;
            int middle = n + ((d * slope) >> FRACTION_BITS);
            int endMiddle = n + ((d * endSlope) >> FRACTION_BITS);
            int from = Math.max(middle - halfWidth, endMiddle - endHalf);
            int to = Math.min(middle + halfWidth, endMiddle + endHalf);
            line(line * strideM, strideN, Math.max(0, from), Math.min(SIDE * UNITS, to));
        }
    }

    private void line(int start, int stride, int from, int to) {
        if (from >= to) {
            return;
        }
        int first = from >> UNIT_BITS;
        int last = (to - 1) >> UNIT_BITS;
        int end = start + last * stride;
        if (first == last) {
            cover(end, to - from);
            return;
        }
        cover(start + first * stride, (first + 1) * UNITS - from);
        cover(end, to - last * UNITS);
        for (int pixel = start + (first + 1) * stride; pixel < end; pixel += stride) {
            canvas[pixel] = INK;
        }
    }

    /** Draws a disc. */
    void disc(int x, int y, int radius) {
        int reach = radius + HALF;
        int left = Math.max(0, (x - reach) >> UNIT_BITS);
        int right = Math.min(SIDE - 1, (x + reach) >> UNIT_BITS);
        int top = Math.max(0, (y - reach) >> UNIT_BITS);
        int bottom = Math.min(SIDE - 1, (y + reach) >> UNIT_BITS);
        int reciprocal = (1 << RECIPROCAL_BITS) / (2 * radius);
        for (int row = top; row <= bottom; row++) {
            int dy = row * UNITS + HALF - y;
            int square = radius * radius - dy * dy;
            for (int column = left; column <= right; column++) {
                int dx = column * UNITS + HALF - x;
                cover(row * SIDE + column, (((square - dx * dx) * reciprocal) >> RECIPROCAL_BITS) + HALF);
            }
        }
    }

    private void cover(int pixel, int coverage) {
        if (coverage > GRAIN[(pixel + grain) & (GRAINS - 1)]) {
            canvas[pixel] = INK;
        }
    }
}
