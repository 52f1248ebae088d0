package dev.nabla.bench;

import dev.nabla.program.Examples;

/**
 * The data that every peer trains on, number for number: images with a blob of ink in the middle and labels that have
 * nothing to do with them, and points.
 *
 * <p>A pixel is a byte k, 1 … 255 where there is ink; for this library it stands for k/255, for the peers for k/256.
 */
final class SyntheticData {
    private static final int SIDE = 28;

    /** Pixels of an image. */
    static final int WIDTH = SIDE * SIDE;

    /** Labels are below this. */
    static final int CLASSES = 10;

    /** Points of the small item. */
    static final int POINTS = 500;

    private static final int LEVELS = 255;
    private static final int RANDOM_BITS = 24;
    private static final double CENTER = 13.5;
    private static final double SPREAD = 72;
    private static final double MOST_INK = 0.97;
    private static final double LARGEST_SCALE = 50;
    private static final int HALVINGS = 60;
    private static final double REACH = 6;

    private SyntheticData() {}

    /**
     * Images with labels.
     *
     * @param density mean share of pixels with ink, above 0; from 1 on every pixel has some
     */
    static Examples images(int count, double density) {
        PeerRandom random = new PeerRandom();
        int[] thresholds = thresholds(density);
        byte[] pixels = new byte[count * WIDTH];
        int[] labels = new int[count];
        boolean everywhere = density >= 1;
        int at = 0;
        for (int i = 0; i < count; i++) {
            labels[i] = (int) ((long) random.next() * CLASSES / PeerRandom.RANGE);
            for (int k = 0; k < WIDTH; k++, at++) {
                if (everywhere || random.next() < thresholds[k]) {
                    pixels[at] = (byte) (1 + ((random.next() * LEVELS) >>> RANDOM_BITS));
                }
            }
        }
        return Examples.of(count, pixels, labels);
    }

    /** Where a pixel of each place gets ink: where a random number is below its probability, times 2²⁴, rounded up. */
    private static int[] thresholds(double density) {
        double[] blob = new double[WIDTH];
        for (int k = 0; k < WIDTH; k++) {
            int row = k / SIDE;
            double y = row - CENTER;
            double x = k % SIDE - CENTER;
            blob[k] = expOfMinus((x * x + y * y) / SPREAD);
        }
        double low = 0;
        double high = LARGEST_SCALE;
        double[] probabilities = new double[WIDTH];
        for (int i = 0; i < HALVINGS; i++) {
            double scale = (low + high) / 2;
            double sum = 0;
            for (int k = 0; k < WIDTH; k++) {
                probabilities[k] = Math.min(MOST_INK, scale * blob[k]);
                sum += probabilities[k];
            }
            if (sum / WIDTH < density) {
                low = scale;
            } else {
                high = scale;
            }
        }
        int[] thresholds = new int[WIDTH];
        for (int k = 0; k < WIDTH; k++) {
            thresholds[k] = (int) Math.ceil(probabilities[k] * PeerRandom.RANGE);
        }
        return thresholds;
    }

    /** e⁻ˣ for 0 ≤ x ≤ 6, to 10⁻¹³: Taylor's series for x/256, squared eight times. */
    private static double expOfMinus(double x) {
        double small = -x / 256;
        double sum = 1;
        for (int i = 8; i > 0; i--) {
            sum = 1 + small / i * sum;
        }
        for (int i = 0; i < 8; i++) {
            sum *= sum;
        }
        return sum;
    }

    /** Points in [−6, 6)², with 1 to learn where both coordinates have the same sign, −1 elsewhere. */
    static Examples points() {
        PeerRandom random = new PeerRandom();
        float[] values = new float[2 * POINTS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.uniform() * 2 * REACH - REACH);
        }
        float[] targets = new float[POINTS];
        for (int i = 0; i < POINTS; i++) {
            targets[i] = sign(values[2 * i] * values[2 * i + 1]);
        }
        return Examples.of(POINTS, values, targets);
    }

    private static float sign(float value) {
        return value > 0 ? 1 : value < 0 ? -1 : 0;
    }

    /** One image of numbers in [0, 1). */
    static float[] image() {
        PeerRandom random = new PeerRandom();
        float[] values = new float[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            values[i] = (float) random.uniform();
        }
        return values;
    }
}
