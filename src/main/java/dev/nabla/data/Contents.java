package dev.nabla.data;

import java.io.InputStream;

/**
 * What a file contains, gzip or not: copies that were compressed differently have the same contents.
 *
 * @param bytes their decompressed number
 * @param sha256 of them, 64 lower-case hexadecimal digits
 */
public record Contents(long bytes, String sha256) {
    private static final int CHUNK_BYTES = 1 << 16;

    /**
     * Reads a file to its end.
     *
     * @param name what messages call the file
     * @param in the file's bytes; stays open
     * @param limitBytes the most decompressed bytes that are read
     * @throws DataException if the file cannot be read, is damaged, or holds more than that
     */
    public static Contents of(String name, InputStream in, long limitBytes) {
        Sha256 hash = new Sha256();
        byte[] chunk = new byte[CHUNK_BYTES];
        long bytes = 0;
        try (Source source = Source.open(name, in)) {
            for (int n = source.read(chunk, 0, chunk.length); n >= 0; n = source.read(chunk, 0, chunk.length)) {
                hash.update(chunk, 0, n);
                bytes += n;
                if (bytes > limitBytes) {
                    throw new DataException(
                            name + ": contents of more than " + limitBytes + " bytes, expected at most that");
                }
            }
        }
        return new Contents(bytes, hash.hex());
    }
}
