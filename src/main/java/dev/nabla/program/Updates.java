package dev.nabla.program;

/** What optimizers do to elements {@code from … to − 1} of a parameter, in float32. */
final class Updates {
    /** Optimizer state with a smaller magnitude becomes +0: subnormal numbers are slow. */
    static final float SMALLEST_STATE = 0x1p-100f;

    private Updates() {}

    /** {@code value −= learningRate · gradient}. */
    static void sgd(float[] value, float[] gradient, float learningRate, int from, int to) {
        for (int i = from; i < to; i++) {
            value[i] -= learningRate * gradient[i];
        }
    }

    /** {@code velocity = momentum·velocity + gradient}. */
    static void momentum(float[] velocity, float[] gradient, float momentum, int from, int to) {
        for (int i = from; i < to; i++) {
            velocity[i] = flushed(momentum * velocity[i] + gradient[i]);
        }
    }

    /** {@code state = fade·state + (1 − fade)·gradient}. */
    static void fade(float[] state, float[] gradient, float fade, int from, int to) {
        float weight = 1f - fade;
        for (int i = from; i < to; i++) {
            state[i] = flushed(fade * state[i] + weight * gradient[i]);
        }
    }

    /** {@code state = fade·state + weight·(gradient·gradient)}. */
    static void fadeSquares(float[] state, float[] gradient, float fade, float weight, int from, int to) {
        for (int i = from; i < to; i++) {
            state[i] = flushed(fade * state[i] + weight * (gradient[i] * gradient[i]));
        }
    }

    /** {@code value −= (stepSize·mean) / (√variance·rootCorrection + epsilon)}. */
    static void adam(
            float[] value,
            float[] mean,
            float[] variance,
            float stepSize,
            float rootCorrection,
            float epsilon,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            value[i] -= stepSize * mean[i] / ((float) Math.sqrt(variance[i]) * rootCorrection + epsilon);
        }
    }

    /** {@code value −= learningRate·(gradient + momentum·velocity)}. */
    static void nesterov(
            float[] value, float[] gradient, float[] velocity, float learningRate, float momentum, int from, int to) {
        for (int i = from; i < to; i++) {
            value[i] -= learningRate * (gradient[i] + momentum * velocity[i]);
        }
    }

    /** {@code value −= (learningRate·gradient) / (√squares + epsilon)}. */
    static void scaled(
            float[] value, float[] gradient, float[] squares, float learningRate, float epsilon, int from, int to) {
        for (int i = from; i < to; i++) {
            value[i] -= learningRate * gradient[i] / ((float) Math.sqrt(squares[i]) + epsilon);
        }
    }

    /** {@code gradient = min(max(gradient, −limit), limit)}; NaN stays NaN. */
    static void clip(float[] gradient, float limit, int from, int to) {
        for (int i = from; i < to; i++) {
            float g = limit < gradient[i] ? limit : gradient[i];
            gradient[i] = g < -limit ? -limit : g;
        }
    }

    /** {@code values = values·factor}, where the factor is below 1. */
    static void shorten(float[] values, float factor, int from, int to) {
        float f = factor < 1 ? factor : 1;
        for (int i = from; i < to; i++) {
            values[i] *= f;
        }
    }

    /** Rows {@code from … to − 1} of the width become no longer than the limit. */
    static void maxNorm(float[] value, float limit, int from, int to, int width, float[] lanes) {
        for (int j = from; j < to; j++) {
            float squares = Reduction.dot(value, value, j * width, width, lanes);
            shorten(value, limit / (float) Math.sqrt(squares), j * width, (j + 1) * width);
        }
    }

    /** {@code gradient += value > 0 ? lambda : value < 0 ? −lambda : +0}. */
    static void addSigns(float[] gradient, float[] value, float lambda, int from, int to) {
        for (int i = from; i < to; i++) {
            gradient[i] += value[i] > 0 ? lambda : value[i] < 0 ? -lambda : 0;
        }
    }

    private static float flushed(float state) {
        return Math.abs(state) < SMALLEST_STATE ? 0 : state;
    }

    /** Whether no element is infinite or NaN. */
    static boolean isFinite(float[] value) {
        int finite = 0;
        for (int i = 0; i < value.length; i++) {
            finite += Math.abs(value[i]) <= Float.MAX_VALUE ? 1 : 0;
        }
        return finite == value.length;
    }
}
