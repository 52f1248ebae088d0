package dev.nabla.nn;

import dev.nabla.program.Buffer;
import dev.nabla.program.LayerOp;
import dev.nabla.program.LayerOp.MatMul;
import dev.nabla.program.Parameter;
import dev.nabla.program.Phase;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import java.util.List;

/**
 * A fully connected layer: {@code z = W·x + b}, {@code a = f(z)}; W [units, inputs], b [units]. An image is taken as the
 * list of its numbers, row-major.
 *
 * @param units number of outputs
 * @param activation f
 * @param weightInitializer first values of W
 * @param biasInitializer first values of b
 * @param weightL2 λ of the penalty {@code λ·Σw²} on W; 0 for none
 * @param biasL2 λ of the penalty {@code λ·Σb²} on b; 0 for none
 * @param weightL1 λ of the penalty {@code λ·Σ|w|} on W; 0 for none
 * @param biasL1 λ of the penalty {@code λ·Σ|b|} on b; 0 for none
 */
public record Dense(
        int units,
        Activation activation,
        Initializer weightInitializer,
        Initializer biasInitializer,
        float weightL2,
        float biasL2,
        float weightL1,
        float biasL1)
        implements Layer {
    public Dense {
        if (units < 1) {
            throw new IllegalArgumentException("Dense: " + units + " units, expected at least 1");
        }
        Penalties.require("Dense", weightL2, biasL2, weightL1, biasL1);
    }

    /** A layer without L1 penalties. */
    public Dense(
            int units,
            Activation activation,
            Initializer weightInitializer,
            Initializer biasInitializer,
            float weightL2,
            float biasL2) {
        this(units, activation, weightInitializer, biasInitializer, weightL2, biasL2, 0, 0);
    }

    /** A layer with the usual initializers and no penalty. */
    public static Dense of(int units, Activation activation) {
        return new Dense(units, activation, Initializer.forActivation(activation), Initializer.zeros(), 0, 0);
    }

    /** The same layer with other first values. */
    public Dense withInitializers(Initializer weights, Initializer biases) {
        return new Dense(units, activation, weights, biases, weightL2, biasL2, weightL1, biasL1);
    }

    /** The same layer with an L2 penalty. */
    public Dense withL2(float weights, float biases) {
        return new Dense(units, activation, weightInitializer, biasInitializer, weights, biases, weightL1, biasL1);
    }

    /** The same layer with an L1 penalty. */
    public Dense withL1(float weights, float biases) {
        return new Dense(units, activation, weightInitializer, biasInitializer, weightL2, biasL2, weights, biases);
    }

    /** The same layer with another activation; the initializers stay. */
    @Override
    public Dense withActivation(Activation other) {
        return new Dense(units, other, weightInitializer, biasInitializer, weightL2, biasL2, weightL1, biasL1);
    }

    @Override
    public Shape output(Shape input) {
        return Shape.of(units);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        int inputs = input.width();
        return List.of(
                new ParameterSpec("weight", weightShape(inputs), weightInitializer, inputs, units),
                new ParameterSpec("bias", Shape.of(units), biasInitializer, inputs, units));
    }

    private Shape weightShape(int inputs) {
        try {
            return Shape.of(units, inputs);
        } catch (IllegalArgumentException tooLarge) {
            throw new IllegalArgumentException(
                    "Dense: " + units + " units on " + inputs + " inputs have " + (long) units * inputs
                            + " weights, expected at most " + Shape.MAX_ELEMENTS,
                    tooLarge);
        }
    }

    @Override
    public String summary() {
        return "dense " + units + " " + activation.label();
    }

    @Override
    public Connection connect(ProgramBuilder program, int index, Buffer input) {
        if (input.shape().rank() < 2 || input.equals(program.input())) {
            return connectFlat(program, Layer.name(index), input);
        }
        Connection flat = Flatten.flatten(program, Layer.name(index), input);
        Connection dense = connectFlat(program, Layer.name(index), flat.output());
        return new Connection(dense.output(), (dOutput, inputGradient) -> {
            Buffer dFlat = dense.backward().describe(dOutput, inputGradient);
            return dFlat == null ? null : flat.backward().describe(dFlat, inputGradient);
        });
    }

    private Connection connectFlat(ProgramBuilder program, String name, Buffer input) {
        Parameter weight =
                program.parameter(name + ".weight", weightShape(input.shape().width()));
        Parameter bias = program.parameter(name + ".bias", Shape.of(units));
        Buffer z = program.value(name + ".z", Shape.rows(units));
        program.add(Phase.FORWARD, new MatMul(MatMul.Form.FORWARD, input, weight.value(), z));
        program.add(Phase.FORWARD, new LayerOp.AddBias(z, bias.value(), z));
        Connection activated = activation.connect(program, name, z);
        Penalties.describe(program, weight, weightL2, weightL1);
        Penalties.describe(program, bias, biasL2, biasL1);

        return new Connection(activated.output(), (dOutput, inputGradient) -> {
            Buffer dZ = activated.backward().describe(dOutput, true);
            if (dZ == null) {
                throw new IllegalStateException("Dense: " + activation + " gave no gradient");
            }
            program.add(Phase.BACKWARD, new MatMul(MatMul.Form.WEIGHT_GRADIENT, dZ, input, weight.gradient()));
            program.add(Phase.BACKWARD, new LayerOp.SumRows(dZ, bias.gradient()));
            if (!inputGradient) {
                return null;
            }
            Buffer dInput = program.gradientOf(input);
            program.add(Phase.BACKWARD, new MatMul(MatMul.Form.INPUT_GRADIENT, dZ, weight.value(), dInput));
            return dInput;
        });
    }
}
