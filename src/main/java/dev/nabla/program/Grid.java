package dev.nabla.program;

/** Places in a grid, and what each of them sees of an image: taps at the same distance from each of them. */
final class Grid {
    final int height;
    final int width;
    final int step;
    final int taps;
    final int channels;
    private final int[] plane;
    private final int[] dy;
    private final int[] dx;
    private final int[] offsets;
    private int count;
    int sourceHeight;
    int sourceWidth;
    int top;
    int left;
    int planeHeight;
    int planeWidth;

    Grid(int height, int width, int step, int taps, int channels) {
        this.height = height;
        this.width = width;
        this.step = step;
        this.taps = taps;
        this.channels = channels;
        plane = new int[taps];
        dy = new int[taps];
        dx = new int[taps];
        offsets = new int[taps];
    }

    /** Adds a tap: place (y, x) sees {@code image[y·step + dy][x·step + dx][channel]}. */
    int tap(int channel, int rows, int columns) {
        plane[count] = channel;
        dy[count] = rows;
        dx[count] = columns;
        return count++;
    }

    /** The image that is seen, and the border that it needs. */
    void source(int imageHeight, int imageWidth) {
        sourceHeight = imageHeight;
        sourceWidth = imageWidth;
        int bottom = imageHeight;
        int right = imageWidth;
        for (int tap = 0; tap < taps; tap++) {
            top = Math.max(top, -dy[tap]);
            left = Math.max(left, -dx[tap]);
            bottom = Math.max(bottom, (height - 1) * step + dy[tap] + 1);
            right = Math.max(right, (width - 1) * step + dx[tap] + 1);
        }
        planeHeight = top + bottom;
        planeWidth = left + right;
        for (int tap = 0; tap < taps; tap++) {
            offsets[tap] = (plane[tap] * planeHeight + dy[tap] + top) * planeWidth + dx[tap] + left;
        }
    }

    int places() {
        return height * width;
    }

    int planeSize() {
        return planeHeight * planeWidth;
    }

    /** Where place (0, 0) of an example finds its tap. */
    int offset(int tap) {
        return offsets[tap];
    }
}
