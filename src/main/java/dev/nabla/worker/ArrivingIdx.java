package dev.nabla.worker;

import dev.nabla.data.DataException;
import dev.nabla.data.IdxArray;
import dev.nabla.data.IdxReader;
import dev.nabla.data.IdxType;
import dev.nabla.data.Sha256;

/**
 * An IDX file of unsigned bytes that arrives in parts, hashed as it comes, so that no part takes long; {@link
 * dev.nabla.data.IdxReader} tells the layout.
 */
final class ArrivingIdx {
    private static final int MAGIC_BYTES = 4;
    private static final int MAX_RANK = 3;

    private final String name;
    private final Sha256 hash = new Sha256();
    private final byte[] header = new byte[MAGIC_BYTES + 4 * MAX_RANK];
    private int headerBytes = MAGIC_BYTES;
    private int headerFilled;
    private int[] dimensions = new int[0];
    private byte[] elements = new byte[0];
    private int filled;

    ArrivingIdx(String name) {
        this.name = name;
    }

    /** The next bytes, decompressed. */
    void add(byte[] part) {
        hash.update(part, 0, part.length);
        int at = 0;
        while (headerFilled < headerBytes && at < part.length) {
            header[headerFilled++] = part[at++];
            if (headerFilled == MAGIC_BYTES) {
                readMagic();
            } else if (headerFilled == headerBytes) {
                readDimensions();
            }
        }
        int count = part.length - at;
        if (count > elements.length - filled) {
            throw new DataException(
                    name + ": bytes left over, expected the end after " + elements.length + " bytes of elements");
        }
        System.arraycopy(part, at, elements, filled, count);
        filled += count;
    }

    private void readMagic() {
        int rank = header[3];
        if (header[0] != 0 || header[1] != 0 || header[2] != IdxType.U8.code() || rank < 1 || rank > MAX_RANK) {
            throw new DataException(name + ": begins with " + hex(header, MAGIC_BYTES)
                    + ", expected 00 00 08 and 01 to 03 (an IDX file of bytes)");
        }
        headerBytes = MAGIC_BYTES + 4 * rank;
    }

    private void readDimensions() {
        dimensions = new int[header[3]];
        long size = 1;
        for (int i = 0; i < dimensions.length; i++) {
            int at = MAGIC_BYTES + 4 * i;
            dimensions[i] = header[at] << 24
                    | (header[at + 1] & 255) << 16
                    | (header[at + 2] & 255) << 8
                    | (header[at + 3] & 255);
            size *= Math.max(0, dimensions[i]);
            if (dimensions[i] < 0 || size > IdxReader.DEFAULT_LIMIT_BYTES) {
                throw new DataException(name + ": more than " + IdxReader.DEFAULT_LIMIT_BYTES + " bytes of elements");
            }
        }
        elements = new byte[(int) size];
    }

    /** Number of examples of which everything has arrived. */
    int examples() {
        return dimensions.length == 0 || dimensions[0] == 0
                ? 0
                : (int) ((long) filled * dimensions[0] / elements.length);
    }

    /** Number of dimensions; 0 while unknown. */
    int rank() {
        return dimensions.length;
    }

    /** The array, when everything has arrived. */
    IdxArray finish() {
        if (headerFilled < headerBytes) {
            throw new DataException(name + ": ends after " + headerFilled + " bytes, expected an IDX file");
        }
        if (filled < elements.length) {
            throw new DataException(
                    name + ": ends after " + filled + " bytes of elements, expected " + elements.length);
        }
        return new IdxArray(name, IdxType.U8, dimensions, elements);
    }

    /** SHA-256 of everything that has arrived; once. */
    String sha256() {
        return hash.hex();
    }

    private static String hex(byte[] bytes, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ")
                    .append(Character.forDigit(bytes[i] >> 4 & 15, 16))
                    .append(Character.forDigit(bytes[i] & 15, 16));
        }
        return text.toString();
    }
}
