package dev.nabla.program;

/**
 * A named block of float32 values outside any executor: initial weights, a checkpoint's contents.
 *
 * <p>The array is held, not copied: whoever makes a tensor gives it away.
 */
public final class Tensor {
    private final String name;
    private final Shape shape;
    private final float[] values;

    /**
     * A tensor that holds {@code values}.
     *
     * @param name such as {@code layer1.weight}
     * @param shape all dimensions fixed
     * @param values row-major, {@code shape.width()} elements
     */
    public Tensor(String name, Shape shape, float[] values) {
        if (shape.extent() != Shape.Extent.FIXED) {
            throw new IllegalArgumentException(
                    "Tensor " + name + ": shape " + shape + ", expected only fixed dimensions");
        }
        if (values.length != shape.width()) {
            throw new IllegalArgumentException("Tensor " + name + ": " + values.length + " values for shape " + shape
                    + ", expected " + shape.width());
        }
        this.name = name;
        this.shape = shape;
        this.values = values;
    }

    public String name() {
        return name;
    }

    public Shape shape() {
        return shape;
    }

    /** The tensor's own array, row-major. */
    public float[] values() {
        return values;
    }

    /** A tensor of the same name and shape with an array of its own. */
    public Tensor copy() {
        return new Tensor(name, shape, values.clone());
    }

    @Override
    public String toString() {
        return name + " " + shape;
    }
}
