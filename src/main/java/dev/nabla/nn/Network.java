package dev.nabla.nn;

import dev.nabla.program.Buffer;
import dev.nabla.program.DataOp;
import dev.nabla.program.ElementType;
import dev.nabla.program.LossOp;
import dev.nabla.program.Parameter;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Random;
import dev.nabla.program.Shape;
import dev.nabla.program.Tensor;
import dev.nabla.program.UpdateOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network described: the shape of its input, its layers and its loss. It holds no weights; {@link #initialize} draws
 * them, {@link #describe} compiles the description. Immutable.
 *
 * <p>With cross-entropy the last layer's activation is softmax, whether the description says softmax or linear: the loss
 * works on the logits. Just so with binary cross-entropy and the sigmoid.
 */
public final class Network {
    /** A single output above it says yes. */
    private static final float HALF = 0.5f;

    private final Shape input;
    private final List<Layer> layers;
    private final Loss loss;
    private final LossDetails details;
    private final List<Shape> shapes;

    /** A checked description, whose loss has the usual numbers. */
    public Network(Shape input, List<Layer> layers, Loss loss) {
        this(input, layers, loss, LossDetails.USUAL);
    }

    /**
     * A checked description.
     *
     * @param input the shape of one example, all dimensions fixed
     * @param layers from the input to the output, at least one
     * @param details the numbers in the loss's formula
     * @throws IllegalArgumentException if a layer cannot take what the one before it gives, or the loss not the last
     *     layer's output
     */
    public Network(Shape input, List<Layer> layers, Loss loss, LossDetails details) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("Network: no layers, expected at least one");
        }
        if (input.extent() != Shape.Extent.FIXED) {
            throw new IllegalArgumentException("Network: input " + input + ", expected the shape of one example");
        }
        this.input = input;
        this.loss = loss;
        this.details = details;
        this.shapes = shapes(input, layers);
        this.layers = withOutput(layers, loss);
        parameterSpecs();
        details.requireFits(loss, outputs());
    }

    /** The shape of each layer's output. */
    private static List<Shape> shapes(Shape input, List<Layer> layers) {
        List<Shape> shapes = new ArrayList<>();
        Shape shape = input;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            boolean last = i == layers.size() - 1;
            if (layer instanceof ActivationLayer && layer.activation() == Activation.SOFTMAX && !last) {
                throw new IllegalArgumentException("Network: softmax alone as layer " + (i + 1) + " of " + layers.size()
                        + ", expected only as the last");
            }
            shape = output(i, layer, shape);
            shapes.add(shape);
        }
        if (shape.rank() > 1) {
            throw new IllegalArgumentException("Network: the last layer gives " + shape
                    + ", expected numbers in one dimension, such as a dense layer's");
        }
        return shapes;
    }

    /** The shape that layer {@code i} makes of another, its parameters checked too. */
    private static Shape output(int i, Layer layer, Shape shape) {
        try {
            layer.parameters(shape);
            return layer.output(shape);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Layer " + (i + 1) + ": " + e.getMessage(), e);
        }
    }

    private static List<Layer> withOutput(List<Layer> layers, Loss loss) {
        List<Layer> result = new ArrayList<>(layers);
        Activation applied = loss.outputActivation();
        Layer last = result.get(result.size() - 1);
        Activation activation = last.activation();
        if (applied != null && activation != null) {
            if (activation != Activation.LINEAR && activation != applied) {
                throw new IllegalArgumentException("Network: " + loss.label() + " after " + activation.label()
                        + ", expected a last layer that is linear or " + applied.label());
            }
            result.set(result.size() - 1, last.withActivation(applied));
        }
        return List.copyOf(result);
    }

    /** Begins a description. */
    public static Builder builder() {
        return new Builder();
    }

    /** The shape of one example. */
    public Shape input() {
        return input;
    }

    /** From the input to the output. */
    public List<Layer> layers() {
        return layers;
    }

    public Loss loss() {
        return loss;
    }

    /** The numbers in the loss's formula. */
    public LossDetails lossDetails() {
        return details;
    }

    /** The shape of layer {@code i}'s output for one example. */
    public Shape shape(int i) {
        return shapes.get(i);
    }

    /** Number of numbers in the output. */
    public int outputs() {
        return shapes.get(shapes.size() - 1).width();
    }

    /** Number of classes that labels may name: one for each output, or two where a single output says yes or no. */
    public int classes() {
        return loss.classes(outputs());
    }

    /** Number of learned values. */
    public long parameterCount() {
        long count = 0;
        for (Layer.ParameterSpec spec : parameterSpecs()) {
            count += spec.shape().width();
        }
        return count;
    }

    /** Everything learned, layer by layer, named as in programs: {@code layer1.weight}, {@code layer1.bias} …. */
    public List<Layer.ParameterSpec> parameterSpecs() {
        List<Layer.ParameterSpec> specs = new ArrayList<>();
        Shape shape = input;
        for (int i = 0; i < layers.size(); i++) {
            for (Layer.ParameterSpec spec : layers.get(i).parameters(shape)) {
                specs.add(new Layer.ParameterSpec(
                        Layer.name(i) + "." + spec.name(),
                        spec.shape(),
                        spec.initializer(),
                        spec.fanIn(),
                        spec.fanOut()));
            }
            shape = layers.get(i).output(shape);
        }
        return specs;
    }

    /** Everything measured while training, layer by layer, named as in programs: {@code layer2.runningMean} …. */
    public List<Layer.StatisticSpec> statisticSpecs() {
        List<Layer.StatisticSpec> specs = new ArrayList<>();
        Shape shape = input;
        for (int i = 0; i < layers.size(); i++) {
            for (Layer.StatisticSpec spec : layers.get(i).statistics(shape)) {
                specs.add(
                        new Layer.StatisticSpec(Layer.name(i) + "." + spec.name(), spec.shape(), spec.initialValue()));
            }
            shape = layers.get(i).output(shape);
        }
        return specs;
    }

    /** The first weights of a run, a function of this description and the seed; statistics behind them. */
    public List<Tensor> initialize(int seed) {
        List<Tensor> tensors = new ArrayList<>();
        for (Layer.ParameterSpec spec : parameterSpecs()) {
            Random random = Random.of(seed, Random.Stream.INITIALIZATION.id(tensors.size()), 0);
            float[] values = new float[spec.shape().width()];
            int rows = spec.shape().rank() > 1 ? spec.shape().dimension(0) : 1;
            spec.initializer().fill(values, rows, spec.fanIn(), spec.fanOut(), random);
            tensors.add(new Tensor(spec.name(), spec.shape(), values));
        }
        for (Layer.StatisticSpec spec : statisticSpecs()) {
            float[] values = new float[spec.shape().width()];
            Arrays.fill(values, spec.initialValue());
            tensors.add(new Tensor(spec.name(), spec.shape(), values));
        }
        return tensors;
    }

    /** Whether the loss takes labels of classes only. */
    private boolean needsLabels() {
        return loss == Loss.CROSS_ENTROPY;
    }

    /**
     * Compiles the description into operations: gather, forward, loss and backward; the optimizer adds its updates.
     *
     * @param inputType {@link ElementType#U8} for pixels (each value / 255f), {@link ElementType#F32} for numbers
     * @param targetType {@link ElementType#I32} for labels, {@link ElementType#F32} for numbers
     * @param inputGradient whether the loss's derivative by the input is computed too
     */
    public void describe(ProgramBuilder program, ElementType inputType, ElementType targetType, boolean inputGradient) {
        if (needsLabels() && targetType != ElementType.I32) {
            throw new IllegalArgumentException("Network: " + loss.label() + " needs labels, the data have numbers");
        }
        Buffer x = gather(program, "x", inputType, Buffer.Role.INPUTS, input);
        program.input(x);
        Buffer y = targetType == ElementType.I32
                ? gather(program, "y", ElementType.I32, Buffer.Role.TARGETS, Shape.of())
                : gather(program, "y", ElementType.F32, Buffer.Role.TARGETS, Shape.of(outputs()));
        List<Connection> connections = connect(program, x);
        Loss.Connected end =
                loss.connect(program, connections.get(layers.size() - 1).output(), y, details);
        program.output(end.output());
        program.losses(end.losses());
        if (targetType == ElementType.I32) {
            countCorrect(program, end.output(), y);
        }
        program.add(Phase.BATCH, new LossOp.Mean(end.losses(), program.inverseBatch(), program.loss()));
        backward(connections, end.dOutput(), inputGradient);
    }

    /** Describes the check of each parameter that ends a slice; called when the optimizer has described its updates. */
    public static void describeChecks(ProgramBuilder program) {
        int code = 1;
        for (Parameter parameter : program.parameters()) {
            program.add(Phase.UPDATE, new UpdateOp.CheckFinite(parameter.value(), code++, program.nonFinite()));
        }
    }

    private List<Connection> connect(ProgramBuilder program, Buffer x) {
        List<Connection> connections = new ArrayList<>();
        Buffer current = x;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            boolean last = i == layers.size() - 1;
            if (last && loss.outputActivation() != null && layer.activation() != null) {
                layer = layer.withActivation(Activation.LINEAR);
            }
            // A dense layer takes images as they are, and does so best where they are the data's.
            boolean idle = layer instanceof Flatten && !last && layers.get(i + 1) instanceof Dense;
            Connection connection = idle ? passing(current) : layer.connect(program, i, current);
            connections.add(connection);
            current = connection.output();
        }
        return connections;
    }

    private static Connection passing(Buffer input) {
        return new Connection(input, (dOutput, inputGradient) -> inputGradient ? dOutput : null);
    }

    private static void backward(List<Connection> connections, Buffer dOutput, boolean inputGradient) {
        @Nullable Buffer gradient = dOutput;
        for (int i = connections.size() - 1; i >= 0 && gradient != null; i--) {
            gradient = connections.get(i).backward().describe(gradient, i > 0 || inputGradient);
        }
    }

    private static Buffer gather(
            ProgramBuilder program, String name, ElementType type, Buffer.Role role, Shape example) {
        ElementType result = type == ElementType.U8 ? ElementType.F32 : type;
        Buffer source = program.buffer("data." + name, type, Shape.examples(example.dimensions()), role);
        Buffer output = program.buffer(name, result, Shape.rows(example.dimensions()), Buffer.Role.VALUE);
        program.add(Phase.GATHER, new DataOp.Gather(source, program.order(), output));
        return output;
    }

    private void countCorrect(ProgramBuilder program, Buffer output, Buffer labels) {
        Buffer predictions = program.buffer("predictions", ElementType.I32, Shape.rows(), Buffer.Role.VALUE);
        program.predictions(predictions);
        program.add(
                Phase.LOSS,
                classes() == outputs()
                        ? new LossOp.Argmax(output, predictions)
                        : new LossOp.Threshold(output, HALF, predictions));
        program.add(Phase.LOSS, new LossOp.CountEqual(predictions, labels, program.metric(Program.CORRECT)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network that
                && input.equals(that.input)
                && layers.equals(that.layers)
                && loss == that.loss
                && details.equals(that.details);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * input.hashCode() + layers.hashCode()) + loss.hashCode()) + details.hashCode();
    }

    /** Such as {@code [28, 28, 1] → dense 128 relu → dense 10 softmax, cross-entropy}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(input.toString());
        for (Layer layer : layers) {
            text.append(" → ").append(layer.summary());
        }
        return text.append(", ").append(loss.label()).toString();
    }

    /** Collects a description; see {@link Network#builder()}. */
    public static final class Builder {
        private Shape input = Shape.of(1);
        private final List<Layer> layers = new ArrayList<>();
        private Loss loss = Loss.CROSS_ENTROPY;
        private LossDetails details = LossDetails.USUAL;

        private Builder() {}

        /** The shape of one example, such as {@code 28, 28, 1}, or {@code 2} for points. */
        public Builder input(int... dimensions) {
            input = Shape.of(dimensions);
            return this;
        }

        /** Adds a fully connected layer. */
        public Builder dense(int units, Activation activation) {
            return layer(Dense.of(units, activation));
        }

        /** Adds a layer. */
        public Builder layer(Layer layer) {
            layers.add(layer);
            return this;
        }

        /** The loss; cross-entropy unless said otherwise. */
        public Builder loss(Loss loss) {
            this.loss = loss;
            return this;
        }

        /** The numbers in the loss's formula; the usual ones unless said otherwise. */
        public Builder lossDetails(LossDetails details) {
            this.details = details;
            return this;
        }

        /** The finished description. */
        public Network build() {
            return new Network(input, layers, loss, details);
        }
    }
}
