package dev.nabla.program;

/** What optimizers do to a parameter, element by element, in float32. */
final class Updates {
    /** Optimizer state with a smaller magnitude becomes +0: subnormal numbers are slow. */
    static final float SMALLEST_STATE = 0x1p-100f;

    private Updates() {}

    /** {@code value −= learningRate · gradient}. */
    static void sgd(float[] value, float[] gradient, float learningRate) {
        for (int i = 0; i < value.length; i++) {
            value[i] -= learningRate * gradient[i];
        }
    }

    /** {@code velocity = momentum·velocity + gradient; value −= learningRate·velocity}. */
    static void momentum(float[] value, float[] gradient, float[] velocity, float learningRate, float momentum) {
        for (int i = 0; i < value.length; i++) {
            float v = momentum * velocity[i] + gradient[i];
            velocity[i] = Math.abs(v) < SMALLEST_STATE ? 0 : v;
        }
        for (int i = 0; i < value.length; i++) {
            value[i] -= learningRate * velocity[i];
        }
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
