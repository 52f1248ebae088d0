package dev.nabla.analysis;

/**
 * The covariance matrix of examples, {@code C = Σᵣ (xᵣ − μ)·(xᵣ − μ)ᵀ / (n − 1)}, [width, width]: its products with vectors,
 * computed in double precision in an order that never changes.
 */
interface Covariance {
    /** The widest examples for which the matrix itself is kept: 8 MiB. */
    int WIDEST_MATRIX = 1024;

    /**
     * Reads some examples.
     *
     * @return whether there are more to read; the other methods may be called when there are none
     */
    boolean read();

    /** The share of the examples that were read, 0 … 1. */
    double progress();

    /** μ, [width]. */
    double[] mean();

    /** The sum of the variances of all features, {@code Σᵢ Cᵢᵢ}. */
    double trace();

    /**
     * {@code products[v] = C·vectors[v]}; does a part of it.
     *
     * @param vectors [count, width], one a row
     * @param products [count, width], overwritten; complete when there is no more to do
     * @return whether there is more to do: call again with the same arguments
     */
    boolean multiply(double[] vectors, int count, double[] products);
}
