package dev.nabla.data;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Gzip, decompressed as it is asked for and strictly: header, checksum and length are verified, and nothing may follow but
 * further members, whose contents are appended.
 *
 * <p>Ours because {@code GZIPInputStream} ignores whatever follows the first member, and because it words its errors
 * differently in the browser. Source: P. Deutsch, RFC 1952, GZIP file format specification version 4.3, 1996.
 */
final class GzipSource implements Source {
    static final int MAGIC_1 = 0x1f;
    static final int MAGIC_2 = 0x8b;

    private static final int DEFLATE = 8;
    private static final int FLAG_HEADER_CHECKSUM = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int RESERVED_FLAGS = 0xe0;
    private static final int BUFFER_BYTES = 8192;

    private final Source in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private long memberBytes;
    private boolean inMember;

    /** Decompresses a source that stands at the first byte of a member. */
    GzipSource(Source in) {
        this.in = in;
    }

    @Override
    public String name() {
        return in.name();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        while (inMember || beginMember()) {
            int n = inflate(target, offset, length);
            if (n > 0) {
                checksum.update(target, offset, n);
                memberBytes += n;
                return n;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsInput()) {
                if (!fill()) {
                    throw endsEarly();
                }
                inflater.setInput(buffer, at, end - at);
            } else {
                throw damaged("deflate stream without progress");
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw new DataException(name() + ": gzip: damaged after " + memberBytes + " decompressed bytes", e);
        }
    }

    /** Section 2.3: reads a member's header; false if there is no further member. */
    private boolean beginMember() {
        if (at == end && !fill()) {
            return false;
        }
        int magic1 = next();
        if (magic1 != MAGIC_1 || next() != MAGIC_2) {
            throw damaged("bytes after the end of the compressed data");
        }
        int method = next();
        if (method != DEFLATE) {
            throw damaged("compression method " + method + ", expected " + DEFLATE);
        }
        int flags = next();
        if ((flags & RESERVED_FLAGS) != 0) {
            throw damaged("flags 0x" + Integer.toHexString(flags) + ", expected at most 0x1f");
        }
        skip(6); // time, extra flags, operating system
        skipOptional(flags);
        inflater.reset();
        inflater.setInput(buffer, at, end - at);
        checksum.reset();
        memberBytes = 0;
        inMember = true;
        return true;
    }

    private void skipOptional(int flags) {
        if ((flags & FLAG_EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_HEADER_CHECKSUM) != 0) {
            skip(2);
        }
    }

    /** Section 2.3.1: the trailer holds checksum and length modulo 2³² of what was compressed. */
    private void endMember() {
        at = end - inflater.getRemaining();
        int expected = littleEndian();
        int found = (int) checksum.getValue();
        if (found != expected) {
            throw damaged("checksum of the contents 0x" + Integer.toHexString(found) + ", expected 0x"
                    + Integer.toHexString(expected));
        }
        int length = littleEndian();
        if (length != (int) memberBytes) {
            throw damaged("length of the contents " + memberBytes + ", expected " + (length & 0xFFFF_FFFFL)
                    + " (modulo 2^32)");
        }
        inMember = false;
    }

    private int littleEndian() {
        return next() | next() << 8 | next() << 16 | next() << 24;
    }

    private void skip(int count) {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipText() {
        while (next() != 0) {
            // The original file's name or a comment: not needed.
        }
    }

    private int next() {
        if (at == end && !fill()) {
            throw endsEarly();
        }
        return buffer[at++] & 255;
    }

    private boolean fill() {
        int n = in.read(buffer, 0, buffer.length);
        at = 0;
        end = Math.max(n, 0);
        return n > 0;
    }

    private DataException endsEarly() {
        return damaged("ends early, after " + memberBytes + " decompressed bytes");
    }

    private DataException damaged(String what) {
        return new DataException(name() + ": gzip: " + what);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
