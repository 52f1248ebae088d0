package dev.nabla.program;

import java.util.Arrays;
import java.util.Random;

/** Finite numbers on which a wrong order, a lost sign or a fused multiply-add shows. */
final class AwkwardFloats {
    /** Rare, because a product with one takes a hundred times as long. */
    private static final int SUBNORMAL_ONE_IN = 40;

    private AwkwardFloats() {}

    /** A third ±0, a few subnormal, the rest of magnitudes over twenty powers of two. */
    static float[] of(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            float sign = random.nextBoolean() ? 1 : -1;
            values[i] = switch (random.nextInt(6)) {
                case 0 -> 0f;
                case 1 -> -0f;
                default ->
                    random.nextInt(SUBNORMAL_ONE_IN) == 0
                            ? sign * Float.MIN_VALUE * (1 + random.nextInt(1000))
                            : sign * Math.scalb(1 + random.nextFloat(), random.nextInt(20) - 10);
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
