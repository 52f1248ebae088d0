package dev.nabla.data;

/** The element types of IDX files; numbers are big-endian. */
public enum IdxType {
    /** Unsigned byte. */
    U8(0x08, 1),
    /** Signed byte. */
    S8(0x09, 1),
    /** Signed 16-bit integer. */
    I16(0x0B, 2),
    /** Signed 32-bit integer. */
    I32(0x0C, 4),
    /** IEEE 754 float32. */
    F32(0x0D, 4),
    /** IEEE 754 float64. */
    F64(0x0E, 8);

    private final int code;
    private final int sizeBytes;

    IdxType(int code, int sizeBytes) {
        this.code = code;
        this.sizeBytes = sizeBytes;
    }

    /** The third byte of the file. */
    public int code() {
        return code;
    }

    /** Bytes per element. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** Whether the elements are integers. */
    public boolean isInteger() {
        return this != F32 && this != F64;
    }
}
