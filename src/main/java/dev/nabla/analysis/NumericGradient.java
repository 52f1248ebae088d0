package dev.nabla.analysis;

import java.util.List;

/**
 * The gradient of the batch's mean loss, penalties included, by one parameter, twice in double precision.
 *
 * @param analytic by backpropagation
 * @param numeric {@code (L(w + h) − L(w − h)) / 2h}, h = {@link GradientCheck#STEP}
 * @param left {@code (L(w) − L(w − h)) / h}
 * @param right {@code (L(w + h) − L(w)) / h}
 * @param kinks that lie between w − h and w + h; where there are any, the numeric gradient need not be the analytic one
 */
public record NumericGradient(double analytic, double numeric, double left, double right, List<Kink> kinks) {
    public NumericGradient {
        kinks = List.copyOf(kinks);
    }

    /**
     * A rectifier that switches between on and off.
     *
     * @param input the buffer of its weighted sums, such as {@code layer1.z}
     * @param row of the batch
     * @param unit of the layer
     */
    public record Kink(String input, int row, int unit) {
        @Override
        public String toString() {
            return input + " of unit " + unit + " in example " + row + " changes its sign";
        }
    }

    /** Whether both agree as {@link GradientCheck} demands. */
    public boolean agrees() {
        return GradientCheck.agree(numeric, analytic);
    }
}
