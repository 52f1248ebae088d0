package dev.nabla.analysis;

/**
 * One product of a sum: {@code sum = sum before + left·right}, each operation rounded to float32.
 *
 * @param left first factor
 * @param right second factor
 * @param product of both
 * @param sum of this product and those before it, from +0
 */
public record Term(float left, float right, float product, float sum) {
    /** The term behind a sum. */
    static Term after(float sum, float left, float right) {
        float product = left * right;
        return new Term(left, right, product, sum + product);
    }
}
