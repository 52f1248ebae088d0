package dev.nabla.nn;

import dev.nabla.program.Buffer;
import dev.nabla.program.LayerOp;
import dev.nabla.program.Phase;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import java.util.List;

/** The numbers of an image as a list, row-major: [height, width, channels] → [height·width·channels]. */
public record Flatten() implements Layer {
    @Override
    public Shape output(Shape input) {
        return Shape.of(input.width());
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        return List.of();
    }

    @Override
    public String summary() {
        return "flatten";
    }

    @Override
    public Connection connect(ProgramBuilder program, int index, Buffer input) {
        return flatten(program, Layer.name(index), input);
    }

    /** Describes the same numbers in one dimension. */
    static Connection flatten(ProgramBuilder program, String name, Buffer input) {
        Buffer flat = program.value(name + ".flat", Shape.rows(input.shape().width()));
        program.add(Phase.FORWARD, new LayerOp.Reshape(input, flat));
        return new Connection(flat, (dOutput, inputGradient) -> {
            if (!inputGradient) {
                return null;
            }
            Buffer dInput = program.gradientOf(input);
            program.add(Phase.BACKWARD, new LayerOp.Reshape(dOutput, dInput));
            return dInput;
        });
    }
}
