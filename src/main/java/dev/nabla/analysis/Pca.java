package dev.nabla.analysis;

import dev.nabla.program.Random;
import java.util.Arrays;

/**
 * Principal component analysis: the orthonormal directions in which examples vary most, {@code C·v = λ·v} with the largest
 * λ, C the {@link Covariance} matrix (K. Pearson, On lines and planes of closest fit, 1901; H. Hotelling 1933).
 *
 * <p>By subspace iteration from fixed random vectors with some vectors to spare (N. Halko, P. Martinsson, J. Tropp, Finding
 * structure with randomness, SIAM Review 53, 2011, algorithm 4.4), each followed by a Rayleigh-Ritz step; until
 * {@code ‖C·v − λ·v‖ ≤ 10⁻⁹·λ₁} for every component, or {@link #MAX_ITERATIONS}; for examples wider than 1024 features,
 * where one iteration goes through all examples, {@link #MAX_WIDE_ITERATIONS}. Everything is double precision in a fixed
 * order: the same bits everywhere.
 *
 * <p>Signs: of each component the element with the largest magnitude, the first of equal ones, is positive.
 */
public final class Pca implements Stepwise {
    /** Iterations, at most. */
    public static final int MAX_ITERATIONS = 300;

    /** Iterations, at most, for examples wider than 1024 features; scikit-learn's randomized solver does seven at most. */
    public static final int MAX_WIDE_ITERATIONS = 8;

    private static final double TOLERANCE = 1e-9;
    private static final int FEWEST_SPARE = 8;

    /** What projections spend on reading, of the whole; the rest is iterations. */
    private static final double READING = 0.5;

    private static final float LEVELS = 255f;

    /** A vector shrunk to less than this by the others was a combination of them. */
    private static final double DEPENDENT = 1e-10;

    private final Covariance covariance;
    private final int width;
    private final int components;
    private final int size;
    private final int maxIterations;
    private final double[] vectors;
    private final double[] products;
    private final double[] turned;
    private final double[] values;
    private boolean reading = true;
    private boolean started;
    private boolean done;
    private int iterations;

    private Pca(Covariance covariance, int width, int components) {
        this.covariance = covariance;
        this.width = width;
        this.components = components;
        this.size = Math.min(width, components + Math.max(FEWEST_SPARE, components / 2));
        this.maxIterations = width > Covariance.WIDEST_MATRIX ? MAX_WIDE_ITERATIONS : MAX_ITERATIONS;
        this.vectors = new double[size * width];
        this.products = new double[size * width];
        this.turned = new double[size * width];
        this.values = new double[size];
    }

    /**
     * Of numbers.
     *
     * @param values [count, width], finite; read until the analysis is done
     * @param count at least 2
     * @param components 1 … width
     * @throws IllegalArgumentException if the numbers do not fit
     */
    public static Pca of(float[] values, int count, int width, int components) {
        require(values.length, count, width, components);
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i]) <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException("PCA: feature " + i % width + " of example " + i / width + " is "
                        + values[i] + ", expected a finite number");
            }
        }
        return new Pca(
                width > Covariance.WIDEST_MATRIX
                        ? new RowsCovariance(values, count, width)
                        : new FloatCovariance(values, count, width),
                width,
                components);
    }

    /**
     * Of images, each pixel standing for {@code value / 255}.
     *
     * @param pixels [count, width], unsigned; read until the analysis is done
     * @param count at least 2
     * @param components 1 … width
     * @throws IllegalArgumentException if the numbers do not fit
     */
    public static Pca ofPixels(byte[] pixels, int count, int width, int components) {
        require(pixels.length, count, width, components);
        if (width <= Covariance.WIDEST_MATRIX) {
            return new Pca(new PixelCovariance(pixels, count, width), width, components);
        }
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (pixels[i] & 0xff) / LEVELS;
        }
        return new Pca(new RowsCovariance(values, count, width), width, components);
    }

    private static void require(int length, int count, int width, int components) {
        if (count < 2 || width < 1 || (long) count * width != length) {
            throw new IllegalArgumentException("PCA: " + length + " values for " + count + " examples of " + width
                    + " features, expected " + (long) count * width + " values and at least 2 examples");
        }
        if (components < 1 || components > width) {
            throw new IllegalArgumentException(
                    "PCA: " + components + " components of " + width + " features, expected 1 to " + width);
        }
    }

    @Override
    public boolean step() {
        if (done) {
            return false;
        }
        if (reading) {
            reading = covariance.read();
            return true;
        }
        if (!started) {
            start();
        }
        if (covariance.multiply(vectors, size, products)) {
            return true;
        }
        iterations++;
        done = improve() || iterations >= maxIterations;
        if (!done) {
            System.arraycopy(products, 0, vectors, 0, vectors.length);
            orthonormalize();
        }
        return !done;
    }

    @Override
    public double progress() {
        if (done) {
            return 1;
        }
        double iterating = (double) iterations / (iterations + Math.min(maxIterations, 10));
        return READING * covariance.progress() + (1 - READING) * iterating;
    }

    /** Number of iterations so far. */
    public int iterations() {
        return iterations;
    }

    /**
     * The components.
     *
     * @throws IllegalStateException unless the analysis is done
     */
    public PrincipalComponents result() {
        if (!done) {
            throw new IllegalStateException("PCA: not done yet");
        }
        float[] rows = new float[components * width];
        for (int c = 0; c < components; c++) {
            double sign = sign(c * width);
            for (int i = 0; i < width; i++) {
                rows[c * width + i] = (float) (sign * vectors[c * width + i]) + 0f;
            }
        }
        double[] variances = Arrays.copyOf(values, components);
        for (int c = 0; c < components; c++) {
            variances[c] = Math.max(0, variances[c]);
        }
        return new PrincipalComponents(covariance.mean(), rows, variances, covariance.trace());
    }

    private double sign(int from) {
        int largest = from;
        for (int i = from; i < from + width; i++) {
            largest = Math.abs(vectors[i]) > Math.abs(vectors[largest]) ? i : largest;
        }
        return vectors[largest] < 0 ? -1 : 1;
    }

    private void start() {
        started = true;
        Random random = Random.of(0, RandomStreams.COMPONENTS, 0);
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = random.normal(i);
        }
        orthonormalize();
    }

    /** Gram-Schmidt, twice for each vector; one that depends on those before it is replaced. */
    private void orthonormalize() {
        for (int v = 0; v < size; v++) {
            double length = length(v);
            for (int attempt = 0; !(projectOut(v) > DEPENDENT * length); attempt++) {
                Random random = Random.of(v, RandomStreams.COMPONENTS, 1 + attempt);
                for (int i = 0; i < width; i++) {
                    vectors[v * width + i] = random.normal(i);
                }
                length = length(v);
            }
            projectOut(v);
            length = length(v);
            for (int i = v * width; i < (v + 1) * width; i++) {
                vectors[i] /= length;
            }
        }
    }

    /** Subtracts from a vector its parts along those before it; returns the length that is left. */
    private double projectOut(int v) {
        for (int other = 0; other < v; other++) {
            double dot = dot(vectors, v, vectors, other);
            for (int i = 0; i < width; i++) {
                vectors[v * width + i] -= dot * vectors[other * width + i];
            }
        }
        return length(v);
    }

    private double length(int v) {
        return Math.sqrt(dot(vectors, v, vectors, v));
    }

    private double dot(double[] left, int l, double[] right, int r) {
        double sum = 0;
        for (int i = 0; i < width; i++) {
            sum += left[l * width + i] * right[r * width + i];
        }
        return sum;
    }

    /**
     * Rayleigh-Ritz: turns the vectors so that {@code V·C·Vᵀ} is diagonal.
     *
     * @return whether the components are exact enough
     */
    private boolean improve() {
        double[] small = new double[size * size];
        double[] rotation = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                small[i * size + j] = dot(vectors, i, products, j);
                small[j * size + i] = small[i * size + j];
            }
        }
        SymmetricEigen.solve(small, size, rotation);
        turn(vectors, rotation);
        turn(products, rotation);
        double worst = 0;
        for (int v = 0; v < size; v++) {
            values[v] = small[v * size + v];
            worst = v < components ? Math.max(worst, residual(v)) : worst;
        }
        return worst <= TOLERANCE * Math.max(values[0], Double.MIN_NORMAL);
    }

    private void turn(double[] rows, double[] rotation) {
        Arrays.fill(turned, 0);
        for (int v = 0; v < size; v++) {
            for (int u = 0; u < size; u++) {
                double factor = rotation[v * size + u];
                for (int i = 0; i < width; i++) {
                    turned[v * width + i] += factor * rows[u * width + i];
                }
            }
        }
        System.arraycopy(turned, 0, rows, 0, rows.length);
    }

    private double residual(int v) {
        double squares = 0;
        for (int i = v * width; i < (v + 1) * width; i++) {
            double difference = products[i] - values[v] * vectors[i];
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }
}
