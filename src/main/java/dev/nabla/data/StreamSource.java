package dev.nabla.data;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a stream as they are, with a look at the first two. */
final class StreamSource implements Source {
    private final String name;
    private final InputStream in;
    private final byte[] first = new byte[2];
    private int firstAt;
    private int firstEnd;

    StreamSource(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    @Override
    public String name() {
        return name;
    }

    /** Whether the first two bytes are these (0..255); they stay unread. To be asked before anything is read. */
    boolean startsWith(int byte1, int byte2) {
        firstEnd = readFully(first, 0, first.length);
        return firstEnd == first.length && (first[0] & 255) == byte1 && (first[1] & 255) == byte2;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (firstAt < firstEnd) {
            target[offset] = first[firstAt++];
            return 1;
        }
        try {
            return in.read(target, offset, length);
        } catch (IOException e) {
            throw new DataException(name + ": cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {}
}
