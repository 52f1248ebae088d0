package dev.nabla.program;

import java.util.Arrays;

/**
 * Batch normalization in float32; x is [rows, places, channels], everything else [channels] unless it says otherwise. See
 * {@link NormalizationOp}.
 */
final class Normalization {
    private Normalization() {}

    /** {@code sums[r][c] = Σₚ x[r][p][c]} for rows {@code begin … end − 1}. */
    static void sumPlaces(float[] x, int begin, int end, int places, int channels, float[] sums) {
        Arrays.fill(sums, begin * channels, end * channels, 0);
        for (int r = begin; r < end; r++) {
            for (int p = 0; p < places; p++) {
                int from = (r * places + p) * channels;
                for (int c = 0; c < channels; c++) {
                    sums[r * channels + c] += x[from + c];
                }
            }
        }
    }

    /** {@code sums[r][c] = Σₚ (x[r][p][c] − mean[c])²} for rows {@code begin … end − 1}. */
    static void sumSquares(float[] x, float[] mean, int begin, int end, int places, int channels, float[] sums) {
        Arrays.fill(sums, begin * channels, end * channels, 0);
        for (int r = begin; r < end; r++) {
            for (int p = 0; p < places; p++) {
                int from = (r * places + p) * channels;
                for (int c = 0; c < channels; c++) {
                    float distance = x[from + c] - mean[c];
                    sums[r * channels + c] += distance * distance;
                }
            }
        }
    }

    /** {@code sums[r][c] = Σₚ dy[r][p][c]·x̂[r][p][c]} for rows {@code begin … end − 1}. */
    static void sumProducts(
            float[] x,
            float[] mean,
            float[] inverse,
            float[] dOutput,
            int begin,
            int end,
            int places,
            int channels,
            float[] sums) {
        Arrays.fill(sums, begin * channels, end * channels, 0);
        for (int r = begin; r < end; r++) {
            for (int p = 0; p < places; p++) {
                int from = (r * places + p) * channels;
                for (int c = 0; c < channels; c++) {
                    float xHat = (x[from + c] - mean[c]) * inverse[c];
                    sums[r * channels + c] += dOutput[from + c] * xHat;
                }
            }
        }
    }

    /** {@code totals[c] = Σᵣ sums[r][c]}. */
    static void total(float[] sums, int rows, int channels, float[] totals) {
        Arrays.fill(totals, 0, channels, 0);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < channels; c++) {
                totals[c] += sums[r * channels + c];
            }
        }
    }

    /** {@code values[c] /= n}. */
    static void divide(float[] values, float n) {
        for (int c = 0; c < values.length; c++) {
            values[c] /= n;
        }
    }

    /** {@code running += momentum·(batch·correction − running)}. */
    static void follow(float[] running, float[] batch, float correction, float momentum) {
        for (int c = 0; c < running.length; c++) {
            running[c] += momentum * (batch[c] * correction - running[c]);
        }
    }

    /** {@code inverse[c] = 1/√(variance[c] + ε)}. */
    static void inverse(float[] variance, float epsilon, float[] inverse) {
        for (int c = 0; c < variance.length; c++) {
            inverse[c] = 1f / (float) Math.sqrt(variance[c] + epsilon);
        }
    }

    /** {@code y = ((x − mean)·inverse)·scale + shift} for places {@code begin … end − 1} of all rows. */
    static void normalize(
            float[] x, float[] mean, float[] inverse, float[] scale, float[] shift, int begin, int end, float[] y) {
        int channels = mean.length;
        for (int p = begin; p < end; p++) {
            int at = p * channels;
            for (int c = 0; c < channels; c++) {
                y[at + c] = ((x[at + c] - mean[c]) * inverse[c]) * scale[c] + shift[c];
            }
        }
    }

    /**
     * {@code dx = factor·((dy − shiftShare) − x̂·scaleShare)} for places {@code begin … end − 1} of all rows.
     *
     * @param factor scale·inverse
     * @param shiftShare dShift/n
     * @param scaleShare dScale/n
     */
    static void gradient(
            float[] x,
            float[] mean,
            float[] inverse,
            float[] factor,
            float[] shiftShare,
            float[] scaleShare,
            float[] dy,
            int begin,
            int end,
            float[] dx) {
        int channels = mean.length;
        for (int p = begin; p < end; p++) {
            int at = p * channels;
            for (int c = 0; c < channels; c++) {
                float xHat = (x[at + c] - mean[c]) * inverse[c];
                dx[at + c] = factor[c] * ((dy[at + c] - shiftShare[c]) - xHat * scaleShare[c]);
            }
        }
    }
}
