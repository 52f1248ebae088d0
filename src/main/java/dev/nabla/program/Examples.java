package dev.nabla.program;

import org.jspecify.annotations.Nullable;

/**
 * A data set as an executor sees it: inputs and targets held once, row-major, shared and not to be modified while in use.
 *
 * <p>Exactly one of the two input arrays and one of the two target arrays is there, of the types that the program's
 * {@link DataOp.Gather} operations read.
 */
public final class Examples {
    private final int size;
    private final boolean fixed;
    private final byte @Nullable [] pixels;
    private final float @Nullable [] values;
    private final int @Nullable [] labels;
    private final float @Nullable [] targets;

    private Examples(
            int size,
            boolean fixed,
            byte @Nullable [] pixels,
            float @Nullable [] values,
            int @Nullable [] labels,
            float @Nullable [] targets) {
        int inputs = pixels != null ? pixels.length : values != null ? values.length : 0;
        requireWhole("inputs", inputs, size);
        requireWhole("targets", labels != null ? labels.length : targets != null ? targets.length : 0, size);
        this.size = size;
        this.fixed = fixed;
        this.pixels = pixels;
        this.values = values;
        this.labels = labels;
        this.targets = targets;
    }

    /** Whether an array holds so many examples of equal width. */
    private static void requireWhole(String what, int length, int size) {
        if (size < 0 || (size == 0 ? length != 0 : length % size != 0 || length == 0)) {
            throw new IllegalArgumentException(
                    "Examples: " + length + " " + what + " for " + size + " examples, expected a multiple of that");
        }
    }

    /**
     * Checks that every label is the index of an output.
     *
     * @param outputs of the network
     * @throws IllegalArgumentException naming the first label that is not
     */
    public void requireLabelsBelow(int outputs) {
        if (labels == null) {
            return;
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= outputs) {
                throw new IllegalArgumentException("Examples: label " + labels[i] + " of example " + i
                        + ", the network has outputs 0 to " + (outputs - 1));
            }
        }
    }

    /** Images with labels: pixels [size, width], each standing for value / 255f; labels [size]. */
    public static Examples of(int size, byte[] pixels, int[] labels) {
        return new Examples(size, true, pixels, null, labels, null);
    }

    /** Images with labels, as {@link #of(int, byte[], int[])}, that others replace between calls of an executor. */
    public static Examples changing(int size, byte[] pixels, int[] labels) {
        return new Examples(size, false, pixels, null, labels, null);
    }

    /** Images with numbers to predict: pixels [size, width]; targets [size, outputs]. */
    public static Examples of(int size, byte[] pixels, float[] targets) {
        return new Examples(size, true, pixels, null, null, targets);
    }

    /** Numbers with labels: values [size, width]; labels [size]. */
    public static Examples of(int size, float[] values, int[] labels) {
        return new Examples(size, true, null, values, labels, null);
    }

    /** Numbers with numbers to predict: values [size, width]; targets [size, outputs]. */
    public static Examples of(int size, float[] values, float[] targets) {
        return new Examples(size, true, null, values, null, targets);
    }

    /** Number of examples. */
    public int size() {
        return size;
    }

    /** Whether the arrays stay as they are, so that an executor may keep a copy. */
    public boolean isFixed() {
        return fixed;
    }

    /** The type of the inputs, {@link ElementType#U8} or {@link ElementType#F32}. */
    public ElementType inputType() {
        return pixels != null ? ElementType.U8 : ElementType.F32;
    }

    /** The type of the targets: {@link ElementType#I32} for labels, {@link ElementType#F32} for numbers. */
    public ElementType targetType() {
        return labels != null ? ElementType.I32 : ElementType.F32;
    }

    /** The inputs as bytes. */
    public byte[] pixels() {
        return present(pixels, "inputs of bytes");
    }

    /** The inputs as numbers. */
    public float[] values() {
        return present(values, "inputs of numbers");
    }

    /** The labels. */
    public int[] labels() {
        return present(labels, "labels");
    }

    /** The targets as numbers. */
    public float[] targets() {
        return present(targets, "targets of numbers");
    }

    /** What a {@link DataOp.Gather} of numbers reads: the inputs or the targets. */
    float[] numbers(Buffer source) {
        return source.role() == Buffer.Role.INPUTS ? values() : targets();
    }

    private static <T> T present(@Nullable T array, String what) {
        if (array == null) {
            throw new IllegalStateException("Examples have no " + what);
        }
        return array;
    }
}
