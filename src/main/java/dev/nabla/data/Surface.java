package dev.nabla.data;

import java.util.List;

/**
 * Generated functions to be learned, with a number to predict for each example; the same arguments give the same bits
 * everywhere.
 *
 * <p>Inputs are uniform in (−1, 1), one or two an example; the target is the function's value + noise·z, z standard normal
 * deviates, all independent.
 */
public enum Surface {
    /** y = (x₁ + x₂)/2. */
    PLANE("plane", 2, 0.1) {
        @Override
        double value(double x1, double x2) {
            return (x1 + x2) / 2;
        }
    },

    /** y = Σ ±exp(−‖x − c‖²/(2·¼²)) over the four centers c = (±½, ±½), hills where the signs are equal, else valleys. */
    GAUSSIANS("gaussians", 2, 0.05) {
        @Override
        double value(double x1, double x2) {
            return (hill(x1 - CENTER) - hill(x1 + CENTER)) * (hill(x2 - CENTER) - hill(x2 + CENTER));
        }
    },

    /** y = sin 2πx, one input. */
    SINE("sine", 1, 0.1) {
        @Override
        double value(double x1, double x2) {
            return Elementary.sin(2 * Elementary.PI * x1);
        }
    };

    /** The most examples. */
    public static final int MAX_EXAMPLES = 10_000_000;

    private static final double CENTER = 0.5;
    private static final double HILL_DEVIATION = 0.25;

    private final String label;
    private final int inputs;
    private final double defaultNoise;

    Surface(String label, int inputs, double defaultNoise) {
        this.label = label;
        this.inputs = inputs;
        this.defaultNoise = defaultNoise;
    }

    /** The function without noise; x2 is 0 where there is one input. */
    abstract double value(double x1, double x2);

    private static double hill(double distance) {
        return Elementary.exp(-distance * distance / (2 * HILL_DEVIATION * HILL_DEVIATION));
    }

    /** Lower-case name for commands and links. */
    public String label() {
        return label;
    }

    /** Numbers per example: 1 or 2. */
    public int inputs() {
        return inputs;
    }

    /** The usual noise. */
    public double defaultNoise() {
        return defaultNoise;
    }

    /**
     * Generates examples.
     *
     * @param examples 1 .. {@link #MAX_EXAMPLES}
     * @param noise standard deviation of what is added to the target, 0 .. {@link Points#MAX_NOISE}
     * @param random asked for the streams {@link RandomBits#POSITION} and {@link RandomBits#NOISE}, at step 0
     * @throws DataException if a number is out of its range
     */
    public Dataset generate(int examples, double noise, RandomBits random) {
        if (examples < 1 || examples > MAX_EXAMPLES) {
            throw new DataException(label + ": " + examples + " examples, expected 1.." + MAX_EXAMPLES);
        }
        if (!(noise >= 0 && noise <= Points.MAX_NOISE)) {
            throw new DataException(label + ": noise " + noise + ", expected 0.." + Points.MAX_NOISE);
        }
        float[] values = new float[inputs * examples];
        float[] targets = new float[examples];
        for (int i = 0; i < examples; i++) {
            double x1 = coordinate(random, i, 0);
            double x2 = inputs == 1 ? 0 : coordinate(random, i, 1);
            values[inputs * i] = (float) x1;
            if (inputs == 2) {
                values[2 * i + 1] = (float) x2;
            }
            double z = Elementary.normal(
                    random.bits(RandomBits.NOISE, 0, 2 * i), random.bits(RandomBits.NOISE, 0, 2 * i + 1));
            targets[i] = (float) (value(x1, x2) + noise * z);
        }
        return new Dataset(
                label,
                InputShape.vector(inputs),
                new Floats(values),
                new Values(targets, List.of(Quantity.unscaled("y"))));
    }

    private static double coordinate(RandomBits random, int i, int axis) {
        return 2 * Elementary.uniform(random.bits(RandomBits.POSITION, 0, 2 * i + axis)) - 1;
    }
}
