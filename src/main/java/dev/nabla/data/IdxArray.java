package dev.nabla.data;

/**
 * An array as IDX files hold it: an element type, dimensions, and the elements row-major and big-endian.
 *
 * <p>Immutable as long as nobody writes to the bytes, which are shared without a copy.
 */
public final class IdxArray {
    private final String name;
    private final IdxType type;
    private final int[] dimensions;
    private final byte[] bytes;

    /**
     * Wraps bytes without a copy; the caller must not modify them afterwards.
     *
     * @param name what messages call the array
     * @param dimensions 1 to 255 sizes, each at least 0, the slowest first
     * @param bytes product of the dimensions · type.sizeBytes() bytes
     * @throws DataException if the sizes disagree
     */
    public IdxArray(String name, IdxType type, int[] dimensions, byte[] bytes) {
        long expected = checkedSize(name, type, dimensions, Integer.MAX_VALUE);
        if (bytes.length != expected) {
            throw new DataException(
                    name + ": " + bytes.length + " bytes, expected " + expected + " for " + describe(type, dimensions));
        }
        this.name = name;
        this.type = type;
        this.dimensions = dimensions.clone();
        this.bytes = bytes;
    }

    /**
     * The bytes of an array with these dimensions.
     *
     * @throws DataException if there are none or too many dimensions, one is negative, or the size exceeds the limit
     */
    static long checkedSize(String name, IdxType type, int[] dimensions, int limitBytes) {
        if (dimensions.length < 1 || dimensions.length > 255) {
            throw new DataException(name + ": " + dimensions.length + " dimensions, expected 1..255");
        }
        long size = type.sizeBytes();
        for (int dimension : dimensions) {
            if (dimension < 0) {
                throw new DataException(name + ": dimension " + dimension + ", expected at least 0");
            }
            // Each factor fits an int and the product so far is within the limit, so a long holds the next product.
            size *= dimension;
            if (size > limitBytes) {
                throw new DataException(
                        name + ": " + describe(type, dimensions) + ", expected at most " + limitBytes + " bytes");
            }
        }
        return size;
    }

    /** Dimensions and type in words: {@code 60000×28×28 U8}. */
    static String describe(IdxType type, int[] dimensions) {
        StringBuilder text = new StringBuilder();
        // A damaged header may claim 255 dimensions; the first ones tell enough.
        int shown = Math.min(dimensions.length, 8);
        for (int i = 0; i < shown; i++) {
            text.append(i == 0 ? "" : "×").append(dimensions[i]);
        }
        return text.append(shown < dimensions.length ? "×… " : " ").append(type).toString();
    }

    /** What messages call the array: usually the file. */
    public String name() {
        return name;
    }

    /** Type of the elements. */
    public IdxType type() {
        return type;
    }

    /** Number of dimensions. */
    public int rank() {
        return dimensions.length;
    }

    /** Size of a dimension, 0 the slowest. */
    public int dimension(int index) {
        return dimensions[index];
    }

    /** Number of elements. */
    public int count() {
        return bytes.length / type.sizeBytes();
    }

    /** The elements, row-major and big-endian: the backing array, not to be modified. */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * An element of an integer type.
     *
     * @param index 0 .. count() − 1
     * @throws DataException if the elements are not integers
     */
    public int intAt(int index) {
        int at = index * type.sizeBytes();
        return switch (type) {
            case U8 -> bytes[at] & 255;
            case S8 -> bytes[at];
            case I16 -> bytes[at] << 8 | (bytes[at + 1] & 255);
            case I32 -> int32(at);
            default -> throw new DataException(name + ": elements of type " + type + ", expected integers");
        };
    }

    /**
     * An element of any type as a double, which represents all of them exactly.
     *
     * @param index 0 .. count() − 1
     */
    public double doubleAt(int index) {
        int at = index * type.sizeBytes();
        return switch (type) {
            case F32 -> Float.intBitsToFloat(int32(at));
            case F64 -> Double.longBitsToDouble(((long) int32(at) << 32) | (int32(at + 4) & 0xFFFF_FFFFL));
            default -> intAt(index);
        };
    }

    private int int32(int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 255) << 16 | (bytes[at + 2] & 255) << 8 | (bytes[at + 3] & 255);
    }

    /** The header that an IDX file of this array begins with: 4 + 4 · rank bytes, a new array. */
    byte[] header() {
        byte[] header = new byte[4 + 4 * dimensions.length];
        header[2] = (byte) type.code();
        header[3] = (byte) dimensions.length;
        for (int i = 0; i < header.length - 4; i++) {
            header[4 + i] = (byte) (dimensions[i / 4] >>> (24 - 8 * (i % 4)));
        }
        return header;
    }

    /** SHA-256 of the (decompressed) IDX file that holds exactly this array, as the catalog lists it. */
    public String sha256() {
        byte[] header = header();
        return new Sha256()
                .update(header, 0, header.length)
                .update(bytes, 0, bytes.length)
                .hex();
    }

    /** Dimensions and type in words: {@code 60000×28×28 U8}. */
    @Override
    public String toString() {
        return describe(type, dimensions);
    }
}
