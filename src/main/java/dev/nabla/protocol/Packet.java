package dev.nabla.protocol;

/**
 * A message on its way between page and worker: flat arrays that cross the border without being looked at one by one.
 *
 * <p>The arrays are handed over, not copied.
 */
public final class Packet {
    /** Version of the protocol; page and worker of different versions refuse each other. */
    public static final int VERSION = 1;

    private final int version;
    private final int kind;
    private final int[] ints;
    private final float[] floats;
    private final byte[] bytes;
    private final String[] texts;

    /** A packet of the given version; {@code kind} tells which message it holds. */
    public Packet(int version, int kind, int[] ints, float[] floats, byte[] bytes, String[] texts) {
        this.version = version;
        this.kind = kind;
        this.ints = ints;
        this.floats = floats;
        this.bytes = bytes;
        this.texts = texts;
    }

    /** The protocol's version of the sender. */
    public int version() {
        return version;
    }

    /** Which message this is; see {@link Command} and {@link Event}. */
    public int kind() {
        return kind;
    }

    /** Counts, indices, lengths. */
    public int[] ints() {
        return ints;
    }

    /** Weights, activations, losses. */
    public float[] floats() {
        return floats;
    }

    /** Pixels, files. */
    public byte[] bytes() {
        return bytes;
    }

    /** Names and sentences. */
    public String[] texts() {
        return texts;
    }
}
