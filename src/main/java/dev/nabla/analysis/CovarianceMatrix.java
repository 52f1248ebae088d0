package dev.nabla.analysis;

/** A covariance matrix that is kept as such. */
abstract class CovarianceMatrix implements Covariance {
    final int count;
    final int width;
    final double[] mean;

    /** Row-major; subclasses fill what stands on the diagonal and to its right, {@link #mirror} the rest. */
    final double[] matrix;

    CovarianceMatrix(int count, int width) {
        this.count = count;
        this.width = width;
        this.mean = new double[width];
        this.matrix = new double[width * width];
    }

    final void mirror() {
        for (int i = 0; i < width; i++) {
            for (int j = i + 1; j < width; j++) {
                matrix[j * width + i] = matrix[i * width + j];
            }
        }
    }

    @Override
    public final double[] mean() {
        return mean;
    }

    @Override
    public final double trace() {
        double sum = 0;
        for (int i = 0; i < width; i++) {
            sum += matrix[i * width + i];
        }
        return sum;
    }

    @Override
    public final boolean multiply(double[] vectors, int count, double[] products) {
        for (int i = 0; i < width; i++) {
            int v = 0;
            for (; v + 4 <= count; v += 4) {
                dot4(i, vectors, v, products);
            }
            for (; v < count; v++) {
                double sum = 0;
                for (int j = 0; j < width; j++) {
                    sum += matrix[i * width + j] * vectors[v * width + j];
                }
                products[v * width + i] = sum;
            }
        }
        return false;
    }

    /** Four sums at a time: each addition waits for the one before it, so that one sum alone leaves the adder idle. */
    private void dot4(int i, double[] vectors, int v, double[] products) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int row = i * width;
        int base = v * width;
        int twice = 2 * width;
        int thrice = 3 * width;
        for (int j = 0; j < width; j++) {
            double c = matrix[row + j];
            s0 += c * vectors[base + j];
            s1 += c * vectors[base + width + j];
            s2 += c * vectors[base + twice + j];
            s3 += c * vectors[base + thrice + j];
        }
        products[base + i] = s0;
        products[base + width + i] = s1;
        products[base + twice + i] = s2;
        products[base + thrice + i] = s3;
    }
}
