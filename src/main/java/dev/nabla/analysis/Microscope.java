package dev.nabla.analysis;

import dev.nabla.program.Buffer;
import dev.nabla.program.LayerOp;
import dev.nabla.program.LayerOp.MatMul;
import dev.nabla.program.LossOp;
import dev.nabla.program.Op;
import dev.nabla.program.Parameter;
import dev.nabla.program.Phase;
import dev.nabla.train.ObservedStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Backpropagation under the microscope: for one weight or bias of a dense layer every number of a training step, with all
 * intermediate sums, in float32 in the order of the run: {@code z = Σᵢ xᵢ·wⱼᵢ + bⱼ}, {@code a = f(z)},
 * {@code δ = ∂L/∂z = f′(z)·Σₖ δₖ·wₖⱼ}, {@code ∂L/∂wⱼᵢ = Σᵣ δᵣ·xᵣᵢ} over the batch, and the optimizer's update (M. Nielsen,
 * Neural Networks and Deep Learning, 2015, eq. BP1 to BP4); and the gradient once more by differences in double precision.
 *
 * <p>Layers are counted from 1, units and inputs from 0, as in {@code layer1.weight} [units, inputs].
 */
public final class Microscope {
    /** Stands for the input that is always 1: the bias. */
    public static final int BIAS = -1;

    private final ObservedStep step;
    private @Nullable NumericDifferences differences;

    /** Looks at a step. */
    public Microscope(ObservedStep step) {
        this.step = step;
    }

    /**
     * How a unit came to its output.
     *
     * @param terms xᵢ·wⱼᵢ, with their running sum
     * @param bias bⱼ
     * @param z the last sum + bⱼ
     * @param a f(z); of softmax the share of this unit
     */
    public record Forward(List<Term> terms, float bias, float z, float a) {
        public Forward {
            terms = List.copyOf(terms);
        }
    }

    /**
     * How the gradient came to a unit.
     *
     * @param terms δₖ·wₖⱼ over the units of the next layer, with their running sum; empty where the loss follows
     * @param lines what δ is made of
     * @param delta δ = ∂L/∂z
     */
    public record Backward(List<Term> terms, List<Line> lines, float delta) {
        public Backward {
            terms = List.copyOf(terms);
            lines = List.copyOf(lines);
        }
    }

    /**
     * How a parameter's gradient came about.
     *
     * @param terms δᵣ·xᵣᵢ over the batch, x = 1 for a bias, with their running sum
     * @param lines what penalties add
     * @param value the gradient as the optimizer's limits find it
     */
    public record Gradient(List<Term> terms, List<Line> lines, float value) {
        public Gradient {
            terms = List.copyOf(terms);
            lines = List.copyOf(lines);
        }
    }

    /**
     * How the optimizer changed a parameter.
     *
     * @param lines limits, the optimizer's memory, the update
     * @param before the parameter before the step
     * @param after behind it, as the run has it
     * @param complete whether the lines lead to {@code after} to the bit; not where an operation is unknown
     */
    public record Update(List<Line> lines, float before, float after, boolean complete) {
        public Update {
            lines = List.copyOf(lines);
        }
    }

    /** Forward, for one example of the batch. */
    public Forward forward(int layer, int unit, int row) {
        Parameter weight = parameter(layer, "weight");
        requireUnit(weight, layer, unit);
        requireRow(row);
        MatMul product = product(weight);
        float[] x = step.values(product.left());
        float[] w = step.before(weight.value());
        int inputs = product.left().shape().width();
        List<Term> terms = new ArrayList<>();
        float sum = 0;
        for (int i = 0; i < inputs; i++) {
            Term term = Term.after(sum, x[row * inputs + i], w[unit * inputs + i]);
            terms.add(term);
            sum = term.sum();
        }
        float bias = step.before(parameter(layer, "bias").value())[unit];
        float a = at(activated(product.output()), row, unit);
        return new Forward(terms, bias, sum + bias, a);
    }

    /** Backward, for one example of the batch. */
    public Backward backward(int layer, int unit, int row) {
        Parameter weight = parameter(layer, "weight");
        requireUnit(weight, layer, unit);
        requireRow(row);
        Buffer dZ = gradientProduct(weight).left();
        Op origin = writer(dZ);
        Buffer dOutput = DeltaLines.dOutput(origin);
        Op arrival = dOutput == null ? origin : writer(dOutput);
        List<Term> terms = arrival instanceof MatMul next ? incoming(next, unit, row) : List.of();
        DeltaLines lines = new DeltaLines(step, unit, row);
        lines.arrive(arrival);
        lines.depart(origin);
        return new Backward(terms, lines.with(origin, at(dZ, row, unit)), at(dZ, row, unit));
    }

    /**
     * The gradient of a weight.
     *
     * @param input of the layer, or {@link #BIAS}
     */
    public Gradient gradient(int layer, int unit, int input) {
        Parameter parameter = parameter(layer, unit, input);
        MatMul product = gradientProduct(parameter(layer, "weight"));
        float[] delta = step.values(product.left());
        float[] x = step.values(product.right());
        int units = product.left().shape().width();
        int inputs = product.right().shape().width();
        List<Term> terms = new ArrayList<>();
        float sum = 0;
        for (int r = 0; r < step.rows(); r++) {
            Term term = Term.after(sum, delta[r * units + unit], input == BIAS ? 1 : x[r * inputs + input]);
            terms.add(term);
            sum = term.sum();
        }
        List<Line> lines = new ArrayList<>();
        float w = step.before(parameter.value())[element(layer, unit, input)];
        return new Gradient(terms, lines, penalize(parameter, w, sum, lines));
    }

    /**
     * The gradient of a weight by differences, in double precision; see {@link #gradient} for the arguments. Where the network
     * has dropout, both numbers are those of the masks of seed 0 and step 0.
     */
    public NumericGradient numeric(int layer, int unit, int input) {
        Parameter parameter = parameter(layer, unit, input);
        NumericDifferences found = differences;
        if (found == null) {
            found = new NumericDifferences(step);
            differences = found;
        }
        return found.of(parameter, element(layer, unit, input));
    }

    /** What the optimizer made of a weight; see {@link #gradient} for the arguments. */
    public Update update(int layer, int unit, int input) {
        Parameter parameter = parameter(layer, unit, input);
        int element = element(layer, unit, input);
        UpdateTerms terms = new UpdateTerms(
                step, parameter, element, gradient(layer, unit, input).value());
        List<Line> lines = terms.describe();
        float after = step.values(parameter.value())[element];
        boolean complete = Float.floatToIntBits(terms.value()) == Float.floatToIntBits(after);
        return new Update(lines, step.before(parameter.value())[element], after, complete);
    }

    private static float line(String symbol, String formula, float value, List<Line> lines) {
        lines.add(new Line(symbol, formula, value));
        return value;
    }

    /** In the order of the program: 2λ·w of L2, λ·sign w of L1. */
    private float penalize(Parameter parameter, float w, float dataGradient, List<Line> lines) {
        float gradient = line("g", "Σ δᵣ·xᵣ", dataGradient, lines);
        for (Op op : step.program().ops(Phase.BATCH)) {
            if (op instanceof LossOp.SquaredNormGradient l2 && l2.gradient().equals(parameter.gradient())) {
                float lambda = line("λ₂", "", step.scalar(l2.lambda()), lines);
                float added = line("2λ₂·w", "2λ₂·w", 2 * lambda * w, lines);
                gradient = line("g", "g + 2λ₂·w", gradient + added, lines);
            } else if (op instanceof LossOp.AbsoluteNormGradient l1
                    && l1.gradient().equals(parameter.gradient())) {
                float lambda = line("λ₁", "", step.scalar(l1.lambda()), lines);
                float added = line("λ₁·sign w", "λ₁·sign w", w > 0 ? lambda : w < 0 ? -lambda : 0, lines);
                gradient = line("g", "g + λ₁·sign w", gradient + added, lines);
            }
        }
        return gradient;
    }

    /** {@code Σₖ δₖ·wₖⱼ}, from the units of the next layer. */
    private List<Term> incoming(MatMul next, int unit, int row) {
        float[] delta = step.values(next.left());
        float[] w = step.before(next.right());
        int units = next.left().shape().width();
        int inputs = next.output().shape().width();
        List<Term> terms = new ArrayList<>();
        float sum = 0;
        for (int k = 0; k < units; k++) {
            Term term = Term.after(sum, delta[row * units + k], w[k * inputs + unit]);
            terms.add(term);
            sum = term.sum();
        }
        return terms;
    }

    private float at(Buffer buffer, int row, int unit) {
        return step.values(buffer)[row * buffer.shape().width() + unit];
    }

    private Buffer activated(Buffer z) {
        for (Op op : step.program().ops(Phase.FORWARD)) {
            if (op instanceof LayerOp.Activate activate && activate.input().equals(z)) {
                return activate.output();
            }
            if (op instanceof LayerOp.Softmax softmax && softmax.input().equals(z)) {
                return softmax.output();
            }
        }
        return z;
    }

    private MatMul product(Parameter weight) {
        for (Op op : step.program().ops(Phase.FORWARD)) {
            if (op instanceof MatMul product && product.right().equals(weight.value())) {
                return product;
            }
        }
        throw new IllegalArgumentException(
                "Microscope: " + weight.value() + " belongs to no dense layer; only those can be looked at");
    }

    private MatMul gradientProduct(Parameter weight) {
        for (Op op : step.program().ops(Phase.BACKWARD)) {
            if (op instanceof MatMul product && product.output().equals(weight.gradient())) {
                return product;
            }
        }
        throw new IllegalArgumentException(
                "Microscope: " + weight.value() + " belongs to no dense layer; only those can be looked at");
    }

    private Op writer(Buffer gradient) {
        for (Op op : step.program().ops(Phase.BACKWARD)) {
            if (op.writes().contains(gradient)) {
                return op;
            }
        }
        throw new IllegalStateException("Microscope: nothing writes " + gradient);
    }

    private Parameter parameter(int layer, int unit, int input) {
        Parameter weight = parameter(layer, "weight");
        requireUnit(weight, layer, unit);
        int inputs = weight.value().shape().width() / weight.value().shape().dimension(0);
        if (input != BIAS && (input < 0 || input >= inputs)) {
            throw new IllegalArgumentException("Microscope: input " + input + " of layer " + layer + ", expected 0 to "
                    + (inputs - 1) + ", or " + BIAS + " for the bias");
        }
        return input == BIAS ? parameter(layer, "bias") : weight;
    }

    private int element(int layer, int unit, int input) {
        Buffer weight = parameter(layer, "weight").value();
        return input == BIAS
                ? unit
                : unit * (weight.shape().width() / weight.shape().dimension(0)) + input;
    }

    private Parameter parameter(int layer, String kind) {
        String name = "layer" + layer + "." + kind;
        for (Parameter parameter : step.program().parameters()) {
            if (parameter.value().name().equals(name)) {
                return parameter;
            }
        }
        throw new IllegalArgumentException("Microscope: there is no " + name);
    }

    private static void requireUnit(Parameter weight, int layer, int unit) {
        int units = weight.value().shape().dimension(0);
        if (unit < 0 || unit >= units) {
            throw new IllegalArgumentException(
                    "Microscope: unit " + unit + " of layer " + layer + ", expected 0 to " + (units - 1));
        }
    }

    private void requireRow(int row) {
        if (row < 0 || row >= step.rows()) {
            throw new IllegalArgumentException(
                    "Microscope: example " + row + " of the batch, expected 0 to " + (step.rows() - 1));
        }
    }
}
