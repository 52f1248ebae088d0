package dev.nabla.program;

import java.util.List;

/**
 * What layers compute that move a {@link Window} over images. See {@link Op} for the notation; images are channels-last,
 * [rows, height, width, channels].
 */
public sealed interface ImageOp extends Op {
    /** The window that moves. */
    Window window();

    /**
     * A convolution (a cross-correlation, as everywhere in the field); {@link Form} says which of its three products. The
     * weights are [filters, kernelHeight, kernelWidth, channels], the order of TensorFlow Lite: row-major a matrix [filters,
     * taps]. What lies outside of the image is +0, and its products count: {@code 0·∞} is NaN. For products with an exact
     * zero the rule of {@link LayerOp.MatMul} holds.
     *
     * @param form which of the operands is what
     * @param window [height, width, channels] is x, [outputHeight, outputWidth, filters] is z
     * @param left [rows, …], F32
     * @param right F32
     * @param output F32; {@link Form#WEIGHT_GRADIENT} accumulates over the chunks of a batch
     */
    record Conv2d(Form form, Window window, Buffer left, Buffer right, Buffer output) implements ImageOp {
        /** The three products of a convolution; s is the stride, f a filter, c a channel. */
        public enum Form {
            /**
             * {@code z[r][oy][ox][f] = Σ x[r][oy·s + ky − top][ox·s + kx − left][c]·W[f][ky][kx][c]} over ky, kx, c: left x,
             * right W.
             */
            FORWARD,
            /**
             * {@code dx[r][y][x][c] = Σ dz[r][oy][ox][f]·W[f][y + top − oy·s][x + left − ox·s][c]} over the oy, ox whose window
             * covers (y, x), then f: left dz, right W.
             */
            INPUT_GRADIENT,
            /**
             * {@code dW[f][ky][kx][c] = Σ dz[r][oy][ox][f]·x[r][oy·s + ky − top][ox·s + kx − left][c]} over r, oy, ox: left dz,
             * right x; accumulated over chunks.
             */
            WEIGHT_GRADIENT
        }

        /** Number of filters: channels of z. */
        public int filters() {
            return switch (form) {
                case FORWARD -> output.shape().channels();
                case INPUT_GRADIENT, WEIGHT_GRADIENT -> left.shape().channels();
            };
        }

        @Override
        public void accept(OpVisitor visitor) {
            visitor.conv2d(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(left, right);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(output);
        }

        @Override
        public long flops(int rows) {
            return 2L * rows * window.positions() * window.taps() * filters();
        }
    }

    /**
     * {@code output[r][oy][ox][c] = max input[r][oy·s + ky][ox·s + kx][c]} over ky, kx: that of {@link Math#max(float, float)},
     * NaN if one of them is, +0 above −0.
     *
     * @param window never leaves the image
     */
    record MaxPool(Window window, Buffer input, Buffer output) implements ImageOp {
        public MaxPool {
            requireInside("MaxPool", window);
        }

        @Override
        public void accept(OpVisitor visitor) {
            visitor.maxPool(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(input);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(output);
        }

        @Override
        public long flops(int rows) {
            return window.area() * output.shape().elements(rows);
        }
    }

    /**
     * {@code dInput[r][y][x][c] = Σ dOutput[r][oy][ox][c]} over the oy, ox, ascending, whose window has its maximum at (y,
     * x): at the lowest index that equals the output (−0 equals +0), at the first NaN if that is NaN.
     *
     * @param window never leaves the image
     */
    record MaxPoolGradient(Window window, Buffer input, Buffer output, Buffer dOutput, Buffer dInput)
            implements ImageOp {
        public MaxPoolGradient {
            requireInside("MaxPoolGradient", window);
        }

        @Override
        public void accept(OpVisitor visitor) {
            visitor.maxPoolGradient(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(input, output, dOutput);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(dInput);
        }

        @Override
        public long flops(int rows) {
            return window.area() * output.shape().elements(rows);
        }
    }

    /**
     * {@code output[r][oy][ox][c] = (Σ input[r][oy·s + ky][ox·s + kx][c])·(1f/(kernelHeight·kernelWidth))} over ky, kx.
     *
     * @param window never leaves the image
     */
    record AvgPool(Window window, Buffer input, Buffer output) implements ImageOp {
        public AvgPool {
            requireInside("AvgPool", window);
        }

        /** {@code 1f / (kernelHeight·kernelWidth)}. */
        public float factor() {
            return average(window);
        }

        @Override
        public void accept(OpVisitor visitor) {
            visitor.avgPool(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(input);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(output);
        }

        @Override
        public long flops(int rows) {
            return (window.area() + 1L) * output.shape().elements(rows);
        }
    }

    /**
     * {@code dInput[r][y][x][c] = (Σ dOutput[r][oy][ox][c])·(1f/(kernelHeight·kernelWidth))} over the oy, ox, ascending, whose
     * window covers (y, x).
     *
     * @param window never leaves the image
     */
    record AvgPoolGradient(Window window, Buffer dOutput, Buffer dInput) implements ImageOp {
        public AvgPoolGradient {
            requireInside("AvgPoolGradient", window);
        }

        /** {@code 1f / (kernelHeight·kernelWidth)}. */
        public float factor() {
            return average(window);
        }

        @Override
        public void accept(OpVisitor visitor) {
            visitor.avgPoolGradient(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(dOutput);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(dInput);
        }

        @Override
        public long flops(int rows) {
            return window.area() * dOutput.shape().elements(rows)
                    + dInput.shape().elements(rows);
        }
    }

    private static float average(Window window) {
        return 1f / window.area();
    }

    private static void requireInside(String kind, Window window) {
        if (!window.isInside()) {
            throw new IllegalArgumentException(kind + ": " + window + " leaves the image");
        }
    }
}
