package dev.nabla.present;

import java.util.Arrays;

/** Finds the ink of a picture: 0 is paper, 255 is full ink, whether it was dark on light or light on dark. */
public final class GrayInk {

    /** Share of the contrast under which a difference from the paper is noise or shadow, in 256ths. */
    private static final int NOISE = 72;
    /** Differences less than this are no ink at all. */
    private static final int LEAST_CONTRAST = 24;
    /** The strongest two percent of pixels hold the ink's own level. */
    private static final int INK_PART = 50;

    private GrayInk() {}

    /**
     * Ink = (|v − paper| − noise) / (ink − noise), from 0 to 255. The paper's level is the median of the picture's rim.
     *
     * @param gray luminance [height, width] u8, row-major
     * @return a new array of the same size; all 0 where there is no contrast
     */
    public static byte[] of(byte[] gray, int width, int height) {
        if (width < 1 || height < 1 || gray.length < width * height) {
            throw new IllegalArgumentException(
                    "GrayInk: " + gray.length + " pixels, expected " + width + " x " + height);
        }
        int paper = rim(gray, width, height);
        int[] sizes = new int[256];
        int count = width * height;
        for (int i = 0; i < count; i++) {
            sizes[Math.abs((gray[i] & 255) - paper)]++;
        }
        int ink = 255;
        for (int seen = sizes[ink]; ink > 0 && seen * INK_PART < count; seen += sizes[ink]) {
            ink--;
        }
        byte[] out = new byte[count];
        if (ink < LEAST_CONTRAST) {
            ink = highest(sizes);
        }
        if (ink < LEAST_CONTRAST) {
            return out;
        }
        int noise = (ink * NOISE) >> 8;
        for (int i = 0; i < count; i++) {
            int size = Math.abs((gray[i] & 255) - paper) - noise;
            out[i] = (byte) Math.max(0, Math.min(255, size * 255 / (ink - noise)));
        }
        return out;
    }

    private static int highest(int[] sizes) {
        int highest = sizes.length - 1;
        while (highest > 0 && sizes[highest] == 0) {
            highest--;
        }
        return highest;
    }

    private static int rim(byte[] gray, int width, int height) {
        int[] values = new int[2 * (width + height)];
        int count = 0;
        for (int x = 0; x < width; x++) {
            values[count++] = gray[x] & 255;
            values[count++] = gray[(height - 1) * width + x] & 255;
        }
        for (int y = 0; y < height; y++) {
            values[count++] = gray[y * width] & 255;
            values[count++] = gray[y * width + width - 1] & 255;
        }
        Arrays.sort(values);
        return values[count / 2];
    }
}
