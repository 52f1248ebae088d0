package dev.nabla.present;

import dev.nabla.protocol.ProgramListing.Op;

/**
 * What the operations of a program compute, as a formula and in a sentence. r counts examples, i inputs, j outputs; N
 * is the number of examples of the batch.
 */
public final class OpFormulas {
    private OpFormulas() {}

    /** The short name: that of the function for activations, the kind for all else. */
    public static String name(Op op) {
        return switch (op.kind()) {
            case "Activate" -> function(op.variant());
            case "ActivateGradient" -> function(op.variant()) + "′";
            case "ScaledUpdate" -> op.variant().equals("ADAGRAD") ? "AdagradUpdate" : "RmsPropUpdate";
            default -> op.kind();
        };
    }

    private static String function(String variant) {
        return switch (variant) {
            case "RELU" -> "ReLU";
            case "LEAKY_RELU" -> "LeakyReLU";
            case "ELU", "GELU" -> variant;
            case "SILU" -> "SiLU";
            case "SIGMOID" -> "Sigmoid";
            case "TANH" -> "Tanh";
            default -> variant;
        };
    }

    /** The formula; empty where a sentence says it all. */
    public static String formula(Op op) {
        return switch (op.kind()) {
            case "Gather" -> "x[r] = data[order[r]] / 255";
            case "SoftTargets" -> "y[r, j] = on where j = label[r], else off";
            case "OneHot" -> "y[r, j] = 1 where j = label[r], else 0";
            case "MatMul" ->
                switch (op.variant()) {
                    case "FORWARD" -> "z[r, j] = Σᵢ x[r, i] · W[j, i]";
                    case "INPUT_GRADIENT" -> "∂x[r, i] = Σⱼ ∂z[r, j] · W[j, i]";
                    default -> "∂W[j, i] = Σᵣ ∂z[r, j] · x[r, i]";
                };
            case "AddBias" -> "z[r, j] = z[r, j] + b[j]";
            case "SumRows" -> "∂b[j] = Σᵣ ∂z[r, j]";
            case "Activate" -> activation(op.variant());
            case "ActivateGradient" -> derivative(op.variant());
            case "Softmax" -> "p[r, j] = exp(z[r, j] − m) / Σₖ exp(z[r, k] − m),  m = maxₖ z[r, k]";
            case "SoftmaxGradient" -> "∂z[r, j] = p[r, j] · (∂p[r, j] − Σₖ ∂p[r, k] · p[r, k])";
            default -> lossOrUpdate(op.kind(), op.variant());
        };
    }

    private static String activation(String variant) {
        return switch (variant) {
            case "RELU" -> "a = max(0, z)";
            case "SIGMOID" -> "a = 1 / (1 + exp(−z))";
            case "TANH" -> "a = tanh z";
            case "LEAKY_RELU" -> "a = z where z > 0, else 0.01 · z";
            case "ELU" -> "a = z where z > 0, else exp(z) − 1";
            case "GELU" -> "a = ½ · z · (1 + erf(z / √2))";
            case "SILU" -> "a = z / (1 + exp(−z))";
            default -> "a = f(z)";
        };
    }

    private static String derivative(String variant) {
        return switch (variant) {
            case "RELU" -> "∂z = ∂a where z > 0, else 0";
            case "SIGMOID" -> "∂z = ∂a · a · (1 − a)";
            case "TANH" -> "∂z = ∂a · (1 − a²)";
            case "LEAKY_RELU" -> "∂z = ∂a where a > 0, else 0.01 · ∂a";
            case "ELU" -> "∂z = ∂a where a > 0, else ∂a · (a + 1)";
            case "GELU" -> "∂z = ∂a · (Φ(z) + z · φ(z))";
            case "SILU" -> "∂z = ∂a · (s + a · (1 − s)),  s = 1 / (1 + exp(−z))";
            default -> "∂z = ∂a · f′(z)";
        };
    }

    private static String elementLoss(String variant) {
        return switch (variant) {
            case "HUBER" -> "L[r] = c · Σⱼ huber(a[r, j] − y[r, j])";
            case "ABSOLUTE" -> "L[r] = c · Σⱼ |a[r, j] − y[r, j]|";
            case "BINARY_CROSS_ENTROPY" -> "L[r] = c · Σⱼ (log(1 + exp z[r, j]) − y[r, j] · z[r, j])";
            default -> "L[r] = c · Σⱼ f(a[r, j], y[r, j])";
        };
    }

    private static String lossOrUpdate(String kind, String variant) {
        return switch (kind) {
            case "CrossEntropy" -> "L[r] = log Σₖ exp z[r, k] − z[r, y],  y = label[r]";
            case "CrossEntropyGradient" -> "∂z[r, j] = (p[r, j] − [j = label[r]]) / N";
            case "SquaredError" -> "L[r] = c · Σⱼ (a[r, j] − y[r, j])²";
            case "SquaredErrorGradient" -> "∂a[r, j] = 2c · (a[r, j] − y[r, j]) / N";
            case "SoftCrossEntropy" -> "L[r] = Σₖ y[r, k] · (log Σₗ exp z[r, l] − z[r, k])";
            case "SoftCrossEntropyGradient" -> "∂z[r, j] = (p[r, j] · Σₖ y[r, k] − y[r, j]) / N";
            case "ElementLoss" -> elementLoss(variant);
            case "ElementLossGradient" -> "∂a[r, j] = (∂L[r] / ∂a[r, j]) / N";
            case "AbsoluteNorm" -> "penalty = penalty + λ · Σ |w|";
            case "AbsoluteNormGradient" -> "∂w = ∂w + λ · sign w";
            case "ClipValue" -> "∂w = min(limit, max(−limit, ∂w))";
            case "ClipNorm" -> "∂w = ∂w · min(1, limit / ‖∂‖)";
            case "MaxNorm" -> "W[j] = W[j] · min(1, limit / ‖W[j]‖)";
            case "Argmax" -> "answer[r] = argmaxⱼ p[r, j]";
            case "CountEqual" -> "correct = number of r with answer[r] = label[r]";
            case "Mean" -> "loss = Σᵣ L[r] / N";
            case "SquaredNorm" -> "penalty = penalty + λ · Σ w²";
            case "SquaredNormGradient" -> "∂w = ∂w + 2λ · w";
            case "SgdUpdate" -> "w = w − η · ∂w";
            case "MomentumUpdate" -> "v = μ · v + ∂w;  w = w − η · v";
            case "NesterovUpdate" -> "v = μ · v + ∂w;  w = w − η · (∂w + μ · v)";
            case "ScaledUpdate" ->
                (variant.equals("ADAGRAD") ? "s = s + ∂w²" : "s = ρ · s + (1 − ρ) · ∂w²")
                        + ";  w = w − η · ∂w / (√s + ε)";
            case "AdamUpdate" ->
                "m = β₁ · m + (1 − β₁) · ∂w;  v = β₂ · v + (1 − β₂) · ∂w²;  w = w − η · m̂ / (√v̂ + ε)";
            case "NadamUpdate" -> "m, v as in Adam;  w = w − (η₁ · ∂w + η₂ · m) / (√v̂ + ε)";
            case "WeightDecay" -> "w = w − η · λ · w";
            default -> "";
        };
    }

    /** One sentence. */
    public static String words(Op op) {
        return switch (op.kind()) {
            case "Gather" -> "Copies the batch's examples out of the data set; bytes become numbers from 0 to 1.";
            case "SoftTargets" -> "Writes each label as a distribution, smoothed and weighted by class.";
            case "OneHot" -> "Writes each label as a row of zeros with a single one.";
            case "MatMul" ->
                switch (op.variant()) {
                    case "FORWARD" -> "The weighted sums of each unit, added up in the order of the inputs.";
                    case "INPUT_GRADIENT" -> "Sends the gradient back through the weights.";
                    default -> "The gradient of each weight, summed over the batch in the order of its examples.";
                };
            case "AddBias" -> "Adds each unit's bias, last.";
            case "SumRows" -> "The gradient of each bias, summed over the batch.";
            case "Activate" -> "The activation of each unit.";
            case "ActivateGradient" -> "Sends the gradient back through the activation.";
            case "Softmax" -> "Probabilities: positive, and 1 in sum.";
            case "SoftmaxGradient" -> "Sends the gradient back through softmax.";
            case "CrossEntropy" -> "The loss of each example: how improbable its label was, in nats.";
            case "CrossEntropyGradient", "SquaredErrorGradient", "SoftCrossEntropyGradient", "ElementLossGradient" ->
                "Where the gradients begin: the derivative of the loss.";
            case "SquaredError", "SoftCrossEntropy", "ElementLoss" -> "The loss of each example.";
            case "AbsoluteNorm" -> "What the L1 penalty adds to the loss.";
            case "AbsoluteNormGradient" -> "A gradient of the L1 penalty.";
            case "ClipValue" -> "Keeps each number of the gradient within a limit.";
            case "ClipNorm" -> "Shortens the gradient of all parameters together to a length.";
            case "MaxNorm" -> "Shortens the weights of each unit to a length.";
            case "Argmax" -> "The class with the largest output.";
            case "CountEqual" -> "How many examples of the batch were answered correctly.";
            case "Mean" -> "The mean loss of the batch.";
            case "SquaredNorm" -> "What the L2 penalty adds to the loss.";
            case "SquaredNormGradient" -> "The gradient of the L2 penalty.";
            case "CheckFinite" -> "Looks for a value that is infinite or no number; the run would stop there.";
            case "WeightDecay" -> "Shrinks the weights a little, apart from their gradients.";
            case "Clear" -> "Sets a gradient to zero before the batch adds to it.";
            case "Transpose" -> "Keeps a transposed copy of the weights for the next backward product.";
            case "Unpack" -> "Puts the weights into plain order for the penalty's sum.";
            default -> "Changes the parameters against their gradient.";
        };
    }
}
