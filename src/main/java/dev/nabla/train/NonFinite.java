package dev.nabla.train;

/**
 * The step whose update made a parameter infinite or NaN, and where in that step the first such number arose, in the order
 * of the operations: forward, loss, backward, update.
 *
 * @param step number of steps done, the offending one included
 * @param parameter that ended the run, such as {@code layer1.weight}
 * @param tensor the first one that was not finite, as programs name it: {@code layer1.z}, {@code losses}, {@code
 *     d:layer1.weight} …; the parameter where nothing before it was
 */
public record NonFinite(long step, String parameter, String tensor) {
    private static final String GRADIENT = "d:";

    /** A parameter without anything before it. */
    NonFinite(long step, String parameter) {
        this(step, parameter, parameter);
    }

    /** The layer that the tensor belongs to, such as {@code layer1}; empty for losses, inputs and the like. */
    public String layer() {
        String name = tensor.startsWith(GRADIENT) ? tensor.substring(GRADIENT.length()) : tensor;
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }

    /** The tensor in words. */
    private String words() {
        if (tensor.startsWith(GRADIENT)) {
            return "the gradient of " + tensor.substring(GRADIENT.length());
        }
        return switch (tensor) {
            case "x" -> "the input x";
            case "losses" -> "the loss";
            case "probabilities" -> "the output (probabilities)";
            default -> tensor + role();
        };
    }

    private String role() {
        if (tensor.endsWith(".z")) {
            return " (weighted sums)";
        }
        return tensor.endsWith(".a") ? " (activations)" : "";
    }

    @Override
    public String toString() {
        return words() + " became infinite or NaN in step " + step + "; a smaller learning rate may help";
    }
}
