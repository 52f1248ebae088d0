package dev.nabla.program;

/** The type of a buffer's elements. */
public enum ElementType {
    /** Unsigned byte: a pixel 0…255, whose meaning as a number is {@code value / 255f}. */
    U8(1),
    /** Signed 32-bit integer: a label, the index of an example. */
    I32(4),
    /** IEEE 754 single precision. */
    F32(4);

    private final int sizeBytes;

    ElementType(int sizeBytes) {
        this.sizeBytes = sizeBytes;
    }

    /** Bytes of one element. */
    public int sizeBytes() {
        return sizeBytes;
    }
}
