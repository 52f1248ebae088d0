package dev.nabla.nn;

/**
 * Turns vectors into orthonormal ones that span the same spaces: {@code qᵢ = (aᵢ − Σⱼ<ᵢ (aᵢ·qⱼ)·qⱼ) / ‖…‖}, the factor Q of a QR
 * decomposition whose R has a positive diagonal. Of normally distributed vectors it makes matrices that are uniformly
 * distributed among the orthogonal ones (Mezzadri, How to generate random matrices from the classical compact groups,
 * 2007, section 5).
 *
 * <p>Sums run in ascending order in double: the same bits everywhere. |qᵢ·qⱼ| is a few times 2⁻⁵³.
 */
final class Orthonormal {
    /*
     * Gram and Schmidt's method, each vector projected twice, which is enough for orthogonality to machine precision: Giraud,
     * Langou and Rozložník, The loss of orthogonality in the Gram-Schmidt orthogonalization process, 2005.
     */
    private static final int PASSES = 2;

    /** A vector of which less than this share is left depends on those before it. */
    private static final double LEAST = 1e-8;

    private Orthonormal() {}

    /**
     * Orthonormalises the rows of a matrix in place. A row that depends on those before it gives way to the first axis that
     * does not.
     *
     * @param a [count, length], row-major; count ≤ length
     */
    static void rows(double[] a, int count, int length) {
        for (int i = 0; i < count; i++) {
            int axis = 0;
            while (!normalize(a, i, length)) {
                for (int k = 0; k < length; k++) {
                    a[i * length + k] = k == axis ? 1 : 0;
                }
                axis++;
            }
        }
    }

    /** Whether enough of row {@code i} was left to become a vector of length 1. */
    private static boolean normalize(double[] a, int i, int length) {
        double before = dot(a, i, i, length);
        for (int pass = 0; pass < PASSES; pass++) {
            for (int j = 0; j < i; j++) {
                double share = dot(a, i, j, length);
                for (int k = 0; k < length; k++) {
                    a[i * length + k] -= share * a[j * length + k];
                }
            }
        }
        double square = dot(a, i, i, length);
        if (!(square > LEAST * LEAST * before)) {
            return false;
        }
        double norm = Math.sqrt(square);
        for (int k = 0; k < length; k++) {
            a[i * length + k] /= norm;
        }
        return true;
    }

    private static double dot(double[] a, int i, int j, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += a[i * length + k] * a[j * length + k];
        }
        return sum;
    }
}
