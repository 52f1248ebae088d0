package dev.nabla.nn;

import dev.nabla.program.Buffer;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import java.util.List;

/**
 * An activation by itself, such as the ReLU behind batch normalization; softmax only as the last layer.
 *
 * @param activation what is applied
 */
public record ActivationLayer(Activation activation) implements Layer {
    @Override
    public ActivationLayer withActivation(Activation other) {
        return new ActivationLayer(other);
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        return List.of();
    }

    @Override
    public String summary() {
        return activation.label();
    }

    @Override
    public Connection connect(ProgramBuilder program, int index, Buffer input) {
        return activation.connect(program, Layer.name(index), input);
    }
}
