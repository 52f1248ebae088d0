package dev.nabla.program;

import java.util.Arrays;
import java.util.Random;

/** Finite numbers on which a wrong order, a lost sign or a fused multiply-add shows. */
final class AwkwardFloats {
    private AwkwardFloats() {}

    /** A third ±0, some subnormal, the rest of magnitudes over twenty powers of two. */
    static float[] of(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            float sign = random.nextBoolean() ? 1 : -1;
            values[i] = switch (random.nextInt(12)) {
                case 0, 1 -> 0f;
                case 2, 3 -> -0f;
                case 4 -> sign * Float.MIN_VALUE * (1 + random.nextInt(1000));
                default -> sign * Math.scalb(1 + random.nextFloat(), random.nextInt(20) - 10);
            };
        }
        return values;
    }

    /** So many NaNs. */
    static float[] nans(int count) {
        float[] values = new float[count];
        Arrays.fill(values, Float.NaN);
        return values;
    }
}
