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
    };

    /** {@code a[i] = f(z[i])} for from ≤ i &lt; to; z and a may be the same array. */
    abstract void forward(float[] z, float[] a, int from, int to);

    /** {@code dZ[i] = dA[i] · f′(z[i])} for from ≤ i &lt; to; dA and dZ may be the same array. */
    abstract void backward(float[] z, float[] a, float[] dA, float[] dZ, int from, int to);

    abstract double apply(double z);

    abstract double derivative(double z, double a);
}
