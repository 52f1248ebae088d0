package dev.nabla.present;

/**
 * Wilson's 95 % interval of a share (E. B. Wilson, Probable inference, 1927): with p = k / n and z = 1.96,
 *
 * <p>{@code (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)}.
 *
 * @param low lower end, from 0
 * @param high upper end, to 1
 */
public record Wilson(double low, double high) {

    private static final double Z = 1.959963984540054;

    /** The interval for k of n; everything is possible where n is 0. */
    public static Wilson of(int k, int n) {
        if (n <= 0) {
            return new Wilson(0, 1);
        }
        double p = (double) k / n;
        double square = Z * Z / n;
        double middle = p + square / 2;
        double half = Z * Math.sqrt(p * (1 - p) / n + square / (4 * n));
        return new Wilson(Math.max(0, (middle - half) / (1 + square)), Math.min(1, (middle + half) / (1 + square)));
    }
}
