package dev.nabla.nn;

import dev.nabla.program.Buffer;
import dev.nabla.program.Key;
import dev.nabla.program.LayerOp;
import dev.nabla.program.Phase;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Random;
import dev.nabla.program.Shape;
import java.util.List;

/**
 * Drops each number with a probability while training, and scales the others by 1/(1 − rate); does nothing else. See {@link
 * LayerOp.Dropout}.
 *
 * @param rate the probability, 0 to below 1
 */
public record Dropout(float rate) implements Layer {
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("Dropout: rate " + rate + ", expected 0 to below 1");
        }
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
        return "dropout " + rate;
    }

    @Override
    public Connection connect(ProgramBuilder program, int index, Buffer input) {
        String name = Layer.name(index) + ".dropout";
        Key key = program.key(name, Random.Stream.DROPOUT.id(index));
        Buffer output = program.value(name, input.shape());
        program.add(Phase.FORWARD, new LayerOp.Dropout(input, rate, key, output));
        return new Connection(output, (dOutput, inputGradient) -> {
            if (!inputGradient) {
                return null;
            }
            Buffer dInput = program.gradientOf(input);
            program.add(Phase.BACKWARD, new LayerOp.DropoutGradient(dOutput, rate, key, dInput));
            return dInput;
        });
    }
}
