package dev.nabla.nn;

import dev.nabla.program.Buffer;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer of a network: a description, without weights, of what is computed. Immutable.
 *
 * <p>Shapes here are those of one example, all dimensions fixed; in a program a leading dimension counts the rows.
 */
public sealed interface Layer
        permits Dense, Conv2d, MaxPool2d, AvgPool2d, GlobalAvgPool, Flatten, BatchNorm, Dropout, ActivationLayer {
    /**
     * The shape of the layer's output.
     *
     * @param input the shape of its input
     * @throws IllegalArgumentException if the layer cannot take that input
     */
    Shape output(Shape input);

    /** What the layer learns, weights before biases, in the order in which {@link #connect} declares it. */
    List<ParameterSpec> parameters(Shape input);

    /** What the layer measures while training, in the order in which {@link #connect} declares it. */
    default List<StatisticSpec> statistics(Shape input) {
        return List.of();
    }

    /** The function that gives the layer's output, or null where the layer is none to have one. */
    default @Nullable Activation activation() {
        return null;
    }

    /** The same layer with another {@link #activation()}. */
    default Layer withActivation(Activation other) {
        throw new IllegalStateException(summary() + " has no activation");
    }

    /**
     * Describes the layer's forward computation, and prepares its backward one.
     *
     * @param index position of the layer in its network, from 0; its buffers are named after it, see {@link #name}
     * @param input [rows, …]
     */
    Connection connect(ProgramBuilder program, int index, Buffer input);

    /** A few words in one line, such as {@code dense 10 softmax}. */
    String summary();

    /** The name of the layer at a position, such as {@code layer1} at 0. */
    static String name(int index) {
        return "layer" + (index + 1);
    }

    /**
     * A learned tensor before it has values.
     *
     * @param name within its layer: {@code weight}, {@code bias}
     * @param shape all dimensions fixed
     * @param initializer gives the first values
     * @param fanIn inputs of each unit
     * @param fanOut units that each input reaches
     */
    record ParameterSpec(String name, Shape shape, Initializer initializer, int fanIn, int fanOut) {}

    /**
     * A tensor that is measured, not learned, before it has values.
     *
     * @param name within its layer, such as {@code runningMean}
     * @param shape all dimensions fixed
     * @param initialValue of all elements
     */
    record StatisticSpec(String name, Shape shape, float initialValue) {}
}
