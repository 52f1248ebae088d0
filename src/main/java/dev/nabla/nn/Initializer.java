package dev.nabla.nn;

import dev.nabla.program.Random;

/**
 * How the first values of a learned tensor are drawn.
 *
 * @param scheme the distribution
 * @param scale multiplies its spread; the value itself for {@link Scheme#CONSTANT}
 */
public record Initializer(Scheme scheme, float scale) {
    /** Distributions of first values; fan-in counts the inputs of a unit, fan-out the units that an input reaches. */
    public enum Scheme {
        /** 0. */
        ZEROS("zeros"),
        /** The scale itself. */
        CONSTANT("constant"),
        /** Normal with mean 0 and standard deviation 1. */
        NORMAL("normal"),
        /** Uniform in [−1, 1). */
        UNIFORM("uniform"),
        /** Normal, variance 2/(fan-in + fan-out). Glorot and Bengio, 2010, eq. 12. */
        XAVIER_NORMAL("xavier-normal"),
        /** Uniform in ±√(6/(fan-in + fan-out)). Glorot and Bengio, 2010, eq. 16. */
        XAVIER_UNIFORM("xavier-uniform"),
        /** Normal, variance 2/fan-in. He et al., 2015, eq. 10. */
        HE_NORMAL("he-normal"),
        /** Uniform in ±√(6/fan-in): the variance of {@link #HE_NORMAL}. */
        HE_UNIFORM("he-uniform"),
        /** Normal, variance 1/fan-in. LeCun et al., 1998, section 4.6. */
        LECUN_NORMAL("lecun-normal"),
        /** Uniform in ±√(3/fan-in): the variance of {@link #LECUN_NORMAL}. */
        LECUN_UNIFORM("lecun-uniform"),
        /**
         * Uniform among the matrices with orthonormal rows, or with orthonormal columns where there are more rows than columns;
         * a vector counts as one row. Saxe et al., Exact solutions to the nonlinear dynamics of learning in deep linear
         * neural networks, 2014.
         */
        ORTHOGONAL("orthogonal");

        private final String label;

        Scheme(String label) {
            this.label = label;
        }

        /** The name in descriptions of networks, such as {@code he-normal}. */
        public String label() {
            return label;
        }
    }

    public Initializer {
        if (!(Math.abs(scale) <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("Initializer: scale " + scale + ", expected a finite number");
        }
    }

    /** The scheme at scale 1. */
    public static Initializer of(Scheme scheme) {
        return new Initializer(scheme, 1);
    }

    /** All zeros. */
    public static Initializer zeros() {
        return of(Scheme.ZEROS);
    }

    /** The scheme of that label, such as {@code he-normal}, at a scale. */
    public static Initializer of(String label, float scale) {
        return new Initializer(Labels.find("initializer", Scheme.values(), Scheme::label, label), scale);
    }

    /** The usual choice for the weights in front of an activation: He for ReLU, Xavier for all others. */
    public static Initializer forActivation(Activation activation) {
        return switch (activation) {
            case RELU, LEAKY_RELU, ELU, GELU, SILU -> of(Scheme.HE_NORMAL);
            case LINEAR, SIGMOID, TANH, SOFTMAX -> of(Scheme.XAVIER_UNIFORM);
        };
    }

    /**
     * Fills {@code values}; but for orthogonal ones, element i depends on the random numbers' key and i only.
     *
     * @param values [rows, columns], row-major
     * @param rows 1 for vectors
     * @param fanIn inputs of each unit
     * @param fanOut units that each input reaches
     */
    public void fill(float[] values, int rows, int fanIn, int fanOut, Random random) {
        if (scheme == Scheme.ORTHOGONAL) {
            orthogonal(values, rows, random);
            return;
        }
        float spread = scale * spread(fanIn, fanOut);
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (scheme) {
                case ZEROS -> 0;
                case CONSTANT, ORTHOGONAL -> scale;
                case NORMAL, XAVIER_NORMAL, HE_NORMAL, LECUN_NORMAL -> spread * random.normal(i);
                case UNIFORM, XAVIER_UNIFORM, HE_UNIFORM, LECUN_UNIFORM -> spread * (2 * random.uniform(i) - 1);
            };
        }
    }

    private void orthogonal(float[] values, int rows, Random random) {
        int columns = values.length / rows;
        int count = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        double[] vectors = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            vectors[i] = random.normal(i);
        }
        Orthonormal.rows(vectors, count, length);
        for (int i = 0; i < values.length; i++) {
            int transposed = i % columns * rows + i / columns;
            values[i] = (float) (scale * vectors[rows <= columns ? i : transposed]);
        }
    }

    /** The standard deviation of a normal distribution, half the width of a uniform one. */
    private float spread(int fanIn, int fanOut) {
        return switch (scheme) {
            case ZEROS, CONSTANT, NORMAL, UNIFORM, ORTHOGONAL -> 1;
            case XAVIER_NORMAL -> (float) Math.sqrt(2.0 / ((double) fanIn + fanOut));
            case XAVIER_UNIFORM -> (float) Math.sqrt(6.0 / ((double) fanIn + fanOut));
            case HE_NORMAL -> (float) Math.sqrt(2.0 / fanIn);
            case HE_UNIFORM -> (float) Math.sqrt(6.0 / fanIn);
            case LECUN_NORMAL -> (float) Math.sqrt(1.0 / fanIn);
            case LECUN_UNIFORM -> (float) Math.sqrt(3.0 / fanIn);
        };
    }
}
