package dev.nabla.present;

/** Colors for numbers, looked up: from one color over a middle to another. */
public final class ColorMap {

    private static final int HALF = 255;

    private final int[] argb = new int[2 * HALF + 1];

    private ColorMap(Rgb low, Rgb middle, Rgb high) {
        for (int i = 0; i < argb.length; i++) {
            double share = (i - HALF) / (double) HALF;
            argb[i] = middle.mix(share < 0 ? low : high, Math.abs(share)).argb();
        }
    }

    /** For numbers with a sign: minus at −1, the ground at 0, plus at 1. */
    public static ColorMap signed(Rgb ground, Rgb plus, Rgb minus) {
        return new ColorMap(minus, ground, plus);
    }

    /** For amounts: the ground at 0, the ink at 1. */
    public static ColorMap sequential(Rgb ground, Rgb ink) {
        return new ColorMap(ground, ground, ink);
    }

    /** The color of a value as 0xAARRGGBB; values beyond ±1 have the colors of ±1, NaN that of 0. */
    public int argb(double value) {
        double clamped = Math.max(-1, Math.min(1, value));
        return argb[HALF + (int) Math.floor(clamped * HALF + 0.5)];
    }

    /** The color of a value as a canvas takes it. */
    public String css(double value) {
        int packed = argb(value);
        return new Rgb(packed >> 16 & 255, packed >> 8 & 255, packed & 255).css();
    }

    /**
     * Colors {@code values[offset … offset + count)}, each divided by {@code scale}, into {@code out[0 … count)}.
     *
     * @param scale the value that has the strongest color; 0 colors everything as 0
     */
    public void fill(float[] values, int offset, int count, float scale, int[] out) {
        float factor = scale > 0 ? 1 / scale : 0;
        for (int i = 0; i < count; i++) {
            out[i] = argb(values[offset + i] * factor);
        }
    }
}
