package dev.nabla.nn;

import dev.nabla.program.Buffer;
import dev.nabla.program.NormalizationOp;
import dev.nabla.program.Parameter;
import dev.nabla.program.Phase;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import java.util.List;

/**
 * Batch normalization of each channel (the last dimension), over the examples of the batch and the places of an image:
 * {@code y = (x − mean)/√(variance + ε)·weight + bias}. While training the moments are the batch's, and running ones follow
 * them, which serve when nothing is learned. S. Ioffe, C. Szegedy, Batch Normalization, 2015; names and defaults are
 * PyTorch's.
 *
 * @param momentum share of the new batch in the running moments, above 0, at most 1
 * @param epsilon ε, positive
 */
public record BatchNorm(float momentum, float epsilon) implements Layer {
    private static final float USUAL_MOMENTUM = 0.1f;
    private static final float USUAL_EPSILON = 1e-5f;

    public BatchNorm {
        if (!(momentum > 0 && momentum <= 1)) {
            throw new IllegalArgumentException("BatchNorm: momentum " + momentum + ", expected above 0 to 1");
        }
        if (!(epsilon > 0 && epsilon <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("BatchNorm: epsilon " + epsilon + ", expected a finite number above 0");
        }
    }

    /** With a momentum of 0.1 and an epsilon of 1e-5. */
    public static BatchNorm of() {
        return new BatchNorm(USUAL_MOMENTUM, USUAL_EPSILON);
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        Shape channels = Shape.of(input.channels());
        Initializer ones = new Initializer(Initializer.Scheme.CONSTANT, 1);
        return List.of(
                new ParameterSpec("weight", channels, ones, 1, 1),
                new ParameterSpec("bias", channels, Initializer.zeros(), 1, 1));
    }

    @Override
    public List<StatisticSpec> statistics(Shape input) {
        Shape channels = Shape.of(input.channels());
        return List.of(
                new StatisticSpec("runningMean", channels, 0), new StatisticSpec("runningVariance", channels, 1));
    }

    @Override
    public String summary() {
        return "batch-norm";
    }

    @Override
    public Connection connect(ProgramBuilder program, int index, Buffer input) {
        String name = Layer.name(index);
        Shape channels = Shape.of(input.shape().channels());
        int positions = input.shape().width() / input.shape().channels();
        Parameter weight = program.parameter(name + ".weight", channels);
        Parameter bias = program.parameter(name + ".bias", channels);
        Buffer runningMean = program.statistic(name + ".runningMean", channels);
        Buffer runningVariance = program.statistic(name + ".runningVariance", channels);
        Buffer mean = program.value(name + ".mean", channels);
        Buffer variance = program.value(name + ".variance", channels);
        Buffer output = program.value(name + ".normalized", input.shape());
        program.add(Phase.FORWARD, new NormalizationOp.Moments(input, mean, variance));
        program.add(
                Phase.FORWARD,
                new NormalizationOp.RunningMoments(mean, variance, positions, momentum, runningMean, runningVariance));
        program.add(
                Phase.FORWARD,
                new NormalizationOp.Normalize(
                        input,
                        mean,
                        variance,
                        runningMean,
                        runningVariance,
                        epsilon,
                        weight.value(),
                        bias.value(),
                        output));
        return new Connection(output, (dOutput, inputGradient) -> {
            program.add(
                    Phase.BACKWARD,
                    new NormalizationOp.NormalizeSums(
                            input, mean, variance, epsilon, dOutput, weight.gradient(), bias.gradient()));
            if (!inputGradient) {
                return null;
            }
            Buffer dInput = program.gradientOf(input);
            program.add(
                    Phase.BACKWARD,
                    new NormalizationOp.NormalizeGradient(
                            input,
                            mean,
                            variance,
                            epsilon,
                            weight.value(),
                            dOutput,
                            weight.gradient(),
                            bias.gradient(),
                            dInput));
            return dInput;
        });
    }
}
