package dev.nabla.worker;

import dev.nabla.program.Examples;
import dev.nabla.train.BatchSource;

/**
 * How much each pixel differs from example to example: {@code σ = √(E[x²] − E[x]²)}, x in [0, 1].
 *
 * <p>A weight counts for as much as its pixel varies: the page shows w·σ. The first examples of a source are enough for
 * that, and cost a few milliseconds.
 */
final class PixelDeviation {
    private static final int MOST_EXAMPLES = 500;
    private static final double WHITE = 255;

    private PixelDeviation() {}

    /**
     * Measures the first {@value #MOST_EXAMPLES} examples of a source, or all if there are fewer; the source stays where
     * it is.
     *
     * @return [784]
     */
    static float[] of(BatchSource source) {
        int[] indices = new int[MOST_EXAMPLES];
        long position = source.position();
        source.seek(0);
        source.beginSlice();
        int count = source.take(MOST_EXAMPLES, indices);
        Examples examples = source.examples();
        source.seek(position);
        return of(examples.pixels(), indices, count);
    }

    private static float[] of(byte[] pixels, int[] indices, int count) {
        long[] sums = new long[Networks.PIXELS];
        long[] squares = new long[Networks.PIXELS];
        for (int i = 0; i < count; i++) {
            int from = indices[i] * Networks.PIXELS;
            for (int pixel = 0; pixel < Networks.PIXELS; pixel++) {
                int value = pixels[from + pixel] & 255;
                sums[pixel] += value;
                squares[pixel] += (long) value * value;
            }
        }
        float[] deviation = new float[Networks.PIXELS];
        for (int pixel = 0; pixel < Networks.PIXELS; pixel++) {
            long variance = count * squares[pixel] - sums[pixel] * sums[pixel]; // times count² · 255²
            deviation[pixel] = (float) (Math.sqrt((double) variance) / (count * WHITE));
        }
        return deviation;
    }
}
