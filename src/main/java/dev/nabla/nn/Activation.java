package dev.nabla.nn;

import dev.nabla.program.Buffer;
import dev.nabla.program.Elementwise;
import dev.nabla.program.LayerOp;
import dev.nabla.program.Phase;
import dev.nabla.program.ProgramBuilder;
import org.jspecify.annotations.Nullable;

/** What a layer applies to its weighted sums z to get its output a. */
public enum Activation {
    /** {@code a = z}. */
    LINEAR("linear", null),
    /** {@code a = max(0, z)}. */
    RELU("relu", Elementwise.RELU),
    /** {@code a = 1 / (1 + exp(−z))}. */
    SIGMOID("sigmoid", Elementwise.SIGMOID),
    /** {@code a = tanh z}. */
    TANH("tanh", Elementwise.TANH),
    /** {@code a = z} above 0, {@code 0.01·z} below. */
    LEAKY_RELU("leaky-relu", Elementwise.LEAKY_RELU),
    /** {@code a = z} above 0, {@code exp(z) − 1} below. */
    ELU("elu", Elementwise.ELU),
    /** {@code a = z·Φ(z)}, Φ the cumulative normal distribution. */
    GELU("gelu", Elementwise.GELU),
    /** {@code a = z / (1 + exp(−z))}. */
    SILU("silu", Elementwise.SILU),
    /** {@code aⱼ = exp zⱼ / Σₖ exp zₖ}, over the units of the layer. */
    SOFTMAX("softmax", null);

    private final String label;
    private final @Nullable Elementwise function;

    Activation(String label, @Nullable Elementwise function) {
        this.label = label;
        this.function = function;
    }

    /** The name in descriptions of networks, such as {@code relu}. */
    public String label() {
        return label;
    }

    /**
     * The activation of that label.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public static Activation of(String label) {
        return Labels.find("activation", values(), Activation::label, label);
    }

    /** Describes {@code a = f(z)}; the output is {@code z} itself where f is linear. */
    Connection connect(ProgramBuilder program, String name, Buffer z) {
        if (this == LINEAR) {
            return new Connection(z, (dOutput, inputGradient) -> dOutput);
        }
        Buffer a = program.value(name + ".a", z.shape());
        if (function == null) {
            program.add(Phase.FORWARD, new LayerOp.Softmax(z, a));
            return new Connection(a, (dOutput, inputGradient) -> {
                Buffer dZ = program.gradientOf(z);
                program.add(Phase.BACKWARD, new LayerOp.SoftmaxGradient(a, dOutput, dZ));
                return dZ;
            });
        }
        program.add(Phase.FORWARD, new LayerOp.Activate(function, z, a));
        return new Connection(a, (dOutput, inputGradient) -> {
            Buffer dZ = program.gradientOf(z);
            program.add(Phase.BACKWARD, new LayerOp.ActivateGradient(function, z, a, dOutput, dZ));
            return dZ;
        });
    }
}
