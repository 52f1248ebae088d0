package dev.nabla.analysis;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix, {@code A·v = λ·v}, by cyclic Jacobi rotations in double
 * precision (G. Golub, C. Van Loan, Matrix Computations, 4th edition, 2013, section 8.5.2): every rotation makes one pair of
 * elements beside the diagonal zero. Operations and order are fixed, so the bits are the same everywhere.
 */
final class SymmetricEigen {
    /** What is left beside the diagonal at the end, of the whole; squares of both. */
    private static final double NEGLIGIBLE = 1e-30;

    private static final int MAX_SWEEPS = 60;

    private SymmetricEigen() {}

    /**
     * Diagonalizes a matrix.
     *
     * @param a symmetric, [size, size]; on its diagonal the eigenvalues afterwards, largest first
     * @param vectors receives the eigenvectors, of length 1, one a row in the order of the eigenvalues, [size, size]
     */
    static void solve(double[] a, int size, double[] vectors) {
        for (int i = 0; i < size * size; i++) {
            vectors[i] = i % (size + 1) == 0 ? 1 : 0;
        }
        for (int sweep = 0; sweep < MAX_SWEEPS && beside(a, size) > NEGLIGIBLE * squares(a); sweep++) {
            for (int p = 0; p < size - 1; p++) {
                for (int q = p + 1; q < size; q++) {
                    if (a[p * size + q] != 0) {
                        rotate(a, size, p, q, vectors);
                    }
                }
            }
        }
        sort(a, size, vectors);
    }

    private static double squares(double[] a) {
        double sum = 0;
        for (double value : a) {
            sum += value * value;
        }
        return sum;
    }

    private static double beside(double[] a, int size) {
        double sum = 0;
        for (int i = 0; i < size * size; i++) {
            sum += i % (size + 1) == 0 ? 0 : a[i] * a[i];
        }
        return sum;
    }

    private static void rotate(double[] a, int size, int p, int q, double[] vectors) {
        double theta = (a[q * size + q] - a[p * size + p]) / (2 * a[p * size + q]);
        double magnitude = 1 / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double t = theta < 0 ? -magnitude : magnitude;
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < size; k++) {
            turn(a, k * size + p, k * size + q, c, s);
        }
        for (int k = 0; k < size; k++) {
            turn(a, p * size + k, q * size + k, c, s);
            turn(vectors, p * size + k, q * size + k, c, s);
        }
        a[p * size + q] = 0;
        a[q * size + p] = 0;
    }

    private static void turn(double[] array, int i, int j, double c, double s) {
        double x = array[i];
        double y = array[j];
        array[i] = c * x - s * y;
        array[j] = s * x + c * y;
    }

    /** By selection; equal eigenvalues keep their order. */
    private static void sort(double[] a, int size, double[] vectors) {
        for (int i = 0; i < size; i++) {
            int best = i;
            for (int j = i + 1; j < size; j++) {
                best = a[j * size + j] > a[best * size + best] ? j : best;
            }
            for (int j = best; j > i; j--) {
                swap(a, j * size + j, (j - 1) * size + j - 1);
                for (int k = 0; k < size; k++) {
                    swap(vectors, j * size + k, (j - 1) * size + k);
                }
            }
        }
    }

    private static void swap(double[] array, int i, int j) {
        double kept = array[i];
        array[i] = array[j];
        array[j] = kept;
    }
}
