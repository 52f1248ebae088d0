package dev.nabla.data;

import java.io.InputStream;

/** Bytes of a named file; whatever goes wrong is a {@link DataException} that names it. */
interface Source extends AutoCloseable {
    /** What messages call the file. */
    String name();

    /**
     * Reads some bytes to {@code target[offset ..]}: at least 1 and at most {@code length}, or −1 at the end.
     *
     * @param length at least 1
     * @throws DataException if the bytes cannot be read or are damaged
     */
    int read(byte[] target, int offset, int length);

    /** Releases what this source allocated; the caller's stream stays open. */
    @Override
    void close();

    /** The bytes of a stream, decompressed if they begin with gzip's magic number 1f 8b. */
    static Source open(String name, InputStream in) {
        StreamSource raw = new StreamSource(name, in);
        return raw.startsWith(GzipSource.MAGIC_1, GzipSource.MAGIC_2) ? new GzipSource(raw) : raw;
    }

    /** Reads until {@code length} bytes are there or the source ends; returns how many were read. */
    default int readFully(byte[] target, int offset, int length) {
        int total = 0;
        while (total < length) {
            int n = read(target, offset + total, length - total);
            if (n < 0) {
                break;
            }
            total += n;
        }
        return total;
    }
}
