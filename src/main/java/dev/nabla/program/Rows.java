package dev.nabla.program;

import java.util.List;

/** Operations on rows {@code begin … end − 1} of a chunk, in float32: data are row-major, [rows, width]. */
final class Rows {
    private Rows() {}

    /**
     * {@code output[r][i] = levels[source[order[r]][i]]}, bytes unsigned.
     *
     * @param levels {@code level / 255f} for each level: a look-up is faster than a division
     */
    static void gatherPixels(
            byte[] source, int[] order, int begin, int end, int width, float[] levels, float[] output) {
        for (int r = begin; r < end; r++) {
            int from = order[r] * width;
            int to = r * width;
            for (int i = 0; i < width; i++) {
                output[to + i] = levels[source[from + i] & 0xff];
            }
        }
    }

    /** {@code output[r] = source[order[r]]}. */
    static void gather(float[] source, int[] order, int begin, int end, int width, float[] output) {
        for (int r = begin; r < end; r++) {
            System.arraycopy(source, order[r] * width, output, r * width, width);
        }
    }

    /** {@code output[r] = source[order[r]]}. */
    static void gatherLabels(int[] source, int[] order, int begin, int end, int[] output) {
        for (int r = begin; r < end; r++) {
            output[r] = source[order[r]];
        }
    }

    /** {@code output[r][j] = 1 where j + first = labels[r], else 0}. */
    static void oneHot(int[] labels, int first, int rows, int width, float[] output) {
        for (int i = 0; i < rows * width; i++) {
            output[i] = 0;
        }
        for (int r = 0; r < rows; r++) {
            if (labels[r] >= first) {
                output[r * width + labels[r] - first] = 1;
            }
        }
    }

    /** {@code output[r][j] = input[r][j] + bias[j]}. */
    static void addBias(float[] input, float[] bias, int begin, int end, int width, float[] output) {
        for (int r = begin; r < end; r++) {
            int row = r * width;
            for (int j = 0; j < width; j++) {
                output[row + j] = input[row + j] + bias[j];
            }
        }
    }

    /** {@code output[j] += Σᵣ input[r][j]}, r ascending, for begin ≤ j &lt; end. */
    static void sumRows(float[] input, int rows, int begin, int end, int width, float[] output) {
        for (int r = 0; r < rows; r++) {
            int row = r * width;
            for (int j = begin; j < end; j++) {
                output[j] += input[row + j];
            }
        }
    }

    /** {@code output[r] = exp(input[r] − max) / Σ exp(input[r] − max)}; input and output may be the same array. */
    static void softmax(float[] input, int begin, int end, int width, float[] output, float[] lanes) {
        for (int r = begin; r < end; r++) {
            int row = r * width;
            float max = max(input, row, width);
            for (int j = row; j < row + width; j++) {
                output[j] = Maths.exp(input[j] - max);
            }
            float sum = Reduction.sum(output, row, width, lanes);
            for (int j = row; j < row + width; j++) {
                output[j] /= sum;
            }
        }
    }

    /** {@code dInput[r] = p[r] · (dOutput[r] − dOutput[r]·p[r])}; dOutput and dInput may be the same array. */
    static void softmaxGradient(
            float[] p, float[] dOutput, int begin, int end, int width, float[] dInput, float[] lanes) {
        for (int r = begin; r < end; r++) {
            int row = r * width;
            float dot = Reduction.dot(dOutput, p, row, width, lanes);
            for (int j = row; j < row + width; j++) {
                dInput[j] = p[j] * (dOutput[j] - dot);
            }
        }
    }

    /**
     * {@code log Σ exp(z − max) − (z[label] − max)} of the row that begins at {@code row}, in nats.
     *
     * @param scratch at least width elements, overwritten
     */
    static float crossEntropy(float[] z, int row, int width, int label, float[] scratch, float[] lanes) {
        float max = max(z, row, width);
        for (int j = 0; j < width; j++) {
            scratch[j] = Maths.exp(z[row + j] - max);
        }
        return Maths.log(Reduction.sum(scratch, 0, width, lanes)) - (z[row + label] - max);
    }

    /** {@code dLogits[r][j] = (p[r][j] − [j = labels[r]]) · inverseBatch}. */
    static void crossEntropyGradient(
            float[] p, int[] labels, int begin, int end, int width, float inverseBatch, float[] dLogits) {
        for (int r = begin; r < end; r++) {
            int row = r * width;
            for (int j = 0; j < width; j++) {
                float target = j == labels[r] ? 1 : 0;
                dLogits[row + j] = (p[row + j] - target) * inverseBatch;
            }
        }
    }

    /** {@code output[r][j] = (j = labels[r] ? on : off) · weights[labels[r]]}; no weights are weights of 1. */
    static void softTargets(
            int[] labels, float on, float off, List<Float> weights, int begin, int end, int width, float[] output) {
        for (int r = begin; r < end; r++) {
            float weight = weights.isEmpty() ? 1 : weights.get(labels[r]);
            for (int j = 0; j < width; j++) {
                output[r * width + j] = (j == labels[r] ? on : off) * weight;
            }
        }
    }

    /**
     * {@code S·log Σ exp(z − max) − Σ t·(z − max)}, S = Σ t, of the row that begins at {@code row}.
     *
     * @param scratch at least width elements, overwritten
     */
    static float softCrossEntropy(float[] z, float[] t, int row, int width, float[] scratch, float[] lanes) {
        float max = max(z, row, width);
        for (int j = 0; j < width; j++) {
            scratch[j] = Maths.exp(z[row + j] - max);
        }
        float log = Maths.log(Reduction.sum(scratch, 0, width, lanes));
        for (int j = 0; j < width; j++) {
            scratch[j] = t[row + j] * (z[row + j] - max);
        }
        float dot = Reduction.sum(scratch, 0, width, lanes);
        return Reduction.sum(t, row, width, lanes) * log - dot;
    }

    /** {@code dLogits[r][j] = (p[r][j]·S − t[r][j]) · inverseBatch}, S = Σ t[r]. */
    static void softCrossEntropyGradient(
            float[] p, float[] t, int begin, int end, int width, float inverseBatch, float[] dLogits, float[] lanes) {
        for (int r = begin; r < end; r++) {
            int row = r * width;
            float sum = Reduction.sum(t, row, width, lanes);
            for (int j = row; j < row + width; j++) {
                dLogits[j] = (p[j] * sum - t[j]) * inverseBatch;
            }
        }
    }

    /** {@code output[r]} = lowest j with the largest input[r][j]; NaN counts as largest. */
    static void argmax(float[] input, int rows, int width, int[] output) {
        for (int r = 0; r < rows; r++) {
            int row = r * width;
            int best = 0;
            for (int j = 1; j < width; j++) {
                float top = input[row + best];
                float value = input[row + j];
                best = value > top || (Float.isNaN(value) && !Float.isNaN(top)) ? j : best;
            }
            output[r] = best;
        }
    }

    private static float max(float[] values, int from, int count) {
        float max = values[from];
        for (int i = from + 1; i < from + count; i++) {
            max = values[i] > max ? values[i] : max;
        }
        return max;
    }
}
