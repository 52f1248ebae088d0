package dev.nabla.program;

import java.util.Arrays;

/** The half of {@link DoubleExecutor} that knows images, batch normalization and dropout. */
abstract class DoubleLayers extends DoubleUpdates {
    DoubleLayers(Program program) {
        super(program);
    }

    @Override
    public void reshape(LayerOp.Reshape op) {
        System.arraycopy(f64(op.input()), 0, f64(op.output()), 0, count(op.output()));
    }

    @Override
    public void dropout(LayerOp.Dropout op) {
        drop(op.input(), op.rate(), op.threshold(), op.key(), op.output());
    }

    @Override
    public void dropoutGradient(LayerOp.DropoutGradient op) {
        drop(op.dOutput(), op.rate(), op.threshold(), op.key(), op.dInput());
    }

    private void drop(Buffer input, float rate, int threshold, Key key, Buffer output) {
        Random random = random(key);
        for (int i = 0; i < count(output); i++) {
            boolean dropped = random.bits(chunkStart * width(output) + i) >>> 8 < threshold;
            f64(output)[i] = dropped ? 0 : f64(input)[i] / (1 - (double) rate);
        }
    }

    /** What is done at each pair of a pixel of the image, or a place outside of it, and a stop that sees it. */
    @FunctionalInterface
    private interface Pair {
        /**
         * Does it.
         *
         * @param tap ky·kernelWidth + kx
         * @param pixel index of the pixel among those of the chunk; −1 outside of the image
         * @param stop index of the stop among those of the chunk
         */
        void visit(int tap, int pixel, int stop);
    }

    /** Visits all pairs: by stop, then by tap. */
    private void slide(Window window, Pair pair) {
        for (int stop = 0; stop < rows * window.positions(); stop++) {
            int r = stop / window.positions();
            int top = stop % window.positions() / window.outputWidth() * window.stride() - window.top();
            int left = stop % window.outputWidth() * window.stride() - window.left();
            for (int tap = 0; tap < window.area(); tap++) {
                int y = top + tap / window.kernelWidth();
                int x = left + tap % window.kernelWidth();
                boolean inside = y >= 0 && y < window.height() && x >= 0 && x < window.width();
                pair.visit(tap, inside ? (r * window.height() + y) * window.width() + x : -1, stop);
            }
        }
    }

    @Override
    public void conv2d(ImageOp.Conv2d op) {
        double[] left = f64(op.left());
        double[] right = f64(op.right());
        double[] output = f64(op.output());
        Window window = op.window();
        int filters = op.filters();
        int channels = window.channels();
        if (op.form() != ImageOp.Conv2d.Form.WEIGHT_GRADIENT) {
            Arrays.fill(output, 0, count(op.output()), 0);
        }
        slide(window, (tap, pixel, stop) -> {
            for (int f = 0; f < filters; f++) {
                for (int c = 0; c < channels; c++) {
                    int w = (f * window.area() + tap) * channels + c;
                    int z = stop * filters + f;
                    int x = pixel * channels + c;
                    switch (op.form()) {
                        case FORWARD -> output[z] += (pixel < 0 ? 0 : left[x]) * right[w];
                        case INPUT_GRADIENT -> {
                            if (pixel >= 0) {
                                output[x] += left[z] * right[w];
                            }
                        }
                        case WEIGHT_GRADIENT -> output[w] += left[z] * (pixel < 0 ? 0 : right[x]);
                    }
                }
            }
        });
    }

    @Override
    public void maxPool(ImageOp.MaxPool op) {
        double[] input = f64(op.input());
        double[] output = f64(op.output());
        int channels = op.window().channels();
        Arrays.fill(output, 0, count(op.output()), Double.NEGATIVE_INFINITY);
        slide(op.window(), (tap, pixel, stop) -> {
            for (int c = 0; c < channels; c++) {
                output[stop * channels + c] = Math.max(output[stop * channels + c], input[pixel * channels + c]);
            }
        });
    }

    @Override
    public void maxPoolGradient(ImageOp.MaxPoolGradient op) {
        double[] input = f64(op.input());
        double[] output = f64(op.output());
        double[] dOutput = f64(op.dOutput());
        double[] dInput = f64(op.dInput());
        int channels = op.window().channels();
        Arrays.fill(dInput, 0, count(op.dInput()), 0);
        boolean[] found = new boolean[count(op.output())];
        slide(op.window(), (tap, pixel, stop) -> {
            for (int c = 0; c < channels; c++) {
                int at = stop * channels + c;
                double value = input[pixel * channels + c];
                boolean equal = value == output[at] || (Double.isNaN(value) && Double.isNaN(output[at]));
                dInput[pixel * channels + c] += equal && !found[at] ? dOutput[at] : 0;
                found[at] |= equal;
            }
        });
    }

    @Override
    public void avgPool(ImageOp.AvgPool op) {
        int channels = op.window().channels();
        Arrays.fill(f64(op.output()), 0, count(op.output()), 0);
        slide(op.window(), (tap, pixel, stop) -> {
            for (int c = 0; c < channels; c++) {
                f64(op.output())[stop * channels + c] +=
                        f64(op.input())[pixel * channels + c] / op.window().area();
            }
        });
    }

    @Override
    public void avgPoolGradient(ImageOp.AvgPoolGradient op) {
        int channels = op.window().channels();
        Arrays.fill(f64(op.dInput()), 0, count(op.dInput()), 0);
        slide(op.window(), (tap, pixel, stop) -> {
            for (int c = 0; c < channels; c++) {
                f64(op.dInput())[pixel * channels + c] +=
                        f64(op.dOutput())[stop * channels + c] / op.window().area();
            }
        });
    }

    @Override
    public void moments(NormalizationOp.Moments op) {
        double[] x = f64(op.input());
        double[] mean = f64(op.mean());
        double[] variance = f64(op.variance());
        int channels = channels(op.input());
        int n = count(op.input()) / channels;
        Arrays.fill(mean, 0);
        Arrays.fill(variance, 0);
        for (int i = 0; i < n * channels; i++) {
            mean[i % channels] += x[i] / n;
        }
        for (int i = 0; i < n * channels; i++) {
            double distance = x[i] - mean[i % channels];
            variance[i % channels] += distance * distance / n;
        }
    }

    @Override
    public void runningMoments(NormalizationOp.RunningMoments op) {
        double n = (double) rows * op.positions();
        for (int c = 0; c < width(op.mean()); c++) {
            f64(op.runningMean())[c] += op.momentum() * (f64(op.mean())[c] - f64(op.runningMean())[c]);
            double unbiased = f64(op.variance())[c] * n / (n - 1);
            f64(op.runningVariance())[c] += op.momentum() * (unbiased - f64(op.runningVariance())[c]);
        }
    }

    /** x̂ of element i. */
    private double normalized(Buffer input, Buffer mean, Buffer variance, float epsilon, int i) {
        int c = i % channels(input);
        return (f64(input)[i] - f64(mean)[c]) / Math.sqrt(f64(variance)[c] + epsilon);
    }

    @Override
    public void normalize(NormalizationOp.Normalize op) {
        for (int i = 0; i < count(op.output()); i++) {
            int c = i % channels(op.output());
            f64(op.output())[i] = normalized(op.input(), op.mean(), op.variance(), op.epsilon(), i) * f64(op.scale())[c]
                    + f64(op.shift())[c];
        }
    }

    @Override
    public void normalizeSums(NormalizationOp.NormalizeSums op) {
        Arrays.fill(f64(op.dScale()), 0);
        Arrays.fill(f64(op.dShift()), 0);
        for (int i = 0; i < count(op.dOutput()); i++) {
            int c = i % channels(op.dOutput());
            double dy = f64(op.dOutput())[i];
            f64(op.dShift())[c] += dy;
            f64(op.dScale())[c] += dy * normalized(op.input(), op.mean(), op.variance(), op.epsilon(), i);
        }
    }

    @Override
    public void normalizeGradient(NormalizationOp.NormalizeGradient op) {
        int channels = channels(op.dInput());
        double n = (double) count(op.dInput()) / channels;
        for (int i = 0; i < count(op.dInput()); i++) {
            int c = i % channels;
            double factor = f64(op.scale())[c] / Math.sqrt(f64(op.variance())[c] + op.epsilon());
            double xHat = normalized(op.input(), op.mean(), op.variance(), op.epsilon(), i);
            f64(op.dInput())[i] =
                    factor * (f64(op.dOutput())[i] - f64(op.dShift())[c] / n - xHat * f64(op.dScale())[c] / n);
        }
    }
}
