package dev.nabla.nn;

import dev.nabla.program.Buffer;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import java.util.List;

/**
 * A layer of a network: a description, without weights, of what is computed. Immutable.
 *
 * <p>Shapes here are those of one example, all dimensions fixed; in a program a leading dimension counts the rows.
 */
public sealed interface Layer permits Dense {
    /**
     * The shape of the layer's output.
     *
     * @param input the shape of its input
     * @throws IllegalArgumentException if the layer cannot take that input
     */
    Shape output(Shape input);

    /** What the layer learns, weights before biases, in the order in which {@link #connect} declares it. */
    List<ParameterSpec> parameters(Shape input);

    /**
     * Describes the layer's forward computation, and prepares its backward one.
     *
     * @param name prefix of the names of its buffers, such as {@code layer1}
     * @param input [rows, …]
     */
    Connection connect(ProgramBuilder program, String name, Buffer input);

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
}
