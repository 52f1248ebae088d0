package dev.nabla.program;

/** The rules of the float32 operations on images written a second time, as plainly as they can be. */
final class NaiveImages {
    private NaiveImages() {}

    /** x[r][y][x][c], +0 outside of the image. */
    private static float pixel(float[] image, Window w, int r, int y, int x, int c) {
        boolean inside = y >= 0 && y < w.height() && x >= 0 && x < w.width();
        return inside ? image[((r * w.height() + y) * w.width() + x) * w.channels() + c] : 0f;
    }

    private static int stop(Window w, int r, int oy, int ox) {
        return (r * w.outputHeight() + oy) * w.outputWidth() + ox;
    }

    private static int weight(Window w, int f, int ky, int kx, int c) {
        return ((f * w.kernelHeight() + ky) * w.kernelWidth() + kx) * w.channels() + c;
    }

    static float[] convolution(Window w, float[] x, float[] weights, int filters, int rows) {
        float[] z = new float[rows * w.positions() * filters];
        for (int i = 0; i < z.length; i++) {
            int f = i % filters;
            int ox = i / filters % w.outputWidth();
            int oy = i / filters / w.outputWidth() % w.outputHeight();
            int r = i / filters / w.positions();
            float sum = 0f;
            for (int ky = 0; ky < w.kernelHeight(); ky++) {
                for (int kx = 0; kx < w.kernelWidth(); kx++) {
                    for (int c = 0; c < w.channels(); c++) {
                        int y = oy * w.stride() + ky - w.top();
                        int column = ox * w.stride() + kx - w.left();
                        sum += pixel(x, w, r, y, column, c) * weights[weight(w, f, ky, kx, c)];
                    }
                }
            }
            z[i] = sum;
        }
        return z;
    }

    static float[] inputGradient(Window w, float[] dz, float[] weights, int filters, int rows) {
        float[] dx = new float[rows * w.height() * w.width() * w.channels()];
        for (int i = 0; i < dx.length; i++) {
            int c = i % w.channels();
            int x = i / w.channels() % w.width();
            int y = i / w.channels() / w.width() % w.height();
            int r = i / w.channels() / w.width() / w.height();
            float sum = 0f;
            for (int oy = 0; oy < w.outputHeight(); oy++) {
                for (int ox = 0; ox < w.outputWidth(); ox++) {
                    int ky = y + w.top() - oy * w.stride();
                    int kx = x + w.left() - ox * w.stride();
                    boolean covers = ky >= 0 && ky < w.kernelHeight() && kx >= 0 && kx < w.kernelWidth();
                    for (int f = 0; covers && f < filters; f++) {
                        sum += dz[stop(w, r, oy, ox) * filters + f] * weights[weight(w, f, ky, kx, c)];
                    }
                }
            }
            dx[i] = sum;
        }
        return dx;
    }

    static float[] weightGradient(Window w, float[] dz, float[] x, int filters, int rows) {
        float[] dWeight = new float[filters * w.taps()];
        for (int f = 0; f < filters; f++) {
            for (int tap = 0; tap < w.taps(); tap++) {
                int c = tap % w.channels();
                int kx = tap / w.channels() % w.kernelWidth();
                int ky = tap / w.channels() / w.kernelWidth();
                float sum = 0f;
                for (int s = 0; s < rows * w.positions(); s++) {
                    int y = s / w.outputWidth() % w.outputHeight() * w.stride() + ky - w.top();
                    int column = s % w.outputWidth() * w.stride() + kx - w.left();
                    sum += dz[s * filters + f] * pixel(x, w, s / w.positions(), y, column, c);
                }
                dWeight[f * w.taps() + tap] = sum;
            }
        }
        return dWeight;
    }

    static float[] maxPool(Window w, float[] x, int rows) {
        float[] output = new float[rows * w.positions() * w.channels()];
        for (int i = 0; i < output.length; i++) {
            output[i] = x[maximum(w, x, i)];
            for (int tap = 0; tap < w.area(); tap++) {
                output[i] = Math.max(output[i], x[seen(w, i, tap)]);
            }
        }
        return output;
    }

    static float[] maxPoolGradient(Window w, float[] x, float[] dOutput, int rows) {
        float[] dInput = new float[rows * w.height() * w.width() * w.channels()];
        for (int i = 0; i < rows * w.positions() * w.channels(); i++) {
            dInput[maximum(w, x, i)] += dOutput[i];
        }
        return dInput;
    }

    /** The lowest index of a largest number, or of the first NaN, that output i sees. */
    private static int maximum(Window w, float[] x, int i) {
        int best = seen(w, i, 0);
        for (int tap = 1; tap < w.area(); tap++) {
            int at = seen(w, i, tap);
            best = x[at] > x[best] || (Float.isNaN(x[at]) && !Float.isNaN(x[best])) ? at : best;
        }
        return best;
    }

    /** The index of what output i sees through a tap. */
    private static int seen(Window w, int i, int tap) {
        int c = i % w.channels();
        int ox = i / w.channels() % w.outputWidth();
        int oy = i / w.channels() / w.outputWidth() % w.outputHeight();
        int r = i / w.channels() / w.positions();
        int y = oy * w.stride() + tap / w.kernelWidth();
        int x = ox * w.stride() + tap % w.kernelWidth();
        return ((r * w.height() + y) * w.width() + x) * w.channels() + c;
    }

    static float[] averagePool(Window w, float[] x, int rows) {
        float[] output = new float[rows * w.positions() * w.channels()];
        for (int i = 0; i < output.length; i++) {
            float sum = 0f;
            for (int tap = 0; tap < w.area(); tap++) {
                sum += x[seen(w, i, tap)];
            }
            output[i] = sum * (1f / w.area());
        }
        return output;
    }

    static float[] averagePoolGradient(Window w, float[] dOutput, int rows) {
        float[] dInput = new float[rows * w.height() * w.width() * w.channels()];
        for (int i = 0; i < dInput.length; i++) {
            float sum = 0f;
            for (int o = 0; o < dOutput.length; o++) {
                for (int tap = 0; tap < w.area(); tap++) {
                    sum += seen(w, o, tap) == i ? dOutput[o] : 0f;
                }
            }
            dInput[i] = sum * (1f / w.area());
        }
        return dInput;
    }
}
