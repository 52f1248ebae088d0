package dev.nabla.nn;

import java.util.List;

/**
 * The numbers in a loss's formula.
 *
 * @param labelSmoothing of cross-entropy: the share s of a target that is spread over all classes, in [0, 1) (Szegedy et
 *     al., Rethinking the Inception architecture, 2016, section 7)
 * @param classWeights of cross-entropy: what the loss of an example is multiplied by, for each class; none where all weigh
 *     1. The mean stays one over examples, where PyTorch divides by the sum of their weights
 * @param huberDelta of huber: where the parabola goes over into a line, positive
 */
public record LossDetails(float labelSmoothing, List<Float> classWeights, float huberDelta) {
    /** Nothing out of the ordinary. */
    public static final LossDetails USUAL = new LossDetails(0, List.of(), 1);

    public LossDetails {
        classWeights = List.copyOf(classWeights);
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException(
                    "Cross-entropy: label smoothing " + labelSmoothing + ", expected 0 to below 1");
        }
        for (int i = 0; i < classWeights.size(); i++) {
            float weight = classWeights.get(i);
            if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException("Cross-entropy: weight " + weight + " of class " + i
                        + ", expected a finite number that is not negative");
            }
        }
        if (!(huberDelta > 0 && huberDelta <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("Huber: delta " + huberDelta + ", expected a finite number above 0");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LossDetails that
                && Float.compare(labelSmoothing, that.labelSmoothing) == 0
                && isSame(classWeights, that.classWeights)
                && Float.compare(huberDelta, that.huberDelta) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Float.hashCode(labelSmoothing) + Float.hashCode(huberDelta);
    }

    /** Whether the numbers are equal. {@code List.equals} would bring the {@code equals} of all that is ever in a list into the page. */
    private static boolean isSame(List<Float> numbers, List<Float> others) {
        if (numbers.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < numbers.size(); i++) {
            if (Float.compare(numbers.get(i), others.get(i)) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether targets of cross-entropy are more than a label. */
    boolean hasSoftTargets() {
        return labelSmoothing > 0 || !classWeights.isEmpty();
    }

    /** Checks that a loss has these numbers, and a weight for each output. */
    void requireFits(Loss loss, int outputs) {
        if (hasSoftTargets() && loss != Loss.CROSS_ENTROPY) {
            throw new IllegalArgumentException(
                    "Network: label smoothing and class weights with " + loss.label() + ", expected cross-entropy");
        }
        if (!classWeights.isEmpty() && classWeights.size() != outputs) {
            throw new IllegalArgumentException("Network: " + classWeights.size() + " class weights, expected " + outputs
                    + " as there are outputs");
        }
        if (huberDelta != USUAL.huberDelta && loss != Loss.HUBER) {
            throw new IllegalArgumentException(
                    "Network: Huber's delta " + huberDelta + " with " + loss.label() + ", expected huber");
        }
    }
}
