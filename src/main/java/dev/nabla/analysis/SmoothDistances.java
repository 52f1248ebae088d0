package dev.nabla.analysis;

import dev.nabla.program.Maths;

/**
 * Memberships of neighbors, {@code w = exp(−max(0, d − ρᵢ)/σᵢ)}: ρ is the distance of the nearest neighbor that is not at
 * distance 0, σ such that {@code Σⱼ w = log₂(k + 1)} for k neighbors besides the point itself (L. McInnes, J. Healy, J.
 * Melville, UMAP: uniform manifold approximation and projection, 2018, algorithm 3), but at least a thousandth of the mean
 * distance, as umap-learn has it. By bisection; sums in double precision, exp of {@link Maths}.
 */
final class SmoothDistances {
    private static final double TOLERANCE = 1e-5;
    private static final int MAX_HALVINGS = 64;
    private static final double LEAST_SHARE = 1e-3;
    private static final float LOG_2 = 0.6931472f;

    private SmoothDistances() {}

    /**
     * The memberships of one point's neighbors.
     *
     * @param squared the squares of their distances, nearest first, at {@code from … from + k − 1}
     * @param meanDistance of all neighbors of all points; counts where all neighbors of this one are at distance 0
     * @param memberships receives them, at the same places
     */
    static void calibrate(float[] squared, int from, int k, double meanDistance, float[] memberships) {
        double wanted = Maths.log(k + 1) / LOG_2;
        double rho = 0;
        double sum = 0;
        for (int j = from; j < from + k; j++) {
            double distance = Math.sqrt(squared[j]);
            rho = rho == 0 ? distance : rho;
            sum += distance;
        }
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double sigma = 1;
        for (int i = 0; i < MAX_HALVINGS; i++) {
            double tooMany = fill(squared, from, k, rho, sigma, memberships) - wanted;
            if (Math.abs(tooMany) < TOLERANCE) {
                break;
            }
            if (tooMany > 0) {
                high = sigma;
                sigma = (low + high) / 2;
            } else {
                low = sigma;
                sigma = high < Double.POSITIVE_INFINITY ? (low + high) / 2 : 2 * sigma;
            }
        }
        double least = LEAST_SHARE * (rho > 0 ? sum / (k + 1) : meanDistance);
        if (sigma < least) {
            fill(squared, from, k, rho, least, memberships);
        }
    }

    private static double fill(float[] squared, int from, int k, double rho, double sigma, float[] memberships) {
        double sum = 0;
        for (int j = from; j < from + k; j++) {
            double beyond = Math.sqrt(squared[j]) - rho;
            memberships[j] = beyond > 0 ? Maths.exp((float) (-beyond / sigma)) : 1;
            sum += memberships[j];
        }
        return sum;
    }
}
