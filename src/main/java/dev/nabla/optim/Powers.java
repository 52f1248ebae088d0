package dev.nabla.optim;

/** Powers in double that have the same bits everywhere, which those of {@link Math#pow} have not. */
final class Powers {
    private Powers() {}

    /**
     * {@code baseⁿ} by repeated squaring: at most 2·log₂ n multiplications in a fixed order.
     *
     * @param exponent n, not negative
     */
    static double power(double base, long exponent) {
        double result = 1;
        double square = base;
        for (long bits = exponent; bits != 0; bits >>= 1) {
            if ((bits & 1) != 0) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }
}
