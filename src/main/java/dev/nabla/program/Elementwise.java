package dev.nabla.program;

/**
 * Functions of one number that activations apply element by element, each beside its derivative.
 *
 * <p>The float methods define the bits; the double ones are the oracle. The derivative is given the input z and the
 * output a = f(z), so that it may use the cheaper one.
 */
public enum Elementwise {
    /** {@code max(0, z)}; NaN stays NaN, −0 becomes +0; the derivative at 0 is 0. */
    RELU {
        @Override
        void forward(float[] z, float[] a, int from, int to) {
            for (int i = from; i < to; i++) {
                a[i] = z[i] <= 0 ? 0 : z[i];
            }
        }

        @Override
        void backward(float[] z, float[] a, float[] dA, float[] dZ, int from, int to) {
            for (int i = from; i < to; i++) {
                dZ[i] = z[i] <= 0 ? 0 : dA[i];
            }
        }

        @Override
        double apply(double z) {
            return z <= 0 ? 0 : z;
        }

        @Override
        double derivative(double z, double a) {
            return z <= 0 ? 0 : 1;
        }
    },

    /** {@code 1 / (1 + exp(−z))}; derivative {@code a·(1 − a)}. */
    SIGMOID {
        @Override
        void forward(float[] z, float[] a, int from, int to) {
            for (int i = from; i < to; i++) {
                a[i] = Maths.sigmoid(z[i]);
            }
        }

        @Override
        void backward(float[] z, float[] a, float[] dA, float[] dZ, int from, int to) {
            for (int i = from; i < to; i++) {
                dZ[i] = dA[i] * (a[i] * (1 - a[i]));
            }
        }

        @Override
        double apply(double z) {
            return 1 / (1 + OracleMaths.exp(-z));
        }

        @Override
        double derivative(double z, double a) {
            return a * (1 - a);
        }
    },

    /** {@code tanh z}; derivative {@code 1 − a²}. */
    TANH {
        @Override
        void forward(float[] z, float[] a, int from, int to) {
            for (int i = from; i < to; i++) {
                a[i] = Maths.tanh(z[i]);
            }
        }

        @Override
        void backward(float[] z, float[] a, float[] dA, float[] dZ, int from, int to) {
            for (int i = from; i < to; i++) {
                dZ[i] = dA[i] * (1 - a[i] * a[i]);
            }
        }

        @Override
        double apply(double z) {
            return OracleMaths.tanh(z);
        }

        @Override
        double derivative(double z, double a) {
            return 1 - a * a;
        }
    },

    /**
     * {@code z ≤ 0 ? 0.01·z : z} (Maas, Hannun and Ng, Rectifier nonlinearities improve neural network acoustic models,
     * 2013), one rounding; NaN stays NaN. From the output: {@code dZ = a ≤ 0 ? 0.01·dA : dA}.
     */
    LEAKY_RELU {
        @Override
        void forward(float[] z, float[] a, int from, int to) {
            for (int i = from; i < to; i++) {
                a[i] = z[i] <= 0 ? LEAK * z[i] : z[i];
            }
        }

        @Override
        void backward(float[] z, float[] a, float[] dA, float[] dZ, int from, int to) {
            for (int i = from; i < to; i++) {
                dZ[i] = a[i] <= 0 ? LEAK * dA[i] : dA[i];
            }
        }

        @Override
        double apply(double z) {
            return z <= 0 ? LEAK * z : z;
        }

        @Override
        double derivative(double z, double a) {
            return a <= 0 ? LEAK : 1;
        }
    },

    /**
     * {@code z > 0 ? z : exp(z) − 1} (Clevert, Unterthiner and Hochreiter, Fast and accurate deep network learning by
     * exponential linear units, 2016, with α = 1), in two operations: the absolute error near 0 is 2⁻²⁴. From the output:
     * {@code dZ = a > 0 ? dA : dA·(a + 1)}.
     */
    ELU {
        @Override
        void forward(float[] z, float[] a, int from, int to) {
            for (int i = from; i < to; i++) {
                a[i] = z[i] > 0 ? z[i] : Maths.exp(z[i]) - 1;
            }
        }

        @Override
        void backward(float[] z, float[] a, float[] dA, float[] dZ, int from, int to) {
            for (int i = from; i < to; i++) {
                dZ[i] = a[i] > 0 ? dA[i] : dA[i] * (a[i] + 1);
            }
        }

        @Override
        double apply(double z) {
            return z > 0 ? z : OracleMaths.exp(z) - 1;
        }

        @Override
        double derivative(double z, double a) {
            return a > 0 ? 1 : a + 1;
        }
    },

    /**
     * {@code (½·z)·(1 + erf(z·√½))} (Hendrycks and Gimpel, Gaussian error linear units, 2016), the form with erf; −∞ gives
     * NaN. The derivative is Φ(z) + z·φ(z): {@code dZ = dA·(½·(1 + erf(z·√½)) + z·(exp((−½·z)·z)·(1/√2π)))}. Each
     * operation rounds to float32 in the order written.
     */
    GELU {
        @Override
        void forward(float[] z, float[] a, int from, int to) {
            for (int i = from; i < to; i++) {
                a[i] = 0.5f * z[i] * (1 + Maths.erf(z[i] * ROOT_HALF));
            }
        }

        @Override
        void backward(float[] z, float[] a, float[] dA, float[] dZ, int from, int to) {
            for (int i = from; i < to; i++) {
                float cumulative = 0.5f * (1 + Maths.erf(z[i] * ROOT_HALF));
                float density = Maths.exp(-0.5f * z[i] * z[i]) * DENSITY_OF_ZERO;
                dZ[i] = dA[i] * (cumulative + z[i] * density);
            }
        }

        @Override
        double apply(double z) {
            return 0.5 * z * (1 + OracleMaths.erf(z * Math.sqrt(0.5)));
        }

        @Override
        double derivative(double z, double a) {
            return 0.5 * (1 + OracleMaths.erf(z * Math.sqrt(0.5)))
                    + z * OracleMaths.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
        }
    },

    /**
     * {@code z·σ(z)}, σ the sigmoid (Elfwing, Uchibe and Doya, Sigmoid-weighted linear units, 2018; also called swish); −∞
     * gives NaN. {@code dZ = dA·(s + a·(1 − s))} with s = σ(z), computed again. Each operation rounds to float32.
     */
    SILU {
        @Override
        void forward(float[] z, float[] a, int from, int to) {
            for (int i = from; i < to; i++) {
                a[i] = z[i] * Maths.sigmoid(z[i]);
            }
        }

        @Override
        void backward(float[] z, float[] a, float[] dA, float[] dZ, int from, int to) {
            for (int i = from; i < to; i++) {
                float sigmoid = Maths.sigmoid(z[i]);
                dZ[i] = dA[i] * (sigmoid + a[i] * (1 - sigmoid));
            }
        }

        @Override
        double apply(double z) {
            return z / (1 + OracleMaths.exp(-z));
        }

        @Override
        double derivative(double z, double a) {
            return 1 / (1 + OracleMaths.exp(-z)) * (1 - a) + a;
        }
    };

    /** What is left of a negative number by {@link #LEAKY_RELU}. */
    public static final float LEAK = 0.01f;

    /** √½, the nearest float. */
    public static final float ROOT_HALF = 0x1.6a09e6p-1f;

    /** 1/√(2π), the nearest float. */
    public static final float DENSITY_OF_ZERO = 0x1.988454p-2f;

    /** {@code a[i] = f(z[i])} for from ≤ i &lt; to; z and a may be the same array. */
    abstract void forward(float[] z, float[] a, int from, int to);

    /** {@code dZ[i] = dA[i] · f′(z[i])} for from ≤ i &lt; to; dA and dZ may be the same array. */
    abstract void backward(float[] z, float[] a, float[] dA, float[] dZ, int from, int to);

    abstract double apply(double z);

    abstract double derivative(double z, double a);
}
