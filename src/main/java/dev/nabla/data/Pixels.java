package dev.nabla.data;

/** Inputs held as unsigned bytes; byte b means the float32 {@code (b & 255) / 255f}, in [0, 1]. */
public final class Pixels implements Inputs {
    private final byte[] values;

    /** Wraps the array without a copy; the caller must not modify it afterwards. */
    public Pixels(byte[] values) {
        this.values = values;
    }

    /** The backing array [examples, numbers per example], row-major; not to be modified. */
    public byte[] values() {
        return values;
    }

    @Override
    public int count() {
        return values.length;
    }

    @Override
    public void copy(int from, int length, float[] target, int at) {
        for (int i = 0; i < length; i++) {
            target[at + i] = (values[from + i] & 255) / 255f;
        }
    }

    @Override
    public Pixels select(int[] rows, int width) {
        byte[] selected = new byte[Selection.checkedLength(rows, width, values.length)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * width, selected, i * width, width);
        }
        return new Pixels(selected);
    }
}
