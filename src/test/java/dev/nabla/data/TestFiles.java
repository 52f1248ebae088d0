package dev.nabla.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;

/** Files for tests: small ones made here, and the real ones. */
final class TestFiles {
    private static final String REAL_DATA = "nabla.data";

    private TestFiles() {}

    /**
     * The directory of a real data set ("mnist", "fashion-mnist") below the directory named by the system property
     * nabla.data, usually ../shared/data; skips the calling test, saying so, where it is missing.
     */
    static Path realData(String name) {
        Path directory = Path.of(System.getProperty(REAL_DATA, "../shared/data"), name);
        if (!Files.isDirectory(directory)) {
            String reason = "NO TESTS WITH REAL DATA: " + directory + " is no directory; name the one that holds "
                    + name + " by -D" + REAL_DATA + "=DIRECTORY";
            System.err.println(reason);
            Assumptions.abort(reason);
        }
        return directory;
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    static byte[] gzip(byte[] contents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(contents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** An IDX file of unsigned bytes 0, 1, 2 … modulo {@code modulus}. */
    static byte[] idx(int modulus, int... dimensions) {
        int count = 1;
        for (int dimension : dimensions) {
            count *= dimension;
        }
        byte[] elements = new byte[count];
        for (int i = 0; i < count; i++) {
            elements[i] = (byte) (i % modulus);
        }
        return idxFile(new IdxArray("test", IdxType.U8, dimensions, elements));
    }

    static byte[] idxFile(IdxArray array) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            IdxWriter.write(array, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
