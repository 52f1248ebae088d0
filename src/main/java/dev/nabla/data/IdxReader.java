package dev.nabla.data;

import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads IDX files, gzip or not (told by their first bytes).
 *
 * <p>Layout: two zero bytes, one byte element type, one byte number of dimensions r, r sizes as unsigned 32-bit numbers,
 * then the elements, row-major; everything big-endian. Source: Y. LeCun, C. Cortes, C. Burges, The MNIST database of
 * handwritten digits, section "The IDX file format".
 *
 * <p>Strict: bytes may neither be missing nor left over. Memory grows with the bytes that arrive, at most twice as much and
 * never more than the header declares; decompression stops there as well.
 */
public final class IdxReader {
    /** Files whose contents declare more bytes than this are refused unless the caller says otherwise. */
    public static final int DEFAULT_LIMIT_BYTES = 1 << 30;

    private static final int FIRST_CHUNK_BYTES = 8192;

    private IdxReader() {}

    /** Reads an IDX file of at most {@link #DEFAULT_LIMIT_BYTES}; see {@link #read(String, InputStream, int)}. */
    public static IdxArray read(String name, InputStream in) {
        return read(name, in, DEFAULT_LIMIT_BYTES);
    }

    /**
     * Reads an IDX file to its end.
     *
     * @param name what messages call the file
     * @param in the file's bytes; stays open
     * @param limitBytes the most bytes that the elements may take
     * @throws DataException if the file cannot be read, is no IDX file, is too large, damaged, too short or too long
     */
    public static IdxArray read(String name, InputStream in, int limitBytes) {
        try (Source source = Source.open(name, in)) {
            byte[] magic = new byte[4];
            IdxType type = type(source, magic);
            int[] dimensions = dimensions(source, magic[3] & 255);
            int size = (int) IdxArray.checkedSize(name, type, dimensions, limitBytes);
            byte[] bytes = elements(source, size, IdxArray.describe(type, dimensions));
            if (source.read(magic, 0, 1) > 0) {
                throw new DataException(name + ": bytes left over, expected the end after " + size
                        + " bytes of elements (" + IdxArray.describe(type, dimensions) + ")");
            }
            return new IdxArray(name, type, dimensions, bytes);
        }
    }

    /** Reads and checks the first four bytes. */
    private static IdxType type(Source source, byte[] magic) {
        int n = source.readFully(magic, 0, magic.length);
        if (n < magic.length) {
            throw new DataException(source.name() + ": ends after " + n + " bytes, expected at least 8 (an IDX file)");
        }
        if (magic[0] != 0 || magic[1] != 0) {
            throw new DataException(source.name() + ": begins with " + hex(magic)
                    + ", expected 00 00, element type, number of dimensions (an IDX file)");
        }
        for (IdxType type : IdxType.values()) {
            if (type.code() == magic[2]) {
                return type;
            }
        }
        throw new DataException(source.name() + ": element type 0x" + hexByte(magic[2])
                + ", expected 08, 09, 0b, 0c, 0d or 0e (an IDX file)");
    }

    private static int[] dimensions(Source source, int rank) {
        byte[] sizes = new byte[4 * rank];
        int n = source.readFully(sizes, 0, sizes.length);
        if (n < sizes.length) {
            throw new DataException(source.name() + ": ends after " + (4 + n) + " bytes, expected a header of "
                    + (4 + sizes.length) + " bytes (" + rank + " dimensions)");
        }
        int[] dimensions = new int[rank];
        for (int i = 0; i < sizes.length; i++) {
            dimensions[i / 4] = dimensions[i / 4] << 8 | (sizes[i] & 255);
        }
        for (int dimension : dimensions) {
            if (dimension < 0) {
                throw new DataException(source.name() + ": dimension " + (dimension & 0xFFFF_FFFFL)
                        + ", expected at most " + Integer.MAX_VALUE);
            }
        }
        return dimensions;
    }

    /** Reads {@code size} bytes into an array that doubles as they arrive. */
    private static byte[] elements(Source source, int size, String description) {
        byte[] bytes = new byte[Math.min(size, FIRST_CHUNK_BYTES)];
        int filled = 0;
        while (filled < size) {
            if (filled == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(size, 2L * filled));
            }
            int n = source.read(bytes, filled, bytes.length - filled);
            if (n < 0) {
                throw new DataException(source.name() + ": ends after " + filled + " bytes of elements, expected "
                        + size + " (" + description + ")");
            }
            filled += n;
        }
        return bytes;
    }

    private static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append(text.length() == 0 ? "" : " ").append(hexByte(b));
        }
        return text.toString();
    }

    private static String hexByte(byte b) {
        String digits = Integer.toHexString(b & 255);
        return digits.length() == 1 ? "0" + digits : digits;
    }
}
