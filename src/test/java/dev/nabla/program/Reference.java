package dev.nabla.program;

/** The reference semantics of rows and updates, for tests of other executors. Arrays are row-major, without padding. */
public final class Reference {
    private Reference() {}

    public static float[] softmax(float[] z, int rows, int width) {
        float[] output = new float[z.length];
        Rows.softmax(z, rows, width, output, Reduction.lanes());
        return output;
    }

    public static float[] softmaxGradient(float[] p, float[] dOutput, int rows, int width) {
        float[] output = new float[p.length];
        Rows.softmaxGradient(p, dOutput, rows, width, output, Reduction.lanes());
        return output;
    }

    public static float[] crossEntropy(float[] z, int[] labels, int rows, int width) {
        float[] losses = new float[rows];
        for (int r = 0; r < rows; r++) {
            losses[r] = Rows.crossEntropy(z, r * width, width, labels[r], new float[width], Reduction.lanes());
        }
        return losses;
    }

    public static float[] crossEntropyGradient(float[] p, int[] labels, int rows, int width, float inverseBatch) {
        float[] output = new float[p.length];
        Rows.crossEntropyGradient(p, labels, rows, width, inverseBatch, output);
        return output;
    }

    public static int[] argmax(float[] input, int rows, int width) {
        int[] output = new int[rows];
        Rows.argmax(input, rows, width, output);
        return output;
    }

    public static float sum(float[] values) {
        return Reduction.sum(values, 0, values.length, Reduction.lanes());
    }

    public static float sumOfSquares(float[] values) {
        return Reduction.sumOfSquares(values, values.length, Reduction.lanes());
    }

    public static void sgd(float[] value, float[] gradient, float learningRate) {
        Updates.sgd(value, gradient, learningRate);
    }

    public static void momentum(float[] value, float[] gradient, float[] velocity, float learningRate, float momentum) {
        Updates.momentum(value, gradient, velocity, learningRate, momentum);
    }

    public static boolean isFinite(float[] value) {
        return Updates.isFinite(value);
    }
}
