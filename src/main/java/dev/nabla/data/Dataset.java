package dev.nabla.data;

import java.util.List;

/**
 * Named examples: inputs of one shape, and a target for each.
 *
 * <p>Immutable as long as nobody writes to the arrays, which are shared without copies for the sake of memory: whoever
 * hands an array in, or gets one out, must not modify it. Subsets are lists of example indices where possible (see
 * {@link Split}); {@link #select} copies.
 */
public final class Dataset {
    private final String name;
    private final InputShape shape;
    private final Inputs inputs;
    private final Targets targets;

    /**
     * Joins inputs and targets.
     *
     * @param name what messages and the page call the data set
     * @param shape shape of one example
     * @param inputs [examples, shape.size()]
     * @param targets one per example; their number is the size of the data set
     * @throws DataException if the numbers of inputs and targets disagree
     */
    public Dataset(String name, InputShape shape, Inputs inputs, Targets targets) {
        long expected = (long) shape.size() * targets.size();
        if (inputs.count() != expected) {
            throw new DataException(name + ": " + inputs.count() + " inputs, expected " + expected + " ("
                    + targets.size() + " targets × " + shape.size() + " inputs of shape " + shape + ")");
        }
        this.name = name;
        this.shape = shape;
        this.inputs = inputs;
        this.targets = targets;
    }

    /** What messages and the page call the data set. */
    public String name() {
        return name;
    }

    /** Number of examples. */
    public int size() {
        return targets.size();
    }

    /** Shape of one example. */
    public InputShape shape() {
        return shape;
    }

    /** All inputs: [size, shape.size()]. */
    public Inputs inputs() {
        return inputs;
    }

    /** All targets: [size]. */
    public Targets targets() {
        return targets;
    }

    /**
     * The targets as labels.
     *
     * @throws DataException if the targets are numbers
     */
    public Labels labels() {
        if (targets instanceof Labels labels) {
            return labels;
        }
        throw new DataException(name + ": targets are numbers, expected labels");
    }

    /** The names of the classes; empty for numbers. */
    public List<String> classNames() {
        return targets instanceof Labels labels ? labels.classNames() : List.of();
    }

    /**
     * Copies the input of one example to {@code target[at .. at + shape.size() − 1]} as the float32 a network sees.
     *
     * @throws DataException if the example does not exist or the target is too short
     */
    public void copyInput(int example, float[] target, int at) {
        int width = shape.size();
        if (example < 0 || example >= size()) {
            throw new DataException(name + ": example " + example + ", expected 0.." + (size() - 1));
        }
        if (at < 0 || at > target.length - width) {
            throw new DataException(
                    name + ": " + width + " inputs at offset " + at + " of an array of length " + target.length);
        }
        inputs.copy(example * width, width, target, at);
    }

    /**
     * A new data set of the given examples, in that order; copies inputs and targets.
     *
     * @throws DataException if an example does not exist
     */
    public Dataset select(int[] examples) {
        return new Dataset(name, shape, inputs.select(examples, shape.size()), targets.select(examples));
    }
}
