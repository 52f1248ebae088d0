package dev.nabla.present;

import dev.nabla.protocol.ProgramListing.Op;

/**
 * What the operations of a program compute, as a formula and in a sentence. r counts examples, i inputs, j outputs; N
 * is the number of examples of the batch.
 */
public final class OpFormulas {
    /** Kind and variant | short name, if it is another one | formula | sentence. */
    private static final String TABLE = """

            Gather||x[r] = data[order[r]]|Copies the batch's examples out of the data set; bytes become numbers from 0 to 1.
            OneHot||y[r, j] = 1 where j = label[r], else 0|Writes each label as a row of zeros with a single one.
            SoftTargets||y[r, j] = on where j = label[r], else off|Each label as a distribution, smoothed and weighted.
            MatMul FORWARD||z[r, j] = Σᵢ x[r, i] · W[j, i]|The weighted sums of each unit, added up in the order of the inputs.
            MatMul INPUT_GRADIENT||∂x[r, i] = Σⱼ ∂z[r, j] · W[j, i]|Sends the gradient back through the weights.
            MatMul WEIGHT_GRADIENT||∂W[j, i] = Σᵣ ∂z[r, j] · x[r, i]|The gradient of each weight, summed over the batch in order.
            AddBias||z[r, j] = z[r, j] + b[j]|Adds each unit's bias, last.
            SumRows||∂b[j] = Σᵣ ∂z[r, j]|The gradient of each bias, summed over the batch.
            Conv2d FORWARD||z[r, y, x, f] = Σᵤ Σᵥ Σ_c a[r, y·s + u − t, x·s + v − l, c] · W[f, u, v, c]|A filter slides over the image: the same weights at every place.
            Conv2d INPUT_GRADIENT||∂a[r, y, x, c] = Σ ∂z[r, y′, x′, f] · W[f, y + t − y′·s, x + l − x′·s, c]|Sends the gradient back through the filters.
            Conv2d WEIGHT_GRADIENT||∂W[f, u, v, c] = Σᵣ Σ_y Σₓ ∂z[r, y, x, f] · a[r, y·s + u − t, x·s + v − l, c]|The gradient of each filter, summed over all places and the batch.
            MaxPool||a[r, y, x, c] = max over u, v of a[r, y·s + u, x·s + v, c]|The largest of each window.
            MaxPoolGradient||∂a goes to the first of the largest|Sends the gradient back to where the largest came from.
            AvgPool||a[r, y, x, c] = Σᵤ Σᵥ a[r, y·s + u, x·s + v, c] / (k · k)|The mean of each window.
            AvgPoolGradient||∂a = Σ ∂a of the windows that saw it / (k · k)|Shares the gradient out among each window.
            Reshape|||The same numbers in other dimensions.
            Dropout||a = 0 with probability p, else a / (1 − p)|Switches units off at random while training.
            DropoutGradient||∂a = 0 where a was dropped, else ∂a / (1 − p)|Sends the gradient back through the units that were on.
            Moments||μ = Σ x / n;  σ² = Σ (x − μ)² / n|Mean and variance of each channel in the batch.
            RunningMoments||μ̄ = μ̄ + m · (μ − μ̄);  σ̄² = σ̄² + m · (σ² · n / (n − 1) − σ̄²)|Averages over the steps, for use after training.
            Normalize||y = (x − μ) / √(σ² + ε) · γ + β|Each channel to mean 0 and variance 1, then scaled and shifted.
            NormalizeSums||∂β = Σ ∂y;  ∂γ = Σ ∂y · x̂,  x̂ = (x − μ) / √(σ² + ε)|The gradients of scale and shift.
            NormalizeGradient||∂x = γ / √(σ² + ε) · (∂y − ∂β / n − x̂ · ∂γ / n)|Sends the gradient back through the normalization.
            Activate RELU|ReLU|a = max(0, z)|
            Activate SIGMOID|Sigmoid|a = 1 / (1 + exp(−z))|
            Activate TANH|Tanh|a = tanh z|
            Activate LEAKY_RELU|LeakyReLU|a = z where z > 0, else 0.01 · z|
            Activate ELU|ELU|a = z where z > 0, else exp(z) − 1|
            Activate GELU|GELU|a = ½ · z · (1 + erf(z / √2))|
            Activate SILU|SiLU|a = z / (1 + exp(−z))|
            Activate|||The activation of each unit.
            ActivateGradient RELU|ReLU′|∂z = ∂a where z > 0, else 0|
            ActivateGradient SIGMOID|Sigmoid′|∂z = ∂a · a · (1 − a)|
            ActivateGradient TANH|Tanh′|∂z = ∂a · (1 − a²)|
            ActivateGradient LEAKY_RELU|LeakyReLU′|∂z = ∂a where a > 0, else 0.01 · ∂a|
            ActivateGradient ELU|ELU′|∂z = ∂a where a > 0, else ∂a · (a + 1)|
            ActivateGradient GELU|GELU′|∂z = ∂a · (Φ(z) + z · φ(z))|
            ActivateGradient SILU|SiLU′|∂z = ∂a · (s + a · (1 − s)),  s = 1 / (1 + exp(−z))|
            ActivateGradient|||Sends the gradient back through the activation.
            Softmax||p[r, j] = exp(z[r, j] − m) / Σₖ exp(z[r, k] − m),  m = maxₖ z[r, k]|Probabilities: positive, 1 in sum.
            SoftmaxGradient||∂z[r, j] = p[r, j] · (∂p[r, j] − Σₖ ∂p[r, k] · p[r, k])|Sends the gradient back through softmax.
            CrossEntropy||L[r] = log Σₖ exp z[r, k] − z[r, y],  y = label[r]|How improbable each label was, in nats.
            CrossEntropyGradient||∂z[r, j] = (p[r, j] − [j = label[r]]) / N|Where the gradients begin: the loss by its inputs.
            SoftCrossEntropy||L[r] = Σₖ y[r, k] · (log Σₗ exp z[r, l] − z[r, k])|The loss of each example.
            SoftCrossEntropyGradient||∂z[r, j] = (p[r, j] · Σₖ y[r, k] − y[r, j]) / N|Where the gradients begin.
            SquaredError||L[r] = c · Σⱼ (a[r, j] − y[r, j])²|The loss of each example.
            SquaredErrorGradient||∂a[r, j] = 2c · (a[r, j] − y[r, j]) / N|Where the gradients begin.
            ElementLoss HUBER||L[r] = c · Σⱼ huber(a[r, j] − y[r, j])|
            ElementLoss ABSOLUTE||L[r] = c · Σⱼ abs(a[r, j] − y[r, j])|
            ElementLoss BINARY_CROSS_ENTROPY||L[r] = c · Σⱼ (log(1 + exp z[r, j]) − y[r, j] · z[r, j])|
            ElementLoss|||The loss of each example.
            ElementLossGradient||∂a[r, j] = (∂L[r] / ∂a[r, j]) / N|Where the gradients begin.
            Argmax||answer[r] = argmaxⱼ p[r, j]|The class with the largest output.
            Threshold||answer[r] = 1 where z[r] > threshold, else 0|Yes or no, by the side on which the output lies.
            CountEqual||correct = number of r with answer[r] = label[r]|How many examples of the batch were answered right.
            Mean||loss = Σᵣ L[r] / N|The mean loss of the batch.
            SquaredNorm||sum = sum + λ · Σ w²|What squares of numbers sum to: a penalty, or a length.
            SquaredNormGradient||∂w = ∂w + 2λ · w|The gradient of the L2 penalty.
            AbsoluteNorm||penalty = penalty + λ · Σ abs w|What the L1 penalty adds to the loss.
            AbsoluteNormGradient||∂w = ∂w + λ · sign w|A gradient of the L1 penalty.
            SgdUpdate||w = w − η · ∂w|
            MomentumUpdate||v = μ · v + ∂w;  w = w − η · v|
            NesterovUpdate||v = μ · v + ∂w;  w = w − η · (∂w + μ · v)|
            ScaledUpdate ADAGRAD|AdagradUpdate|s = s + ∂w²;  w = w − η · ∂w / (√s + ε)|
            ScaledUpdate RMSPROP|RmsPropUpdate|s = ρ · s + (1 − ρ) · ∂w²;  w = w − η · ∂w / (√s + ε)|
            AdamUpdate||m = β₁ · m + (1 − β₁) · ∂w;  v = β₂ · v + (1 − β₂) · ∂w²;  w = w − η · m̂ / (√v̂ + ε)|
            NadamUpdate||m, v as in Adam;  w = w − (η₁ · ∂w + η₂ · m) / (√v̂ + ε)|
            WeightDecay||w = w − η · λ · w|Shrinks the weights a little, apart from their gradients.
            ClipValue||∂w = min(limit, max(−limit, ∂w))|Keeps each number of the gradient within a limit.
            ClipNorm||∂w = ∂w · min(1, limit / ‖∂‖)|Shortens the gradient of all parameters together to a length.
            MaxNorm||W[j] = W[j] · min(1, limit / ‖W[j]‖)|Shortens the weights of each unit to a length.
            CheckFinite|||Looks for a value that is infinite or no number; the run would stop there.
            Clear||∂w = 0|Before the batch adds to it.
            Transpose|||Keeps a transposed copy of the weights for the next backward product.
            Unpack|||Puts the weights into plain order for the sum.
            """;

    private static final int NAME = 1;
    private static final int FORMULA = 2;
    private static final int WORDS = 3;

    private OpFormulas() {}

    /** The short name: that of the function for activations, the kind for all else. */
    public static String name(Op op) {
        String name = field(op.kind() + " " + op.variant(), NAME);
        return name.isEmpty() ? op.kind() : name;
    }

    /** The formula; empty where a sentence says it all. */
    public static String formula(Op op) {
        String formula = field(op.kind() + " " + op.variant(), FORMULA);
        return formula.isEmpty() ? field(op.kind(), FORMULA) : formula;
    }

    /** One sentence; empty where the formula says it all. */
    public static String words(Op op) {
        String words = field(op.kind() + " " + op.variant(), WORDS);
        return words.isEmpty() ? field(op.kind(), WORDS) : words;
    }

    /** A field of the line that begins with a key; empty if there is none. */
    private static String field(String key, int index) {
        int at = TABLE.indexOf("\n" + key + "|");
        for (int i = 0; i < index && at >= 0; i++) {
            at = TABLE.indexOf('|', at) + 1;
        }
        if (at < 0) {
            return "";
        }
        int bar = TABLE.indexOf('|', at);
        int end = TABLE.indexOf('\n', at);
        return TABLE.substring(at, bar < 0 || bar > end ? end : bar);
    }
}
