package dev.nabla.train;

/**
 * The step whose update made a parameter infinite or NaN.
 *
 * @param step number of steps done, the offending one included
 * @param parameter such as {@code layer1.weight}
 */
public record NonFinite(long step, String parameter) {
    @Override
    public String toString() {
        return parameter + " became infinite or NaN in step " + step + "; a smaller learning rate may help";
    }
}
