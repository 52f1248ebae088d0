package dev.nabla.program;

/**
 * How far an output is from its target: functions of two numbers that losses sum over the outputs, each beside its
 * derivative by the output. The float methods define the bits, each operation rounding in the order written; the double
 * ones are the oracle.
 */
public enum ErrorFunction {
    /**
     * {@code |d| ≤ δ ? (½·d)·d : δ·(|d| − ½·δ)} with d = output − target; derivative {@code d} within ±δ, else ±δ (Huber,
     * Robust estimation of a location parameter, 1964).
     */
    HUBER {
        @Override
        float term(float output, float target, float delta) {
            float d = output - target;
            float magnitude = Math.abs(d);
            return magnitude <= delta ? 0.5f * d * d : delta * (magnitude - 0.5f * delta);
        }

        @Override
        float slope(float output, float target, float delta) {
            float d = output - target;
            d = delta < d ? delta : d;
            return d < -delta ? -delta : d;
        }

        @Override
        double term(double output, double target, double delta) {
            double magnitude = Math.abs(output - target);
            return magnitude <= delta ? 0.5 * magnitude * magnitude : delta * (magnitude - 0.5 * delta);
        }

        @Override
        double slope(double output, double target, double delta) {
            return Math.max(-delta, Math.min(delta, output - target));
        }
    },

    /** {@code |output − target|}; derivative ±1, and the difference itself where it is 0 or NaN. Has no δ. */
    ABSOLUTE {
        @Override
        float term(float output, float target, float delta) {
            return Math.abs(output - target);
        }

        @Override
        float slope(float output, float target, float delta) {
            float d = output - target;
            d = d > 0 ? 1 : d;
            return d < 0 ? -1 : d;
        }

        @Override
        double term(double output, double target, double delta) {
            return Math.abs(output - target);
        }

        @Override
        double slope(double output, double target, double delta) {
            double d = output - target;
            return d > 0 ? 1 : d < 0 ? -1 : d;
        }
    },

    /**
     * Cross-entropy of the sigmoid of a logit z and a target y in [0, 1], {@code −y·log σ(z) − (1−y)·log(1−σ(z))}, as
     * {@code ((z > 0 ? z : 0) − z·y) + log(1 + exp(−|z|))}; derivative {@code σ(z) − y}. Has no δ.
     */
    BINARY_CROSS_ENTROPY {
        @Override
        float term(float output, float target, float delta) {
            return (output > 0 ? output : 0) - output * target + Maths.log(1 + Maths.exp(-Math.abs(output)));
        }

        @Override
        float slope(float output, float target, float delta) {
            return Maths.sigmoid(output) - target;
        }

        @Override
        double term(double output, double target, double delta) {
            double tail = OracleMaths.log(1 + OracleMaths.exp(-Math.abs(output)));
            return Math.max(output, 0) - output * target + tail;
        }

        @Override
        double slope(double output, double target, double delta) {
            return 1 / (1 + OracleMaths.exp(-output)) - target;
        }
    };

    abstract float term(float output, float target, float delta);

    abstract float slope(float output, float target, float delta);

    abstract double term(double output, double target, double delta);

    abstract double slope(double output, double target, double delta);
}
