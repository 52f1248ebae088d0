package dev.nabla.analysis;

import dev.nabla.program.Maths;

/**
 * Probabilities of neighbors, {@code p[j|i] = exp(−βᵢ·d²ᵢⱼ) / Σₖ exp(−βᵢ·d²ᵢₖ)}, with β such that each point has as many
 * effective neighbors as asked for: {@code exp(−Σⱼ p·log p) = perplexity} (L. van der Maaten, G. Hinton, Visualizing data
 * using t-SNE, JMLR 9, 2008, eq. 1 and section 2). By bisection of β; the nearest distance is subtracted from all, which
 * changes no probability and keeps the sum at 1 or more. Sums in double precision, exp and log of {@link Maths}.
 */
final class Perplexity {
    private static final double TOLERANCE = 1e-5;
    private static final int MAX_HALVINGS = 100;

    private Perplexity() {}

    /**
     * The probabilities of one point's neighbors.
     *
     * @param squared the squares of their distances, nearest first, at {@code from … from + k − 1}
     * @param perplexity above 1 and below k
     * @param p receives the probabilities, at the same places
     */
    static void calibrate(float[] squared, int from, int k, float perplexity, float[] p) {
        double wanted = Maths.log(perplexity);
        double spread = squared[from + k - 1] - squared[from];
        double beta = spread > 0 ? 1 / spread : 1;
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        for (int i = 0; i < MAX_HALVINGS; i++) {
            double tooMany = entropy(squared, from, k, beta, p) - wanted;
            if (Math.abs(tooMany) <= TOLERANCE) {
                break;
            }
            if (tooMany > 0) {
                low = beta;
                beta = high < Double.POSITIVE_INFINITY ? (low + high) / 2 : 2 * beta;
            } else {
                high = beta;
                beta = (low + high) / 2;
            }
        }
    }

    /** Fills p and returns its entropy in nats: {@code log Σ + β·Σ p·d²}. */
    private static double entropy(float[] squared, int from, int k, double beta, float[] p) {
        double sum = 0;
        double weighted = 0;
        for (int j = from; j < from + k; j++) {
            double distance = (double) squared[j] - squared[from];
            p[j] = Maths.exp((float) (-beta * distance));
            sum += p[j];
            weighted += p[j] * distance;
        }
        for (int j = from; j < from + k; j++) {
            p[j] = (float) (p[j] / sum);
        }
        return Maths.log((float) sum) + beta * weighted / sum;
    }
}
