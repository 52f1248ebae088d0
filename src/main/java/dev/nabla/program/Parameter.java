package dev.nabla.program;

/**
 * A learned tensor and the loss's derivative by it.
 *
 * @param value role {@link Buffer.Role#PARAMETER}
 * @param gradient ∂L/∂value, the same shape; summed over the batch in order of the examples
 */
public record Parameter(Buffer value, Buffer gradient) {
    public Parameter {
        if (!value.shape().equals(gradient.shape())) {
            throw new IllegalArgumentException("Parameter " + value.name() + ": value " + value.shape() + ", gradient "
                    + gradient.shape() + ", expected equal shapes");
        }
    }
}
