package dev.nabla.program;

import java.util.Arrays;

/**
 * Convolutions in float32 as products of matrices, a few examples at a time; see {@link ImageOp.Conv2d} for the formulas.
 * One object serves one thread at a time.
 *
 * <h2>How</h2>
 *
 * The two products that give images have the filters in front, {@code Zᵀ [outputs, places] = W [outputs, taps]·Xᵀ [taps,
 * places]}: the places are many and contiguous where the outputs are few. Row (ky, kx, c) of Xᵀ is channel c, moved; it is
 * copied out of planes with a border of zeros, tile by tile. The gradient of the weights is {@code dZᵀ·X} with rows of
 * taps: there dZ stands in front, whose many zeros (of pooling and ReLU) are skipped.
 */
final class Convolution {
    /** So many columns make it worth while to prepare the planes of some examples. */
    private static final int GROUP_COLUMNS = 1024;

    /** From so many elements on, the copy of an array pays. */
    private static final int LONG = 12;

    private final MatrixProduct products;
    private float[] planes = new float[0];
    private float[] factors = new float[0];
    private float[] sums = new float[0];

    Convolution(MatrixProduct products) {
        this.products = products;
    }

    /** {@code z = x ∗ W} for rows {@code from … to − 1}. */
    void forward(Window window, float[] x, float[] weight, int filters, float[] z, int from, int to) {
        Grid grid = new Grid(
                window.outputHeight(), window.outputWidth(), window.stride(), window.taps(), window.channels());
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            for (int kx = 0; kx < window.kernelWidth(); kx++) {
                for (int c = 0; c < window.channels(); c++) {
                    grid.tap(c, ky - window.top(), kx - window.left());
                }
            }
        }
        grid.source(window.height(), window.width());
        Target target = new Target(filters, window.outputHeight(), window.outputWidth(), 0, 0, 1);
        multiply(grid, weight, x, from, to, target, z);
    }

    /**
     * {@code dx} for rows {@code from … to − 1}. With a stride, the pixels with the same remainder see the same taps, at
     * stops next to each other: a product for each pair of remainders.
     */
    void inputGradient(Window window, float[] dz, float[] weight, int filters, float[] dx, int from, int to) {
        int stride = window.stride();
        for (int y = 0; y < Math.min(stride, window.height()); y++) {
            for (int x = 0; x < Math.min(stride, window.width()); x++) {
                Grid grid = pixels(window, weight, filters, y, x);
                grid.source(window.outputHeight(), window.outputWidth());
                Target target = new Target(window.channels(), window.height(), window.width(), y, x, stride);
                multiply(grid, factors, dz, from, to, target, dx);
            }
        }
    }

    /** The pixels (y, x) + multiples of the stride; their weights [channels, taps] become the factors. */
    private Grid pixels(Window window, float[] weight, int filters, int y, int x) {
        int stride = window.stride();
        int taps = steps(y + window.top(), window.kernelHeight(), stride)
                * steps(x + window.left(), window.kernelWidth(), stride)
                * filters;
        Grid grid = new Grid(
                (window.height() - y + stride - 1) / stride,
                (window.width() - x + stride - 1) / stride,
                1,
                taps,
                filters);
        if (factors.length < window.channels() * taps) {
            factors = new float[window.channels() * taps];
        }
        // Ascending stops are descending taps.
        for (int ky = last(y + window.top(), window.kernelHeight(), stride); ky >= 0; ky -= stride) {
            for (int kx = last(x + window.left(), window.kernelWidth(), stride); kx >= 0; kx -= stride) {
                for (int f = 0; f < filters; f++) {
                    int tap = grid.tap(f, (y + window.top() - ky) / stride, (x + window.left() - kx) / stride);
                    int w = ((f * window.kernelHeight() + ky) * window.kernelWidth() + kx) * window.channels();
                    for (int c = 0; c < window.channels(); c++) {
                        factors[c * taps + tap] = weight[w + c];
                    }
                }
            }
        }
        return grid;
    }

    /** The largest k below {@code kernel} with the remainder of {@code at}; negative if there is none. */
    private static int last(int at, int kernel, int stride) {
        int remainder = at % stride;
        return remainder + (kernel - 1 - remainder + stride) / stride * stride - stride;
    }

    private static int steps(int at, int kernel, int stride) {
        int last = last(at, kernel, stride);
        return last < 0 ? 0 : last / stride + 1;
    }

    /**
     * Where results go: of place (y, x) of the grid to pixel (y·stride + top, x·stride + left) of an image [height, width,
     * channels].
     */
    private record Target(int channels, int height, int width, int top, int left, int stride) {
        int index(int row, int y, int x) {
            return ((row * height + top + y * stride) * width + left + x * stride) * channels;
        }
    }

    /** {@code output [places, outputs] = (A·Bᵀ)ᵀ}, A [outputs, taps], B [places, taps] what the grid's places see of the images. */
    private void multiply(Grid grid, float[] a, float[] images, int from, int to, Target target, float[] output) {
        int outputs = target.channels();
        int group = (GROUP_COLUMNS + grid.places() - 1) / grid.places();
        if (sums.length < outputs * MatrixProduct.COLUMNS) {
            sums = new float[outputs * MatrixProduct.COLUMNS];
        }
        for (int row = from; row < to; row += group) {
            int end = Math.min(to, row + group);
            int used = fillPlanes(grid, images, row, end);
            boolean finite = products.isFinite(planes, used);
            int columns = (end - row) * grid.places();
            for (int column = 0; column < columns; column += MatrixProduct.COLUMNS) {
                int width = Math.min(columns - column, MatrixProduct.COLUMNS);
                Arrays.fill(sums, 0);
                for (int depth = 0; depth < grid.taps; depth += MatrixProduct.DEPTH) {
                    int count = Math.min(grid.taps - depth, MatrixProduct.DEPTH);
                    fillTile(grid, depth, count, column, width);
                    products.addTile(
                            a, depth, grid.taps, 1, 0, outputs, count, finite, sums, 0, MatrixProduct.COLUMNS, width);
                }
                store(grid, row, column, width, target, output);
            }
        }
    }

    /** Takes the images of some rows apart into planes with their borders; returns the number of elements. */
    private int fillPlanes(Grid grid, float[] images, int from, int to) {
        int size = grid.planeSize();
        int used = (to - from) * grid.channels * size;
        if (planes.length < used) {
            planes = new float[used];
        }
        Arrays.fill(planes, 0, used, 0);
        int at = from * grid.sourceHeight * grid.sourceWidth * grid.channels;
        for (int row = from; row < to; row++) {
            int first = (row - from) * grid.channels * size;
            for (int y = 0; y < grid.sourceHeight; y++) {
                int pixel = first + (y + grid.top) * grid.planeWidth + grid.left;
                for (int x = 0; x < grid.sourceWidth; x++, pixel++) {
                    for (int c = 0; c < grid.channels; c++, at++) {
                        planes[pixel + c * size] = images[at];
                    }
                }
            }
        }
        return used;
    }

    /** Row p of the tile is tap {@code depth + p} of the places {@code column … column + width − 1}. */
    private void fillTile(Grid grid, int depth, int count, int column, int width) {
        float[][] tile = products.tile();
        int length;
        for (int done = 0; done < width; done += length) {
            int place = (column + done) % grid.places();
            int y = place / grid.width;
            int x = place % grid.width;
            length = Math.min(grid.width - x, width - done);
            int row = (column + done) / grid.places();
            int first = row * grid.channels * grid.planeSize() + y * grid.step * grid.planeWidth + x * grid.step;
            for (int p = 0; p < count; p++) {
                copy(first + grid.offset(depth + p), grid.step, tile[p], done, length);
            }
        }
    }

    /** {@code target[at + j] = planes[from + j·step]}. */
    private void copy(int from, int step, float[] target, int at, int length) {
        if (step == 1 && length >= LONG) {
            System.arraycopy(planes, from, target, at, length);
            return;
        }
        for (int j = 0; j < length; j++) {
            target[at + j] = planes[from + j * step];
        }
    }

    private void store(Grid grid, int firstRow, int column, int width, Target target, float[] output) {
        int outputs = target.channels();
        for (int j = 0; j < width; j++) {
            int place = (column + j) % grid.places();
            int row = firstRow + (column + j) / grid.places();
            int to = target.index(row, place / grid.width, place % grid.width);
            for (int i = 0; i < outputs; i++) {
                output[to + i] = sums[i * MatrixProduct.COLUMNS + j];
            }
        }
    }

    /** Adds to {@code dW} what the first {@code rows} rows give, for filters {@code from … to − 1}. */
    void weightGradient(
            Window window, float[] dz, float[] x, int filters, float[] dWeight, int rows, int from, int to) {
        int taps = window.taps();
        int places = window.positions();
        int group = (GROUP_COLUMNS + places - 1) / places;
        for (int row = 0; row < rows; row += group) {
            int end = Math.min(rows, row + group);
            int used = fillImages(window, x, row, end);
            boolean finite = products.isFinite(planes, used);
            for (int column = 0; column < taps; column += MatrixProduct.COLUMNS) {
                int width = Math.min(taps - column, MatrixProduct.COLUMNS);
                for (int place = 0; place < (end - row) * places; place += MatrixProduct.DEPTH) {
                    int count = Math.min((end - row) * places - place, MatrixProduct.DEPTH);
                    for (int p = 0; p < count; p++) {
                        fillTaps(window, place + p, column, width, products.tile()[p]);
                    }
                    int first = (row * places + place) * filters;
                    products.addTile(dz, first, 1, filters, from, to, count, finite, dWeight, column, taps, width);
                }
            }
        }
    }

    private static int borderedHeight(Window window) {
        return Math.max(
                window.top() + window.height(), (window.outputHeight() - 1) * window.stride() + window.kernelHeight());
    }

    private static int borderedWidth(Window window) {
        return Math.max(
                window.left() + window.width(), (window.outputWidth() - 1) * window.stride() + window.kernelWidth());
    }

    /** Copies the images of some rows, each within its border; returns the number of elements. */
    private int fillImages(Window window, float[] x, int from, int to) {
        int height = borderedHeight(window);
        int width = borderedWidth(window);
        int channels = window.channels();
        int used = (to - from) * height * width * channels;
        if (planes.length < used) {
            planes = new float[used];
        }
        Arrays.fill(planes, 0, used, 0);
        int length = window.width() * channels;
        for (int row = from; row < to; row++) {
            for (int y = 0; y < window.height(); y++) {
                int at = (((row - from) * height + y + window.top()) * width + window.left()) * channels;
                System.arraycopy(x, (row * window.height() + y) * length, planes, at, length);
            }
        }
        return used;
    }

    /** What a stop sees through the taps {@code column … column + width − 1}. */
    private void fillTaps(Window window, int stop, int column, int width, float[] taps) {
        int row = stop / window.positions();
        int y = stop % window.positions() / window.outputWidth() * window.stride();
        int x = stop % window.outputWidth() * window.stride();
        int borderedWidth = borderedWidth(window);
        int first = ((row * borderedHeight(window) + y) * borderedWidth + x) * window.channels();
        int line = window.kernelWidth() * window.channels();
        int length;
        for (int done = 0; done < width; done += length) {
            int ky = (column + done) / line;
            int within = (column + done) % line;
            length = Math.min(line - within, width - done);
            copy(first + ky * borderedWidth * window.channels() + within, 1, taps, done, length);
        }
    }
}
