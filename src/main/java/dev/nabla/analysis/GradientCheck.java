package dev.nabla.analysis;

import dev.nabla.nn.Network;
import dev.nabla.program.Buffer;
import dev.nabla.program.DoubleExecutor;
import dev.nabla.program.Examples;
import dev.nabla.program.Parameter;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the gradients that a network describes with central differences of its loss, {@code (L(w + h) − L(w − h)) / 2h},
 * both in double precision: for every learned value and every input.
 *
 * <p>Where the two disagree because a step of h crosses the kink of a ReLU, the one-sided differences disagree with each
 * other too; such a value is counted as a kink instead of an error, if the gradient lies between them. A loss that is
 * infinite or NaN is an error.
 */
public final class GradientCheck {
    /** Half the width of the central difference. */
    public static final double STEP = 1e-6;

    /** Absolute tolerance. */
    public static final double ABSOLUTE = 1e-5;

    /** Relative tolerance, of the larger of the two gradients. */
    public static final double RELATIVE = 1e-3;

    /**
     * What was found about one tensor.
     *
     * @param tensor its name; {@code x} for the inputs
     * @param checked number of values
     * @param kinks values at a kink, where the numerical gradient is not defined
     * @param failures values beyond the tolerance
     * @param largestError largest absolute difference, kinks left out
     * @param worst position of that difference
     * @param analytic gradient there, by backpropagation
     * @param numeric gradient there, by differences
     */
    public record Result(
            String tensor,
            int checked,
            int kinks,
            int failures,
            double largestError,
            int worst,
            double analytic,
            double numeric) {}

    private final DoubleExecutor executor;
    private final Program program;
    private final Examples examples;
    private final int[] order;

    /**
     * Prepares the check of one batch.
     *
     * @param network compiled here with the gradient by its inputs
     * @param weights its learned tensors, as {@link Network#initialize} gives them; what stands behind them does not count
     * @param examples with inputs of numbers, so that they can be varied
     * @param order the batch, at most {@link Program#MAX_CAPACITY} examples
     */
    public GradientCheck(Network network, List<Tensor> weights, Examples examples, int[] order) {
        this(compile(network, examples), weights, examples, order);
    }

    /** Checks a program that computes the gradient by its inputs. */
    GradientCheck(Program program, List<Tensor> weights, Examples examples, int[] order) {
        this.program = program;
        this.executor = new DoubleExecutor(program);
        this.examples = examples;
        this.order = order.clone();
        List<Parameter> parameters = program.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            executor.write(parameters.get(i).value(), weights.get(i).values());
        }
    }

    private static Program compile(Network network, Examples examples) {
        ProgramBuilder builder = new ProgramBuilder(Program.MAX_CAPACITY);
        network.describe(builder, examples.inputType(), examples.targetType(), true);
        return builder.build();
    }

    /** Compares every gradient; parameters first, in order, the inputs last. */
    public List<Result> run() {
        executor.differentiate(examples, order, order.length);
        List<Buffer> buffers = new ArrayList<>();
        List<double[]> gradients = new ArrayList<>();
        for (Parameter parameter : program.parameters()) {
            buffers.add(parameter.value());
            gradients.add(executor.array(parameter.gradient()).clone());
        }
        buffers.add(program.input());
        gradients.add(executor.array(inputGradient()).clone());
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < buffers.size(); i++) {
            int count = (int) buffers.get(i).shape().elements(order.length);
            results.add(compare(buffers.get(i), gradients.get(i), count));
        }
        return results;
    }

    private Buffer inputGradient() {
        for (Buffer buffer : program.buffers()) {
            if (buffer.name().equals("d:" + program.input().name())) {
                return buffer;
            }
        }
        throw new IllegalStateException("Program has no gradient of its input");
    }

    private Result compare(Buffer buffer, double[] analytic, int count) {
        double[] values = executor.array(buffer);
        double loss = executor.lossAgain();
        int kinks = 0;
        int failures = 0;
        int worst = 0;
        double largestError = 0;
        double numericAtWorst = 0;
        for (int i = 0; i < count; i++) {
            double value = values[i];
            values[i] = value + STEP;
            double above = executor.lossAgain();
            values[i] = value - STEP;
            double below = executor.lossAgain();
            values[i] = value;
            double numeric = (above - below) / (2 * STEP);
            double error = Math.abs(numeric - analytic[i]);
            boolean agrees = agree(numeric, analytic[i]);
            if (!agrees && isKink((loss - below) / STEP, (above - loss) / STEP, analytic[i])) {
                kinks++;
                continue;
            }
            failures += agrees ? 0 : 1;
            if (!(error <= largestError)) {
                largestError = error;
                worst = i;
                numericAtWorst = numeric;
            }
        }
        return new Result(buffer.name(), count, kinks, failures, largestError, worst, analytic[worst], numericAtWorst);
    }

    /** Whether the slopes on both sides differ, and the gradient is one of them or lies between. */
    private static boolean isKink(double left, double right, double gradient) {
        double nearest = Math.max(Math.min(left, right), Math.min(Math.max(left, right), gradient));
        return Math.abs(left - right) < Double.POSITIVE_INFINITY && !agree(left, right) && agree(nearest, gradient);
    }

    private static boolean agree(double a, double b) {
        return Math.abs(a - b) <= ABSOLUTE + RELATIVE * Math.max(Math.abs(a), Math.abs(b));
    }
}
