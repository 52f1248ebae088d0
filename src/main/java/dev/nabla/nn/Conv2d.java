package dev.nabla.nn;

import dev.nabla.program.Buffer;
import dev.nabla.program.ImageOp;
import dev.nabla.program.ImageOp.Conv2d.Form;
import dev.nabla.program.LayerOp;
import dev.nabla.program.Parameter;
import dev.nabla.program.Phase;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import dev.nabla.program.Window;
import java.util.List;

/**
 * A convolution of an image [height, width, channels]: {@code z[oy][ox][f] = Σ x[oy·s + ky − top][ox·s + kx −
 * left][c]·W[f][ky][kx][c] + b[f]} over ky, kx, c; {@code a = f(z)}. W [filters, kernelHeight, kernelWidth, channels], b
 * [filters]; see {@link ImageOp.Conv2d}.
 *
 * @param filters channels of the output
 * @param kernelHeight rows of a filter
 * @param kernelWidth columns of a filter
 * @param stride s, pixels from stop to stop
 * @param padding what lies beyond the edge
 * @param activation f; works on each number by itself
 * @param weightInitializer first values of W: fan-in kernelHeight·kernelWidth·channels, fan-out
 *     kernelHeight·kernelWidth·filters
 * @param biasInitializer first values of b
 * @param weightL2 λ of the penalty {@code λ·Σw²} on W; 0 for none
 * @param biasL2 λ of the penalty {@code λ·Σb²} on b; 0 for none
 * @param weightL1 λ of the penalty {@code λ·Σ|w|} on W; 0 for none
 * @param biasL1 λ of the penalty {@code λ·Σ|b|} on b; 0 for none
 */
public record Conv2d(
        int filters,
        int kernelHeight,
        int kernelWidth,
        int stride,
        Padding padding,
        Activation activation,
        Initializer weightInitializer,
        Initializer biasInitializer,
        float weightL2,
        float biasL2,
        float weightL1,
        float biasL1)
        implements Layer {
    private static final String NAME = "Conv2d";

    public Conv2d {
        if (filters < 1) {
            throw new IllegalArgumentException("Conv2d: " + filters + " filters, expected at least 1");
        }
        Images.requirePositive(NAME, "kernel height", kernelHeight);
        Images.requirePositive(NAME, "kernel width", kernelWidth);
        Images.requirePositive(NAME, "stride", stride);
        if (activation == Activation.SOFTMAX) {
            throw new IllegalArgumentException(
                    "Conv2d: activation softmax, expected one that works on each number by itself");
        }
        Penalties.require(NAME, weightL2, biasL2, weightL1, biasL1);
    }

    /** A layer with a square kernel, stride 1, no padding, the usual initializers and no penalty. */
    public static Conv2d of(int filters, int kernel, Activation activation) {
        return new Conv2d(
                filters,
                kernel,
                kernel,
                1,
                Padding.VALID,
                activation,
                Initializer.forActivation(activation),
                Initializer.zeros(),
                0,
                0,
                0,
                0);
    }

    /** The same layer with another kernel. */
    public Conv2d withKernel(int height, int width) {
        return with(height, width, stride, padding, activation);
    }

    /** The same layer with another stride. */
    public Conv2d withStride(int other) {
        return with(kernelHeight, kernelWidth, other, padding, activation);
    }

    /** The same layer with another padding. */
    public Conv2d withPadding(Padding other) {
        return with(kernelHeight, kernelWidth, stride, other, activation);
    }

    /** The same layer with another activation; the initializers stay. */
    @Override
    public Conv2d withActivation(Activation other) {
        return with(kernelHeight, kernelWidth, stride, padding, other);
    }

    private Conv2d with(int height, int width, int newStride, Padding newPadding, Activation newActivation) {
        return new Conv2d(
                filters,
                height,
                width,
                newStride,
                newPadding,
                newActivation,
                weightInitializer,
                biasInitializer,
                weightL2,
                biasL2,
                weightL1,
                biasL1);
    }

    /** The same layer with other first values. */
    public Conv2d withInitializers(Initializer weights, Initializer biases) {
        return with(weights, biases, weightL2, biasL2, weightL1, biasL1);
    }

    /** The same layer with an L2 penalty. */
    public Conv2d withL2(float weights, float biases) {
        return with(weightInitializer, biasInitializer, weights, biases, weightL1, biasL1);
    }

    /** The same layer with an L1 penalty. */
    public Conv2d withL1(float weights, float biases) {
        return with(weightInitializer, biasInitializer, weightL2, biasL2, weights, biases);
    }

    private Conv2d with(
            Initializer weights, Initializer biases, float newWeightL2, float newBiasL2, float newL1, float newBiasL1) {
        return new Conv2d(
                filters,
                kernelHeight,
                kernelWidth,
                stride,
                padding,
                activation,
                weights,
                biases,
                newWeightL2,
                newBiasL2,
                newL1,
                newBiasL1);
    }

    private Window window(Shape input) {
        Images.require(NAME, input);
        if (padding == Padding.VALID) {
            Images.requireFits(NAME, "kernel", kernelHeight, kernelWidth, input);
        }
        return padding.window(
                input.dimension(0), input.dimension(1), input.dimension(2), kernelHeight, kernelWidth, stride);
    }

    @Override
    public Shape output(Shape input) {
        Window window = window(input);
        return Shape.of(window.outputHeight(), window.outputWidth(), filters);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        int area = kernelHeight * kernelWidth;
        int fanIn = area * window(input).channels();
        return List.of(
                new ParameterSpec("weight", weightShape(input), weightInitializer, fanIn, area * filters),
                new ParameterSpec("bias", Shape.of(filters), biasInitializer, fanIn, area * filters));
    }

    private Shape weightShape(Shape input) {
        try {
            return Shape.of(filters, kernelHeight, kernelWidth, input.channels());
        } catch (IllegalArgumentException tooLarge) {
            throw new IllegalArgumentException(
                    "Conv2d: " + filters + " filters of " + kernelHeight + "×" + kernelWidth + "×" + input.channels()
                            + " have too many weights, expected at most " + Shape.MAX_ELEMENTS,
                    tooLarge);
        }
    }

    @Override
    public String summary() {
        return "conv " + filters + "@" + kernelHeight + "×" + kernelWidth
                + (stride == 1 ? "" : " stride " + stride)
                + " " + padding.label() + " " + activation.label();
    }

    @Override
    public Connection connect(ProgramBuilder program, int index, Buffer input) {
        String name = Layer.name(index);
        Window window = window(input.shape());
        Parameter weight = program.parameter(name + ".weight", weightShape(input.shape()));
        Parameter bias = program.parameter(name + ".bias", Shape.of(filters));
        Buffer z = program.value(name + ".z", Shape.rows(window.outputHeight(), window.outputWidth(), filters));
        program.add(Phase.FORWARD, new ImageOp.Conv2d(Form.FORWARD, window, input, weight.value(), z));
        program.add(Phase.FORWARD, new LayerOp.AddBias(z, bias.value(), z));
        Connection activated = activation.connect(program, name, z);
        Penalties.describe(program, weight, weightL2, weightL1);
        Penalties.describe(program, bias, biasL2, biasL1);

        return new Connection(activated.output(), (dOutput, inputGradient) -> {
            Buffer dZ = activated.backward().describe(dOutput, true);
            if (dZ == null) {
                throw new IllegalStateException("Conv2d: " + activation + " gave no gradient");
            }
            program.add(Phase.BACKWARD, new ImageOp.Conv2d(Form.WEIGHT_GRADIENT, window, dZ, input, weight.gradient()));
            program.add(Phase.BACKWARD, new LayerOp.SumRows(dZ, bias.gradient()));
            if (!inputGradient) {
                return null;
            }
            Buffer dInput = program.gradientOf(input);
            program.add(Phase.BACKWARD, new ImageOp.Conv2d(Form.INPUT_GRADIENT, window, dZ, weight.value(), dInput));
            return dInput;
        });
    }
}
