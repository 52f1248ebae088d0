package dev.nabla.data;

import java.io.IOException;
import java.io.OutputStream;

/** Writes IDX files, uncompressed; the layout is {@link IdxReader}'s. */
public final class IdxWriter {
    private IdxWriter() {}

    /**
     * Writes an array; the stream stays open.
     *
     * @throws IOException if the stream fails
     */
    public static void write(IdxArray array, OutputStream out) throws IOException {
        out.write(array.header());
        out.write(array.bytes());
    }
}
