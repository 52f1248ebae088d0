package dev.nabla.program;

import java.util.List;

/** The reference semantics of rows and updates, for tests of other executors. Arrays are row-major, without padding. */
public final class Reference {
    private Reference() {}

    public static float[] softmax(float[] z, int rows, int width) {
        float[] output = new float[z.length];
        Rows.softmax(z, 0, rows, width, output, Reduction.lanes());
        return output;
    }

    public static float[] softmaxGradient(float[] p, float[] dOutput, int rows, int width) {
        float[] output = new float[p.length];
        Rows.softmaxGradient(p, dOutput, 0, rows, width, output, Reduction.lanes());
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
        Rows.crossEntropyGradient(p, labels, 0, rows, width, inverseBatch, output);
        return output;
    }

    public static int[] argmax(float[] input, int rows, int width) {
        int[] output = new int[rows];
        Rows.argmax(input, rows, width, output);
        return output;
    }

    public static float[] oneHot(int[] labels, int rows, int width) {
        float[] output = new float[rows * width];
        Rows.oneHot(labels, 0, rows, width, output);
        return output;
    }

    public static float[] addBias(float[] input, float[] bias, int rows, int width) {
        float[] output = new float[input.length];
        Rows.addBias(input, bias, 0, rows, width, output);
        return output;
    }

    public static void sumRows(float[] input, int rows, int width, float[] output) {
        Rows.sumRows(input, rows, 0, width, width, output);
    }

    public static float[] forward(Elementwise function, float[] z) {
        float[] a = new float[z.length];
        function.forward(z, a, 0, z.length);
        return a;
    }

    public static float[] backward(Elementwise function, float[] z, float[] a, float[] dA) {
        float[] dZ = new float[z.length];
        function.backward(z, a, dA, dZ, 0, z.length);
        return dZ;
    }

    /** As the executor does it, loss by loss. */
    public static float[] squaredError(float factor, float[] output, float[] targets, int rows, int width) {
        float[] losses = new float[rows];
        for (int r = 0; r < rows; r++) {
            losses[r] = factor * Reduction.squaredDistance(output, targets, r * width, width, Reduction.lanes());
        }
        return losses;
    }

    /** As the executor does it. */
    public static float[] squaredErrorGradient(float factor, float[] output, float[] targets, float inverseBatch) {
        float[] gradient = new float[output.length];
        float twice = 2 * factor;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (output[i] - targets[i]) * twice * inverseBatch;
        }
        return gradient;
    }

    public static float[] softTargets(int[] labels, float on, float off, List<Float> weights, int width) {
        float[] output = new float[labels.length * width];
        Rows.softTargets(labels, on, off, weights, 0, labels.length, width, output);
        return output;
    }

    public static float[] softCrossEntropy(float[] z, float[] targets, int rows, int width) {
        float[] losses = new float[rows];
        for (int r = 0; r < rows; r++) {
            losses[r] = Rows.softCrossEntropy(z, targets, r * width, width, new float[width], Reduction.lanes());
        }
        return losses;
    }

    public static float[] softCrossEntropyGradient(
            float[] p, float[] targets, int rows, int width, float inverseBatch) {
        float[] output = new float[p.length];
        Rows.softCrossEntropyGradient(p, targets, 0, rows, width, inverseBatch, output, Reduction.lanes());
        return output;
    }

    /** As the executor does it, loss by loss. */
    public static float[] elementLoss(
            ErrorFunction function, float delta, float factor, float[] output, float[] targets, int rows, int width) {
        float[] terms = new float[output.length];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = function.term(output[i], targets[i], delta);
        }
        float[] losses = new float[rows];
        for (int r = 0; r < rows; r++) {
            losses[r] = factor * Reduction.sum(terms, r * width, width, Reduction.lanes());
        }
        return losses;
    }

    /** As the executor does it. */
    public static float[] elementLossGradient(
            ErrorFunction function, float delta, float factor, float[] output, float[] targets, float inverseBatch) {
        float[] gradient = new float[output.length];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = function.slope(output[i], targets[i], delta) * factor * inverseBatch;
        }
        return gradient;
    }

    public static float sum(float[] values) {
        return Reduction.sum(values, 0, values.length, Reduction.lanes());
    }

    public static float sumOfSquares(float[] values) {
        return Reduction.sumOfSquares(values, values.length, Reduction.lanes());
    }

    public static float sumOfMagnitudes(float[] values) {
        return Reduction.sumOfMagnitudes(values, values.length, Reduction.lanes());
    }

    public static void addSigns(float[] gradient, float[] value, float lambda) {
        Updates.addSigns(gradient, value, lambda, 0, value.length);
    }

    public static void clip(float[] gradient, float limit) {
        Updates.clip(gradient, limit, 0, gradient.length);
    }

    /** As the executor does it. */
    public static void clipNorm(float[] gradient, float squaredNorm, float limit) {
        float factor = limit / ((float) Math.sqrt(squaredNorm) + 1e-6f);
        Updates.shorten(gradient, factor, 0, gradient.length);
    }

    public static void maxNorm(float[] value, int units, float limit) {
        Updates.maxNorm(value, limit, 0, units, value.length / units, Reduction.lanes());
    }

    public static void sgd(float[] value, float[] gradient, float learningRate) {
        Updates.sgd(value, gradient, learningRate, 0, value.length);
    }

    public static void momentum(float[] value, float[] gradient, float[] velocity, float learningRate, float momentum) {
        Updates.momentum(velocity, gradient, momentum, 0, value.length);
        Updates.sgd(value, velocity, learningRate, 0, value.length);
    }

    public static boolean isFinite(float[] value) {
        return Updates.isFinite(value);
    }
}
