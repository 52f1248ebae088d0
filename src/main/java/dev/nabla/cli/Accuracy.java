package dev.nabla.cli;

import dev.nabla.train.Evaluation;
import java.util.Locale;

/** Accuracy with what it is worth: the interval that its number of examples allows. */
final class Accuracy {
    /** Quantile of the normal distribution for 95 %. */
    private static final double Z = 1.959964;

    private Accuracy() {}

    /** {@code 97.12 % (96.77 % to 97.43 %, n = 10,000)}. */
    static String text(Evaluation evaluation) {
        double n = evaluation.count();
        double p = evaluation.accuracy();
        double center = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
        double half = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        return String.format(
                Locale.ROOT,
                "%.2f %% (%.2f %% to %.2f %%, n = %,d)",
                100 * p,
                100 * Math.max(0, center - half),
                100 * Math.min(1, center + half),
                evaluation.count());
    }
    /*
     * The 95 % interval is Wilson's: E. B. Wilson, "Probable inference, the law of succession, and statistical
     * inference", 1927.
     */
}
