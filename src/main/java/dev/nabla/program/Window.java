package dev.nabla.program;

/**
 * A window that slides over an image [height, width, channels] and gives one place of the output at each stop: place
 * (oy, ox) sees the pixels {@code (oy·stride + ky − top, ox·stride + kx − left)}, 0 ≤ ky &lt; kernelHeight, 0 ≤ kx &lt;
 * kernelWidth. Those outside of the image are +0.
 *
 * @param height rows of the image
 * @param width columns of the image
 * @param channels numbers of a pixel
 * @param kernelHeight rows of the window
 * @param kernelWidth columns of the window
 * @param stride pixels from stop to stop, in both directions
 * @param top rows above the image that the first stop sees, fewer than kernelHeight
 * @param left columns left of the image that the first stop sees, fewer than kernelWidth
 * @param outputHeight stops from top to bottom
 * @param outputWidth stops from left to right
 */
public record Window(
        int height,
        int width,
        int channels,
        int kernelHeight,
        int kernelWidth,
        int stride,
        int top,
        int left,
        int outputHeight,
        int outputWidth) {
    public Window {
        requirePositive("height", height);
        requirePositive("width", width);
        requirePositive("channels", channels);
        requirePositive("kernel height", kernelHeight);
        requirePositive("kernel width", kernelWidth);
        requirePositive("stride", stride);
        requirePositive("output height", outputHeight);
        requirePositive("output width", outputWidth);
        if (top < 0 || top >= kernelHeight || left < 0 || left >= kernelWidth) {
            throw new IllegalArgumentException("Window: padding of " + top + " rows and " + left
                    + " columns, expected fewer than the kernel's " + kernelHeight + "×" + kernelWidth);
        }
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("Window: " + what + " " + value + ", expected at least 1");
        }
    }

    /**
     * A window that never leaves the image: {@code output = ⌊(image − kernel) / stride⌋ + 1}.
     *
     * @throws IllegalArgumentException if the kernel is larger than the image
     */
    public static Window valid(int height, int width, int channels, int kernelHeight, int kernelWidth, int stride) {
        if (kernelHeight > height || kernelWidth > width) {
            throw new IllegalArgumentException("Window: kernel " + kernelHeight + "×" + kernelWidth + " on an image of "
                    + height + "×" + width + ", expected at most as large");
        }
        int rows = stops(height - kernelHeight, stride);
        int columns = stops(width - kernelWidth, stride);
        return new Window(height, width, channels, kernelHeight, kernelWidth, stride, 0, 0, rows, columns);
    }

    /**
     * A window with a stop at each stride-th pixel: {@code output = ⌈image / stride⌉}. Half of the pixels that are missing
     * for that, rounded down, lie before the image (TensorFlow's convention).
     */
    public static Window same(int height, int width, int channels, int kernelHeight, int kernelWidth, int stride) {
        int rows = stops(height - 1, stride);
        int columns = stops(width - 1, stride);
        int top = Math.max(0, (rows - 1) * stride + kernelHeight - height) / 2;
        int left = Math.max(0, (columns - 1) * stride + kernelWidth - width) / 2;
        return new Window(height, width, channels, kernelHeight, kernelWidth, stride, top, left, rows, columns);
    }

    private static int stops(int distance, int stride) {
        requirePositive("stride", stride);
        return distance / stride + 1;
    }

    /** Number of stops. */
    public int positions() {
        return outputHeight * outputWidth;
    }

    /** Pixels that the window covers: kernelHeight·kernelWidth. */
    public int area() {
        return kernelHeight * kernelWidth;
    }

    /** Numbers that the window sees at a stop: kernelHeight·kernelWidth·channels. */
    public int taps() {
        return area() * channels;
    }

    /** Whether no stop sees anything outside of the image. */
    public boolean isInside() {
        return top == 0
                && left == 0
                && (outputHeight - 1) * stride + kernelHeight <= height
                && (outputWidth - 1) * stride + kernelWidth <= width;
    }
}
