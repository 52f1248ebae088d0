package dev.nabla.nn;

import dev.nabla.program.Buffer;
import dev.nabla.program.LayerOp;
import dev.nabla.program.LayerOp.MatMul;
import dev.nabla.program.LossOp;
import dev.nabla.program.Metric;
import dev.nabla.program.Parameter;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Scalar;
import dev.nabla.program.Shape;
import java.util.List;

/**
 * A fully connected layer: {@code z = W·x + b}, {@code a = f(z)}; W [units, inputs], b [units].
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
        requirePenalty("L2", "weights", weightL2);
        requirePenalty("L2", "biases", biasL2);
        requirePenalty("L1", "weights", weightL1);
        requirePenalty("L1", "biases", biasL1);
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
    public Connection connect(ProgramBuilder program, String name, Buffer input) {
        Parameter weight =
                program.parameter(name + ".weight", weightShape(input.shape().width()));
        Parameter bias = program.parameter(name + ".bias", Shape.of(units));
        Buffer z = program.value(name + ".z", Shape.rows(units));
        program.add(Phase.FORWARD, new MatMul(MatMul.Form.FORWARD, input, weight.value(), z));
        program.add(Phase.FORWARD, new LayerOp.AddBias(z, bias.value(), z));
        Connection activated = activation.connect(program, name, z);
        penalize(program, weight, weightL2, weightL1);
        penalize(program, bias, biasL2, biasL1);

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

    private static void penalize(ProgramBuilder program, Parameter parameter, float l2, float l1) {
        if (l2 > 0) {
            Scalar lambda = program.scalar(parameter.value().name() + ".l2", l2);
            Metric penalty = program.metric(Program.PENALTY);
            program.add(Phase.BATCH, new LossOp.SquaredNorm(parameter.value(), lambda, penalty));
            program.add(Phase.BATCH, new LossOp.SquaredNormGradient(parameter.value(), lambda, parameter.gradient()));
        }
        if (l1 > 0) {
            Scalar lambda = program.scalar(parameter.value().name() + ".l1", l1);
            Metric penalty = program.metric(Program.PENALTY);
            program.add(Phase.BATCH, new LossOp.AbsoluteNorm(parameter.value(), lambda, penalty));
            program.add(Phase.BATCH, new LossOp.AbsoluteNormGradient(parameter.value(), lambda, parameter.gradient()));
        }
    }

    private static void requirePenalty(String kind, String what, float lambda) {
        if (!(lambda >= 0 && lambda <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("Dense: " + kind + " penalty " + lambda + " on the " + what
                    + ", expected a finite number that is not negative");
        }
    }
}
