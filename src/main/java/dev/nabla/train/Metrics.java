package dev.nabla.train;

import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;

/**
 * What a network's outputs are worth beside the targets. Takes examples one by one, in double precision and whole numbers,
 * and allocates nothing for them.
 */
public sealed interface Metrics permits ClassMetrics, LabelMetrics, RegressionMetrics {
    /**
     * Takes an example.
     *
     * @param examples what {@code example} is one of
     * @param prediction its predicted class; without meaning where the targets are numbers
     * @param outputs of the network, those of the example from {@code offset}
     */
    void add(Examples examples, int example, int prediction, float[] outputs, int offset);

    /** Number of examples taken. */
    long count();

    /**
     * Empty metrics of the kind that fits: labels are classified; several answers of yes and no, targets of 0 and 1 with
     * binary cross-entropy, are labels of their own; other numbers are a regression.
     */
    static Metrics of(Network network, Examples examples) {
        if (examples.targetType() == ElementType.I32) {
            return new ClassMetrics(network.classes(), network.outputs());
        }
        return network.loss() == Loss.BINARY_CROSS_ENTROPY && areYesOrNo(examples.targets())
                ? new LabelMetrics(network.outputs())
                : new RegressionMetrics(network.outputs());
    }

    private static boolean areYesOrNo(float[] targets) {
        for (float target : targets) {
            if (target != 0 && target != 1) {
                return false;
            }
        }
        return true;
    }
}
